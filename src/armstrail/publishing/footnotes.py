"""Footnotes: numbered in the order in which the brief first needs them, each leading to its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from armstrail.model.assistance import assisted_by
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.slots import set_by_hand
from armstrail.model.span import Span
from armstrail.publishing.brief import Carrier, Footnote, Quoted
from armstrail.publishing.names import Names, direction
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.wordbook import Wording


class Carried(NamedTuple):
    """A claim and the document that carries it."""

    claim: Claim
    document: Document

    @property
    def place(self) -> tuple[str, str]:
        """What tells the claim from all others."""
        return (self.document.digest, self.claim.id)

    @property
    def quote(self) -> str:
        """The words that make the claim."""
        return self.claim.quote.cut(self.document.text)

    @property
    def anchor(self) -> str:
        """The words that carry the figure or the item."""
        return self.claim.anchor.cut(self.document.text)

    @property
    def source(self) -> str | None:
        """The party on whose word the claim rests, as written; None where the outlet speaks for itself."""
        return self.claim.source.cut(self.document.text) if self.claim.source else None

    @property
    def page(self) -> int | None:
        """The page on which the figure stands."""
        return self.document.page_of(self.claim.anchor.start)

    def quoted(self, span: Span, notes: tuple[int, ...] = ()) -> Quoted:
        """Words of the document, in its language."""
        return Quoted(span.cut(self.document.text), self.document.lang, notes)

    def check(self) -> None:
        """Hold the spans against the text.

        Raises:
            BadValue: a span lies outside the text; names claim and document.
        """
        claim, size = self.claim, len(self.document.text)
        spans = (claim.quote, claim.anchor, claim.source, claim.condition)
        if any(span is not None and span.end > size for span in spans):
            raise BadValue(
                f"claim {claim.id}: a span lies outside document {self.document.id} of {size} characters; "
                "give the claim with the document it was read from"
            )


class Notes:
    """Gives each claim its footnote number when it is first cited, and writes the footnotes out."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._cited: list[Carried] = []

    def number(self, carried: Carried) -> int:
        """The footnote number of a claim, from 1 in order of first citation."""
        number = self._numbers.setdefault(carried.place, len(self._cited) + 1)
        if number > len(self._cited):
            self._cited.append(carried)
        return number

    def numbers(self, pairs: Iterable[Carried]) -> tuple[int, ...]:
        """The footnote numbers of several claims, in their order."""
        return tuple(self.number(carried) for carried in pairs)

    def write(self, wording: Wording) -> tuple[Footnote, ...]:
        """All footnotes, by number."""
        return tuple(self._write(carried, wording) for carried in self._cited)

    def carriers(self, wording: Wording, phrases: Phrases, names: Names) -> tuple[Carrier, ...]:
        """The documents cited, in the order in which they are first cited."""
        cited: dict[str, list[int]] = {}
        documents: dict[str, Document] = {}
        for number, (_, document) in enumerate(self._cited, 1):
            cited.setdefault(document.digest, []).append(number)
            documents.setdefault(document.digest, document)
        return tuple(
            Carrier(
                digest=digest,
                id=document.id,
                name=document.title or wording.say("source.untitled"),
                title=document.title or "",
                publisher=document.publisher,
                published=document.published,
                date=phrases.date(document.published) if document.published else wording.say("source.undated"),
                lang=document.lang,
                language=names.language(document.lang),
                direction=direction(document.lang),
                url=document.url,
                notes=tuple(cited[digest]),
            )
            for digest, document in documents.items()
        )

    def _write(self, carried: Carried, wording: Wording) -> Footnote:
        claim, document = carried
        page = document.page_of(claim.anchor.start)
        return Footnote(
            number=self._numbers[carried.place],
            claim=claim.id,
            document=document.digest,
            source=source_words(carried, wording),
            source_type=wording.say(f"source_type.{claim.source_type}") if claim.source_type else "",
            via=wording.say("source.via", chain=", ".join(claim.via)) if claim.via else "",
            quote=claim.quote.cut(document.text),
            quote_start=claim.quote.start,
            quote_end=claim.quote.end,
            anchor_start=claim.anchor.start,
            anchor_end=claim.anchor.end,
            page=page,
            on_page=wording.say("source.page", page=str(page)) if page else "",
            remarks=self._remarks(carried, wording),
            conditions=(carried.quoted(claim.condition),) if claim.condition else (),
        )

    def _remarks(self, carried: Carried, wording: Wording) -> tuple[str, ...]:
        """What the figure rests and hangs on: its evidence, the figures it is joined to or worked out from."""
        claim = carried.claim
        remarks = [wording.say(f"basis.{base}") for base in claim.basis]
        if by_hand := set_by_hand(claim):
            remarks.append(wording.say("source.marked" if "marked" in by_hand else "source.corrected"))
        if model := assisted_by(claim):
            remarks.append(wording.say("source.assisted", model=model))
        if claim.alternative is not None:
            joined = self._beside(carried, lambda other: other.alternative == claim.alternative)
            remarks.append(_pointing(wording, "alternative", joined))
        if claim.converted_from is not None:
            origin = self._beside(carried, lambda other: other.id == claim.converted_from)
            remarks.append(_pointing(wording, "converted", origin))
        return tuple(remarks)

    def _beside(self, carried: Carried, wanted: Callable[[Claim], bool]) -> list[int]:
        """The footnotes of other claims of the same document."""
        same = (one for one in self._cited if one.document.digest == carried.document.digest and one != carried)
        return [self._numbers[one.place] for one in same if wanted(one.claim)]


def source_words(carried: Carried, wording: Wording) -> Quoted:
    """The source as written, or, in the words of the brief, the publication where it speaks for itself."""
    claim, document = carried
    if claim.source is not None:
        return carried.quoted(claim.source)
    if document.publisher is None:
        return Quoted(wording.say("source.own_unknown"), wording.language)
    return Quoted(wording.say("source.own", publisher=document.publisher), wording.language)


def _pointing(wording: Wording, key: str, numbers: list[int]) -> str:
    if not numbers:
        return wording.say(f"source.{key}")
    return wording.say(f"source.{key}_of", notes=", ".join(map(str, numbers)))
