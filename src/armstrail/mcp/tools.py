"""The tools: what each takes, what it gives, and that every number comes with claim ids and quotes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from armstrail.model.assistance import assisted_by
from armstrail.model.errors import ArmstrailError
from armstrail.model.estimate import Estimate
from armstrail.model.records import to_record
from armstrail.pipeline.estimates import Answer, Books, Evidence, Place, answer
from armstrail.pipeline.lookup import open_document
from armstrail.pipeline.naming import find_question
from armstrail.pipeline.notebook import Notebook
from armstrail.pipeline.opening import open_ledger
from armstrail.pipeline.telling import receipt_of

if TYPE_CHECKING:
    from armstrail.model.claim import Claim
    from armstrail.model.document import Document

_MOST: Final = 100  # rows of one answer
_TYPES: Final[dict[str, tuple[type, ...]]] = {"string": (str,), "integer": (int,), "number": (int, float)}
_LAST: Final = 1_000_000_000  # the number of a row, and the greatest of all
_WIDTH: Final = 100


class ToolError(Exception):
    """What whoever calls a tool can mend, in words."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tools work with: the ledger's path or URL, opened anew to read at each call; books; a clock."""

    ledger: str
    books: Books
    clock: Callable[[], datetime]

    @contextmanager
    def open(self) -> Iterator[Notebook]:
        """The ledger, opened to read alone.

        Raises:
            LedgerError: it cannot be read.
        """
        with Notebook(open_ledger(self.ledger, self.clock), self.books) as book:
            yield book


class Param(NamedTuple):
    """What a tool takes: a name, a type of JSON, and words for it."""

    name: str
    words: str
    type: str = "string"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name and words, what it takes, and the function that gives its answer."""

    name: str
    words: str
    params: tuple[Param, ...]
    run: Callable[..., dict[str, Any]]

    def to_json(self) -> dict[str, Any]:
        """The form in which the protocol lists it."""
        taken = {each.name: {"type": each.type, "description": each.words} for each in self.params}
        return {
            "name": self.name,
            "description": self.words,
            "inputSchema": {
                "type": "object", "properties": taken, "additionalProperties": False,
                "required": [each.name for each in self.params if each.required],
            },
            "annotations": {
                "readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False,
            },
        }  # fmt: skip


def call(desk: Desk, name: str, given: object) -> dict[str, Any]:
    """What a tool gives.

    Raises:
        ToolError: an argument missing, unknown or of the wrong type, or something that the ledger does not have.
    """
    tool = TOOLS[name]
    arguments = _check(tool, given)
    try:
        with desk.open() as book:
            return tool.run(book, **arguments)
    except ArmstrailError as error:
        raise ToolError(str(error)) from error


def _check(tool: Tool, given: object) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise ToolError(f"{tool.name}: arguments must be an object")
    taken = {each.name: each for each in tool.params}
    for name, value in given.items():
        if name not in taken:
            raise ToolError(f"{tool.name} takes no {name!r}; it takes {', '.join(taken)}")
        kind = taken[name].type
        wrong = not isinstance(value, _TYPES[kind]) or isinstance(value, bool)
        if isinstance(value, str) and not _is_text(value):
            raise ToolError(f"{tool.name}: {name} holds half a sign (a lone surrogate); write it again")
        if value is not None and (wrong or (isinstance(value, float) and not math.isfinite(value))):
            raise ToolError(f"{tool.name}: {name} must be a {kind}, got {value!r}")
    lacking = [each.name for each in tool.params if each.required and given.get(each.name) is None]
    if lacking:
        raise ToolError(f"{tool.name} needs {' and '.join(lacking)}")
    return {name: value for name, value in given.items() if value is not None}


def _is_text(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def _search(book: Notebook, limit: int = 20, first: int = 0, **wanted: str) -> dict[str, Any]:
    """Claims, a page of them."""
    _check_page(limit, first)
    rows = list(book.claims(first=first, limit=limit + 1, **wanted))
    return {"claims": [_row(row) for row in rows[:limit]], "first": first, "more": len(rows) > limit}


def _read(book: Notebook, document: str) -> dict[str, Any]:
    """A document's claims in the order of the text, and the numbers that became none."""
    opened = open_document(book.ledger, document)
    made = opened.document
    names = ("digest", "id", "published", "publisher", "title", "lang", "url")
    rows = list(map(_row, book.claims(document=made.digest)))
    misses = [{"words": each.words, "reason": each.miss.reason} for each in opened.misses[:_MOST]]
    return {
        "document": {name: getattr(made, name) for name in names},
        "state": opened.state,
        "claims": rows,
        "withdrawn": [each.id for each in opened.withdrawn],
        "numbers_not_used": misses,
    }


def _estimate(book: Notebook, **asked: Any) -> dict[str, Any]:
    """An estimate with the claims it rests on."""
    told, evidence, receipt = _answered(book, **asked)
    outcome = told.outcome
    found: dict[str, Any] = {"question": to_record(told.finding.question), "caveat": _caveat(receipt)}
    if not isinstance(outcome, Estimate):
        places = [(aside.document, aside.claim) for aside in outcome.asides]
        nothing = {"outcome": "nothing", "reason": outcome.reason, "detail": outcome.detail}
        return found | nothing | {"set_aside": _cited(evidence, places)}
    weighed = {each.voice: each.weight for each in outcome.weighed}
    claims = [
        _quote(evidence, (each.document, each.claim))
        | {"voice": voice.id, "origin": evidence.name_of(voice.origin, book.books), "weight": weighed[voice.id]}
        for voice in told.finding.voices if voice.id in weighed
        for each in voice.carriers
    ]  # fmt: skip
    names = ("day", "median", "low50", "high50", "low90", "high90")
    return found | {
        "outcome": "estimate",
        "headline": {name: getattr(outcome.asked, name) for name in names},
        "confidence": outcome.confidence,
        "alarms": [to_record(alarm) for alarm in outcome.alarms],
        "known_on": outcome.known_on,
        "claims": claims,
    }


def _explain(book: Notebook, **asked: Any) -> dict[str, Any]:
    """The receipt: voices and weights, what was left out and why, conflicts, denials, conversions."""
    from armstrail.publishing import receipt_to_terminal

    told, evidence, receipt = _answered(book, **asked)
    finding, outcome = told.finding, told.outcome
    entered = {each.voice: each for each in outcome.weighed} if isinstance(outcome, Estimate) else {}
    voices = [
        {
            "voice": voice.id, "origin": evidence.name_of(voice.origin, book.books), "family": voice.family,
            "as_of": voice.as_of, "entered": to_record(entered.get(voice.id)),
            "claims": _cited(evidence, [(each.document, each.claim) for each in voice.carriers]),
        }
        for voice in finding.voices
    ]  # fmt: skip
    firsts = {voice.id: (voice.carriers[0].document, voice.carriers[0].claim) for voice in finding.voices}
    asides = [
        _quote(evidence, (each.document, each.claim)) | {"reason": each.reason, "detail": each.detail}
        for each in dict.fromkeys((*outcome.asides, *finding.asides))
    ]
    return {
        "question": to_record(finding.question),
        "receipt": receipt_to_terminal(receipt, _WIDTH, color=False),
        "caveat": _caveat(receipt),
        "voices": voices,
        "left_out": asides,
        "denials": _cited(evidence, [(each.document, each.claim) for each in finding.denials]),
        "conflicts": [
            to_record(each) | {"claims": _cited(evidence, [firsts[each.first], firsts[each.second]])}
            for each in finding.conflicts
            if each.first in firsts and each.second in firsts
        ],
    }


def _changes(book: Notebook, limit: int = 50, first: int = 0, **asked: str) -> dict[str, Any]:
    """What became public between two days."""
    _check_page(limit, first)
    rows = list(book.changes(**asked))  # type: ignore[arg-type]
    told = [_row(row) for row in rows[first : first + limit]]
    return {"changes": told, "first": first, "more": first + limit < len(rows)}


def _answered(
    book: Notebook, supplier: str, recipient: str, item: str, unit: str | None = None, stage: str = "delivered",
    known_on: str | None = None, as_of: str | None = None, above: float | None = None,
) -> tuple[Answer, Evidence, Any]:  # fmt: skip
    question = find_question(supplier, recipient, item, unit, stage)
    evidence = book.evidence(question.supplier, question.recipient, known_on=known_on)
    told = answer(evidence, question, book.books, as_of=as_of)
    return told, evidence, receipt_of(told, evidence, book.books, above=above)


def _caveat(receipt: Any) -> str:
    return " ".join(each for each in (receipt.confidence, *receipt.cautions, *receipt.sentences) if each)


def _cited(evidence: Evidence, places: Iterable[Place]) -> list[dict[str, Any]]:
    return [_quote(evidence, place) for place in dict.fromkeys(places)]


def _quote(evidence: Evidence, place: Place) -> dict[str, Any]:
    """A claim by its id, with its words and where they stand."""
    pair: tuple[Claim, Document] = evidence.claims[place]
    claim, document = pair
    return {
        "claim": claim.id, "document": document.digest, "published": document.published,
        "publisher": document.publisher, "source": claim.source.cut(document.text) if claim.source else None,
        "quote": claim.quote.cut(document.text), "anchor": claim.anchor.cut(document.text),
        "low": claim.quantity.low if claim.quantity else None, "high": claim.quantity.high if claim.quantity else None,
        "hedge": claim.quantity.hedge if claim.quantity else None,
    } | ({"found_with_help_of": model} if (model := assisted_by(claim)) else {})  # fmt: skip


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table without its empty cells; both bounds stay, for an open one says something."""
    bounded = row.get("hedge") is not None
    return {
        name: list(cell) if isinstance(cell, tuple) else cell
        for name, cell in row.items()
        if cell not in (None, ()) or (bounded and name in ("low", "high"))
    }


def _check_page(limit: int, first: int) -> None:
    if not 1 <= limit <= _MOST:
        raise ToolError(f"limit must be from 1 to {_MOST}, got {limit}")
    if not 0 <= first <= _LAST:
        raise ToolError(f"first must be from 0 to {_LAST}, got {first}")


_PARTIES: Final = (
    Param("supplier", "Who gives: a code (KP) or a name."),
    Param("recipient", "Who gets: a code (RU) or a name."),
)
_KNOWN: Final = Param("known_on", "Only what was public by this day (YYYY[-MM[-DD]]).")
_PAGED: Final = (
    Param("limit", f"How many at most, 1 to {_MOST}.", "integer"),
    Param("first", "From which one on, counted from 0.", "integer"),
)
_ASKED: Final = (
    *(each._replace(required=True) for each in _PARTIES),
    Param("item", "A path in the item tree, such as arms.ammunition.artillery or personnel.troops.", required=True),
    Param("unit", "pieces, persons, containers, USD ...; the item's own if left out."),
    Param("stage", "delivered (if left out), agreed, planned, used ..."),
    _KNOWN,
    Param("as_of", "How many by this day; by the newest word's if left out."),
    Param("above", "Say how likely it is that there are more than this.", "number"),
)

TOOLS: Final[dict[str, Tool]] = {
    tool.name: tool
    for tool in (
        Tool(
            "search_claims",
            "Claims on arms transfers by words and filters, by day of publication. Each is somebody's word: its id, "
            "its quote, the figure with both bounds and a caveat.",
            (
                *_PARTIES, Param("item", "A path in the item tree and what lies below it."),
                Param("text", "Words in the quote."), Param("source", "Words in the name of the source."),
                Param("source_type", "government, intelligence, media ..."),
                Param("kind", "transfer, deployment, valuation, use, agreement or statement."),
                Param("unit", "pieces, persons, USD ..."), Param("status", "delivered, agreed, planned ..."),
                Param("modality", "stated, confirmed, estimated, alleged or denied."),
                Param("stance", "Of a statement: condemn, deny, warn ..."),
                Param("published_from", "Published since this day."), Param("published_to", "Published by this day."),
                _KNOWN, *_PAGED,
            ),
            _search,
        ),
        Tool(
            "read_document",
            "All claims of one document with their quotes, and the numbers in it that became no claim.",
            (Param("document", "Its id or digest, or the first six characters or more.", required=True),),
            _read,
        ),
        Tool(
            "estimate",
            "How many, from all that is said: an interval with its caveat and the claims it rests on. Repeats of one "
            "voice count once. Never quote the median without the interval.",
            _ASKED,
            _estimate,
        ),
        Tool(
            "explain",
            "The receipt of an estimate: every voice with its weight and its claims, what was left out and why, "
            "denials, conflicts, conversions.",
            _ASKED,
            _explain,
        ),
        Tool(
            "changes",
            "What became public between two days: new, spread, corrected and withdrawn figures, denials, and estimates "
            "that moved, each with its claims.",
            (
                Param("since", "What was known by this day is not told again.", required=True),
                Param("until", "Only what was public by this day."), *_PARTIES, *_PAGED,
            ),
            _changes,
        ),
    )
}  # fmt: skip
