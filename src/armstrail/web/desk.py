"""What a page works with while it is made: the ledger as it stands, the books, and what was worked out before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

from armstrail import pipeline
from armstrail.accounts import AccountsFile, open_accounts
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.finding import Question
from armstrail.pipeline.opening import open_ledger, stamp_of
from armstrail.pipeline.overview import FlowRow, Summary, list_flows, outline, summarise
from armstrail.publishing.telling import Teller
from armstrail.web.memo import Memo
from armstrail.web.refusals import BadAsk, Missing, Unready
from armstrail.web.settings import Settings
from armstrail.web.words import Words, load_words

if TYPE_CHECKING:
    from armstrail.model.finding import Finding
    from armstrail.pipeline import Answer, Books, Evidence
    from armstrail.pipeline.opening import Ledger
    from armstrail.pipeline.reviewing import Waiting

_EVIDENCE_KEPT: Final = 12
_ANSWERS_KEPT: Final = 400
_SUMMARIES_KEPT: Final = 5_000
_UNSTAMPED = count()  # a ledger on a server tells no state: then nothing is kept from page to page


@dataclass(frozen=True)
class House:
    """What all pages share: settings, words, books, and what was worked out before."""

    settings: Settings
    words: Words
    books: Books
    teller: Teller
    evidence: Memo = field(default_factory=lambda: Memo(_EVIDENCE_KEPT))
    answers: Memo = field(default_factory=lambda: Memo(_ANSWERS_KEPT))
    summaries: Memo = field(default_factory=lambda: Memo(_SUMMARIES_KEPT))
    queues: dict[tuple[str, str], tuple[str, Sequence[Waiting]]] = field(default_factory=dict)
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
        return cls(settings, load_words(settings.language), books, teller, accounts=accounts)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """A desk to make one page at; its ledger is opened to read.

        Raises:
            Unready: the ledger cannot be reached.
        """
        stamp = stamp_of(self.settings.ledger) or f"unstamped {next(_UNSTAMPED)}"
        try:
            ledger = open_ledger(self.settings.ledger, self.settings.clock, wait=self.settings.wait)
        except LedgerError as error:
            raise Unready(self.words("error.unready")) from error
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

    def flows(self, since: str | None = None, *, recorded_by: str | None = None) -> tuple[FlowRow, ...]:
        """The flows of the ledger; kept."""
        key = ("flows", self.stamp, since, recorded_by)
        return self.house.evidence.get(key, lambda: list_flows(self.ledger, since=since, recorded_by=recorded_by))

    def gather(
        self, supplier: str, recipient: str, *, known_on: str | None = None, books: Books | None = None
    ) -> Evidence:
        """All that bears on a flow; kept."""
        used = books or self.books
        key = (self.stamp, supplier, recipient, known_on, used.factors.digest)
        return self.house.evidence.get(
            key, lambda: pipeline.gather(self.ledger, supplier, recipient, used, known_on=known_on)
        )

    def questions(self, evidence: Evidence) -> list[tuple[Question, int]]:
        """The questions between the two parties themselves, over the evidence as it stands, most claims first; kept."""
        pair = (evidence.supplier, evidence.recipient)

        def make() -> list[tuple[Question, int]]:
            asked = pipeline.list_questions(evidence)
            return [(question, count) for question, count in asked if (question.supplier, question.recipient) == pair]

        return self.house.answers.get(("questions", self.stamp, evidence.known_on, pair), make)

    def findings(self, evidence: Evidence, questions: Sequence[Question]) -> list[Finding]:
        """What the evidence as it stands says to some questions; kept."""
        found: dict[Question, Finding] = {}
        for question in questions:
            known: Finding | None = self.house.answers.peek(self._finding_key(evidence, question))
            if known is not None:
                found[question] = known
        new = [question for question in questions if question not in found]
        for finding in pipeline.find_all(evidence, new, self.books) if new else ():
            found[finding.question] = finding
            self.house.answers.put(self._finding_key(evidence, finding.question), finding)
        return [found[question] for question in questions]

    def _finding_key(self, evidence: Evidence, question: Question) -> tuple[object, ...]:
        return ("finding", self.stamp, evidence.known_on, question)

    def outline(self, evidence: Evidence, question: Question, as_of: str | None = None) -> Answer:
        """What follows for a question from its own voices, month by month, over the evidence as it stands; kept."""
        key = ("outline", self.stamp, evidence.known_on, question, as_of)

        def make() -> Answer:
            (finding,) = self.findings(evidence, [question])
            return outline(evidence, question, self.books, as_of=as_of, series=True, finding=finding)

        return self.house.answers.get(key, make)

    def answer(
        self, evidence: Evidence, question: Question, *, as_of: str | None, influence: bool, series: bool = True
    ) -> Answer:
        """The answer to a question over the evidence as it stands; kept.

        Raises:
            BadAsk: nothing can be told for such a day.
        """
        key = ("answer", self.stamp, evidence.known_on, question, as_of, influence, series)
        try:
            return self.house.answers.get(
                key,
                lambda: pipeline.answer(
                    evidence, question, self.books, as_of=as_of, series=series, influence=influence
                ),
            )
        except BadValue as error:
            raise BadAsk(str(error)) from error

    def summary(self, supplier: str, recipient: str, *, size: bool = False) -> Summary:
        """A flow summed up; kept."""

        def make() -> Summary:
            return summarise(self.gather(supplier, recipient), self.books, size=size)

        return self.house.summaries.get((self.stamp, supplier, recipient, size), make)

    def known_summary(self, supplier: str, recipient: str) -> Summary | None:
        """A flow summed up, if that was done before."""
        for size in (True, False):
            found: Summary | None = self.house.summaries.peek((self.stamp, supplier, recipient, size))
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
            raise Missing(str(error), [(f"/flow/{supplier}/{recipient}", f"{supplier} → {recipient}")]) from error

    @contextmanager
    def looking_up(self, *tries: tuple[str, str]) -> Iterator[None]:
        """Within it, a ledger that has no such thing gives a 404; one that cannot be read stays an error."""
        try:
            yield
        except LedgerError as error:
            self.ledger.rulings()  # a ledger that does not answer to this either is broken, and says so itself
            raise Missing(str(error), tries or [("/", "start"), ("/search", "search")]) from error
