"""The tables that several formats lay out (CSV, spreadsheet, SQLite): columns with their meaning, rows in order.

Each number stands beside its unit, its bounds and its caveat; none of the tables has a single number for what the
words leave open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from armstrail.model.document import Document
from armstrail.model.estimate import Estimate, Interval
from armstrail.model.quantity import Quantity
from armstrail.model.voice import Voice
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.columns import CLAIMS, DOCUMENTS, ESTIMATES, FINDINGS, VOICES, Column
from armstrail.publishing.exports.values import Answered, Flow, Holdings
from armstrail.publishing.footnotes import Carried

Cell = str | float | int | None | tuple[str, ...]
Row = dict[str, Cell]
SEPARATOR: Final = "|"  # between the items of a cell that holds several


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows under columns. `key` names the columns that tell a row from all others, `links` those that lead to
    another table: (columns here, table, columns there). Iterating gives each row whole, empty cells as None."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    key: tuple[str, ...]
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()

    def cells(self, row: Row) -> list[Cell]:
        """The cells of a row in the order of the columns."""
        return [row.get(column.name) for column in self.columns]

    def frame(self, library: str | None = None) -> Any:
        """The table as a data frame of `pandas`, `polars` or `pyarrow`; of the first that is installed if None.

        Raises:
            BadValue: another library.
            PackageError: it is not installed, or none is.
        """
        from armstrail.publishing.exports.frames import to_frame

        return to_frame(self, library)

    def __iter__(self) -> Iterator[Row]:
        names = [column.name for column in self.columns]
        return ({name: row.get(name) for name in names} for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        rows = f"{len(self.rows)} row{'s' if len(self.rows) != 1 else ''}"
        return f"<{self.name}: {rows} of {len(self.columns)} columns; frame() gives a data frame>"


def tables_of(holdings: Holdings) -> tuple[Table, ...]:
    """Documents, claims, voices, estimates, and what was said to each question (findings)."""
    flows = holdings.flows
    answers = [(flow, answered) for flow in flows for answered in flow.answers]
    claim = (("document", "claim"), "claims", ("document", "id"))
    return (
        documents_table(holdings.documents),
        claims_table(holdings.claims),
        Table(
            "voices", "Voices: one origin saying one figure", VOICES,
            tuple(_voice(voice, flow, holdings) for flow in flows for voice in flow.voices), ("flow", "id"),
        ),
        Table(
            "estimates", "Estimates: what follows from the voices, as intervals", ESTIMATES,
            tuple(_estimate(answered, flow, holdings) for flow, answered in answers), ("id",),
        ),
        Table(
            "findings", "Findings: all that is said to each question, and how it entered", FINDINGS,
            tuple(row for _, answered in answers for row in _findings(answered, holdings)),
            ("estimate", "number"), ((("estimate",), "estimates", ("id",)), claim),
        ),
    )  # fmt: skip


def documents_table(documents: Iterable[Document]) -> Table:
    """Documents, in the order given."""
    rows = tuple(map(_document, documents))
    return Table("documents", "Documents that make the claims", DOCUMENTS, rows, ("digest",))


def claims_table(pairs: Iterable[Carried]) -> Table:
    """Claims with their words, in the order given."""
    return Table(
        "claims", "Claims: somebody's word, never a fact", CLAIMS, tuple(map(_claim, pairs)),
        ("document", "id"), ((("document",), "documents", ("digest",)),),
    )  # fmt: skip


def joined(cell: Cell) -> str | float | int | None:
    """A cell as one value: a list with `SEPARATOR` between its items, in which the sign itself becomes a slash."""
    if isinstance(cell, tuple):
        return SEPARATOR.join(item.replace(SEPARATOR, "/") for item in cell) or None
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell


def bands(interval: Interval, prefix: str = "") -> Row:
    """The cells of an interval, in the names of the columns."""
    names = ("day", "low90", "low50", "median", "high50", "high90")
    return {f"{prefix}{name}": getattr(interval, name) for name in names}


def _document(document: Document) -> Row:
    names = ("digest", "id", "published", "publisher", "title", "lang", "url")
    return {name: getattr(document, name) for name in names} | {"pages": len(document.pages) or None}


def _claim(pair: Carried) -> Row:
    claim, document = pair
    period = claim.period
    return {
        "id": claim.id, "document": document.digest, "published": document.published,
        "publisher": document.publisher, "title": document.title, "url": document.url, "page": pair.page,
        "kind": claim.kind, "supplier": claim.supplier, "recipient": claim.recipient, "item": claim.item,
        "designation": claim.designation,
        **_bounds(claim.quantity), "measure": claim.measure,
        "caveat": caveats.of_claim(pair),
        "status": claim.status, "modality": claim.modality, "stance": claim.stance,
        "source": pair.source, "source_type": claim.source_type, "source_actor": claim.source_actor,
        "basis": claim.basis, "via": claim.via,
        "period_start": period.start if period else None, "period_end": period.end if period else None,
        "places": tuple(map(str, claim.places)),
        "condition": claim.condition.cut(document.text) if claim.condition else None,
        "alternative": claim.alternative, "converted_from": claim.converted_from, "tags": claim.tags,
        "anchor": pair.anchor, "quote": pair.quote, "start": claim.quote.start, "end": claim.quote.end,
        "anchor_start": claim.anchor.start, "anchor_end": claim.anchor.end,
    }  # fmt: skip


def _bounds(quantity: Quantity | None) -> Row:
    names = ("low", "high", "unit", "hedge")
    return {name: getattr(quantity, name) for name in names} if quantity else {}


def _voice(voice: Voice, flow: Flow, holdings: Holdings) -> Row:
    carried = holdings.claims_of((each.document, each.claim) for each in voice.carriers)
    derived = voice.derived
    names = (
        "id", "origin", "family", "source_type", "kind", "supplier", "recipient", "item", "designation", "measure",
        "status", "modality", "coverage", "start", "as_of", "known", "letter", "digit", "basis",
    )  # fmt: skip
    return {name: getattr(voice, name) for name in names} | {
        "flow": flow.code, "origin_name": holdings.name_of(voice.origin),
        **_bounds(voice.quantity), "caveat": caveats.of_voice(voice, holdings),
        "derived_from": derived and (derived.voice or derived.family), "derived_by": derived and derived.factor,
        "derived_why": derived and derived.why,
        "claims": tuple(each.claim for each in voice.carriers),
        "documents": tuple(each.document for each in voice.carriers),
        "quote": carried[0].quote if carried else None,
    }  # fmt: skip


def _estimate(answered: Answered, flow: Flow, holdings: Holdings) -> Row:
    question, outcome = answered.question, answered.outcome
    names = ("supplier", "recipient", "item", "unit", "stage", "nature")
    row: Row = {name: getattr(question, name) for name in names}
    row |= {"id": answered.id, "flow": flow.code, "caveat": caveats.of_answer(answered, flow, holdings)}
    carried = holdings.claims_of(answered.places)
    row |= {"claims": tuple(pair.claim.id for pair in carried), "quotes": tuple(pair.anchor for pair in carried)}
    if not isinstance(outcome, Estimate):
        return row | {"outcome": "nothing", "reason": outcome.reason, "detail": outcome.detail}
    row |= bands(outcome.headline)
    row |= bands(outcome.projected, "projected_") if outcome.projected else {}
    return row | {
        "outcome": "estimate", "as_of": outcome.as_of, "known_on": outcome.known_on,
        "carriers": outcome.carriers, "voices": outcome.voices, "families": outcome.families,
        "effective": outcome.effective, "confidence": outcome.confidence,
        "alarms": tuple(alarm.code for alarm in outcome.alarms),
    }  # fmt: skip


def _findings(answered: Answered, holdings: Holdings) -> Iterator[Row]:
    """The rows of one question, numbered from 1."""
    for number, row in enumerate(_said(answered), 1):
        pair = holdings.pairs.get((str(row["document"]), str(row["claim"])))
        yield row | {"estimate": answered.id, "number": number, "quote": pair.quote if pair else None}


def _said(answered: Answered) -> Iterator[Row]:
    finding, outcome = answered.finding, answered.outcome
    weighed = {each.voice: each for each in outcome.weighed} if isinstance(outcome, Estimate) else {}
    for voice in finding.voices:
        entered = weighed.get(voice.id)
        how: Row = {"weight": entered.weight, "zone": entered.zone, "shift": entered.shift} if entered else {}
        for carrier in voice.carriers:
            yield how | {
                "role": "voice" if entered else "voice_not_weighed", "voice": voice.id,
                "document": carrier.document, "claim": carrier.claim, "link": carrier.link,
                "detail": carrier.why or None,
            }  # fmt: skip
    for aside in dict.fromkeys((*outcome.asides, *finding.asides)):
        yield {
            "role": "aside", "document": aside.document, "claim": aside.claim, "reason": aside.reason,
            "detail": aside.detail or None,
        }  # fmt: skip
    for denial in finding.denials:
        reason = "denies_all" if denial.whole else "denies_one"
        yield {"role": "denial", "document": denial.document, "claim": denial.claim, "reason": reason}
    firsts = {voice.id: voice.carriers[0] for voice in finding.voices}
    for conflict in finding.conflicts:
        first = firsts.get(conflict.first)
        yield {
            "role": "conflict", "voice": conflict.first, "other_voice": conflict.second,
            "document": first.document if first else None, "claim": first.claim if first else None,
            "reason": "exclusive" if conflict.exclusive else "differs", "detail": conflict.why,
        }  # fmt: skip
