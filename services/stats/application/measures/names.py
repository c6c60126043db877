"""Names for what rows are told apart by."""

from collections.abc import Callable
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.stats.domain.papers.table import Text, say

__all__ = ["SUBJECTS", "namer"]

SUBJECTS: Final = {
    "agency": Text("Cơ quan", "Agency"),
    "field": Text("Lĩnh vực", "Field"),
    "procedure": Text("Thủ tục", "Procedure"),
    "leg": Text("Bước", "Leg"),
    "role": Text("Chức danh ký", "Signer role"),
    "cause": Text("Nguyên nhân", "Cause"),
    "window": Text("Khung giờ", "Window"),
    "about": Text("Nội dung", "About"),
    "form": Text("Loại phiếu", "Form"),
    "template": Text("Mẫu tin", "Template"),
    "channel": Text("Kênh", "Channel"),
    "provider": Text("Nhà cung cấp", "Provider"),
}
"""Head cells of the first column; every choice of every sheet has one."""

_NOTHING: Final = Text("(không có)", "(none)")


def namer(catalogue: Catalogue, by: str) -> Callable[[str], Text]:
    """Return how a row is named: agencies and fields have names in the catalogue, all else goes by its key."""
    if by == "agency":
        return lambda code: _agency(catalogue, code)
    if by == "field":
        return lambda key: say(catalogue.words.fields.get(key, key)) if key else _NOTHING
    return lambda key: say(key) if key else _NOTHING


def _agency(catalogue: Catalogue, code: str) -> Text:
    agency = catalogue.agencies.get(AgencyCode(code))
    return say(agency.name if agency else code)
