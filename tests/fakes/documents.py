"""How MongoDB filters and updates one document, as far as the runtime uses it."""

from collections.abc import Mapping
from typing import Any

_MISSING: Any = object()


def matches(document: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Return whether `document` passes the filter; an operator that is not known fails the test aloud."""
    return all(_meets(document, path, condition) for path, condition in wanted.items())


def _meets(document: Mapping[str, Any], path: str, condition: Any) -> bool:
    if path in _COMBINED:
        return _COMBINED[path](matches(document, each) for each in condition)
    return _passes(at_path(document, path), condition)


_COMBINED = {"$and": all, "$or": any}


def projected(document: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a projection leaves: the id, and each path that is there."""
    left: dict[str, Any] = {"_id": document["_id"]}
    for path in wanted:
        value = at_path(document, path)
        if value is not _MISSING:
            *parents, name = path.split(".")
            holder = left
            for parent in parents:
                holder = holder.setdefault(parent, {})
            holder[name] = value
    return left


def at_path(document: Any, path: str) -> Any:
    """What is there; of a list of documents, the list of what is there in each."""
    part, _, rest = path.partition(".")
    if isinstance(document, list):
        found = [at_path(each, path) for each in document]
        return [value for value in found if value is not _MISSING]
    if not isinstance(document, Mapping) or part not in document:
        return _MISSING
    return at_path(document[part], rest) if rest else document[part]


def _passes(value: Any, condition: Any) -> bool:
    if not (isinstance(condition, Mapping) and any(key.startswith("$") for key in condition)):
        within = isinstance(value, list) and not isinstance(condition, list) and condition in value
        return bool(within or value == condition)
    return all(_compare(value, operator, operand) for operator, operand in condition.items())


def _compare(value: Any, operator: str, operand: Any) -> bool:
    if operator == "$exists":
        return bool((value is not _MISSING) == operand)
    if operator == "$ne":
        return bool(value != operand)
    if operator == "$in":
        return any(each in operand for each in value) if isinstance(value, list) else bool(value in operand)
    if value is _MISSING or value is None:
        return False
    return bool(
        {"$lt": value.__lt__, "$lte": value.__le__, "$gt": value.__gt__, "$gte": value.__ge__}[operator](operand)
    )


def updated(document: dict[str, Any], update: Mapping[str, Any], *, inserting: bool = False) -> dict[str, Any]:
    """Change `document` in place and return it."""
    for operator, fields in update.items():
        if operator == "$setOnInsert" and not inserting:
            continue
        for path, operand in fields.items():
            *parents, name = path.split(".")
            holder = document
            for parent in parents:
                holder = holder.setdefault(parent, {})
            _APPLY[operator](holder, name, operand)
    return document


def _set(holder: dict[str, Any], name: str, operand: Any) -> None:
    holder[name] = operand


def _unset(holder: dict[str, Any], name: str, _: Any) -> None:
    holder.pop(name, None)


def _inc(holder: dict[str, Any], name: str, operand: Any) -> None:
    holder[name] = holder.get(name, 0) + operand


def _max(holder: dict[str, Any], name: str, operand: Any) -> None:
    holder[name] = max(holder.get(name, operand), operand)


def _push(holder: dict[str, Any], name: str, operand: Any) -> None:
    many = isinstance(operand, Mapping) and "$each" in operand
    grown = [*holder.get(name, []), *(operand["$each"] if many else [operand])]
    kept = operand.get("$slice") if many else None
    holder[name] = grown if kept is None else grown[kept:]


def _add_to_set(holder: dict[str, Any], name: str, operand: Any) -> None:
    known = holder.get(name, [])
    holder[name] = known if operand in known else [*known, operand]


def _pull_all(holder: dict[str, Any], name: str, operand: Any) -> None:
    holder[name] = [each for each in holder.get(name, []) if each not in operand]


def _pull(holder: dict[str, Any], name: str, operand: Any) -> None:
    holder[name] = [each for each in holder.get(name, []) if not matches(each, operand)]


_APPLY = {
    "$set": _set,
    "$setOnInsert": _set,
    "$unset": _unset,
    "$inc": _inc,
    "$max": _max,
    "$push": _push,
    "$pull": _pull,
    "$pullAll": _pull_all,
    "$addToSet": _add_to_set,
}
