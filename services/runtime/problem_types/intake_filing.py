"""What is filed: drafts, components, files, fees, service models."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "draft_not_found",
        404,
        ("Không tìm thấy bản nháp", "Không có bản nháp này tại cơ quan của bạn."),
        ("Draft not found", "Your agency has no such draft."),
    ),
    kind(
        "draft_not_read_back",
        409,
        ("Chưa đọc lại cho công dân", "Đọc lại bản hiện tại cho công dân trước khi ký hoặc điểm chỉ."),
        ("Not read back yet", "Read this version back to the citizen before it is signed or fingerprinted."),
    ),
    kind(
        "draft_not_confirmed",
        409,
        ("Công dân chưa xác nhận", "Chưa có chữ ký hoặc điểm chỉ của công dân; vẫn là bản nháp."),
        ("Not confirmed by the citizen", "Without the citizen's signature or fingerprint it stays a draft."),
    ),
    kind(
        "draft_closed",
        409,
        ("Bản nháp đã được xác nhận", "Nội dung công dân đã xác nhận không thể sửa; hãy lập bản nháp mới."),
        ("Draft already confirmed", "What the citizen confirmed cannot be changed; write a new draft."),
    ),
    kind(
        "draft_erased",
        410,
        ("Nội dung bản nháp đã bị xoá", "Dữ liệu cá nhân của bản nháp này đã được xoá."),
        ("The words of this draft were erased", "The personal data of this draft was erased."),
    ),
    kind(
        "file_empty",
        422,
        ("Tệp trống", "Gửi nội dung tệp, hoặc trường `file` của biểu mẫu."),
        ("No file", "Send the file itself, or the field `file` of a form."),
    ),
    kind(
        "file_too_large",
        413,
        ("Tệp quá lớn", "Tệp được phép tối đa {limit} byte."),
        ("File too large", "A file may have at most {limit} bytes."),
    ),
    kind(
        "file_type_not_taken",
        415,
        ("Loại tệp không được nhận", "Chỉ nhận: {taken}."),
        ("Kind of file not taken", "Taken are: {taken}."),
    ),
    kind(
        "file_type_differs",
        415,
        ("Loại tệp không khớp nội dung", "Nội dung là {found}, khác với loại đã khai."),
        ("Not the kind that was stated", "The content is {found}, not what was stated."),
    ),
    kind(
        "file_infected",
        422,
        ("Tệp có mã độc", "Phần mềm {engine} phát hiện mã độc; tệp không được lưu."),
        ("Harmful file", "{engine} found harmful content; the file was not kept."),
    ),
    kind(
        "file_not_found",
        404,
        ("Không tìm thấy tệp", "Cơ quan của bạn không có tệp này."),
        ("File not found", "Your agency has no such file."),
    ),
    kind(
        "file_damaged",
        500,
        ("Tệp bị hỏng", "Nội dung lưu không còn khớp với mã băm; báo người vận hành."),
        ("File damaged", "What is kept no longer matches its hash; tell the operator."),
    ),
    kind(
        "field_not_served",
        422,
        ("Lĩnh vực không tiếp nhận trong khung giờ này", "Khung giờ tiếp theo cho lĩnh vực này: {next_window}."),
        ("Field not served at this hour", "The next hour for this field is {next_window}."),
    ),
    kind(
        "components_missing",
        422,
        ("Thiếu thành phần hồ sơ", "Còn thiếu: {named}. Ghi lý do nếu tiếp nhận khi chưa đủ."),
        ("Components missing", "Missing: {named}. Give a reason if you receive it without them."),
    ),
    kind(
        "component_waived",
        422,
        ("Không được yêu cầu giấy tờ này", "{component} đã có trong cơ sở dữ liệu hoặc kho kết quả."),
        ("Must not be asked for", "{component} is known from a data source or an archived result."),
    ),
    kind(
        "component_repeated",
        422,
        ("Thành phần lặp lại", "Mỗi thành phần chỉ khai một lần."),
        ("Component named twice", "Name each component once."),
    ),
    kind(
        "exemption_unknown",
        422,
        ("Không có diện miễn, giảm này", "Diện {exemption} không được quy định vào ngày này."),
        ("Exemption unknown", "The rules of the day know no exemption {exemption}."),
    ),
    kind(
        "event_tag_unknown",
        422,
        ("Không có sự kiện này", "Sự kiện {event_tag} chưa được khai báo trong danh mục."),
        ("Event unknown", "The event {event_tag} is not declared in the catalogue."),
    ),
    kind(
        "ticket_unknown",
        422,
        ("Không có số thứ tự này", "Số thứ tự không thuộc bộ phận một cửa này."),
        ("Ticket unknown", "This desk issued no such ticket."),
    ),
    kind(
        "secret_not_by_report",
        422,
        ("Hồ sơ mật không gửi qua sự kiện", "Nộp hồ sơ mật trực tiếp qua HTTP."),
        ("No secret dossier by report", "File a secret dossier over HTTP only."),
    ),
    kind(
        "personal_signature_bad",
        422,
        ("Chữ ký số cá nhân sai", "Chữ ký không khớp với nội dung hồ sơ đã gửi; hãy ký lại."),
        ("Personal signature wrong", "The signature does not fit the filing as it was sent; sign it again."),
    ),
    kind(
        "personal_certificate_untrusted",
        422,
        ("Chứng thư số không được tin cậy", "Chứng thư đã hết hạn hoặc không do tổ chức được chấp nhận cấp."),
        ("Certificate not trusted", "The certificate has expired, or no accepted authority issued it."),
    ),
    kind(
        "personal_signature_unavailable",
        422,
        (
            "Chưa nhận chữ ký số cá nhân",
            "Nơi tiếp nhận này chưa khai báo tổ chức chứng thực nào; gửi hồ sơ không kèm chữ ký.",
        ),
        (
            "Personal signatures not accepted here",
            "No certification authority is configured; file without a signature.",
        ),
    ),
    kind(
        "fee_reference_reused",
        409,
        ("Số biên lai đã dùng", "Số {reference} đã ghi một khoản khác của hồ sơ này."),
        ("Payment reference used", "The reference {reference} stands for another payment of this dossier."),
    ),
    kind(
        "fee_overpaid",
        422,
        ("Vượt số phải nộp", "Hồ sơ chỉ còn phải nộp {left_vnd} đồng."),
        ("More than is to be paid", "Only {left_vnd} dong are left to pay."),
    ),
)
