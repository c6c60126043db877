"""`lienthong stats accounts create|list|disable|passwd|unlock`: accounts of officers who look at figures."""

from typing import Final

from services.ops.cli.accounts import AccountDesk, account_app

app: Final = account_app(
    "accounts", "Accounts of officers who see figures", AccountDesk("stats", "LIENTHONG_TOKEN_SECRET")
)
