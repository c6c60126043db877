"""Officers of any service: signing in, roles, forms."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "sign_in_required", 401,
        ("Cần đăng nhập", "Phiên làm việc đã kết thúc; đăng nhập lại để tiếp tục."),
        ("Please sign in", "The session has ended; sign in again to go on."),
    ),
    kind(
        "sign_in_failed", 401,
        ("Đăng nhập không thành công", "Tên đăng nhập hoặc mật khẩu không đúng."),
        ("Sign-in failed", "The login or the password is wrong."),
    ),
    kind(
        "sign_in_locked", 429,
        ("Tạm khoá đăng nhập", "Đã sai quá nhiều lần; thử lại sau {minutes} phút hoặc báo quản trị viên."),
        ("Sign-in locked for a while", "Too many failures; try again in {minutes} minutes or ask an administrator."),
    ),
    kind(
        "form_forged", 403,
        ("Biểu mẫu không hợp lệ", "Biểu mẫu không đến từ trang này hoặc đã cũ; mở lại trang rồi gửi lại."),
        ("Form not accepted", "The form did not come from this page or is too old; open the page again and resend."),
    ),
    kind(
        "role_missing", 403,
        ("Không đủ vai trò", "Thao tác này cần một trong các vai trò: {roles}."),
        ("Role missing", "This step needs one of the roles: {roles}."),
    ),
    kind(
        "officer_unknown", 422,
        ("Không có cán bộ này", "Không có tài khoản cán bộ với tên đã nêu."),
        ("Officer unknown", "There is no officer's account of that name."),
    ),
)  # fmt: skip
