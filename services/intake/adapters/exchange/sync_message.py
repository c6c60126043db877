"""The national sync message as JSON: the names of domain.md, section 5, those inside of lists by our reading.

Times are yyyyMMddHHmmss in Viet Nam's zone, amounts whole VND, absent values absent.
"""

from datetime import datetime
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from services.intake.domain.exchange.synced import (
    CHANNELS,
    Progress,
    Synced,
    SyncedFee,
    SyncedPaper,
    SyncedResult,
    SyncedSupplement,
)
from services.kernel.dossier_code import CodeError, parse_dossier_code
from services.kernel.status import Status
from services.kernel.times import VIETNAM, require_utc
from services.runtime.failures import PermanentError

__all__ = ["read_message", "written_message"]

_FORMAT: Final = "%Y%m%d%H%M%S"
_DIGITS: Final = 14
_KINDS: Final = {"individual": "1", "organisation": "2"}
_FEE_KINDS: Final = {"fee": "1", "charge": "2"}


def _read_time(value: object) -> datetime:
    if not isinstance(value, str) or len(value) != _DIGITS or not (value.isascii() and value.isdigit()):
        raise ValueError("write yyyyMMddHHmmss")
    return require_utc(datetime.strptime(value, _FORMAT).replace(tzinfo=VIETNAM))


def _written_time(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime(_FORMAT)


_Time = Annotated[datetime, BeforeValidator(_read_time), PlainSerializer(_written_time)]
_Text = Annotated[str, Field(min_length=1, max_length=500)]
_Vnd = Annotated[int, Field(ge=0, strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


class _Fee(_Part):
    LoaiPhiLePhi: Annotated[str, Field(pattern="^[12]$")]
    TenPhiLePhi: _Text
    MucThu: _Vnd
    Gia: _Vnd
    HinhThucThu: Annotated[int, Field(ge=0, le=9)]


class _Supplement(_Part):
    NgayYeuCauBoSung: _Time
    DanhSachGiayToBoSung: list[_Text] = []
    NgayTiepNhanBoSung: _Time | None = None
    NgayHenTraTruoc: _Time | None = None
    NgayHenTraMoi: _Time | None = None


class _Result(_Part):
    MaGiayToKetQua: _Text


class _Paper(_Part):
    MaThanhPhanHoSo: _Text
    HinhThuc: Annotated[int, Field(ge=0, le=2, strict=True)]
    MaTep: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None


class _Progress(_Part):
    NguoiXuLy: _Text
    ThoiDiemXuLy: _Time
    NoiDungXuLy: _Text
    TrangThai: Annotated[int, Field(ge=1, le=10, strict=True)]


class _Message(_Part):
    MaHoSo: _Text
    MaTTHC: _Text
    ChuHoSo: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    LoaiDoiTuong: Annotated[str, Field(pattern="^[12]$")]
    NgayTiepNhan: _Time
    NgayHenTra: _Time | None = None
    TrangThaiHoSo: Annotated[int, Field(ge=1, le=10, strict=True)]
    NgayKetThucXuLy: _Time | None = None
    NgayTra: _Time | None = None
    HinhThuc: Annotated[str, Field(pattern="^[123]$")]
    DonViXuLy: _Text
    DanhSachLePhi: list[_Fee] = []
    DanhSachHoSoBoSung: list[_Supplement] = []
    DanhSachGiayToKetQua: list[_Result] = []
    TaiLieuNop: list[_Paper] = []
    DanhSachTienTrinh: list[_Progress] = []


def written_message(synced: Synced) -> bytes:
    """The message in UTF-8; it holds the owner's name."""
    message = _Message.model_construct(
        MaHoSo=synced.code,
        MaTTHC=synced.procedure,
        ChuHoSo=synced.owner,
        LoaiDoiTuong=_KINDS[synced.owner_kind],
        NgayTiepNhan=synced.received_at,
        NgayHenTra=synced.due_at,
        TrangThaiHoSo=int(synced.status),
        NgayKetThucXuLy=synced.finished_at,
        NgayTra=synced.returned_at,
        HinhThuc=CHANNELS[synced.channel],
        DonViXuLy=synced.unit,
        DanhSachLePhi=[_fee(each) for each in synced.fees],
        DanhSachHoSoBoSung=[_supplement(each) for each in synced.supplements],
        DanhSachGiayToKetQua=[_Result.model_construct(MaGiayToKetQua=each.reference) for each in synced.results],
        TaiLieuNop=[
            _Paper.model_construct(MaThanhPhanHoSo=each.key, HinhThuc=each.form, MaTep=each.file)
            for each in synced.papers
        ],
        DanhSachTienTrinh=[_progress(each) for each in synced.progress],
    )
    return message.model_dump_json(exclude_none=True, indent=1).encode()


def read_message(text: bytes) -> Synced:
    """Raises PermanentError(message_unreadable) naming the field, never its value."""
    try:
        message = _Message.model_validate_json(text)
        code = str(parse_dossier_code(message.MaHoSo))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        raise PermanentError("message_unreadable", field=where) from None
    except CodeError:
        raise PermanentError("message_unreadable", field="MaHoSo") from None
    return Synced(
        code=code,
        procedure=message.MaTTHC,
        owner=message.ChuHoSo,
        owner_kind=_named(_KINDS, message.LoaiDoiTuong),
        received_at=message.NgayTiepNhan,
        due_at=message.NgayHenTra,
        status=Status(message.TrangThaiHoSo),
        finished_at=message.NgayKetThucXuLy,
        returned_at=message.NgayTra,
        channel=_named(dict(CHANNELS), message.HinhThuc),
        unit=message.DonViXuLy,
        fees=tuple(_read_fee(each) for each in message.DanhSachLePhi),
        supplements=tuple(_read_supplement(each) for each in message.DanhSachHoSoBoSung),
        results=tuple(SyncedResult(each.MaGiayToKetQua) for each in message.DanhSachGiayToKetQua),
        papers=tuple(SyncedPaper(each.MaThanhPhanHoSo, each.HinhThuc, each.MaTep) for each in message.TaiLieuNop),
        progress=tuple(_read_progress(each) for each in message.DanhSachTienTrinh),
    )


def _named(codes: dict[str, str], code: str) -> str:
    return next(name for name, each in codes.items() if each == code)


def _fee(fee: SyncedFee) -> _Fee:
    return _Fee.model_construct(
        LoaiPhiLePhi=_FEE_KINDS[fee.kind],
        TenPhiLePhi=fee.name,
        MucThu=fee.list_amount,
        Gia=fee.amount,
        HinhThucThu=fee.moment,
    )


def _read_fee(fee: _Fee) -> SyncedFee:
    return SyncedFee(_named(_FEE_KINDS, fee.LoaiPhiLePhi), fee.TenPhiLePhi, fee.MucThu, fee.Gia, fee.HinhThucThu)


def _supplement(each: SyncedSupplement) -> _Supplement:
    return _Supplement.model_construct(
        NgayYeuCauBoSung=each.asked_at,
        DanhSachGiayToBoSung=list(each.papers),
        NgayTiepNhanBoSung=each.settled_at,
        NgayHenTraTruoc=each.due_before,
        NgayHenTraMoi=each.due_after,
    )


def _read_supplement(each: _Supplement) -> SyncedSupplement:
    return SyncedSupplement(
        each.NgayYeuCauBoSung,
        tuple(each.DanhSachGiayToBoSung),
        each.NgayTiepNhanBoSung,
        each.NgayHenTraTruoc,
        each.NgayHenTraMoi,
    )


def _progress(each: Progress) -> _Progress:
    return _Progress.model_construct(
        NguoiXuLy=each.unit, ThoiDiemXuLy=each.at, NoiDungXuLy=each.what, TrangThai=int(each.status)
    )


def _read_progress(each: _Progress) -> Progress:
    return Progress(each.NguoiXuLy, each.ThoiDiemXuLy, each.NoiDungXuLy, Status(each.TrangThai))
