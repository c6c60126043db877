"""The environment file: made from the settings' own list of variables, and checked against it."""

import os
import secrets
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from services.intake.settings import IntakeChoices
from services.notifications.settings import NotificationsChoices
from services.routing.settings import RoutingChoices
from services.runtime.sealing import encode_bytes, new_key_pair, new_key_ring, read_jwk
from services.runtime.settings import GROUPS, PREFIX, Hint, Making, explain, hint_of

EVERY_GROUP: Final[tuple[type[BaseSettings], ...]] = (*GROUPS, IntakeChoices, RoutingChoices, NotificationsChoices)
"""Every variable once, in the order of `.env.example`; statistics have none of their own."""
_MODE: Final = 0o600
_FIRST_KEY: Final = "k1"
_NO_SUCH_FILE: Final = "path_not_file"


class _GivenOnly(BaseSettings):
    """Drops all other sources: the file is checked, not this process's environment."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 pydantic passes them by name
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


class EnvironmentFileExistsError(Exception):
    """There is a file already; its keys may be the only ones that open stored data."""


def render(values: Mapping[str, str]) -> str:
    """Return the text of an environment file; choices that `values` does not name stand there as comments."""
    lines = ["# Variables of Liên Thông, made by `lienthong env init`. Never commit the file with values."]
    for group in EVERY_GROUP:
        lines += ["", f"# {(group.__doc__ or '').strip()}"]
        for field, info in group.model_fields.items():
            lines.append(f"# {info.description} ({hint_of(group, field).remedy})")
            lines.append(_line(group, field, values))
    return "\n".join(lines) + "\n"


def example() -> str:
    """Return `.env.example`: every variable, no secret."""
    return render({})


def generate() -> dict[str, str]:
    """Return new random values for every variable that is not an operator's choice."""
    pairs = {hint.pair: new_key_pair(f"{hint.pair}-1") for hint in _hints() if hint.pair}
    values = {}
    for group in EVERY_GROUP:
        for field in group.model_fields:
            hint = hint_of(group, field)
            if hint.making is not Making.CHOICE:
                values[variable(field)] = _value(hint.making, pairs.get(hint.pair, ("", "")))
    return values


def write(path: Path, text: str, *, force: bool) -> Path | None:
    """Write `text` readable by the owner alone; with `force` an existing file is kept as `<name>.bak`, returned.

    Raises EnvironmentFileExistsError without `force`.
    """
    backup = path.with_name(path.name + ".bak") if path.exists() else None
    if backup and not force:
        raise EnvironmentFileExistsError(str(path))
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "w", encoding="utf-8") as stream:
        stream.write(text)
    if backup:
        path.replace(backup)
        backup.chmod(_MODE)
    draft.replace(path)
    return backup


def check(path: Path) -> list[str]:
    """Return everything that is wrong with the file, with the remedy, never with a value; empty = usable."""
    if not path.exists():
        return [f"{path} does not exist. Remedy: run `lienthong env init`."]
    wrong = []
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        wrong.append(f"{path} can be read by others. Remedy: chmod 600 {path}.")
    values = {name: value for name, value in dotenv_values(path, interpolate=False).items() if value}
    for group in EVERY_GROUP:
        wrong += _check_group(group, values)
    return wrong + _check_pairs(values)


def variable(field: str) -> str:
    """Return the environment variable of a settings field."""
    return PREFIX + field.upper()


def _hints() -> Iterator[Hint]:
    return (hint_of(group, field) for group in EVERY_GROUP for field in group.model_fields)


def _line(group: type[BaseSettings], field: str, values: Mapping[str, str]) -> str:
    name = variable(field)
    if name in values:
        return f"{name}={values[name]}"
    info = group.model_fields[field]
    if hint_of(group, field).making is Making.CHOICE:
        return f"# {name}={'' if info.is_required() or info.default is None else info.default}"
    return f"{name}=" if info.is_required() else f"# {name}="


def _value(making: Making, pair: tuple[str, str]) -> str:
    match making:
        case Making.KEY_RING:
            return new_key_ring(_FIRST_KEY)
        case Making.PRIVATE_JWK:
            return pair[0]
        case Making.PUBLIC_JWK:
            return pair[1]
        case Making.CLUSTER_ID:
            return encode_bytes(secrets.token_bytes(16))
        case _:
            return secrets.token_hex(32)  # hexadecimal passes as MongoDB key file and in URLs


def _check_group(group: type[BaseSettings], values: Mapping[str, str]) -> list[str]:
    fields = {field: values[variable(field)] for field in group.model_fields if variable(field) in values}
    given: type[BaseSettings] = type(group.__name__, (_GivenOnly, group), {})
    try:
        given.model_validate(fields)
    except ValidationError as error:
        lines = explain(group, error).splitlines()
        elsewhere = [f"{variable(str(each['loc'][0]))}:" for each in error.errors() if each["type"] == _NO_SUCH_FILE]
        return [line for line in lines if not _is_left_to_the_operator(group, line, elsewhere)]
    return []


def _is_left_to_the_operator(group: type[BaseSettings], line: str, elsewhere: Sequence[str]) -> bool:
    """Addresses differ per process: compose and `lienthong up` set them; files may be in a container alone."""
    choices = [field for field in group.model_fields if hint_of(group, field).making is Making.CHOICE]
    unset = [f"{variable(field)}: is not set" for field in choices]
    return line.startswith((*unset, *elsewhere))


def _check_pairs(values: Mapping[str, str]) -> list[str]:
    wrong = []
    for pair in sorted({hint.pair for hint in _hints() if hint.pair}):
        private, public = (values.get(variable(f"{pair}_{half}_jwk")) for half in ("private", "public"))
        if private and public and not _belong_together(private, public):
            wrong.append(f"{variable(pair)}_PUBLIC_JWK does not belong to the private one. Remedy: copy both again.")
    return wrong


def _belong_together(private: str, public: str) -> bool:
    try:
        return read_jwk(private).thumbprint() == read_jwk(public).thumbprint()
    except ValueError:
        return True  # named already as unreadable
