"""The name of a report everywhere in intake: the register, and a dossier's fates."""

__all__ = ["report_key"]


def report_key(agency: str, event_id: str, *, sandbox: bool = False) -> str:
    """Software that tries things out may use the ids of the real one, so its reports are apart."""
    key = f"{agency}|{event_id}"
    return f"sandbox:{key}" if sandbox else key
