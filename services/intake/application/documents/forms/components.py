"""The components as a table: what was handed in, or what the procedure asks for when the filing listed nothing."""

from services.intake.application.documents.paper import Align, Block, Cells, Text
from services.intake.application.documents.source import Source
from services.intake.domain.components import Component, ComponentForm

__all__ = ["component_rows"]

_FORMS = {ComponentForm.ORIGINAL: "Bản chính", ComponentForm.COPY: "Bản sao", ComponentForm.ELECTRONIC: "Bản điện tử"}
_ALIGNS: tuple[Align, ...] = ("center", "left", "left", "center", "left")


def component_rows(source: Source) -> Block:
    components = source.dossier.filing.components
    if components:
        return _handed_in(source, components)
    if source.case and source.case.components:
        return _asked_for(source)
    return Text("Thành phần hồ sơ nộp: theo quy định của thủ tục (01 bộ).")


def _handed_in(source: Source, components: tuple[Component, ...]) -> Block:
    rows = tuple(
        (str(place), source.component_name(each.key), *_handed(each), _remark(each))
        for place, each in enumerate(components, 1)
    )
    headings = ("TT", "Thành phần hồ sơ", "Loại", "Số bản", "Ghi chú")
    return Cells(headings, rows, (0.8, 6.2, 2.2, 1.2, 3.6), _ALIGNS, "Thành phần hồ sơ nộp (01 bộ) gồm")


def _handed(component: Component) -> tuple[str, str]:
    """In which form and how many; nothing of what nobody had to hand in."""
    if component.is_unneeded:
        return ("–", "–")
    return (_FORMS[component.form], str(component.copies))


def _asked_for(source: Source) -> Block:
    rules = source.case.components if source.case else ()
    rows = tuple(
        (str(place), each.name_vi, str(each.original), str(each.copies), "" if each.required else "Nếu có")
        for place, each in enumerate(rules, 1)
    )
    headings = ("TT", "Thành phần hồ sơ", "Bản chính", "Bản sao", "Ghi chú")
    aligns: tuple[Align, ...] = ("center", "left", "center", "center", "left")
    return Cells(headings, rows, (0.8, 7, 1.6, 1.4, 3.2), aligns, "Thành phần hồ sơ theo quy định (01 bộ) gồm")


def _remark(component: Component) -> str:
    if component.waived:
        return "Không phải nộp: đã có trong cơ sở dữ liệu"
    if component.reason:
        return "Được miễn nộp"
    if component.reused:
        return "Dùng lại kết quả đã số hóa"
    return "Đã số hóa" if component.digitised else ""
