"""Officers of the desk: signing in by a provider, signing, delegations."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "oidc_failed", 401,
        ("Không đăng nhập được bằng tài khoản cơ quan", "Thử lại từ đầu, hoặc dùng mật khẩu."),
        ("Sign-in with the agency's account failed", "Start again, or use a password."),
    ),
    kind(
        "oidc_unlinked", 403,
        ("Tài khoản cơ quan chưa được liên kết", "Báo quản trị viên liên kết với tài khoản cán bộ."),
        ("The agency's account is not linked", "Ask an administrator to link it to an officer's account."),
    ),
    kind(
        "signer_absent", 409,
        ("Người ký vắng mặt", "Chuyển cho người được uỷ quyền: {delegates}."),
        ("The signer is absent", "Hand over to a delegate: {delegates}."),
    ),
    kind(
        "signer_absent_no_delegate", 409,
        ("Người ký vắng mặt, chưa uỷ quyền", "Chưa ký; đã cảnh báo cơ quan và ghi nguyên nhân chậm."),
        ("The signer is absent without a delegate", "Not signed; the agency was alerted, the cause is recorded."),
    ),
    kind(
        "delegation_not_valid", 409,
        ("Uỷ quyền không có hiệu lực", "Chưa ký: {why}."),
        ("The delegation is not valid", "Not signed: {why}."),
    ),
    kind(
        "signer_unknown", 422,
        ("Không có thẩm quyền ký", "Người này không có thẩm quyền ký và không được uỷ quyền tại {agency}."),
        ("No authority to sign", "This officer has neither authority nor delegation at {agency}."),
    ),
    kind(
        "sub_delegation", 422,
        ("Không được uỷ quyền lại", "Người uỷ quyền phải tự có thẩm quyền ký trong suốt thời hạn uỷ quyền."),
        ("No delegation of a delegation", "The delegator needs an own authority to sign for the whole period."),
    ),
    kind(
        "period_invalid", 422,
        ("Thời hạn không hợp lệ", "Thời điểm kết thúc phải sau thời điểm bắt đầu."),
        ("Period not valid", "The end must be after the start."),
    ),
    kind(
        "delegation_unknown", 404,
        ("Không có văn bản uỷ quyền này", "Cơ quan không có uỷ quyền với mã {id}."),
        ("Delegation unknown", "The agency has no delegation with the id {id}."),
    ),
    kind(
        "signer_role_unknown", 422,
        ("Chức danh ký không có trong danh mục", "Chức danh {role} không có trong danh mục."),
        ("Signer's role unknown", "The role {role} is not in the catalogue."),
    ),
    kind(
        "delegation_to_oneself", 422,
        ("Không tự uỷ quyền", "Người uỷ quyền và người được uỷ quyền phải là hai người."),
        ("No delegation to oneself", "Delegator and delegate must be two officers."),
    ),
    kind(
        "alert_unknown", 404,
        ("Không có cảnh báo này", "Cơ quan không có cảnh báo đang mở với mã đã nêu."),
        ("Alert unknown", "The agency has no open alert with this id."),
    ),
    kind(
        "signing_prefix_unknown", 422,
        ("Chữ trước chữ ký không có trong danh mục", "Dùng một trong các chữ của danh mục, như TUQ. hoặc KT."),
        ("Prefix of signatures unknown", "Use one of the catalogue's, such as TUQ. or KT."),
    ),
)  # fmt: skip
