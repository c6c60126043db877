"""One mapping of a YAML file, read key by key; every mistake goes to the problem list with its line.

A getter that fails reports the problem, marks the section (and those around it) as failed and returns a harmless
value of its type, so that the rest of the section is still read and checked.
"""

import re
from collections.abc import Collection
from datetime import date, time
from enum import StrEnum
from typing import Self, TypeVar

import yaml

from services.kernel.agency_code import AgencyCode, parse_agency_code
from services.kernel.catalogue.problem import Place, Problems
from services.kernel.code_error import CodeError

__all__ = ["Section"]

W = TypeVar("W", bound=StrEnum)

_NULL = "tag:yaml.org,2002:null"
_FLAGS = {"true": True, "false": False}
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_WHOLE_NUMBER = re.compile(r"[0-9]+")


class Section:
    """The keys nobody asked for by the time of `report_unknown_keys` are mistakes."""

    def __init__(self, node: yaml.MappingNode, file: str, problems: Problems, parent: "Section | None" = None) -> None:
        self._file = file
        self._problems = problems
        self._parent = parent
        self._node = node
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        self._known: set[str] = set()
        self.ok = True
        for key, value in node.value:
            self._take(key, value)

    @property
    def place(self) -> Place:
        return self._place_of(self._node)

    def place_of(self, key: str) -> Place:
        return self._place_of(self._keys.get(key, self._node))

    def names(self) -> list[str]:
        return list(self._values)

    def has(self, key: str) -> bool:
        self._known.add(key)
        return key in self._values and self._values[key].tag != _NULL

    def fail(self, key: str, what: str, remedy: str) -> None:
        """Reports a problem at a key of this section (or at the section, when the key is absent)."""
        self._problems.add(self.place_of(key), what, remedy)
        section: Section | None = self
        while section is not None:
            section.ok = False
            section = section._parent  # noqa: SLF001 - its own class

    def report_unknown_keys(self) -> None:
        for key in self._values.keys() - self._known:
            known = ", ".join(sorted(self._known))
            self.fail(key, f"unknown key {key!r}", f"remove it, or use one of: {known}")

    def text(self, key: str) -> str:
        self._require(key)
        return self.maybe_text(key) or ""

    def maybe_text(self, key: str) -> str | None:
        if not self.has(key):
            return None
        return self._scalar(key, self._values[key])

    def texts(self, key: str) -> list[str]:
        """A list of plain values; an absent key is an empty list."""
        return [self._scalar(key, node) for node in self._items(key)]

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        value = self.maybe_text(key) or default or self.text(key)
        return self._allowed(key, value, allowed) if value else ""

    def maybe_choice(self, key: str, allowed: Collection[str]) -> str | None:
        return self.choice(key, allowed) if self.has(key) else None

    def choices(self, key: str, allowed: Collection[str]) -> list[str]:
        return [self._allowed(key, value, allowed) for value in self.texts(key)]

    def word(self, key: str, words: type[W], default: W) -> W:
        """A member of an enumeration; an absent one is the default, which stands in for a mistake too."""
        value = self.choice(key, [word.value for word in words], default.value)
        return words(value) if value in set(words) else default

    def number(self, key: str) -> int:
        self._require(key)
        return self.maybe_number(key) or 0

    def maybe_number(self, key: str) -> int | None:
        value = self.maybe_text(key)
        return None if value is None else self._whole(key, value)

    def numbers(self, key: str) -> list[int]:
        return [self._whole(key, value) for value in self.texts(key)]

    def flag(self, key: str) -> bool:
        value = self.maybe_text(key)
        if value is not None and value not in _FLAGS:
            self.fail(key, f"{key} is neither true nor false", "write true or false")
        return _FLAGS.get(value or "false", False)

    def marked(self, key: str) -> bool:
        """For `invented` and `unverified`: true, or a list that names the parts of the entry it holds for."""
        if self.has(key) and isinstance(self._values[key], yaml.SequenceNode):
            return bool(self.texts(key))
        return self.flag(key)

    def day(self, key: str) -> date:
        self._require(key)
        return self.maybe_day(key) or date.min

    def maybe_day(self, key: str) -> date | None:
        value = self.maybe_text(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(key, f"{key} is no calendar day: {value!r}", "write an existing day as YYYY-MM-DD")
            return None

    def clock(self, key: str) -> time:
        value = self.text(key)
        if _CLOCK.fullmatch(value):
            return time.fromisoformat(value)
        if value:
            self.fail(key, f"{key} is no time of day: {value!r}", "write HH:MM in quotes, from 00:00 to 23:59")
        return time.min

    def agency_code(self, key: str, text: str) -> AgencyCode:
        """Checks a code that was read from `key`."""
        try:
            return parse_agency_code(text)
        except CodeError as error:
            self.fail(key, f"{error.reason}: {text!r}", error.remedy)
            return AgencyCode(text)

    def labels(self, key: str) -> dict[str, str]:
        """A mapping of plain values to plain values; an absent key is an empty mapping."""
        section = self.section(key)
        return {} if section is None else {name: section.text(name) for name in section.names()}

    def section(self, key: str) -> Self | None:
        return self._child(key, self._values[key]) if self.has(key) else None

    def sections(self, key: str) -> list[Self]:
        found = (self._child(key, node) for node in self._items(key))
        return [section for section in found if section is not None]

    def _take(self, key: yaml.Node, value: yaml.Node) -> None:
        name = str(key.value)
        repeated = name in self._values
        self._keys[name], self._values[name] = key, value
        if repeated:
            self.fail(name, f"key {name!r} is written twice", "keep one of them")

    def _place_of(self, node: yaml.Node) -> Place:
        return Place(self._file, node.start_mark.line + 1)

    def _require(self, key: str) -> None:
        if not self.has(key) or self._values[key].value == "":
            self.fail(key, f"{key} is missing", f"add a value for {key}")

    def _scalar(self, key: str, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value).strip()
        self.fail(key, f"{key} is not a plain value", "write one value, not a list or mapping")
        return ""

    def _items(self, key: str) -> list[yaml.Node]:
        if not self.has(key):
            return []
        node = self._values[key]
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.fail(key, f"{key} is not a list", "write a list, even for one value")
        return []

    def _child(self, key: str, node: yaml.Node) -> Self | None:
        if isinstance(node, yaml.MappingNode):
            return type(self)(node, self._file, self._problems, self)
        self.fail(key, f"{key} is not made of key: value pairs", "write key: value pairs")
        return None

    def _allowed(self, key: str, value: str, allowed: Collection[str]) -> str:
        if value not in allowed:
            self.fail(key, f"unknown {key} {value!r}", f"use or declare one of: {', '.join(sorted(allowed))}")
        return value

    def _whole(self, key: str, value: str) -> int:
        if _WHOLE_NUMBER.fullmatch(value):
            return int(value)
        self.fail(key, f"{key} is no whole number: {value!r}", "write digits only")
        return 0
