"""What makes a schema change breaking: readers of yesterday and of tomorrow must both read an event of today.

Allowed: a new optional property, a new type. Everything else that changes what is valid needs a `.v2` type.
"""

from collections.abc import Iterator
from typing import Any, Final

Json = dict[str, Any]
_DECISIVE: Final = (
    "type", "enum", "const", "pattern", "format", "minimum", "maximum", "minLength", "maxLength", "maxItems",
)  # fmt: skip


def breaking_changes(old: Json, new: Json) -> list[str]:
    """Return one line per breaking difference between two JSON Schemas; empty when `new` only adds."""
    return list(_compare("", old, new, old, new))


def _compare(path: str, old: Json, new: Json, old_root: Json, new_root: Json) -> Iterator[str]:
    old, new = _resolve(old, old_root), _resolve(new, new_root)
    for keyword in _DECISIVE:
        if old.get(keyword) != new.get(keyword):
            yield f"{path or '/'}: {keyword} changed from {old.get(keyword)!r} to {new.get(keyword)!r}"
    for name in sorted(set(new.get("required", ())) ^ set(old.get("required", ()))):
        yield f"{path}/{name}: became required or stopped being required"
    yield from _properties(path, old, new, old_root, new_root)
    yield from _nested(path, old, new, old_root, new_root)


def _properties(path: str, old: Json, new: Json, old_root: Json, new_root: Json) -> Iterator[str]:
    for name, schema in old.get("properties", {}).items():
        if name not in new.get("properties", {}):
            yield f"{path}/{name}: removed"
        else:
            yield from _compare(f"{path}/{name}", schema, new["properties"][name], old_root, new_root)


def _nested(path: str, old: Json, new: Json, old_root: Json, new_root: Json) -> Iterator[str]:
    for keyword in ("items", "additionalProperties"):
        if isinstance(old.get(keyword), dict) and isinstance(new.get(keyword), dict):
            yield from _compare(f"{path}/{keyword}", old[keyword], new[keyword], old_root, new_root)
        elif old.get(keyword) != new.get(keyword):
            yield f"{path or '/'}: {keyword} changed"
    yield from _branches(path, old.get("anyOf", []), new.get("anyOf", []), old_root, new_root)


def _branches(path: str, old: list[Json], new: list[Json], old_root: Json, new_root: Json) -> Iterator[str]:
    if len(old) != len(new):
        yield f"{path or '/'}: anyOf changed"
        return
    for mine, theirs in zip(old, new, strict=True):
        yield from _compare(path, mine, theirs, old_root, new_root)


def _resolve(schema: Json, root: Json) -> Json:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    resolved: Json = root["$defs"][reference.rsplit("/", 1)[-1]]
    return resolved
