"""A ledger opened to read from Python: claims, voices, findings, estimates, values and changes as tables.

What the command line asks, a notebook can ask with the same words, and gets rows or a data frame instead of a page.
Every table is that of the exports: each number has its bounds, its caveat and the claims it rests on beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date
from armstrail.model.valuation import NoRate, Valuation
from armstrail.pipeline.estimates import Books, Evidence, find, gather, load_books
from armstrail.pipeline.exporting import hold
from armstrail.pipeline.following import news
from armstrail.pipeline.naming import find_actor
from armstrail.pipeline.opening import open_ledger
from armstrail.pipeline.values import value
from armstrail.vocabulary import find_item, load_vocabulary

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.publishing.exports import Holdings, Table
    from armstrail.publishing.footnotes import Carried

_DATES = ("known_on", "as_of", "since", "until", "published_from", "published_to")


def open_notebook(
    where: str | Path, *, origins: str | Path | None = None, factors: str | Path | None = None
) -> Notebook:
    """The ledger at a path or database URL, opened to read alone.

    Args:
        origins, factors: files of your own, before those shipped, as for `armstrail estimate`.
    Raises:
        LedgerError: there is none, or it cannot be read.
        PackError: a file of your own has a gap or a contradiction.
    """
    books = load_books(*(Path(path) if path else None for path in (origins, factors)))
    return Notebook(open_ledger(str(where), lambda: datetime.now(UTC)), books)


class Notebook:
    """A ledger to ask; made by `armstrail.open`, closed by `close` or at the end of a `with` block.

    Parties may be given by code or by name, items as paths of the item tree with what lies below them, days as
    YYYY, YYYY-MM or YYYY-MM-DD. `known_on` is what was public by a day, `recorded_by` what this ledger held by then,
    `as_of` the day that an estimate speaks of. Every question raises BadValue for a word that is not known.
    """

    def __init__(self, ledger: Ledger, books: Books) -> None:
        self.ledger = ledger
        self.books = books

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    def documents(self, *, known_on: str | None = None, recorded_by: str | None = None) -> Table:
        """All documents, by publication."""
        from armstrail.publishing.exports import documents_table

        wanted = _checked(known_on=known_on)
        rows = self.ledger.documents(as_of=wanted.get("known_on"), recorded_by=recorded_by)
        return documents_table(row.document for row in rows)

    def claims(
        self, *, known_on: str | None = None, first: int = 0, limit: int | None = None, **wanted: str | None
    ) -> Table:
        """The claims that stand, by publication.

        Args:
            known_on: only what was published by this day.
            first, limit: only so many, from the one of this number on, counted from 0.
            wanted: `supplier`, `recipient`, `item`, `kind`, `unit`, `measure`, `status`, `modality`, `stance`,
                `source` and `text` (words within the source and the quote), `source_type`, `document` (an id),
                `published_from`, `published_to`, `recorded_by`.
        """
        from dataclasses import fields

        from armstrail.ledger import ClaimQuery
        from armstrail.publishing.exports import claims_table
        from armstrail.publishing.footnotes import Carried

        names = {each.name for each in fields(ClaimQuery)} - {"as_of"}
        for name in wanted.keys() - names:
            raise BadValue(f"claims cannot be asked by {name!r}; use known_on, {', '.join(sorted(names))}")
        query = ClaimQuery(as_of=_checked(known_on=known_on).get("known_on"), **_checked(**wanted))
        found = islice(self.ledger.claims(query), first, None if limit is None else first + limit)
        return claims_table(Carried(*pair) for pair in found)

    def voices(
        self, *, supplier: str | None = None, recipient: str | None = None, item: str | None = None,
        known_on: str | None = None, recorded_by: str | None = None,
    ) -> Table:  # fmt: skip
        """The voices: one origin saying one figure, with the claims that carry it."""
        return self._tables(
            "voices", supplier=supplier, recipient=recipient, item=item, known_on=known_on, recorded_by=recorded_by
        )["voices"]

    def findings(self, **wanted: str | None) -> Table:
        """All that is said to each question and how it entered; asked as `estimates`."""
        return self.tables(**wanted)["findings"]

    def estimates(self, **wanted: str | None) -> Table:
        """What follows for each question that the ledger has figures for; takes as long as `armstrail export csv`.

        Args:
            wanted: `supplier`, `recipient`, `item`, `unit`, `stage`, `known_on`, `as_of`, `recorded_by`.
        """
        return self.tables(**wanted)["estimates"]

    def tables(self, **wanted: str | None) -> dict[str, Table]:
        """Documents, claims, voices, estimates and findings at once, by their names, as an export holds them.

        The claims are those asked for and all that a voice or finding names. Asked as `estimates`.
        """
        names = ("supplier", "recipient", "item", "unit", "stage", "known_on", "as_of", "recorded_by")
        for name in wanted.keys() - set(names):
            raise BadValue(f"estimates cannot be asked by {name!r}; use one of {', '.join(names)}")
        return self._tables("estimates", **wanted)

    def values(
        self, supplier: str, recipient: str, *, items: Iterable[str] = (), stage: str = "delivered",
        kind: str = "replacement", currency: str = "USD", rates_on: str | None = None, as_of: str | None = None,
        known_on: str | None = None, recorded_by: str | None = None,
    ) -> Table:  # fmt: skip
        """What a flow is worth: a line for each item that has a figure and a price, the total, the total by routes.

        The arguments are those of `pipeline.value`.
        """
        from armstrail.publishing.exports import values_table

        asked = _checked(supplier=supplier, recipient=recipient, known_on=known_on, as_of=as_of)
        vocabulary = load_vocabulary()
        paths = [find_item(vocabulary, path) for path in items]
        evidence = self.evidence(supplier, recipient, known_on=known_on, recorded_by=recorded_by)
        worth = value(
            evidence, self.books, items=paths, stage=stage, kind=kind, currency=currency, rates_on=rates_on,
            as_of=asked.get("as_of"),
        )  # fmt: skip
        direct = [_carried(evidence, {each.voice for each in one.weighed}) for one in worth.estimates]
        told: list[tuple[Valuation, str | None, list[list[Carried]]]] = [(_rated(worth.valuation), None, direct)]
        routes = [(at, route) for at, one in enumerate(worth.estimates) for route in one.routes]
        for (at, route), (unit, valuation) in zip(routes, worth.by_routes, strict=True):
            said = _carried(evidence, {voice.id for voice in find(evidence, route.through, self.books).voices})
            told.append((_rated(valuation), unit, [*direct[:at], said, *direct[at + 1 :]]))
        return values_table(f"{evidence.supplier}>{evidence.recipient}", told)

    def changes(
        self, *, since: str, until: str | None = None, supplier: str | None = None, recipient: str | None = None,
        recorded_by: str | None = None, estimates: bool = True,
    ) -> Table:  # fmt: skip
        """What became public after `since` and by `until`: new, spread, corrected, withdrawn, denied, moved.

        Args:
            estimates: tell which estimates moved, too; takes nearly all of the time.
        """
        from armstrail.publishing.exports import Holdings, changes_table
        from armstrail.publishing.footnotes import Carried

        asked = _checked(since=since, until=until, supplier=supplier, recipient=recipient)
        told = news(
            self.ledger, self.books, since=asked["since"], until=asked.get("until"), supplier=asked.get("supplier"),
            recipient=asked.get("recipient"), recorded_by=recorded_by, estimates=estimates,
        )  # fmt: skip
        return changes_table(
            (
                f"{each.supplier}>{each.recipient}", each.changes, each.voices.values(),
                Holdings(tuple(Carried(*pair) for pair in each.claims.values()), names=each.names),
            )
            for each in told
        )  # fmt: skip

    def evidence(
        self, supplier: str, recipient: str, *, known_on: str | None = None, recorded_by: str | None = None
    ) -> Evidence:
        """All that bears on a flow, for `pipeline.answer`, `pipeline.receipt_of` and `pipeline.chart_of`."""
        asked = _checked(supplier=supplier, recipient=recipient, known_on=known_on)
        return gather(
            self.ledger, asked["supplier"], asked["recipient"], self.books, known_on=asked.get("known_on"),
            recorded_by=recorded_by,
        )  # fmt: skip

    def _tables(self, depth: str, **wanted: str | None) -> dict[str, Table]:
        from armstrail.publishing.exports import tables_of

        asked: dict[str, Any] = _checked(**wanted)
        held: Holdings = hold(self.ledger, self.books, depth, **asked)
        return {table.name: table for table in tables_of(held)}


def _carried(evidence: Evidence, voices: set[str]) -> list[Carried]:
    """The claims that carry some voices."""
    from armstrail.publishing.footnotes import Carried

    carriers = (each for voice in evidence.voices if voice.id in voices for each in voice.carriers)
    return [Carried(*evidence.claims[each.document, each.claim]) for each in carriers]


def _checked(**wanted: str | None) -> dict[str, str]:
    """What is asked for, without what is not, parties as codes."""
    asked = {name: word for name, word in wanted.items() if word is not None}
    for name, word in asked.items():
        if name in ("supplier", "recipient"):
            asked[name] = find_actor(word)
        elif name == "item":
            asked[name] = find_item(load_vocabulary(), word)
        elif name in _DATES:
            check_partial_date(word)
    return asked


def _rated(valuation: Valuation | NoRate) -> Valuation:
    from armstrail.publishing.worths import no_rate_words

    if isinstance(valuation, NoRate):
        raise BadValue(no_rate_words(valuation, "en"))
    return valuation
