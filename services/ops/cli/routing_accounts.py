"""`lienthong routing accounts create|list|disable|passwd|unlock`: accounts of agencies' officers at routing's desk."""

from typing import Final

from services.ops.cli.accounts import AccountDesk, account_app

app: Final = account_app("accounts", "Accounts of agencies' officers", AccountDesk("routing", "LIENTHONG_TOKEN_SECRET"))
