"""The national sync message: what is written is read back, and what is wrong is named without its value."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.adapters.exchange.sync_message import read_message, written_message
from services.intake.application.exchange.synced_of import synced_of
from services.intake.domain.commands import FileSupplement, RequestSupplement
from services.intake.domain.exchange.synced import (
    CHANNELS,
    Progress,
    Synced,
    SyncedFee,
    SyncedPaper,
    SyncedResult,
    SyncedSupplement,
)
from services.kernel.status import Status
from services.runtime.failures import PermanentError
from tests.unit.intake.desk import at, filed, in_process, terms

CODE = "H90.01-240506-0001"
OWNER = "Nguyễn Thị Mai"
seconds = st.datetimes(datetime(2019, 1, 6), datetime(2035, 1, 1)).map(  # noqa: DTZ001 the zone follows
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20)
money = st.integers(0, 10**12)
synced = st.builds(
    Synced,
    code=st.sampled_from([CODE, "000.00.01.H90-240305-0001", "H15.50.05.13-20261008-0097512"]),
    procedure=st.sampled_from(["1.012753", "2.000635.000.00.00.H22"]),
    owner=st.none() | words,
    owner_kind=st.sampled_from(["individual", "organisation"]),
    received_at=seconds,
    due_at=st.none() | seconds,
    status=st.sampled_from(Status),
    finished_at=st.none() | seconds,
    returned_at=st.none() | seconds,
    channel=st.sampled_from(sorted(CHANNELS)),
    unit=st.sampled_from(["H90.01", "H90.20.01"]),
    fees=st.lists(
        st.builds(SyncedFee, st.sampled_from(["fee", "charge"]), words, money, money, st.sampled_from([1, 2, 4]))
    ).map(tuple),
    supplements=st.lists(
        st.builds(
            SyncedSupplement,
            seconds,
            st.lists(words, max_size=3).map(tuple),
            st.none() | seconds,
            st.none() | seconds,
            st.none() | seconds,
        ),
        max_size=2,
    ).map(tuple),
    results=st.lists(st.builds(SyncedResult, words), max_size=2).map(tuple),
    papers=st.lists(st.builds(SyncedPaper, words, st.integers(0, 2), st.none() | st.just("a" * 64)), max_size=3).map(
        tuple
    ),
    progress=st.lists(st.builds(Progress, st.just("H90.01"), seconds, words, st.sampled_from(Status)), max_size=3).map(
        tuple
    ),
)


@settings(max_examples=300, deadline=None)
@given(synced)
def test_whatever_a_message_says_is_read_back_as_it_was(one: Synced) -> None:
    """Export and import of any state that the message can tell, in Vietnamese and with every list."""
    assert read_message(written_message(one)) == one


def test_a_dossier_is_told_by_the_names_of_the_national_portal() -> None:
    """Times in Viet Nam's zone; the supplement with the due time before and after the pause."""
    case = in_process("2024-05-06 08:00")
    case.hear(RequestSupplement(at=at("2024-05-07 10:00"), components=()))
    case.hear(FileSupplement(at=at("2024-05-09 14:00")))
    told = synced_of(case.dossier, OWNER, terms())
    body = json.loads(written_message(told))
    assert (body["MaHoSo"], body["MaTTHC"], body["ChuHoSo"]) == (CODE, "1.012753", OWNER)
    assert (body["LoaiDoiTuong"], body["HinhThuc"], body["TrangThaiHoSo"]) == ("1", "1", 4)
    assert (body["NgayTiepNhan"], body["NgayHenTra"]) == ("20240506080000", "20240510103000")
    assert "NgayTra" not in body
    (asked,) = body["DanhSachHoSoBoSung"]
    assert (asked["NgayHenTraTruoc"], asked["NgayHenTraMoi"]) == ("20240508080000", "20240510103000")
    last = body["DanhSachTienTrinh"][-1]
    assert (last["NguoiXuLy"], last["ThoiDiemXuLy"], last["TrangThai"]) == ("H90.01", "20240509140000", 4)
    assert read_message(written_message(told)) == told


def test_before_reception_no_due_time_is_told() -> None:
    """No clock runs yet, so a request changes no appointment; the day of filing stands for reception."""
    case = filed("2024-05-06 08:00:00.250")
    case.hear(RequestSupplement(at=at("2024-05-07 10:00")))
    told = synced_of(case.dossier, None, terms())
    assert (told.due_at, told.supplements[0].due_before, told.owner) == (None, None, None)
    assert told.received_at == at("2024-05-06 08:00")


def good() -> dict[str, Any]:
    body: dict[str, Any] = json.loads(written_message(synced_of(filed().dossier, OWNER, terms())))
    return body


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"MaHoSo": "nonsense"}, "MaHoSo"),
        ({"MaHoSo": "H90.01-241332-0001"}, "MaHoSo"),
        ({"TrangThaiHoSo": 11}, "TrangThaiHoSo"),
        ({"TrangThaiHoSo": "4"}, "TrangThaiHoSo"),
        ({"NgayTiepNhan": "20240230080000"}, "NgayTiepNhan"),
        ({"NgayTiepNhan": "2024-05-06"}, "NgayTiepNhan"),
        ({"NgayTiepNhan": None}, "NgayTiepNhan"),
        ({"HinhThuc": "4"}, "HinhThuc"),
        ({"LoaiDoiTuong": "x"}, "LoaiDoiTuong"),
        ({"DanhSachLePhi": [{"Gia": 1.5}]}, "DanhSachLePhi.0.LoaiPhiLePhi"),
        ({"ChuHoSo": "x" * 201}, "ChuHoSo"),
    ],
)
def test_a_wrong_message_is_refused_by_the_name_of_its_field(changes: dict[str, Any], field: str) -> None:
    """Never with its value, which may be somebody's name."""
    with pytest.raises(PermanentError, match="message_unreadable") as refused:
        read_message(json.dumps(good() | changes).encode())
    assert refused.value.fields == {"field": field}


def test_what_is_no_json_is_refused() -> None:
    """Without a field to name."""
    with pytest.raises(PermanentError) as refused:
        read_message(b"{")
    assert refused.value.fields == {"field": ""}


def test_the_name_of_the_owner_does_not_show_in_a_log_line() -> None:
    """A state that is printed by mistake has no name in it."""
    assert OWNER not in repr(replace(synced_of(filed().dossier, OWNER, terms())))
