"""Sheets of a desk: tickets, calls, visits, hours, petitions and surveys."""

from typing import Final

from services.stats.domain.activity import desk
from services.stats.domain.measures.scores import OF_SCORES, scores
from services.stats.domain.measures.sheet import Sheet, amount, count, percentiles, rate, ratio
from services.stats.domain.papers.table import Kind, Text

__all__ = ["CALLS", "HOURS", "PETITIONS", "SURVEYS", "TICKETS", "VISITS"]

_FIELD: Final = {"field": 1}
_AT_MOST: Final = Text(
    "p50, p90, p99: ít nhất 50, 90, 99 % số lượt không quá số phút này (cận trên của nhóm).",
    "p50, p90, p99: at least 50, 90, 99 % took at most so many minutes (upper bound of their bucket).",
)

TICKETS: Final = Sheet(
    "tickets",
    Text("Phiếu chờ tại quầy", "Queue tickets"),
    desk.DESK,
    (
        count("issued", Text("Đã cấp", "Issued"), desk.TICKETS_ISSUED),
        count("served", Text("Đã phục vụ", "Served"), desk.TICKETS_SERVED),
        count("no_shows", Text("Vắng mặt", "No-shows"), desk.NO_SHOWS),
        count("after_hours", Text("Phục vụ ngoài giờ", "Served after hours"), desk.AFTER_HOURS),
        *percentiles("wait", Text("Phút chờ", "Minutes of waiting"), desk.WAIT),
        *percentiles("service", Text("Phút phục vụ", "Minutes of service"), desk.SERVICE),
        ratio(
            "service_mean",
            Text("Phút phục vụ bình quân", "Mean minutes of service"),
            [desk.SERVICE_MINUTES],
            [desk.TICKETS_SERVED],
            "minutes of service / tickets served",
        ),
    ),
    _FIELD | {"window": 2},
    desk.TICKET,
    notes=(_AT_MOST,),
)

CALLS: Final = Sheet(
    "calls",
    Text("Tổng đài thành phần hồ sơ", "Calls to the component hotline"),
    desk.DESK,
    (
        count("calls", Text("Cuộc gọi", "Calls"), desk.CALLS),
        count("answered", Text("Đã trả lời", "Answered"), f"{desk.CALLS}:answered"),
        count("transferred", Text("Chuyển máy", "Transferred"), f"{desk.CALLS}:transferred"),
        count("fallback", Text("Máy dự phòng", "Fallback"), f"{desk.CALLS}:fallback"),
        count("unanswered", Text("Không trả lời", "Unanswered"), f"{desk.CALLS}:unanswered"),
        count("linked", Text("Có hồ sơ", "Linked to a dossier"), desk.CALLS_LINKED),
        count("complete", Text("Đủ ngay lần đầu", "Complete at first try"), desk.CALLS_COMPLETE),
        count("incomplete", Text("Phải bổ sung", "Incomplete"), desk.CALLS_INCOMPLETE),
        rate(
            "first_visit",
            Text("Tỷ lệ đủ ngay lần đầu", "First-visit completeness"),
            [desk.CALLS_COMPLETE],
            [desk.CALLS_LINKED],
            "linked dossiers complete at first try / linked dossiers",
        ),
    ),
    _FIELD | {"procedure": 2},
    desk.CALL,
)

VISITS: Final = Sheet(
    "visits",
    Text("Đón tiếp công dân", "Visits at the citizens' reception"),
    desk.DESK,
    (
        count("visits", Text("Lượt đón tiếp", "Visits"), desk.VISITS),
        count("linked", Text("Có hồ sơ", "Linked to a dossier"), desk.VISITS_LINKED),
    ),
    _FIELD,
    desk.VISIT,
)

HOURS: Final = Sheet(
    "openings",
    Text("Giờ mở cửa của quầy", "Hours of the desk"),
    desk.DESK,
    (
        count("opened", Text("Lượt mở", "Openings"), desk.OPENED),
        count("closed", Text("Lượt đóng", "Closings"), desk.CLOSED),
        count("late_opened", Text("Mở muộn", "Opened late"), desk.LATE_OPENED),
        amount("late_minutes", Text("Phút mở muộn", "Minutes late"), desk.LATE_MINUTES, kind=Kind.MINUTES),
        count("early_closed", Text("Đóng sớm", "Closed early"), desk.EARLY_CLOSED),
        amount("early_minutes", Text("Phút đóng sớm", "Minutes early"), desk.EARLY_MINUTES, kind=Kind.MINUTES),
        count("breaches", Text("Vi phạm giờ làm việc", "Breaches of hours"), desk.BREACHES),
        rate(
            "breach_rate",
            Text("Tỷ lệ vi phạm", "Breach rate"),
            [desk.BREACHES],
            [desk.OPENED, desk.CLOSED],
            "breaches / (openings + closings)",
        ),
    ),
    {"window": 2},
    desk.HOURS,
)

_RECEIVED: Final = Text("Tiếp nhận", "Received")
PETITIONS: Final = Sheet(
    "petitions",
    Text("Phản ánh, kiến nghị", "Petitions"),
    desk.DESK,
    (
        count("received", Text("Tổng số", "All"), desk.PETITIONS_RECEIVED, group=_RECEIVED),
        count("feedback", Text("Phản ánh", "Feedback"), f"{desk.PETITIONS_RECEIVED}:feedback", group=_RECEIVED),
        count("proposals", Text("Kiến nghị", "Proposals"), f"{desk.PETITIONS_RECEIVED}:proposal", group=_RECEIVED),
        count(
            "denunciations",
            Text("Khiếu nại, tố cáo", "Complaints, denunciations"),
            f"{desk.PETITIONS_RECEIVED}:denunciation",
            group=_RECEIVED,
        ),
        count("acknowledged", Text("Đã xác nhận", "Acknowledged"), desk.ACKNOWLEDGED),
        count("answered_in_time", Text("Trả lời đúng hạn", "Answered in time"), f"{desk.ANSWERED}:in_time"),
        count("answered_late", Text("Trả lời quá hạn", "Answered late"), f"{desk.ANSWERED}:late"),
        count("refused", Text("Từ chối", "Refused"), desk.REFUSED),
        count("refused_late", Text("Từ chối quá hạn", "Refused late"), desk.REFUSED_LATE),
        count("published", Text("Công khai", "Published"), desk.PUBLISHED),
        count("published_late", Text("Công khai quá hạn", "Published late"), desk.PUBLISHED_LATE),
        rate(
            "answered_rate",
            Text("Tỷ lệ trả lời đúng hạn", "Answered in time"),
            [f"{desk.ANSWERED}:in_time"],
            [desk.ANSWERED],
            "answered in time / answered",
        ),
        count("rated", Text("Được đánh giá", "Rated"), desk.RATED),
        *scores(desk.RATED),
    ),
    _FIELD | {"about": 2},
    desk.PETITION,
    notes=(OF_SCORES,),
)


SURVEYS: Final = Sheet(
    "surveys",
    Text("Khảo sát sự hài lòng", "Satisfaction surveys"),
    desk.DESK,
    (
        count("invited", Text("Được mời", "Invited"), desk.INVITED),
        count("answered", Text("Số phiếu trả lời", "Answers"), desk.ANSWERED),
        count("responded", Text("Người được mời đã trả lời", "Of the invited answered"), desk.RESPONDED),
        rate(
            "response",
            Text("Tỷ lệ trả lời", "Response"),
            [desk.RESPONDED],
            [desk.INVITED],
            "of the invited answered / invited",
        ),
        count("scores", Text("Số điểm đã cho", "Scores given"), desk.SCORE_COUNT),
        *scores(desk.ANSWERED),
    ),
    _FIELD | {"form": 2},
    desk.SURVEY,
    notes=(
        OF_SCORES,
        Text(
            "Tỷ lệ trả lời = người được mời trong kỳ đã trả lời (đến nay) / người được mời trong kỳ.",
            "Response = those invited in the period who answered, by now / those invited in the period.",
        ),
    ),
)
