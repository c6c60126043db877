"""docs/sms-costs.md: what every shipped template costs, with accents and without.

Made by `python -m tests.contract.sms_costs_page` from the examples of the templates' file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.application.preview import Draft, Preview, Previewed
from services.notifications.domain.composing import Tariff
from services.notifications.domain.wording import LANGUAGES

PAGE: Final = Path(__file__).parents[2] / "docs" / "sms-costs.md"
SEGMENT_VND: Final = 300

_HEAD: Final = f"""# What messages cost

Made by `python -m tests.contract.sms_costs_page`; do not edit. Every shipped template with the examples of its file, a
look-up page at `https://dvc.example.vn/tra-cuu/` and {SEGMENT_VND} dong a segment (the default of the settings). A
segment holds 160 characters without accents or 70 with them; in longer texts 153 or 67. What is sent is the spelling
that costs less, with accents when both cost the same; an accent premium (`LIENTHONG_SMS_ACCENT_PREMIUM_VND`) keeps
accents for that much more. `most` is how many segments the template may ever need: a longer text is refused at the
start, never cut. For a text of your own ask `POST /v1/preview`.

| template | language | most | accented: segments | dong | unaccented: segments | dong | sent |
|---|---|---|---|---|---|---|---|
"""


def preview() -> Preview:
    wording = read_wording(TEMPLATES, "https://dvc.example.vn/tra-cuu/", "https://dvc.example.vn/khao-sat/result/")
    return Preview(wording, {"example": Tariff(SEGMENT_VND)}, 1)


def names() -> list[tuple[str, str]]:
    """Every template in every language."""
    templates = read_wording(TEMPLATES, "https://dvc.example.vn/", "https://dvc.example.vn/").templates
    return [(name, language) for name in templates for language in LANGUAGES]


def page() -> str:
    shown = preview()
    previews = [(name, language, shown(Draft(name, language=language))) for name, language in names()]
    table = "\n".join(_row(*each) for each in previews)
    texts = "\n".join(_texts(previews))
    return f"{_HEAD}{table}\n\n## The texts\n\n{texts}\n"


def _row(name: str, language: str, found: Previewed) -> str:
    (offer,) = found.offers
    sent = "accented" if offer.sent and offer.sent.text == found.accented.text else "unaccented"
    columns = (
        name, language, found.most_segments, found.accented.segments, offer.accented_vnd,
        found.plain.segments, offer.plain_vnd, sent,
    )  # fmt: skip
    return f"| {' | '.join(map(str, columns))} |"


def _texts(previews: list[tuple[str, str, Previewed]]) -> Iterator[str]:
    for name, language, found in previews:
        yield f"- {name}, {language}: {found.accented.text}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} written")  # noqa: T201 a command of developers
