"""Forms on paper, and the public pages."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "kiosk_closed", 403,
        ("Màn hình chưa được mở", "Mở địa chỉ do cơ quan cấp trên màn hình lấy số."),
        ("This screen is not open", "Open the address that the agency gave for its touch screen."),
    ),
    kind(
        "agency_not_found", 404,
        ("Không tìm thấy cơ quan", "Không có cơ quan nào với mã {agency}."),
        ("Agency not found", "There is no agency with the code {agency}."),
    ),
    kind(
        "procedure_not_found", 404,
        ("Không tìm thấy thủ tục", "Không có thủ tục nào với mã {procedure} đang có hiệu lực."),
        ("Procedure not found", "No procedure with the code {procedure} is in force."),
    ),
    kind(
        "form_unknown", 404,
        ("Không có biểu mẫu này", "Quy định {pack} không có biểu mẫu {form} cho hồ sơ này."),
        ("No such form", "The rules {pack} have no form {form} for this dossier."),
    ),
    kind(
        "form_not_due", 409,
        ("Chưa đến bước lập biểu mẫu", "Hồ sơ đang ở trạng thái {status}, chưa có nội dung cho biểu mẫu {form}."),
        ("Form not due", "The dossier is in status {status}; there is nothing yet for the form {form}."),
    ),
    kind(
        "form_not_issued", 409,
        ("Biểu mẫu chưa được in", "In biểu mẫu {form} trước khi ghi nhận chữ ký hoặc điểm chỉ."),
        ("Form not printed yet", "Print the form {form} before recording a signature or fingerprint."),
    ),
    kind(
        "form_confirmed_otherwise", 409,
        ("Biểu mẫu đã được xác nhận", "Biểu mẫu {form} đã được xác nhận bằng cách khác; xác nhận đầu tiên được giữ."),
        ("Form already confirmed", "The form {form} was confirmed in another way; the first confirmation stays."),
    ),
    kind(
        "register_period", 422,
        ("Kỳ in sổ không phù hợp", "Chọn ngày đầu không sau ngày cuối, tối đa {days} ngày."),
        ("Period of the book not accepted", "The first day comes before the last, with at most {days} days."),
    ),
)  # fmt: skip
