"""The brief as a value: language-neutral facts side by side with their wording, nothing left to a renderer
but the layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from armstrail.model.records import from_record, to_record


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a document in their own language, with the footnotes that carry them."""

    text: str
    lang: str | None
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a lead sentence; `notes` are the footnotes of its figure, `lang` is set where the words
    are not in the language of the brief."""

    text: str
    notes: tuple[int, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row asserts, in the terms of the claim model."""

    kind: str
    supplier: str | None
    recipient: str | None
    item: str | None
    designation: str | None
    low: float | None
    high: float | None
    unit: str | None
    hedge: str | None
    measure: str | None
    status: str | None
    modality: str
    stance: str | None
    source: str | None
    source_type: str | None
    period_start: str | None
    period_end: str | None
    published_first: str | None
    published_last: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One voice in a table: the facts, their wording by column, and the footnotes that bear them.

    `source` is as written (its language in `source.lang`), `remarks` name what the figure hangs on in the
    brief's language, `conditions` are the words of an "if".
    """

    id: str
    facts: Facts
    claims: tuple[str, ...]
    notes: tuple[int, ...]
    date: str
    source: Quoted
    source_type: str
    who: str
    about: str
    subject: str
    figure: str
    stage: str
    covers: str
    manner: str
    publishers: str
    words: tuple[Quoted, ...]
    conditions: tuple[Quoted, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that has something to show: `key` is an attribute of `Row`."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under common columns; `title` may be empty."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The tables of one item, stance or other heading; `key` is language-neutral."""

    key: str
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line of the section on evidence; `entries` are listed values with their footnotes."""

    key: str
    label: str
    value: str
    entries: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief; `note` is the line shown under the title, and all there is where it is empty."""

    key: str
    title: str
    note: str
    groups: tuple[Group, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a figure stands: whose word, via whom, in which document, and the very words.

    `quote_*`, `anchor_*` are code points `[start, end)` of the document's text; `document` is its digest.
    `page` is the page on which the anchor begins, None where pages are not known, and `on_page` the same in words.
    `via` is the chain that passed the word on, `remarks` what the figure hangs on, in the brief's words.
    """

    number: int
    claim: str
    document: str
    source: Quoted
    source_type: str
    via: str
    quote: str
    quote_start: int
    quote_end: int
    anchor_start: int
    anchor_end: int
    page: int | None
    on_page: str
    remarks: tuple[str, ...]
    conditions: tuple[Quoted, ...]

    @property
    def parts(self) -> tuple[str, str, str]:
        """The quote before, in and after its anchor."""
        start, end = self.anchor_start - self.quote_start, self.anchor_end - self.quote_start
        return self.quote[:start], self.quote[start:end], self.quote[end:]


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document that brings claims: its digest and id, and how it is named in the brief.

    `title` is the document's own or "", `name` is never empty; `direction` is `ltr`, `rtl` or `auto`.
    """

    digest: str
    id: str
    name: str
    title: str
    publisher: str | None
    published: str | None
    date: str
    lang: str | None
    language: str
    direction: str
    url: str | None
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that became no claim: its words with those around them, and why, in the brief's language.

    `document` is the digest of its document, `[start, end)` its place there in code points, `chance` how likely
    it is a lost claim, in percent.
    """

    number: int
    document: str
    reason: str
    detail: str
    why: str
    before: str
    words: str
    after: str
    start: int
    end: int
    lang: str | None
    chance: float


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """The numbers left out for one reason: how many they are, in words, and the likeliest losses among them."""

    reason: str
    title: str
    count: int
    counted: str
    shown: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """The numbers of the brief's documents that became no claim, by reason."""

    title: str
    note: str
    groups: tuple[LeftOutGroup, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief, ready to be laid out.

    `lead` holds sentences of runs; `furniture` the words that a layout needs (headings, labels); `advice`
    what to try where there is nothing to tell. `direction` is that of the brief's own language.
    """

    supplier: str
    recipient: str
    language: str
    direction: str
    as_of: str | None
    title: str
    strap: str
    dateline: str
    lead: tuple[tuple[Run, ...], ...]
    advice: tuple[str, ...]
    sections: tuple[Section, ...]
    appendix: Appendix | None
    footnotes: tuple[Footnote, ...]
    documents: tuple[Carrier, ...]
    furniture: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """The JSON form: the fields by their names, tuples as lists."""
        record: dict[str, Any] = to_record(self)
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Brief:
        """A brief from its JSON form.

        Raises:
            BadValue: a key missing, unknown or of the wrong type.
        """
        return from_record(cls, record)
