"""A page that prints on A4 landscape, its head again on every sheet; the same on a screen, light or dark."""

from pathlib import Path
from typing import Any, Final

from services.runtime.web.pages import Pages
from services.stats.adapters.papers.heads import head_rows, legend
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.print_cell import print_cell, print_period, signing_lines
from services.stats.domain.papers.table import Kind, Table

__all__ = ["POLICY", "as_html"]

_FOLDER: Final = Path(__file__).parent / "templates"
_pages: Final = Pages(_FOLDER, style=(_FOLDER / "paper.css").read_text(encoding="utf-8"))
POLICY: Final = _pages.policy
"""The content security policy that the page has to be sent with."""

_LOOKS: Final = {Kind.TEXT: "", Kind.DATE: "day"}


def as_html(table: Table, asked: Asked, language: str, following: str | None = None) -> bytes:  # noqa: ARG001 all rows of it
    """Return the whole page."""
    text = _pages.text(
        "paper.html",
        language=language,
        title=table.title.in_language(language),
        subtitle=table.subtitle and table.subtitle.in_language(language),
        period=print_period(table.period).in_language(language),
        head=head_rows(table.columns, language),
        sections=_sections(table, language),
        columns=len(table.columns),
        signers=[signer.in_language(language) for signer in table.signers],
        signing=signing_lines(language),
        notes=[note.in_language(language) for note in (*table.notes, *legend(table))],
    )
    return text.encode()


def _sections(table: Table, language: str) -> list[dict[str, Any]]:
    return [
        {
            "title": section.title and section.title.in_language(language),
            "rows": [
                {
                    "total": row.total,
                    "cells": [
                        (print_cell(cell, column.kind, language), _LOOKS.get(column.kind, "figure"))
                        for column, cell in zip(table.columns, row.cells, strict=True)
                    ],
                }
                for row in section.rows
            ],
        }
        for section in table.sections
    ]
