"""What is wrong with a code, and what to do about it."""

__all__ = ["CodeError"]


class CodeError(ValueError):
    """Permanent: the text is not a code of the kind asked for. `reason` and `remedy` are fit for an API answer."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{reason}. Remedy: {remedy}")
