"""The desk besides dossiers: tickets, calls, visits, petitions, hours, surveys."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "idempotency_key_missing",
        400,
        ("Thiếu Idempotency-Key", "Gửi một khoá mới cho mỗi yêu cầu mới; dùng lại khoá khi gửi lại."),
        ("Idempotency-Key missing", "Send a new key with each new request, and the same key in a retry."),
    ),
    kind(
        "sandbox_not_served",
        403,
        ("Môi trường thử nghiệm không có quầy", "Phần mềm thử nghiệm không được thao tác tại quầy thật."),
        ("No desk in the sandbox", "Sandbox software may not act at a real desk."),
    ),
    kind(
        "ticket_not_found",
        404,
        ("Không tìm thấy số thứ tự", "Bộ phận một cửa này không có số thứ tự {ticket}."),
        ("Ticket not found", "This desk has no ticket {ticket}."),
    ),
    kind(
        "desk_closed",
        409,
        ("Ngoài giờ tiếp nhận", "Bộ phận một cửa hiện không tiếp nhận lĩnh vực {field}; mở lại lúc {next_opening}."),
        ("Desk closed", "The desk does not serve the field {field} now; it opens again at {next_opening}."),
    ),
    kind(
        "ticket_step_not_allowed",
        409,
        ("Số thứ tự không ở trạng thái phù hợp", "Số thứ tự {ticket} đang ở trạng thái {state}."),
        ("Not possible for this ticket now", "Ticket {ticket} is in the state {state}."),
    ),
    kind(
        "ticket_same_field",
        409,
        ("Số thứ tự đã ở hàng đợi này", "Số thứ tự đang chờ ở chính lĩnh vực {field}."),
        ("Already in this queue", "The ticket is in the queue of the field {field} already."),
    ),
    kind(
        "field_unknown",
        422,
        ("Không có lĩnh vực này", "Lĩnh vực {field} không có trong danh mục hoặc không có ở nơi này."),
        ("Field unknown", "The field {field} is not in the catalogue, or not served here."),
    ),
    kind(
        "field_required",
        422,
        ("Thiếu lĩnh vực", "Nêu lĩnh vực chuyển đến."),
        ("Field missing", "Name the field to transfer to."),
    ),
    kind(
        "call_not_found",
        404,
        ("Không tìm thấy cuộc gọi", "Bộ phận một cửa này không có cuộc gọi {record}."),
        ("Call not found", "This desk has no call {record}."),
    ),
    kind(
        "visit_not_found",
        404,
        ("Không tìm thấy lượt tiếp", "Bộ phận một cửa này không có lượt tiếp {record}."),
        ("Visit not found", "This desk has no visit {record}."),
    ),
    kind(
        "petition_not_found",
        404,
        ("Không tìm thấy phản ánh, kiến nghị", "Kiểm tra lại mã và khoá tra cứu."),
        ("Petition not found", "Check the code and the token."),
    ),
    kind(
        "survey_not_found",
        404,
        ("Không tìm thấy khảo sát", "Kiểm tra lại đường dẫn trên giấy hoặc trang tra cứu."),
        ("Survey not found", "Check the link on the paper or the look-up page."),
    ),
    kind(
        "desk_already_open",
        409,
        ("Bộ phận một cửa đang mở", "Nơi này đã được ghi nhận là đang mở cửa."),
        ("Desk already open", "This desk is recorded as open."),
    ),
    kind(
        "desk_not_open",
        409,
        ("Bộ phận một cửa chưa mở", "Nơi này chưa được ghi nhận mở cửa hôm nay, hoặc đã đóng."),
        ("Desk not open", "This desk has not been opened today, or is closed."),
    ),
    kind(
        "desk_not_scheduled",
        409,
        ("Ngoài lịch làm việc", "Theo lịch, hôm nay không còn giờ tiếp nhận nào."),
        ("Not on the calendar", "By the calendar the desk has no more hours today."),
    ),
    kind(
        "desk_time_reversed",
        409,
        ("Thời điểm không theo thứ tự", "Thời điểm này trước lần mở hoặc đóng gần nhất."),
        ("Out of order", "This time lies before the last opening or closing."),
    ),
    kind(
        "record_linked",
        409,
        ("Đã gắn với hồ sơ khác", "Đã gắn với hồ sơ {code}."),
        ("Linked already", "It is linked to the dossier {code}."),
    ),
    kind(
        "petition_step_not_allowed",
        409,
        ("Trạng thái không cho phép", "Phản ánh, kiến nghị đang ở trạng thái {state}."),
        ("Not possible in this state", "The petition is in the state {state}."),
    ),
    kind(
        "petition_restricted",
        409,
        ("Không công khai tố cáo", "Nội dung và kết quả tố cáo không được công khai."),
        ("Never published", "Denunciations and their outcome are not published."),
    ),
    kind(
        "petition_rated",
        409,
        ("Đã đánh giá", "Câu trả lời này đã được đánh giá."),
        ("Rated already", "This answer was rated already."),
    ),
    kind(
        "survey_answered",
        409,
        ("Đã trả lời khảo sát", "Mỗi khảo sát chỉ được trả lời một lần."),
        ("Answered already", "Each survey can be answered once."),
    ),
    kind(
        "survey_not_open",
        409,
        ("Chưa đến lúc khảo sát", "Hồ sơ chưa ở bước của khảo sát này, hoặc không được khảo sát."),
        ("Survey not open", "The dossier has not come to this survey, or takes none."),
    ),
    kind(
        "case_unknown",
        422,
        ("Không có trường hợp này", "Thủ tục không có trường hợp {case}."),
        ("Case unknown", "The procedure has no case {case}."),
    ),
    kind(
        "extension_unknown",
        422,
        ("Không có số máy lẻ", "Nơi này không có số máy lẻ cho lĩnh vực {field}."),
        ("No extension", "This desk has no extension for the field {field}."),
    ),
    kind(
        "outcome_unknown",
        422,
        ("Không có kết quả này", "Kết quả {outcome} không có trong danh mục."),
        ("Outcome unknown", "The outcome {outcome} is not in the catalogue."),
    ),
    kind(
        "topic_unknown",
        422,
        ("Không có chủ đề này", "Chủ đề {about} không có trong danh mục."),
        ("Topic unknown", "The topic {about} is not in the catalogue."),
    ),
    kind(
        "refusal_unknown",
        422,
        ("Không có lý do này", "Lý do {refusal} không có trong danh mục."),
        ("Reason unknown", "The reason {refusal} is not in the catalogue."),
    ),
    kind(
        "handler_required",
        422,
        ("Chưa có cơ quan giải quyết", "Tố cáo phải do cơ quan khác với nơi bị tố cáo giải quyết."),
        ("Handler missing", "Another agency than the one concerned must handle a denunciation."),
    ),
    kind(
        "reason_required",
        422,
        ("Thiếu lý do", "Nêu lý do từ chối theo danh mục."),
        ("Reason missing", "Name the reason of the refusal, from the catalogue."),
    ),
    kind(
        "text_required",
        422,
        ("Thiếu nội dung", "Nêu nội dung của bước này."),
        ("Text missing", "This step needs a text."),
    ),
    kind(
        "score_out_of_range",
        422,
        ("Điểm ngoài thang", "Chấm từ {least} đến {most}."),
        ("Score off the scale", "Score from {least} to {most}."),
    ),
    kind(
        "scores_invalid",
        422,
        ("Điểm không hợp lệ", "Trả lời ít nhất một câu hỏi đã nêu, từ {least} đến {most}."),
        ("Scores not valid", "Answer at least one of the questions asked, from {least} to {most}."),
    ),
)
