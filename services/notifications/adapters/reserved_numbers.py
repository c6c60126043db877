"""Numbers reserved for tests, and what the file provider does when a message goes to one of them: data, in YAML."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

__all__ = ["RESERVED_NUMBERS", "Act", "Script", "read_reserved_numbers"]

RESERVED_NUMBERS: Final = Path(__file__).parents[1] / "templates" / "reserved_numbers.yaml"


class Act(StrEnum):
    SUBMIT = "submit"
    REFUSE = "refuse"
    BUSY = "busy"
    SILENT = "silent"  # never answers, and writes nothing
    TAKE_SILENTLY = "take_silently"  # writes the message, then never answers


class Script(BaseModel):
    """What happens in attempt 1, 2, ...; the last act goes on for ever."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    meaning: str
    acts: Annotated[tuple[Act, ...], Field(min_length=1)]

    def act(self, attempt: int) -> Act:
        return self.acts[min(attempt, len(self.acts)) - 1]


_FILE: Final = TypeAdapter(dict[str, Script])


def read_reserved_numbers(path: Path = RESERVED_NUMBERS) -> Mapping[str, Script]:
    """By number in E.164; raises ValidationError for a file that is wrong."""
    return _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
