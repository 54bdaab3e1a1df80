"""What a page works with while it is made: the ledger as it stands, the books, and what was worked out before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from armstrail import pipeline
from armstrail.accounts import AccountsFile, open_accounts
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.finding import Question
from armstrail.model.period import last_day
from armstrail.model.records import to_record
from armstrail.pipeline.derived import (
    Derived,
    method_of,
    read_copies,
    read_drifts,
    read_flows,
    read_outcome,
    read_questions,
    read_summaries,
    read_summary,
    read_told,
    state_of,
)
from armstrail.pipeline.estimates import Told, copies_between
from armstrail.pipeline.lookup import drifts_in
from armstrail.pipeline.opening import Reach
from armstrail.pipeline.overview import FlowRow, Summary, list_flows, outline, since_then, summarise
from armstrail.publishing.telling import Teller
from armstrail.web.memo import Memo
from armstrail.web.refusals import Missing, Unready, refused
from armstrail.web.rendering import environment, look_of
from armstrail.web.settings import Settings
from armstrail.web.words import Words, load_words

if TYPE_CHECKING:
    from jinja2 import Environment

    from armstrail.model.claim import Claim
    from armstrail.model.copy import Copy
    from armstrail.model.document import Document
    from armstrail.model.estimate import Estimate, Nothing
    from armstrail.model.finding import Finding
    from armstrail.model.voice import Drift
    from armstrail.pipeline import Answer, Books, Evidence
    from armstrail.pipeline.estimates import Place
    from armstrail.pipeline.opening import Ledger
    from armstrail.web.pages.review import Queue

_EVIDENCE_KEPT: Final = 24
_ONE_BY_ONE: Final = 24  # claims that are quicker looked up than all of a flow read
_ANSWERS_KEPT: Final = 400
_SUMMARIES_KEPT: Final = 5_000
_STATES_KEPT: Final = 5_000


_T = TypeVar("_T")


class _Stopped(Exception):
    """What was being worked out is asked for no more."""


@dataclass(frozen=True)
class House:
    """What all pages share: settings, words, books, and what was worked out before."""

    settings: Settings
    words: Words
    books: Books
    teller: Teller
    reach: Reach
    evidence: Memo = field(default_factory=lambda: Memo(_EVIDENCE_KEPT))
    answers: Memo = field(default_factory=lambda: Memo(_ANSWERS_KEPT))
    summaries: Memo = field(default_factory=lambda: Memo(_SUMMARIES_KEPT))
    states: Memo = field(default_factory=lambda: Memo(_STATES_KEPT))
    derived: Derived = field(default_factory=lambda: Derived(None))
    queues: dict[tuple[str, str], tuple[str, Queue]] = field(default_factory=dict)
    accounts: AccountsFile | None = None

    @classmethod
    def of(cls, settings: Settings) -> House:
        """The house of a workspace.

        Raises:
            PackError: the pages have no words in this language, or a book is broken.
            AccountsError: the workspace is shared, and its accounts cannot be opened.
        """
        books = pipeline.load_books()
        teller = Teller(settings.language, books.origins.name_of)
        accounts = open_accounts(settings.accounts, settings.clock) if settings.accounts else None
        derived = Derived(settings.derived if settings.keeps else None)
        if settings.keeps and settings.derived is None:
            derived = Derived.beside(settings.ledger, read_only=settings.read_only)
        words = load_words(settings.language)
        reach = Reach(settings.ledger, settings.clock, wait=settings.wait)
        return cls(settings, words, books, teller, reach, derived=derived, accounts=accounts)

    @cached_property
    def method(self) -> str:
        """What tells the way in which everything here is worked out from another."""
        return method_of(self.books)

    @cached_property
    def look(self) -> str:
        """What tells the way in which pages are laid out from another."""
        return look_of(self.words.language)

    @cached_property
    def templates(self) -> Environment:
        """The templates of the pages."""
        return environment(self)

    def stamp(self) -> str:
        """What tells one state of the ledger from another.

        Raises:
            Unready: the ledger cannot be reached.
        """
        try:
            return self.reach.stamp()
        except LedgerError as error:
            raise Unready("error.unready") from error

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """A desk to make one page at; its ledger is opened to read.

        Raises:
            Unready: the ledger cannot be reached.
        """
        stamp = self.stamp()
        try:
            ledger = self.reach.open()
        except LedgerError as error:
            raise Unready("error.unready") from error
        with ledger:
            yield Desk(self, ledger, stamp)


@dataclass(frozen=True)
class Desk:
    """One page's view of the ledger; `stamp` tells the state in which it stands."""

    house: House
    ledger: Ledger
    stamp: str

    @property
    def books(self) -> Books:
        """Origins, factors and actors."""
        return self.house.books

    @property
    def words(self) -> Words:
        """The words of the pages."""
        return self.house.words

    @property
    def teller(self) -> Teller:
        """Says numbers and names."""
        return self.house.teller

    def budget(self, claims: int) -> int:
        """How many claims may be told into voices while somebody waits; none where that is done in the background."""
        return 0 if self.house.settings.patience is not None else claims

    def remember(self, key: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """Something that hangs on the whole ledger as it stands; kept until it changes."""
        return self.house.answers.get(key, self.stamp, make)

    def flows(self, since: str | None = None, *, recorded_by: str | None = None) -> tuple[FlowRow, ...]:
        """The flows of the ledger; kept. Those with what is new since a day are told from those without."""

        def count() -> tuple[FlowRow, ...]:
            if since is None and recorded_by is None:
                return list_flows(self.ledger)
            return since_then(self.ledger, self.flows(), known_on=since, recorded_by=recorded_by)

        def make() -> tuple[FlowRow, ...]:
            return self.house.derived.get(f"flows {since} {recorded_by}", self.stamp, read_flows, count)

        return self.house.evidence.get(("flows", since, recorded_by), self.stamp, make)

    def state(self, supplier: str, recipient: str, known_on: str | None = None) -> str:
        """What tells the state of a flow: other entries of the ledger change nothing of what follows for it."""
        return self.house.states.get(
            (supplier, recipient, known_on),
            self.stamp,
            lambda: state_of(self.ledger, supplier, recipient, self.books, self.house.method, known_on=known_on),
        )

    def _state(self, evidence: Evidence) -> str:
        return self.state(evidence.supplier, evidence.recipient, evidence.known_on)

    def gather(
        self, supplier: str, recipient: str, *, known_on: str | None = None, books: Books | None = None
    ) -> Evidence:
        """All that bears on a flow; kept, and what its claims were told into beside the ledger, too, where no other day
        and no other books are asked for: those come without number."""
        used, day = books or self.books, known_on and last_day(known_on)
        state = self.state(supplier, recipient, day)

        def kept(tell: Callable[[], Told]) -> Told:
            return self._derived(("told", state, supplier, recipient), read_told, tell)

        def make() -> Evidence:
            keeps = None if day or books else kept
            return pipeline.gather(self.ledger, supplier, recipient, used, known_on=known_on, kept=keeps)

        return self.house.evidence.get((supplier, recipient, day, used.factors.digest), state, make)

    def told(self, supplier: str, recipient: str) -> Told:
        """What the claims on a flow were told into; kept."""

        def make() -> Told:
            evidence = self.gather(supplier, recipient)
            return Told(evidence.copies, evidence.voices)

        state = self.state(supplier, recipient)
        key = ("told", state, supplier, recipient)
        return self.house.evidence.get(_without_state(key), state, lambda: self._derived(key, read_told, make))

    def claims_at(
        self, supplier: str, recipient: str, places: Iterable[Place]
    ) -> Mapping[Place, tuple[Claim, Document]]:
        """Claims on a flow by their places: a few from the ledger, one by one; of many, all there are."""
        wanted = dict.fromkeys(places)
        if len(wanted) <= _ONE_BY_ONE:
            found = {place: self.ledger.claim_at(*place) for place in wanted}
            standing = {place: pair for place, pair in found.items() if pair is not None}
            if len(standing) == len(wanted):
                return standing
        return self.gather(supplier, recipient).claims

    def drifts(self, supplier: str, recipient: str) -> Sequence[Drift]:
        """Where the wording of the figures on a flow changed on its way, worst first; kept."""
        key = ("drifts", self.state(supplier, recipient), supplier, recipient)
        return self.kept(key, read_drifts, lambda: drifts_in(self.gather(supplier, recipient)))

    def questions_between(self, supplier: str, recipient: str, known_on: str | None) -> list[tuple[Question, int]]:
        """As `questions`, where nothing else of the evidence is looked at; kept."""
        day = known_on and last_day(known_on)

        def make() -> list[tuple[Question, int]]:
            found = pipeline.questions_between(self.ledger, supplier, recipient, self.books, known_on=day)
            return _own(found, supplier, recipient)

        key = ("questions between", self.state(supplier, recipient, day), supplier, recipient)
        if day:
            return self.house.answers.get((_without_state(key), day), key[1], make)
        return self.kept(key, read_questions, make)

    def copies(self, supplier: str, recipient: str) -> Mapping[str, Copy]:
        """Which documents on a flow were copied from others; kept."""
        key = ("copies", self.state(supplier, recipient), supplier, recipient)
        return self.kept(key, read_copies, lambda: copies_between(self.ledger, supplier, recipient, self.books))

    def questions(self, evidence: Evidence) -> list[tuple[Question, int]]:
        """The questions between the two parties themselves, over the evidence as it stands, most claims first; kept."""
        pair = (evidence.supplier, evidence.recipient)
        return self.house.answers.get(
            ("questions", evidence.known_on, pair),
            self._state(evidence),
            lambda: _own(pipeline.list_questions(evidence), *pair),
        )

    def findings(self, evidence: Evidence, questions: Sequence[Question]) -> list[Finding]:
        """What the evidence as it stands says to some questions; kept."""
        new = [
            question for question in questions if self.house.answers.peek(*self._finding_at(evidence, question)) is None
        ]
        found = {finding.question: finding for finding in (pipeline.find_all(evidence, new, self.books) if new else ())}
        for question in new:
            self.house.answers.put(*self._finding_at(evidence, question), found[question])
        return [self._finding(evidence, question) for question in questions]

    def _finding(self, evidence: Evidence, question: Question) -> Finding:
        return self.house.answers.get(
            *self._finding_at(evidence, question), lambda: pipeline.find(evidence, question, self.books)
        )

    def _finding_at(self, evidence: Evidence, question: Question) -> tuple[tuple[object, ...], str]:
        return ("finding", question, evidence.known_on), self._state(evidence)

    def outline(self, evidence: Evidence, question: Question, as_of: str | None = None) -> Answer:
        """What follows for a question from its own voices, month by month, over the evidence as it stands; kept."""

        def make() -> Estimate | Nothing:
            finding = self._finding(evidence, question)
            return outline(evidence, question, self.books, as_of=as_of, series=True, finding=finding).outcome

        outcome = self.kept(("outline", self._state(evidence), question, as_of, evidence.known_on), read_outcome, make)
        return pipeline.Answer(outcome, self._finding(evidence, question))

    def answer(
        self, evidence: Evidence, question: Question, *, as_of: str | None, influence: bool, series: bool = True
    ) -> Answer:
        """The answer to a question over the evidence as it stands; kept.

        Raises:
            BadAsk: nothing can be told for such a day.
        """

        def make() -> Estimate | Nothing:
            return pipeline.answer(
                evidence, question, self.books, as_of=as_of, series=series, influence=influence
            ).outcome

        key = ("answer", self._state(evidence), question, as_of, evidence.known_on, influence, series)
        try:
            return pipeline.Answer(self.kept(key, read_outcome, make), self._finding(evidence, question))
        except BadValue as error:
            raise refused(error) from error

    def kept(self, key: tuple[Any, ...], read: Callable[[Any], _T], make: Callable[[], _T]) -> _T:
        """A value that is kept for as long as the workspace is open, and beside the ledger for longer.

        Args:
            key: what it is, the state it follows from, and what else tells it from others.
        """
        return self.house.answers.get(_without_state(key), key[1], lambda: self._derived(key, read, make))

    def _derived(self, key: tuple[Any, ...], read: Callable[[Any], _T], make: Callable[[], _T]) -> _T:
        what, state, *rest = key
        name = " ".join([what, *(repr(to_record(each)) for each in rest)])
        return self.house.derived.get(name, state, read, make)

    def drawn(self, evidence: Evidence, mark: str, draw: Callable[[], str]) -> str:
        """A picture of a flow as it was drawn, by what tells its specification from others; kept."""
        return self.house.derived.get(f"picture {mark}", self._state(evidence), str, draw)

    def summary(self, supplier: str, recipient: str, *, size: bool = False) -> Summary:
        """A flow summed up; kept."""

        def make() -> Summary:
            return summarise(self.gather(supplier, recipient), self.books, size=size)

        def keep() -> Summary:
            name, state = f"summary {supplier} {recipient} {size}", self.state(supplier, recipient)
            return self.house.derived.get(name, state, read_summary, make)

        return self.house.summaries.get((supplier, recipient, size), self.stamp, keep)

    def sum_up(self, rows: Sequence[FlowRow], stopped: Callable[[], bool]) -> int:
        """Flows summed up with their sizes, one after the other, until it is to stop; how many. Those of a ledger that
        has not changed since are read in one."""

        def make() -> tuple[Summary, ...]:
            found = []
            for row in rows:
                if stopped():
                    raise _Stopped
                found.append(self.summary(row.supplier, row.recipient, size=True))
            return tuple(found)

        try:
            found = self.house.derived.get("summaries", f"{self.stamp} {self.house.method}", read_summaries, make)
        except _Stopped:
            return 0
        for each in found:
            self.house.summaries.put((each.supplier, each.recipient, True), self.stamp, each)
        return len(found)

    def known_summary(self, supplier: str, recipient: str) -> Summary | None:
        """A flow summed up, if that was done before; no more than a look, since the start does it for every flow."""
        for size in (True, False):
            found: Summary | None = self.house.summaries.peek((supplier, recipient, size), self.stamp)
            if found is not None:
                return found
        return None

    def ask(self, supplier: str, recipient: str, item: str, unit: str, stage: str, nature: str | None) -> Question:
        """A question.

        Raises:
            Missing: its unit, stage or nature is not known.
        """
        try:
            return Question(
                supplier, recipient, item, unit, stage, nature or ("share" if unit == "percent" else "flow")
            )
        except BadValue as error:
            raise refused(error, [(f"/flow/{supplier}/{recipient}", "flow")], Missing) from error

    @contextmanager
    def looking_up(self, *tries: tuple[str, str]) -> Iterator[None]:
        """Within it, a ledger that has no such thing gives a 404; one that cannot be read stays an error."""
        try:
            yield
        except LedgerError as error:
            self.ledger.rulings()  # a ledger that does not answer to this either is broken, and says so itself
            told = tries or [("/", "start"), ("/search", "search")]
            raise Missing("refused.not_there", told) from error


def _without_state(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a value is, without the state it follows from, which stands second in a key."""
    return (key[0], *key[2:])


def _own(asked: Iterable[tuple[Question, int]], supplier: str, recipient: str) -> list[tuple[Question, int]]:
    """The questions between the two parties themselves."""
    pair = (supplier, recipient)
    return [(question, count) for question, count in asked if (question.supplier, question.recipient) == pair]
