"""Reads the lists of officers from YAML; numbers are sealed at once, and messages of mistakes quote none."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

import yaml
from joserfc.jwk import ECKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.contracts.events.payload import AgencyText
from services.kernel.phone import PhoneError, parse_mobile
from services.notifications.adapters.recipient_claims import RecipientClaims
from services.notifications.application.digest.ports import DigestLists
from services.notifications.application.officers.ports import Listed
from services.runtime.sealing import seal

__all__ = ["ListedOfficers", "OfficerListError", "read_officers"]

_Occasion = Literal["due_warning", "signer_missing", "overdue", "escalated", "control_document", "weekly_digest"]
_ALL: tuple[_Occasion, ...] = get_args(_Occasion)
_Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$", description="Names the number, never a person")]


class OfficerListError(ValueError):
    """The file cannot be used; the message says where and why."""


class _List(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: AgencyText
    occasions: tuple[_Occasion, ...] = _ALL
    language: Literal["vi", "en"] = "vi"
    phones: Annotated[dict[_Key, str], Field(min_length=1, max_length=50)]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    lists: list[_List]


class ListedOfficers(DigestLists):
    def __init__(self, by_occasion: Mapping[tuple[str, str], tuple[Listed, ...]]) -> None:
        self._by_occasion = by_occasion

    def of(self, agency: str, template: str) -> tuple[Listed, ...]:
        return self._by_occasion.get((agency, template), ())

    def agencies(self, template: str) -> list[str]:
        return sorted(agency for agency, occasion in self._by_occasion if occasion == template)


def read_officers(path: Path | None, own_key: ECKey) -> ListedOfficers:
    """Without a file nobody is on a list. Raises OfficerListError."""
    if path is None:
        return ListedOfficers({})
    found: dict[tuple[str, str], tuple[Listed, ...]] = {}
    for place, entry in enumerate(_read(path).lists):
        listed = tuple(_listed(path, place, key, entry, own_key) for key in entry.phones)
        for occasion in entry.occasions:
            if (entry.agency, occasion) in found:
                message = f"{path}: {entry.agency} has two lists for {occasion}. Remedy: make them one"
                raise OfficerListError(message)
            found[entry.agency, occasion] = listed
    return ListedOfficers(found)


def _read(path: Path) -> _File:
    try:
        return _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise OfficerListError(f"{path}: cannot be read ({error.strerror}). Remedy: correct the path") from error
    except yaml.YAMLError:
        # Without its cause: it quotes what it cannot read.
        raise OfficerListError(f"{path}: no YAML. Remedy: correct the file") from None
    except ValidationError as error:
        places = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors(include_input=False))
        raise OfficerListError(f"{path}: {'; '.join(places)}. Remedy: see the operators' guide") from None


def _listed(path: Path, place: int, key: str, entry: _List, own_key: ECKey) -> Listed:
    try:
        phone = parse_mobile(entry.phones[key])
    except PhoneError as error:
        raise OfficerListError(f"{path}: lists.{place}.phones.{key}: {error}") from None
    claims = RecipientClaims(phone=phone, language=entry.language)
    return Listed(key, seal(own_key, claims.model_dump_json().encode()))
