"""From claims to the rows of a table: equal words of one source are one row with all its footnotes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from armstrail.model.period import last_day
from armstrail.model.terms import COUNTS
from armstrail.publishing.brief import Column, Facts, Quoted, Row, Table
from armstrail.publishing.footnotes import Carried, Notes, source_words
from armstrail.publishing.names import Names, source_key
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.wordbook import Wording

FIGURES: Final = ("date", "source", "figure", "covers", "manner", "publishers")
WORDS: Final = ("date", "source", "words", "covers", "manner", "publishers")
AGREEMENTS: Final = ("date", "source", "words", "figure", "covers", "manner", "publishers")
DENIED: Final = ("date", "source", "subject", "words", "publishers")
STANCES: Final = ("date", "who", "source", "about", "subject", "words", "publishers")

_UNDATED: Final = "9999-99-99"
_PUBLISHERS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """One source saying one thing, in one or several places; the earliest place comes first."""

    places: tuple[Carried, ...]

    @property
    def first(self) -> Carried:
        """The earliest place, whose words stand for all."""
        return self.places[0]

    @property
    def documents(self) -> int:
        """How many documents carry it."""
        return len({carried.document.digest for carried in self.places})


def reading_order(carried: Carried) -> tuple[str, str, str, int, int, str]:
    """By date of publication, then by document, then as the text runs."""
    claim, document = carried
    return (_day(carried), document.id, document.digest, claim.quote.start, claim.anchor.start, claim.id)


def gather(pairs: Iterable[Carried], key: Callable[[Carried], Hashable]) -> list[Voice]:
    """Claims with one key together, in the order in which the keys first come."""
    groups: dict[Hashable, list[Carried]] = {}
    for carried in pairs:
        groups.setdefault(key(carried), []).append(carried)
    return [Voice(tuple(group)) for group in groups.values()]


class Rows:
    """Makes rows and tables in the words of one brief; its notes fill as rows are made."""

    def __init__(
        self, wording: Wording, phrases: Phrases, names: Names, notes: Notes, articles: Mapping[str, frozenset[str]]
    ) -> None:
        self.wording, self.phrases, self.names, self.notes = wording, phrases, names, notes
        self._articles = articles
        self._made = 0

    def source(self, carried: Carried) -> str:
        """What two claims of one source share."""
        return source_key(carried.claim, carried.document, self._articles)

    def figures(self, pairs: Iterable[Carried]) -> list[Voice]:
        """The claims with a number as voices: comparable units next to each other, then by time."""
        voices = gather([c for c in pairs if c.claim.quantity is not None], self._key)
        return sorted(voices, key=_by_unit_and_time)

    def unnumbered(self, pairs: Iterable[Carried]) -> list[Voice]:
        """The claims without a number as voices, by time."""
        return self.all([c for c in pairs if c.claim.quantity is None])

    def all(self, pairs: Iterable[Carried]) -> list[Voice]:
        """The claims with or without a number as voices, by time."""
        return gather(pairs, self._key)

    def _words_key(self, carried: Carried) -> Hashable:
        """What claims share that say one thing of one thing by one source, whatever the words."""
        claim = carried.claim
        designation = claim.designation.casefold() if claim.designation else None
        parties = (claim.kind, claim.supplier, claim.recipient, claim.item, designation)
        return (*parties, claim.status, claim.modality, claim.stance, claim.period, self.source(carried))

    def _key(self, carried: Carried) -> Hashable:
        claim = carried.claim
        condition = claim.condition.cut(carried.document.text).casefold() if claim.condition else None
        hangs_on = (condition, claim.alternative is None, claim.converted_from is None)
        return (self._words_key(carried), claim.quantity, claim.measure, *hangs_on)

    def table(self, title: str, columns: Sequence[str], voices: Sequence[Voice]) -> Table:
        """A table of the voices, with those of the columns that have anything to show."""
        rows = tuple(self.row(voice) for voice in voices)
        filled = [key for key in columns if any(_cell(row, key) for row in rows)]
        shown = tuple(Column(key, self.wording.say(f"column.{key}")) for key in filled)
        return Table(title, shown, rows)

    def row(self, voice: Voice) -> Row:
        """One voice as a row; numbers its footnotes."""
        claim = voice.first.claim
        notes = self.notes.numbers(voice.places)
        source = source_words(voice.first, self.wording)
        self._made += 1
        dates = [c.document.published for c in voice.places if c.document.published]
        return Row(
            id=f"r{self._made}",
            facts=_facts(voice, dates),
            claims=tuple(carried.claim.id for carried in voice.places),
            notes=notes,
            date=self.phrases.span(dates[0], dates[-1]) if dates else self.wording.say("source.undated"),
            source=Quoted(source.text, source.lang, notes),
            source_type=self.wording.say(f"source_type.{claim.source_type}") if claim.source_type else "",
            who=self.names.actor(claim.supplier) if claim.kind == "statement" else "",
            about=self.names.actor(claim.recipient) if claim.kind == "statement" and claim.recipient else "",
            subject=self._subject(voice.first),
            figure=self.phrases.quantity(claim.quantity, claim.item) if claim.quantity else "",
            stage=self.stage(voice.first),
            covers=self._covers(voice.first),
            manner=self.wording.say(f"manner.{claim.modality}"),
            publishers=self._publishers(voice),
            words=self._words(voice),
            conditions=(voice.first.quoted(claim.condition),) if claim.condition else (),
            remarks=self._remarks(voice.first),
        )

    def direction(self, supplier: str | None, recipient: str | None) -> str:
        """Who to whom, in names."""
        return self.wording.say(
            "title.brief", supplier=self.names.actor(supplier), recipient=self.names.actor(recipient)
        )

    def stage(self, carried: Carried) -> str:
        """How far the thing has come, where it is not plainly delivered; use is told apart from transfer."""
        claim = carried.claim
        tags = [self.wording.say("tag.use")] if claim.kind == "use" else []
        if claim.status not in (None, "delivered"):
            tags.append(self.wording.say(f"tag.{claim.status}"))
        return ", ".join(tags)

    def _subject(self, carried: Carried) -> str:
        claim = carried.claim
        if claim.kind == "statement" and claim.modality != "denied":
            return self.names.heading(claim.item) if claim.item else ""
        what = self.wording.say(f"stance.{claim.stance}" if claim.stance else f"kind.{claim.kind}")
        if claim.item:
            what = f"{what}: {self.names.item(claim.item)}"
        if claim.quantity:
            what = f"{what}, {self.phrases.quantity(claim.quantity, claim.item)}"
        return f"{what} ({self.direction(claim.supplier, claim.recipient)})"

    def _covers(self, carried: Carried) -> str:
        claim = carried.claim
        measure = self.wording.say(f"measure.{claim.measure}") if claim.measure and claim.quantity else ""
        period = self.phrases.period(claim.period) if claim.period else ""
        return ", ".join(part for part in (measure, period) if part)

    def _publishers(self, voice: Voice) -> str:
        named = [c.document.publisher or c.document.title or c.document.id for c in voice.places]
        distinct = list(dict.fromkeys(named))
        shown = ", ".join(distinct[:_PUBLISHERS_SHOWN])
        more = len(distinct) - _PUBLISHERS_SHOWN
        if more <= 0:
            return shown
        rest = self.phrases.count("more_publishers", more)
        return self.wording.say("source.more_publishers", publishers=shown, more=rest)

    def _words(self, voice: Voice) -> tuple[Quoted, ...]:
        """The anchors, equal ones once with all their footnotes."""
        spoken: dict[tuple[str, str | None], list[int]] = {}
        for carried in voice.places:
            words = (carried.claim.anchor.cut(carried.document.text), carried.document.lang)
            spoken.setdefault(words, []).append(self.notes.number(carried))
        return tuple(Quoted(text, lang, tuple(numbers)) for (text, lang), numbers in spoken.items())

    def _remarks(self, carried: Carried) -> tuple[str, ...]:
        claim, remarks = carried.claim, []
        if claim.designation:
            remarks.append(self.wording.say("source.model") + claim.designation)
        if claim.alternative is not None:
            remarks.append(self.wording.say("source.alternative"))
        if claim.converted_from is not None:
            remarks.append(self.wording.say("source.converted"))
        return tuple(remarks)


def _facts(voice: Voice, dates: list[str]) -> Facts:
    claim, document = voice.first
    quantity, period = claim.quantity, claim.period
    return Facts(
        kind=claim.kind,
        supplier=claim.supplier,
        recipient=claim.recipient,
        item=claim.item,
        designation=claim.designation,
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        unit=quantity.unit if quantity else None,
        hedge=quantity.hedge if quantity else None,
        measure=claim.measure,
        status=claim.status,
        modality=claim.modality,
        stance=claim.stance,
        source=claim.source.cut(document.text) if claim.source else None,
        source_type=claim.source_type,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        published_first=dates[0] if dates else None,
        published_last=dates[-1] if dates else None,
    )


def _cell(row: Row, key: str) -> object:
    value = getattr(row, key)
    return value.text if isinstance(value, Quoted) else value


def _day(carried: Carried) -> str:
    published = carried.document.published
    return last_day(published) if published else _UNDATED


def _by_unit_and_time(voice: Voice) -> tuple[int, str, tuple[str, str, str, int, int, str]]:
    quantity = voice.first.claim.quantity
    assert quantity is not None
    rank = COUNTS.index(quantity.unit) if quantity.unit in COUNTS else len(COUNTS)
    return (rank, quantity.unit, reading_order(voice.first))
