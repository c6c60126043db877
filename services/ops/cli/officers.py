"""`lienthong officers create|list|disable|passwd|unlock`: accounts of the officers at the one-stop desk."""

from typing import Final

from services.ops.cli.accounts import AccountDesk, account_app

app: Final = account_app(
    "officers", "Accounts of officers at the desk", AccountDesk("intake", "LIENTHONG_LOOKUP_HASH_KEY")
)
