"""Reports on paper: formats, closed periods."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "format_not_offered", 406,
        ("Không có định dạng này", "Báo cáo có các định dạng: {formats}."),
        ("Format not offered", "A report comes as: {formats}."),
    ),
    kind(
        "report_unknown", 422,
        ("Không có báo cáo này", "Dùng một trong: {reports}."),
        ("Report unknown", "Use one of: {reports}."),
    ),
    kind(
        "report_not_closable", 422,
        ("Báo cáo không chốt được", "{report} không theo kỳ; hãy chọn báo cáo có ngày đầu và ngày cuối."),
        ("Report cannot be closed", "{report} is not about a period; choose a report with a first and a last day."),
    ),
    kind(
        "period_not_over", 422,
        ("Kỳ báo cáo chưa kết thúc", "Chỉ chốt được từ ngày sau {last}."),
        ("The period is not over", "It can be closed from the day after {last}."),
    ),
    kind(
        "report_too_large", 422,
        ("Báo cáo quá lớn", "Bản chốt tối đa {most} byte; chia nhỏ theo cơ quan hoặc theo kỳ ngắn hơn."),
        ("Report too large", "An edition has at most {most} bytes; split it by agency or into shorter periods."),
    ),
    kind(
        "dossiers_too_many", 422,
        ("Quá nhiều hồ sơ", "Danh sách có tối đa {most} hồ sơ; chia nhỏ theo cơ quan hoặc kỳ, hoặc lấy từng trang."),
        ("Too many dossiers", "A list has at most {most} dossiers; ask for fewer agencies, fewer days, or pages."),
    ),
    kind(
        "period_unknown", 404,
        ("Không có kỳ đã chốt này", "Lấy mã kỳ trong danh sách các kỳ đã chốt (GET /v1/periods)."),
        ("Closed period unknown", "Take the id from the list of closed periods (GET /v1/periods)."),
    ),
    kind(
        "edition_unknown", 404,
        ("Không có bản chốt này", "Kỳ báo cáo này có {editions} bản chốt."),
        ("Edition unknown", "This period has {editions} editions."),
    ),
    kind(
        "period_unchanged", 409,
        ("Số liệu không thay đổi", "Số liệu hiện tại giống bản chốt cuối; không có gì để chốt lại."),
        ("Nothing changed", "The present figures are those of the last edition; there is nothing to restate."),
    ),
    kind(
        "period_restated", 409,
        ("Kỳ báo cáo vừa được chốt lại", "Có bản chốt mới hơn; xem lại các điểm khác rồi gửi lại."),
        ("Restated meanwhile", "There is a newer edition; look at the differences again and resend."),
    ),
    kind(
        "reason_names_somebody", 422,
        ("Lý do có thể chứa dữ liệu cá nhân", "Bỏ số điện thoại, số định danh và địa chỉ thư; có thể ghi mã hồ sơ."),
        ("The reason may name somebody", "Leave out phone and identity numbers and mail addresses; codes may stay."),
    ),
)  # fmt: skip
