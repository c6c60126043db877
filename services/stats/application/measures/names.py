"""Names for what rows are told apart by."""

from collections.abc import Callable, Mapping
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.stats.domain.papers.names import word_of
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

_KINDS: Final = {"field": "fields", "leg": "legs", "role": "signer_roles"}
"""Words of the catalogue that rows are named by."""

_WORDS: Final[Mapping[str, Mapping[str, Text]]] = {
    "cause": {
        "signer_absent": Text("Người ký vắng mặt", "The signer is absent"),
        "signer_absent_no_delegate": Text(
            "Người ký vắng mặt, chưa ủy quyền", "The signer is absent without a delegate"
        ),
        "no_valid_signer": Text("Không ai có thẩm quyền ký", "Nobody may sign"),
    },
    "window": {
        "working": Text("Giờ làm việc", "Working hours"),
        "ninth_hour": Text("Giờ làm việc thứ 9", "Ninth working hour"),
        "volunteer_saturday": Text("Ngày thứ 7 tình nguyện", "Volunteer Saturday"),
    },
    "form": {
        "result": Text("Khi trả kết quả", "With the result"),
        "receipt": Text("Khi tiếp nhận", "With the receipt"),
        "supplement": Text("Khi yêu cầu bổ sung", "With a supplement request"),
        "refusal": Text("Khi từ chối tiếp nhận", "With a refusal"),
        "portal": Text("Trên cổng dịch vụ công", "On the portal"),
    },
    "channel": {
        "sms": Text("Tin nhắn SMS", "SMS"),
        "email": Text("Thư điện tử", "E-mail"),
        "portal": Text("Cổng dịch vụ công", "Portal"),
    },
}
"""What events have words for that no catalogue declares."""

_NOTHING: Final = Text("(không có)", "(none)")


def namer(catalogue: Catalogue, by: str) -> Callable[[str], Text]:
    """Return how a row is named: by the catalogue's words in both languages; what has none goes by its key."""
    if by == "agency":
        return lambda code: _agency(catalogue, code)
    if by == "procedure":
        return lambda key: _procedure(catalogue, key) if key else _NOTHING
    if by in _KINDS:
        return lambda key: word_of(catalogue.words, _KINDS[by], key) if key else _NOTHING
    known = _WORDS.get(by, {})
    return lambda key: known.get(key, say(key)) if key else _NOTHING


def _procedure(catalogue: Catalogue, reference: str) -> Text:
    found = catalogue.procedures.get(reference)
    return say(reference) if found is None else Text(f"{found.name_vi} ({reference})", f"{found.name_en} ({reference})")


def _agency(catalogue: Catalogue, code: str) -> Text:
    agency = catalogue.agencies.get(AgencyCode(code))
    return say(agency.name if agency else code)
