"""Form 01, receipt with appointment: the three transparencies (components, time, fee) and where the result is."""

from datetime import datetime

from services.intake.application.documents.forms.components import component_rows
from services.intake.application.documents.forms.fees import fee_blocks
from services.intake.application.documents.forms.parties import (
    about_applicant,
    signature_of_applicant,
    signature_of_desk,
)
from services.intake.application.documents.paper import Block, Facts, SignatureBox, Text
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import limit, moment
from services.intake.domain.dossier import Dossier

__all__ = ["blocks", "signatures"]


def blocks(source: Source) -> tuple[Block, ...]:
    return (
        about_applicant(source, "Tiếp nhận hồ sơ của"),
        component_rows(source),
        *fee_blocks(source),
        _service(source),
        _times(source),
        *_book(source),
    )


def signatures(source: Source) -> tuple[SignatureBox, ...]:
    return (signature_of_applicant(source), signature_of_desk())


def _service(source: Source) -> Facts:
    """How it was filed, and the service models that hold for it, with the plans behind them."""
    filing, words = source.dossier.filing, source.terms.catalogue.words
    rows = [("Hình thức nộp", words.channels.get(filing.channel, filing.channel))]
    models = ", ".join(source.pack.tags.get(tag, tag) for tag in filing.tags)
    if models:
        rows.append(("Mô hình phục vụ", models))
    if filing.plans:
        rows.append(("Theo kế hoạch", ", ".join(filing.plans)))
    return Facts(tuple(rows))


def _times(source: Source) -> Facts:
    dossier = source.dossier
    rows = (
        ("Thời hạn theo quy định", limit(source.procedure.limit_minutes, source.day_minutes)),
        ("Thời gian nhận hồ sơ", moment(dossier.received_at)),
        ("Thời gian trả kết quả", moment(_promised(dossier))),
        ("Nơi trả kết quả", f"Bộ phận tiếp nhận và trả kết quả, {source.agency_title}"),
    )
    return Facts(rows)


def _promised(dossier: Dossier) -> datetime | None:
    """As first promised: a later date is on the apology."""
    return dossier.apology.instead_of if dossier.apology else dossier.promised_at


def _book(source: Source) -> tuple[Block, ...]:
    issued = source.issued
    if issued is None:
        return ()
    return (Text(f"Vào Sổ theo dõi hồ sơ, quyển số {issued.book.year}, số thứ tự {issued.number}."),)
