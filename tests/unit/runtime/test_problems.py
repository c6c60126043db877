"""Every problem has both texts, the RFC's form, and the language that was asked for."""

import string

import pytest

from services.runtime.failures import PermanentError, TransientError
from services.runtime.problem_types import BY_SLUG, PROBLEM_TYPES, ProblemType, by_slug
from services.runtime.problems import Problem, body_of, from_permanent, from_status, from_transient, language_of


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda kind: kind.slug)
def test_every_type_has_both_texts(kind: ProblemType) -> None:
    """Titles and details exist in both languages, differ, and are filled from the same fields."""
    assert 400 <= kind.status <= 599
    assert kind.title_vi
    assert kind.title_en
    assert kind.title_vi != kind.title_en
    assert kind.detail_vi != kind.detail_en
    assert _fields(kind.detail_vi) == _fields(kind.detail_en)


def test_a_slug_belongs_to_one_area() -> None:
    """A type URI means one thing: a second declaration stops the import instead of winning silently."""
    assert len(BY_SLUG) == len(PROBLEM_TYPES)
    with pytest.raises(ValueError, match="declared twice: not_found"):
        by_slug([BY_SLUG["not_found"], BY_SLUG["not_found"]])


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "vi"),
        ("*", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi,en;q=0.8", "vi"),
        ("en;q=0.5,vi;q=0.5", "vi"),
        ("fr,en;q=0.3", "en"),
        ("en;q=x", "vi"),
    ],
)
def test_accept_language_chooses_vietnamese_unless_english_is_preferred(header: str, language: str) -> None:
    """Vietnamese is the default and wins ties."""
    assert language_of(header) == language


def test_the_body_has_the_rfc_members_and_both_languages() -> None:
    """Title and detail follow the language; both stand under texts; fields are members and fill the detail."""
    body = body_of(Problem("dossier_not_found", code="H90.20.01-261123-0001"), "en", "req-1")
    assert body["type"] == "urn:lienthong:problem:dossier_not_found"
    assert body["status"] == 404
    assert body["title"] == "Dossier not found"
    assert "H90.20.01-261123-0001" in body["detail"]
    assert body["texts"]["vi"]["title"] == "Không tìm thấy hồ sơ"
    assert (body["code"], body["request_id"]) == ("H90.20.01-261123-0001", "req-1")


def test_a_field_cannot_overwrite_a_member_of_the_rfc() -> None:
    """Fields come from events and requests; they must not forge the status."""
    assert body_of(Problem("not_found", status=200, title="x"), "en")["status"] == 404


def test_permanent_errors_map_by_reason() -> None:
    """A reason that is a slug is that problem; another is refused with 422 and the reason."""
    assert from_permanent(PermanentError("agency_not_allowed", agency="H90")).status == 403
    other = from_permanent(PermanentError("sequence_gap", found=7))
    assert (other.status, other.fields) == (422, {"found": 7, "reason": "sequence_gap"})


def test_transient_errors_say_when_to_retry() -> None:
    """503 with Retry-After; their inner fields are not shown."""
    problem = from_transient(TransientError("store_down", host="db-1", retry_after=4.2))
    assert (problem.status, problem.headers["Retry-After"]) == (503, "5")
    assert "host" not in problem.fields


@pytest.mark.parametrize(("status", "slug"), [(404, "not_found"), (418, "request_malformed"), (502, "internal_error")])
def test_bare_statuses_map_to_the_nearest_type(status: int, slug: str) -> None:
    """The framework's own errors get our form as well."""
    assert from_status(status).kind.slug == slug
