"""What is answered about personal data: corrected, disputed, erased, asked for."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "personal_data_erased", 409,
        ("Dữ liệu cá nhân đã bị xoá", "Hồ sơ này không còn dữ liệu của người nộp."),
        ("Personal data was erased", "Nothing of the applicant is left in this dossier."),
    ),
    kind(
        "dossier_open", 409,
        ("Hồ sơ chưa kết thúc", "Chỉ xoá dữ liệu cá nhân khi hồ sơ đã kết thúc; trạng thái hiện tại là {status}."),
        ("The dossier is not closed", "Personal data is erased once the dossier is closed; its status is {status}."),
    ),
    kind(
        "one_time_code_wrong", 422,
        ("Mã xác nhận không đúng", "Mã sai, đã hết hạn hoặc đã nhập sai quá nhiều lần. Hãy yêu cầu mã mới."),
        ("One-time code not right", "It is wrong, too old, or was tried too often. Please ask for a new one."),
    ),
    kind(
        "phone_invalid", 422,
        ("Số điện thoại không hợp lệ", "Nhập số di động Việt Nam, ví dụ 09x xxx xxxx."),
        ("Phone number not valid", "Give a mobile number of Viet Nam, such as 09x xxx xxxx."),
    ),
    kind(
        "data_request_not_found", 404,
        ("Không tìm thấy yêu cầu", "Hồ sơ này không có yêu cầu về dữ liệu cá nhân với mã đó."),
        ("Request not found", "This dossier has no request about personal data with that id."),
    ),
    kind(
        "data_request_answered", 409,
        ("Yêu cầu đã được trả lời", "Yêu cầu này đã được trả lời trước đó."),
        ("Request already answered", "This request was answered before."),
    ),
)  # fmt: skip
