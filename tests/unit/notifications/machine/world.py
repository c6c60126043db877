"""Two processes over one store and one provider; each request to the store may go wrong, each answer may come late."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from services.contracts.topics import CONTACT
from services.kernel.times import VIETNAM
from services.notifications.adapters.recipients.manner_file import read_manners
from services.notifications.adapters.sending.validity_file import read_validity
from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.application.ports import Message
from services.notifications.application.recipients.courtesy import Courtesy
from services.notifications.domain.machine import UncertainRule
from services.notifications.domain.notification import Notification
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.receipt import Receipt, Verdict
from services.notifications.domain.stored import from_state
from services.runtime.failures import TransientError
from services.runtime.kafka.records import Delivered
from tests.fakes.store import EVERYTHING, Step, Table
from tests.unit.notifications.bench import CATALOGUE, LINK, NOW, POLICY, SURVEY_LINK, Bench
from tests.unit.notifications.machine.troubles import Answers, Fault, Killed, Meanwhile, Reply, Trouble

_MOST_TRIES: Final = 12
_PAST_THE_LEASE: Final = timedelta(seconds=40)
_HALF: Final = 0b0101_0101
WORDING: Final = read_wording(TEMPLATES, LINK, SURVEY_LINK)
MANNERS: Final = read_manners()
VALIDITY: Final = read_validity(WORDING.templates)
_COURTESY: Final = Courtesy(CATALOGUE, MANNERS, strict=True)


class Process(Bench):
    """`asked_at` is when it began to claim, in requests of all processes."""

    def __init__(self, world: "World", number: int, owner: str) -> None:
        self.world = world
        self.number = number
        self.is_alive = True
        self.asked_at = 0
        super().__init__(world.tables, owner, self._reach, world.policy, courtesy=_COURTESY)
        self.provider.answer = self._answer

    def clock(self) -> datetime:
        return self.world.now

    async def work(self) -> None:
        """As the worker does, with all that the feed holds."""
        ids = [*self.feed._ready, *self.feed._bulk_ready]
        self.feed._ready.clear()
        self.feed._bulk_ready.clear()
        self.asked_at = self.world.requests
        try:
            claimed = await self.claims(ids, self.hand_over.has_begun)
        except TransientError:
            self.feed.add(ids)
            return
        self.feed.add(await self.hand_over(claimed))

    async def _reach(self, step: Step) -> Any:
        return await self.world.reach(self, step)

    async def _answer(self, message: Message) -> Outcome:
        return await self.world.answer(self, message)


@dataclass
class World:
    """Everything outside; `replies` are the provider's, in order, then it takes; it is `owed` what it brings again."""

    audit_of: Any
    rule: UncertainRule = field(default_factory=lambda: UncertainRule(timedelta(minutes=30)))
    names_us: bool = False
    tables: dict[str, Table] = field(default_factory=dict)
    now: datetime = NOW
    requests: int = 0
    trouble: Trouble | None = None
    left: int = 0
    replies: deque[Reply] = field(default_factory=deque)
    void_since: dict[str, int] = field(default_factory=dict)
    known: dict[str, Submitted] = field(default_factory=dict)
    started: int = 0
    found: AssertionError | None = None
    owed: list[Receipt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.policy = replace(POLICY, rules=replace(POLICY.rules, uncertain=self.rule))
        self.audit = self.audit_of(self.tables, self.rule, self.policy.rules.confirm)
        self.processes = [self._process(0), self._process(1)]

    def _process(self, number: int) -> Process:
        self.started += 1
        return Process(self, number, f"process-{self.started}")

    # --- what processes are told

    async def deliver(self, record: Delivered, number: int, trouble: Trouble | None) -> None:
        """Until it is done, as the consumer would."""
        await self._insist(number, trouble, lambda process: _handle(process, record))

    async def brings(self, receipt: Receipt, number: int, trouble: Trouble | None) -> None:
        """Until it is stored, as a provider would."""
        self.audit.receipts.append((receipt, self.now))
        await self._insist(number, trouble, lambda process: process.receipts.take([receipt]))

    async def works(self, number: int, trouble: Trouble | None, *, sweeps: bool = True) -> None:
        """Once; what is left then is for another time."""
        await self._try(number, trouble, Process.swept_work if sweeps else Process.work)

    async def rings(self, number: int, trouble: Trouble | None) -> None:
        """Gives up waiting, and matches what is parked."""
        await self._try(number, trouble, lambda process: process.receipts.ring())
        await self._try(number, None, lambda process: process.receipts.sweep())

    async def _insist(self, number: int, trouble: Trouble | None, do: Any) -> None:
        for _ in range(_MOST_TRIES):
            if await self._try(number, trouble, do):
                return
            trouble = None
        message = "it never got through"
        raise AssertionError(message)

    async def _try(self, number: int, trouble: Trouble | None, do: Any) -> bool:
        self.trouble, self.left = trouble, trouble.at_request if trouble else 0
        process = self.processes[number]
        try:
            await do(process)
        except TransientError:
            return False
        except Killed:
            return False
        except BaseExceptionGroup as group:
            killed, others = group.split(Killed)
            if others is not None:
                raise others.exceptions[0] from None
            assert killed
            return False
        finally:
            self.trouble = None
            for each in self.processes:
                if not each.is_alive:
                    self.processes[each.number] = self._process(each.number)
            if self.found:
                raise self.found
        return True

    # --- the store

    async def reach(self, process: Process, step: Step) -> Any:
        """Every request of every process comes through here."""
        if not process.is_alive:
            raise Killed
        self.requests += 1
        trouble = self.trouble
        if trouble is None or self.left > 0:
            self.left -= 1
            return self._apply(step)
        self.trouble = None
        if trouble.fault is Fault.OVERTAKEN and self.processes[1 - process.number].is_alive:
            await self.processes[1 - process.number].swept_work()
        if trouble.fault is Fault.LATE:
            self.now += _PAST_THE_LEASE
        return self._struck(process, step, trouble.fault)

    def _struck(self, process: Process, step: Step, fault: Fault) -> Any:
        halfway = fault in (Fault.KILLED_HALFWAY, Fault.HALF_DONE)
        mask = _HALF if halfway else EVERYTHING
        done = None if fault in (Fault.KILLED_BEFORE, Fault.NOT_DONE) else self._apply(step, mask)
        if fault in (Fault.KILLED_BEFORE, Fault.KILLED_AFTER, Fault.KILLED_HALFWAY):
            process.is_alive = False
            raise Killed
        if fault in (Fault.NOT_DONE, Fault.HALF_DONE, Fault.ANSWER_LOST):
            raise TransientError("store_unreachable")
        return done

    def _apply(self, step: Step, mask: int = EVERYTHING) -> Any:
        done = step.apply(mask)
        self.audit.look()
        self._note_void()
        return done

    def _note_void(self) -> None:
        rows = self.tables["dossiers"].rows.values() if "dossiers" in self.tables else ()
        for row in rows:
            for name, validity in VALIDITY.items():
                key = f"{row['_id']}/{name}"
                if row["status"] not in validity.void_at:
                    self.void_since.pop(key, None)
                else:
                    self.void_since.setdefault(key, self.requests)

    # --- the provider

    async def answer(self, process: Process, message: Message) -> Outcome:
        """What is found wrong here is kept: whoever calls a provider takes an error of it for silence."""
        try:
            return await self._answered(process, message)
        except AssertionError as error:
            self.found = self.found or error
            raise

    async def _answered(self, process: Process, message: Message) -> Outcome:
        if not process.is_alive:
            raise Killed
        stored = self._stored(message.reference)
        if stored.attempts == message.attempt:
            # else another process got further with it since: then it was not claimed twice at least
            self._may_go(process, stored)
        reply = self.replies.popleft() if self.replies else Reply()
        if self.rule.dedupes and message.reference in self.known:
            return self.known[message.reference]
        outcome = self._act(message, reply.answers)
        await self._meanwhile(process, message, reply.meanwhile)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _may_go(self, process: Process, stored: Notification) -> None:
        self.audit.hands_over(stored)
        about = stored.about
        void = self.void_since.get(f"{about.code}/{about.template}")
        own = about.status in VALIDITY[about.template].void_at
        assert void is None or own or void > process.asked_at, "sent although its dossier had moved on"
        hour = stored.changed_at.astimezone(VIETNAM).hour
        assert 7 <= hour < 22, "sent at night"

    def _act(self, message: Message, answers: Answers) -> Outcome | Exception:
        reference = message.reference
        if answers is Answers.REFUSES:
            self.audit.refused.add(reference)
        if answers in _NOT_TAKEN:
            return _NOT_TAKEN[answers]
        self.audit.taken[reference] += 1
        parts = 2 if answers is Answers.TAKES_IN_TWO and not self.names_us else 1
        ids = tuple(f"{reference}-{message.attempt}-{part}" for part in range(parts))
        self.audit.parts[reference].append(ids)
        self.known[reference] = Submitted(ids[0], () if answers is Answers.TAKES_WITHOUT_RECEIPTS else ids)
        if answers is Answers.TAKES_SILENTLY:
            return NoAnswer("silent")
        return RuntimeError("link") if answers is Answers.CRASHES_WITH_IT else self.known[reference]

    async def _meanwhile(self, process: Process, message: Message, meanwhile: Meanwhile) -> None:
        other = self.processes[1 - process.number]
        if meanwhile is Meanwhile.KILLED:
            process.is_alive = False
            raise Killed
        if meanwhile is Meanwhile.LEASE_ENDS:
            self.now += _PAST_THE_LEASE
        if meanwhile is Meanwhile.RECEIPT:
            for part in (self.audit.parts.get(message.reference) or [()])[-1]:
                receipt = self.receipt(message.reference, part, Verdict.DELIVERED)
                self.audit.receipts.append((receipt, self.now))
                self.owed.append(receipt)
                await other.receipts.take([receipt])
                self.owed.remove(receipt)
        elif meanwhile is not Meanwhile.NOTHING and other.is_alive:
            await other.swept_work()

    def receipt(self, reference: str, part: str, verdict: Verdict) -> Receipt:
        return Receipt("test", part, verdict, None, self.now, reference if self.names_us else None)

    def _stored(self, id_: str) -> Notification:
        return from_state(id_, self.tables["notifications"].rows[id_]["state"])


async def _handle(process: Process, record: Delivered) -> None:
    handle = process.keep if record.record.topic == CONTACT.name else process.accept
    verdicts = await handle([record])
    assert not verdicts.rejected
    assert not verdicts.deferred


_NOT_TAKEN: Final[dict[Answers, Outcome]] = {
    Answers.REFUSES: Refused("invalid"),
    Answers.IS_BUSY: Busy("full"),
    Answers.THROTTLES: Busy("throttled", spends_attempt=False),
    Answers.LOSES_IT: NoAnswer("silent"),
}


def known_parts(parts: dict[str, list[tuple[str, ...]]]) -> Sequence[tuple[str, str]]:
    """(reference, part) of all that providers ever took."""
    return [(reference, part) for reference, times in parts.items() for ids in times for part in ids]
