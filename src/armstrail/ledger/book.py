"""The ledger itself: one object over the tables, through which everything goes in and comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from armstrail.ledger import (
    asking,
    between,
    byhand,
    decisions,
    exchange,
    forms,
    overlooked,
    searching,
    standing,
    verification,
    writing,
)
from armstrail.ledger.importer import Importer
from armstrail.ledger.provenance import Provenance
from armstrail.ledger.times import end_of, last_day_of
from armstrail.ledger.values import (
    Amended,
    ClaimQuery,
    Decision,
    DocumentRow,
    FailureRow,
    ImportSummary,
    MissQuery,
    Problem,
)
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.loss import Overlooked
from armstrail.model.reading import Reading
from armstrail.model.ruling import Ruling
from armstrail.model.words import Word


class Ledger(Provenance):
    """Documents, readings and decisions, and what stands of them as of any day.

    Made by `Ledger.open`; closed by `close` or at the end of a `with` block. One thread uses one of it.
    """

    # -- what goes in

    def add(self, document: Document, reading: Reading) -> bool:
        """Add a document and its reading, all or nothing; when this returns, they are on disk.

        Returns:
            False where the ledger has this very reading already, under whatever id its document came.
        Raises:
            BadValue: the reading does not belong to the document or points outside its text.
            LedgerError: the ledger could not be written; nothing was added.
        """
        return self.add_all([(document, reading)])[0]

    def add_all(self, entries: Iterable[tuple[Document, Reading]]) -> list[bool]:
        """Add documents with their readings as `add` would one after the other, but all or nothing, and far quicker.

        All are held in memory: give some hundreds at once, and several such lists in a `batch` where they belong
        together.

        Returns:
            of each entry what `add` would say of it.
        Raises:
            BadValue: one of the readings does not belong to its document or points outside its text.
            LedgerError: the ledger could not be written; nothing was added.
        """
        checked = [forms.check_reading(document, reading) for document, reading in entries]
        with self._writing() as connection:
            return writing.add_entries(connection, checked, self._clock, self._site.name)

    def add_failure(self, where: str, reason: str, mend: str) -> bool:
        """Record that something could not be read; False where the same was recorded before.

        Raises:
            LedgerError: the ledger could not be written.
        """
        where, reason, mend = (words.encode(errors="replace").decode() for words in (where, reason, mend))
        with self._writing() as connection:
            return writing.add_failure(connection, where, reason, mend, self._now(connection))

    def add_decision(
        self,
        action: str,
        target: str,
        *,
        who: str,
        why: str,
        other: str | None = None,
        origin: str | None = None,
        letter: str | None = None,
        digit: int | None = None,
        slots: Mapping[str, Any] | None = None,
        marked: Claim | None = None,
    ) -> Decision:
        """Record a person's decision.

        Args:
            action: `withdraw` or `accept` a claim; `correct` some of its slots; `merge` it with the voice of another,
                or `part` it from that; `grade` the origin on whose word it rests, or the item; `mark` a claim where no
                reading has one; `confirm` or `contest` somebody else's decision; or `undo` an earlier decision.
            target: the id of the claim, for `mark` of the document, for `undo`, `confirm` and `contest` of the
                decision; a unique beginning of it will do.
            who, why: who decides, and on what ground.
            other: the other claim of a merge or part; a part without it sets the claim on its own.
            origin, letter, digit: of a grade: the Admiralty letter (A to F) of an origin, the digit (1 to 6) of the
                item, or both.
            slots: of a correction: the slots that it sets, as `model.slots` has them.
            marked: of a mark: the claim, whose id and document are those of its place.
        Raises:
            BadValue: an unknown action, nobody who decides, a second reader who is the first, or something told that
                the action cannot use or the claim model does not allow.
            LedgerError: no such target or other claim, or several.
        """
        told = {"other": other, "origin": origin, "letter": letter, "digit": digit, "set": slots, "claim": marked}
        words = [who, why, origin, marked and marked.designation, *(slots or {}).values()]
        try:
            "".join(each for each in words if isinstance(each, str)).encode()
        except UnicodeEncodeError as error:
            raise BadValue(
                f"a decision's words hold a lone surrogate ({error}); write them again", "surrogate"
            ) from error
        with self._writing() as connection:
            return writing.decide(connection, action, target, who, why, told, self._now(connection))

    def import_(self, lines: Iterable[str]) -> ImportSummary:
        """Add what an export holds; a line that cannot be trusted costs itself, the rest goes in.

        Recorded times come along, so the ledger then tells the history of both. In an import that is cut
        off, what went in stays, and importing again adds the rest.

        Raises:
            LedgerError: the lines are no export, or one of a newer form; or the ledger could not be written.
        """
        return Importer(self._writing, self._now).take(lines)

    # -- what comes out

    def extractors(self, document_digests: Sequence[str]) -> dict[str, list[str]]:
        """The extractors of all readings of some documents, by their digests; that of the standing one is the last."""
        with self._reading() as connection:
            return standing.find_extractors(connection, document_digests)

    def extractor(self, document_digest: str) -> str | None:
        """Which extractor made the standing reading of a document; None where there is none."""
        with self._reading() as connection:
            row = standing.find_reading(connection, document_digest, None)
            return None if row is None else row.extractor

    def documents(self, *, as_of: str | None = None, recorded_by: str | None = None) -> Iterator[DocumentRow]:
        """All documents in the order of their publication, each with its standing reading in numbers.

        Raises:
            BadValue: a date that is none.
        """
        day, until = as_of and last_day_of(as_of), recorded_by and end_of(recorded_by)
        return self._stream(lambda connection: standing.iter_documents(connection, day, until))

    def document(self, key: str) -> Document:
        """The document with an id or digest, or with a unique beginning (six characters or more) of either.

        Raises:
            LedgerError: none, or several, which it lists.
        """
        with self._reading() as connection:
            return standing.current_document(connection, standing.find_document(connection, key))

    def reading(self, digest: str, recorded_by: str | None = None) -> Reading:
        """The standing reading of the document with a digest.

        Raises:
            BadValue: a date that is none.
            LedgerError: there is no reading of it.
        """
        until = recorded_by and end_of(recorded_by)
        with self._reading() as connection:
            row = standing.find_reading(connection, digest, until)
            if row is None:
                when = f" recorded by {recorded_by}" if recorded_by else ""
                raise LedgerError(f"{self._site.name} has no reading of document {digest[:12]}{when}; add it first")
            return standing.load_reading(connection, row)

    def claims(self, query: ClaimQuery | None = None) -> Iterator[tuple[Claim, Document]]:
        """The standing claims that a query asks for, by publication of their document, then by place in it.

        Raises:
            BadValue: a date that is none.
            LedgerError: the query's document is not there, or is several.
        """
        asked = query or ClaimQuery()
        until = asked.recorded_by and end_of(asked.recorded_by)
        with self._reading() as connection:
            on_document = [*asking.of_documents(connection, asked), *asking.of_versions(asked)]
        return self._stream(lambda connection: asking.find_claims(connection, asked, on_document, until))

    def claims_between(
        self,
        givers: Sequence[str],
        takers: Sequence[str],
        *,
        known_on: str | None = None,
        recorded_by: str | None = None,
        without: str | None = None,
    ) -> Iterator[tuple[Claim, Document]]:
        """The standing claims that may bear on what moved from one of `givers` to one of `takers`.

        Those that leave a party open are among them, and so are the denials of any of the parties. `known_on` is the
        day by which a document was surely published, `without` the id of a decision to do without. The order is that
        of `claims`.

        Raises:
            BadValue: a date that is none.
        """
        day, until = known_on and last_day_of(known_on), recorded_by and end_of(recorded_by)
        return self._stream(lambda connection: between.claims_between(connection, givers, takers, day, until, without))

    def state_between(self, givers: Sequence[str], takers: Sequence[str], *, known_on: str | None = None) -> str:
        """A digest that changes whenever `claims_between` would give other claims, or a ruling bears on them.

        Raises:
            BadValue: a date that is none.
        """
        with self._reading() as connection:
            return between.state_between(connection, givers, takers, known_on)

    def flows(self, *, known_on: str | None = None, recorded_by: str | None = None) -> list[tuple[str, str, int]]:
        """Who is said to give whom something: supplier, recipient and how many claims, most first.

        Withdrawn claims are counted; statements are not.

        Raises:
            BadValue: a date that is none.
        """
        with self._reading() as connection:
            return between.flows(connection, known_on, recorded_by)

    def claim(self, key: str) -> tuple[Claim, Document]:
        """The standing claim with an id, or with a unique beginning of six digits or more.

        Raises:
            LedgerError: none, several, or one that no longer stands.
        """
        with self._reading() as connection:
            return asking.find_claim(connection, key)

    def claim_at(
        self, document: str, claim: str, *, without: str | None = None, withdrawn: bool = False
    ) -> tuple[Claim, Document] | None:
        """The standing claim at a place, as people have it; None where none stands.

        Args:
            document: the digest of its document.
            without: the id of a decision to do without.
            withdrawn: whether to give one that was withdrawn, too.
        """
        with self._reading() as connection:
            hand = byhand.by_hand(connection, None, without)
            place = (document, claim)
            gone = place in hand.withdrawn and not withdrawn
            return None if gone else asking.claim_at(connection, place, hand)

    def amended(self, *, document: str | None = None, recorded_by: str | None = None) -> list[Amended]:
        """The claims that people corrected or marked, withdrawn ones included, by document, then by id.

        Args:
            document: the digest of the only document to look at.

        Raises:
            BadValue: a date that is none.
        """
        until = recorded_by and end_of(recorded_by)
        with self._reading() as connection:
            return list(byhand.iter_amended(connection, byhand.by_hand(connection, until).within(document), until))

    def search_claims(
        self, words: Sequence[Word], query: ClaimQuery | None = None, *, order: str, first: int = 0, limit: int = 50
    ) -> list[tuple[Claim, Document]]:
        """The standing claims whose quotes say all the words, from the one numbered `first`.

        Args:
            words: none for whatever the query asks for.
            order: `relevance` (how rare the words are in quotes, and how short the quote; by the newest where there are
                no words, or words that tens of thousands say), `newest` or `oldest` by publication.
        Raises:
            BadValue, LedgerError: as `claims`.
        """
        with self._reading() as connection:
            return searching.search_claims(connection, words, query or ClaimQuery(), order, first, limit)

    def search_documents(
        self, words: Sequence[Word], query: ClaimQuery | None = None, *, order: str, first: int = 0, limit: int = 50
    ) -> list[Document]:
        """The documents whose title or text says all the words, and that hold a claim such as the query asks for.

        The arguments are those of `search_claims`; words in a title weigh four times as much.

        Raises:
            BadValue, LedgerError: as `claims`.
        """
        with self._reading() as connection:
            return searching.search_documents(connection, words, query or ClaimQuery(), order, first, limit)

    def misses(self, query: MissQuery | None = None) -> Iterator[Overlooked]:
        """The numbers of standing readings that became no claim, by publication, then by place in the text.

        Raises:
            BadValue: a date that is none.
            LedgerError: the query's document is not there, or is several.
        """
        asked = query or MissQuery()
        return self._stream(lambda connection: overlooked.iter_overlooked(connection, asked))

    def unknown_nouns(self, *, as_of: str | None = None, recorded_by: str | None = None) -> dict[tuple[str, str], int]:
        """In how many documents each noun stands that is counted and in no pack, by language and noun.

        Raises:
            BadValue: a date that is none.
        """
        with self._reading() as connection:
            return overlooked.count_nouns(connection, as_of, recorded_by)

    def failures(self, *, as_of: str | None = None, recorded_by: str | None = None) -> Iterator[FailureRow]:
        """What could not be read, in the order it was recorded.

        Raises:
            BadValue: a date that is none.
        """
        day, until = as_of and last_day_of(as_of), recorded_by and end_of(recorded_by)
        return self._stream(lambda connection: standing.iter_failures(connection, day, until))

    def decisions(self, *, recorded_by: str | None = None) -> Iterator[Decision]:
        """Every decision, in the order it was recorded, undone ones included.

        Raises:
            BadValue: a date that is none.
        """
        until = recorded_by and end_of(recorded_by)
        return self._stream(lambda connection: decisions.iter_decisions(connection, until))

    def rulings(self, recorded_by: str | None = None, *, without: str | None = None) -> tuple[Ruling, ...]:
        """The merges, parts and grades that hold, by their ids: nobody took them back, and none said otherwise later.
        `without` is the id of a decision to do without.

        Raises:
            BadValue: a date that is none.
        """
        until = recorded_by and end_of(recorded_by)
        with self._reading() as connection:
            return decisions.rulings(decisions.iter_decisions(connection, until), without)

    def verify(self) -> list[Problem]:
        """Re-check every hash, span, copy and count; nothing in the list means nothing found wrong."""
        with self._reading() as connection:
            return verification.verify(connection)

    def export(self, out: TextIO, *, clock: bool = True) -> int:
        """Write the whole ledger as JSON lines, in an order that its content defines.

        Args:
            clock: whether to write when each entry was recorded; without, the same corpus gives the same
                bytes whenever it was added.
        Returns:
            the number of lines.
        """
        with self._reading() as connection:
            return exchange.export(connection, out, clock=clock)

    def lines(self) -> Iterator[str]:
        """The lines of such an export, with its clock, one at a time."""
        return self._stream(lambda connection: exchange.lines(connection, clock=True))
