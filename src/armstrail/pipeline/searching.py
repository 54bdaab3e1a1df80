"""Claims and documents found by words and filters, a page of them at a time, with where the words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.span import Span
from armstrail.model.words import Cut, Word, cut

if TYPE_CHECKING:
    from armstrail.ledger import Ledger

RELEVANCE: Final = "relevance"
ORDERS: Final = (RELEVANCE, "newest", "oldest")
_SHOWN: Final = 300  # signs of a snippet
_LOOKED_INTO: Final = 200_000  # signs of a text in which the words are marked; behind them it is found all the same
_ABOUT: Final = 60  # signs before the first word of a snippet


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text that begins at `start`, with the places in it, counted from there, of what was looked for."""

    start: int
    words: str
    marks: tuple[Span, ...]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim with its document, and its quote with the words marked; a long quote is cut to the best of it."""

    claim: Claim
    document: Document
    quote: Excerpt


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document with its title and the best place of its text, the words marked in both."""

    document: Document
    title: Excerpt
    snippet: Excerpt


@dataclass(frozen=True, slots=True)
class Claims:
    """A page of the claims found, and whether more follow."""

    found: tuple[FoundClaim, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Documents:
    """A page of the documents found, and whether more follow."""

    found: tuple[FoundDocument, ...]
    more: bool


def search_claims(
    ledger: Ledger,
    words: str | None = None,
    *,
    order: str | None = None,
    first: int = 0,
    limit: int = 50,
    **wanted: Any,
) -> Claims:
    """The claims whose quotes say all of some words (`languages.inflection`), from the one numbered `first`.

    Args:
        order: one of `ORDERS`; None for relevance where there are words, and the newest first where there are none.
        wanted: the filters of `ledger.ClaimQuery`; with `lang` the words are taken to be of that language.
    Raises:
        BadValue: no word among the signs, too many, a word that the claim model does not know, or a date that is none.
        LedgerError: the ledger cannot be read, or has no such document.
    """
    from armstrail.ledger import ClaimQuery

    asked = _read(words, wanted)
    found = ledger.search_claims(
        asked, ClaimQuery(**wanted), order=order or (RELEVANCE if asked else "newest"), first=first, limit=limit + 1
    )
    return Claims(
        tuple(FoundClaim(claim, doc, excerpt(asked, claim.quote.cut(doc.text))) for claim, doc in found[:limit]),
        len(found) > limit,
    )


def search_documents(
    ledger: Ledger,
    words: str | None = None,
    *,
    order: str | None = None,
    first: int = 0,
    limit: int = 50,
    **wanted: Any,
) -> Documents:
    """The documents whose title or text says all of some words and that hold a claim such as the filters ask for.

    The arguments and what it raises are those of `search_claims`.
    """
    from armstrail.ledger import ClaimQuery

    asked = _read(words, wanted)
    found = ledger.search_documents(
        asked, ClaimQuery(**wanted), order=order or (RELEVANCE if asked else "newest"), first=first, limit=limit + 1
    )
    return Documents(tuple(_shown(asked, document) for document in found[:limit]), len(found) > limit)


def _read(words: str | None, wanted: dict[str, Any]) -> tuple[Word, ...]:
    from armstrail.languages.inflection import load_inflections, read_words

    lang = wanted.get("lang")
    return read_words(words, lang if lang in load_inflections() else None) if words else ()


def languages() -> tuple[str, ...]:
    """The codes of the languages whose endings are known."""
    from armstrail.languages.inflection import load_inflections

    return tuple(load_inflections())


def _shown(words: Sequence[Word], document: Document) -> FoundDocument:
    return FoundDocument(document, excerpt(words, document.title or document.id), excerpt(words, document.text))


def excerpt(words: Sequence[Word], text: str) -> Excerpt:
    """The stretch of a text that says most of the words, the earliest of those alike; its beginning where none does."""
    places = list(_places(words, list(cut(text[:_LOOKED_INTO])))) if words else []
    start = _beginning(text, _best(places)) if len(text) > _SHOWN else 0
    end = min(len(text), start + _SHOWN)
    if end < len(text) and (space := text.rfind(" ", start + _SHOWN // 2, end)) > 0:
        end = space
    inside = (Span(at.start - start, at.end - start) for _, at in places if start <= at.start and at.end <= end)
    return Excerpt(start, text[start:end], _joined(inside), end < len(text))


def _best(places: Sequence[tuple[int, Span]]) -> int:
    """Where the stretch begins that holds most different words."""
    most, best = 0, 0
    for at, (_, first) in enumerate(places):
        held = set()
        for number, place in places[at : at + _SHOWN]:
            if place.end > first.start + _SHOWN - _ABOUT:
                break
            held.add(number)
        if len(held) > most:
            most, best = len(held), first.start
    return best


def _beginning(text: str, at: int) -> int:
    """A little before a place: at the beginning of its sentence or line, else of a word."""
    if at <= _ABOUT:
        return 0
    for sign in ("\n", ". "):
        if (found := text.rfind(sign, at - _ABOUT, at)) >= 0:
            return found + len(sign)
    return max(at - _ABOUT, text.find(" ", at - _ABOUT, at) + 1)


def _places(words: Sequence[Word], cuts: Sequence[Cut]) -> Iterator[tuple[int, Span]]:
    """Every place at which one of the words stands, with the word's number, in the order of the text."""
    by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    beginnings: list[tuple[int, tuple[str, ...]]] = []
    for number, word in enumerate(words):
        for way in word.ways:
            if word.begins and len(way) == 1:
                beginnings.append((number, way))
            else:
                by_first.setdefault(way[0], []).append((number, way))
    for at, each in enumerate(cuts):
        for number, way in by_first.get(each.term, ()):
            row = cuts[at : at + len(way)]
            if _says(row, way, begins=words[number].begins):
                yield number, Span(each.start, row[-1].end)
        for number, way in beginnings:
            if each.term.startswith(way[0]):
                yield number, Span(each.start, each.end)


def _says(row: Sequence[Cut], way: Sequence[str], *, begins: bool) -> bool:
    terms = [each.term for each in row]
    if begins and len(terms) == len(way):
        terms[-1] = terms[-1][: len(way[-1])]
    return terms == list(way)


def _joined(places: Iterable[Span]) -> tuple[Span, ...]:
    """Places in order, those that overlap made one."""
    made: list[Span] = []
    for place in sorted(places, key=lambda each: (each.start, each.end)):
        if made and place.start < made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, place.end))
        else:
            made.append(place)
    return tuple(made)
