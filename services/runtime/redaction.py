"""Keeps personal data and secrets out of logs: by the name of a field, and by the look of a text.

Names of persons cannot be recognised by their look, so the fields that hold them are named here and pydantic's
`input_value=` is cut; the rule for authors stays that log calls carry ids and codes only.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

REDACTED: Final = "[redacted]"
_DEEPEST: Final = 6

_FIELDS: Final = frozenset({
    "phone", "phone_number", "mobile", "msisdn", "recipient", "name", "full_name", "owner", "applicant", "submitter",
    "delegate", "address", "email", "identity_number", "id_number", "citizen_id", "passport", "date_of_birth",
    "birthday", "body", "text", "sms_text", "message_text", "contact", "authorization", "cookie", "set_cookie",
    "password", "passwd", "secret", "client_secret", "token", "access_token", "refresh_token", "token_secret",
    "api_key", "private_key", "private_jwk", "jwe", "jwk", "applicant_jwe", "signature", "key_material", "material",
    "credential_keys", "field_keys", "lookup_hash_key", "lookup_hash_key_previous", "store_url", "input", "input_value",
})  # fmt: skip

_PATTERNS: Final = (
    r"eyJ[\w-]{8,}(?:\.[\w-]*){1,4}",  # JWS and JWE
    r"\b(?:bearer|basic)\s+[\w.~+/=-]{8,}",
    r"\blts_[\w-]{8,}",  # client secrets (auth/passwords.py)
    r"\bwhsec_[\w+/=-]{8,}",  # HMAC secrets of agencies
    r"\bv1a?,[\w+/=-]{16,}",  # signatures of reports
    r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)",  # credentials in a URL
    r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)",
    r"(?<=input_value=).*?(?=, input_type=|\]$|$)",  # pydantic quotes what it refuses
    r"(?i:\b(?:client_secret|password|access_token|refresh_token)\b[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;]+",
    r"\+\d{8,15}(?!\d)",  # E.164
    r"(?<![0-9a-f])(?:84|0)[35789]\d{8}(?![0-9a-f])",  # Vietnamese mobile; lookarounds spare hex ids
    r"(?<![\w.-])(?:\+?84[ .-]?|0)[2-9](?:[ .-]?\d){8,9}(?![\w]|[.-]\d)",  # spaced, landlines too; spares codes
    r"(?<![0-9a-f-])0\d{11}(?![0-9a-f])",  # citizen identity number
    r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b",
)
_SENSITIVE: Final = re.compile("|".join(_PATTERNS), re.IGNORECASE | re.DOTALL)
_MOBILE_AS_NUMBER: Final = re.compile(r"84[35789]\d{8}")
_PLAIN: Final = (bool, float, type(None))


def redact_text(text: str) -> str:
    """Return `text` with everything that looks like personal data or a secret replaced."""
    return _SENSITIVE.sub(REDACTED, text)


def redact_fields(fields: Mapping[Any, Any], depth: int = 0) -> dict[str, Any]:
    """Return the fields of a log event with names and values made safe, however deep they are nested."""
    return {redact_text(str(name)): _redact(str(name), value, depth) for name, value in fields.items()}


def _redact(name: str, value: Any, depth: int) -> Any:
    if value is not None and name.lower().replace("-", "_") in _FIELDS:
        return REDACTED
    if isinstance(value, str):
        return redact_text(value)
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, int):
        return REDACTED if _MOBILE_AS_NUMBER.fullmatch(str(value)) else value
    return _redact_nested(value, depth + 1)


def _redact_nested(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        return REDACTED
    if isinstance(value, Mapping):
        return redact_fields(value, depth)
    if isinstance(value, bytes | bytearray | memoryview):
        return f"[{len(value)} bytes]"
    if isinstance(value, Sequence | set | frozenset):
        return [_redact("", entry, depth) for entry in value]
    return redact_text(str(value))
