"""What may not be done to a dossier after filing."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "actor_not_permitted", 403,
        ("Không được phép thực hiện", "Vai trò {role} không được thực hiện thao tác {command}."),
        ("Not permitted", "The role {role} may not give the command {command}."),
    ),
    kind(
        "refusal_reason_unknown", 422,
        ("Lý do từ chối không có trong danh mục", "Lý do {reason_given} không có trong danh mục lý do từ chối."),
        ("Refusal reason unknown", "The reason {reason_given} is not in the list of reasons for a refusal."),
    ),
    kind(
        "stop_reason_unknown", 422,
        ("Lý do dừng không có trong danh mục", "Lý do {reason_given} không có trong danh mục lý do dừng giải quyết."),
        ("Stop reason unknown", "The reason {reason_given} is not in the list of reasons for stopping."),
    ),
    kind(
        "component_unknown", 422,
        ("Không có thành phần này", "Thành phần {component} không có trong danh mục của thủ tục."),
        ("Component unknown", "The component {component} is not on the procedure's list."),
    ),
    kind(
        "component_not_asked_for", 422,
        ("Giấy tờ không được yêu cầu", "Không giấy tờ nào đã nộp nằm trong yêu cầu bổ sung đang mở."),
        ("Papers not asked for", "None of the papers handed in is missing in the open request."),
    ),
    kind(
        "reply_by_passed", 422,
        ("Thời hạn bổ sung không hợp lệ", "Thời hạn bổ sung phải ở sau thời điểm yêu cầu."),
        ("Time limit not valid", "The time limit for the papers must come after the request."),
    ),
    kind(
        "apology_reason_unknown", 422,
        ("Lý do xin lỗi không có trong danh mục", "Lý do {reason_given} không có trong danh mục lý do trễ hạn."),
        ("Apology reason unknown", "The reason {reason_given} is not in the list of reasons for a delay."),
    ),
    kind(
        "apology_repeated", 409,
        ("Đã hẹn lại", "Hồ sơ chỉ được hẹn lại {most} lần."),
        ("Rescheduled before", "A dossier may be rescheduled {most} times only."),
    ),
    kind(
        "apology_date_not_later", 422,
        ("Ngày hẹn lại không hợp lệ", "Ngày hẹn lại phải ở sau hạn trả kết quả và sau thời điểm xin lỗi."),
        ("New date not valid", "The new date must come after the due date and after the apology."),
    ),
    kind(
        "substate_unknown", 422,
        ("Không có trạng thái này", "Trạng thái {substate} không có trong danh mục của cơ quan."),
        ("Sub-state unknown", "The sub-state {substate} is not in the agency's list."),
    ),
    kind(
        "substate_of_another_status", 409,
        ("Trạng thái không phù hợp", "Trạng thái {substate} thuộc mã trạng thái {belongs_to}; hồ sơ đang ở mã khác."),
        ("Sub-state of another status", "The sub-state {substate} belongs to status {belongs_to} only."),
    ),
    kind(
        "route_completes", 409,
        ("Hồ sơ hoàn thành theo quy trình", "Chỉ hồ sơ mật được hoàn thành trực tiếp tại bộ phận một cửa."),
        ("Completed by its route", "Only a secret dossier is completed at the desk itself."),
    ),
)  # fmt: skip
