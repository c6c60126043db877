"""The outermost section of a YAML file, for every reader that tells mistakes by their line."""

import yaml

from services.kernel.catalogue.problem import Place, Problems
from services.kernel.catalogue.section import Section

__all__ = ["read_root"]


def read_root(name: str, text: str, problems: Problems, keys: str) -> Section | None:
    """Return None when the text is no YAML or no mapping, which is a problem; `keys` is what it could start with."""
    try:
        # yaml.compose keeps line numbers, which load does not; libyaml's parser is ten times the speed of Python's
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(name, mark.line + 1 if mark else 1)
        problems.add(place, f"not YAML: {getattr(error, 'problem', error)}", "correct the syntax near this line")
        return None
    if isinstance(node, yaml.MappingNode):
        return Section(node, name, problems)
    problems.add(Place(name, 1), "the file has no top-level keys", f"start it with {keys}")
    return None
