"""A one-time code by which somebody shows that a phone is theirs: for some minutes, for some tries, once."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

__all__ = ["Challenge", "ChallengeRules", "may_send", "still_counted"]


@dataclass(frozen=True, slots=True)
class ChallengeRules:
    """`most_sent` codes go to one phone within `window`."""

    valid: timedelta
    tries: int
    most_sent: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Challenge:
    """`about` is the dossier that it is for, if it is for one; `answer` a keyed hash, which no guess finds here."""

    id: str
    purpose: str
    about: str | None
    answer: str
    expires_at: datetime
    tries_left: int
    solved: bool = False

    def tried(self, purpose: str, about: str | None, answer: str, now: datetime) -> tuple["Challenge", bool]:
        """What is left of it after one more try, and whether the answer was right. A right one works once."""
        open_ = not self.solved and self.tries_left > 0 and now < self.expires_at
        meant = (purpose, about) == (self.purpose, self.about)
        right = open_ and meant and hmac.compare_digest(answer, self.answer)
        return replace(self, tries_left=max(0, self.tries_left - 1), solved=self.solved or right), right


def still_counted(sent: Sequence[datetime], now: datetime, rules: ChallengeRules) -> tuple[datetime, ...]:
    """When codes went to a phone, as far as it still counts."""
    return tuple(at for at in sent if at > now - rules.window)


def may_send(sent: Sequence[datetime], now: datetime, rules: ChallengeRules) -> bool:
    return len(still_counted(sent, now, rules)) < rules.most_sent
