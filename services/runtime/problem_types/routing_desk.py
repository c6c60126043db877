"""Desks of agencies: why a leg does not take an act, and signed results."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "leg_changed", 409,
        ("Hồ sơ đã thay đổi", "Có người hoặc phần mềm vừa xử lý chặng này; xem lại thông tin mới rồi thực hiện lại."),
        ("The leg has changed", "Somebody, or software, has just worked on this leg; look at it again, then repeat."),
    ),
    kind(
        "leg_unknown", 404,
        ("Không có chặng này", "Cơ quan không có chặng này trong hồ sơ."),
        ("Leg unknown", "The agency has no such leg in this dossier."),
    ),
    kind(
        "leg_not_open", 409,
        ("Chặng không còn mở", "Chặng đã xong, đã trả lại hoặc đã thu hồi."),
        ("The leg is not open", "It is done, was sent back, or was recalled."),
    ),
    kind(
        "leg_already_received", 409,
        ("Đã nhận trước đó", "Chặng này đã được nhận."),
        ("Received before", "This leg has been received already."),
    ),
    kind(
        "leg_without_sender", 409,
        ("Không trả lại được", "Chặng đầu tiên không có cơ quan chuyển đến."),
        ("Cannot be sent back", "Nobody handed the first leg over."),
    ),
    kind(
        "leg_without_obligation", 409,
        ("Chặng không có nghĩa vụ tài chính", "Không ra thông báo nghĩa vụ tài chính ở chặng này."),
        ("No obligation on this leg", "No notice of an obligation is issued on this leg."),
    ),
    kind(
        "obligation_open", 409,
        ("Còn nghĩa vụ tài chính", "Chặng kết thúc khi nghĩa vụ tài chính được xác nhận đã nộp."),
        ("The obligation is open", "The leg ends when the payment of the obligation is confirmed."),
    ),
    kind(
        "step_already_done", 409,
        ("Bước đã làm", "Bước này đã được ghi nhận."),
        ("Step done before", "This step has been recorded already."),
    ),
    kind(
        "route_ended", 409,
        ("Hồ sơ đã kết thúc", "Hồ sơ đã xong, đã rút hoặc đã dừng."),
        ("The dossier has ended", "It is finished, withdrawn or stopped."),
    ),
    kind(
        "signer_missing", 422,
        ("Chưa có chữ ký", "Chặng này kết thúc bằng chữ ký của người có thẩm quyền; chọn tư cách ký."),
        ("Signature missing", "This leg ends with the signature of who may sign; choose as what you sign."),
    ),
    kind(
        "signer_mismatch", 422,
        ("Sai tư cách ký", "Người ký không được ký với tư cách đã nêu."),
        ("Signed as somebody else", "The signer may not sign in the role that was named."),
    ),
    kind(
        "return_reason_unknown", 422,
        ("Lý do trả lại không có trong danh mục", "Chọn một lý do của danh mục."),
        ("Reason unknown", "Choose a reason of the catalogue."),
    ),
    kind(
        "amount_invalid", 422,
        ("Số tiền không hợp lệ", "Nhập số đồng, chỉ gồm chữ số."),
        ("Amount not valid", "Enter whole dong, digits only."),
    ),
    kind(
        "notice_invalid", 422,
        ("Số thông báo không hợp lệ", "Dùng chữ không dấu, số và các dấu . _ : / -"),
        ("Number of the notice not valid", "Use plain letters, digits and . _ : / -"),
    ),
    kind(
        "file_signature_bad", 422,
        ("Chữ ký số không đúng", "Chữ ký không khớp với tệp, hồ sơ và khoá nào của cơ quan; kết quả chưa được nhận."),
        ("The signature does not hold", "It fits no key of the agency for this file and dossier; nothing was taken."),
    ),
)  # fmt: skip
