"""The few sentences on top: how much was read, and the figures that most documents carry, each by its source.

What stands here is chosen by count alone: the figures that most documents carry, then the latest; wholes
before batches, shares and rates. No figure is preferred for what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from armstrail.model.period import first_day, last_day
from armstrail.publishing.brief import Run
from armstrail.publishing.footnotes import Carried, source_words
from armstrail.publishing.rows import Rows, Voice, reading_order

# For each section: how many figures, and how many of one item before others have had their turn.
_SHOWN: Final = {"moved": (3, 1), "people": (3, 2), "money": (2, 2), "return": (2, 1)}
_DENIERS: Final = 4
_NOTES_EACH: Final = 3

# Where a run comes to stand in a sentence; no wording holds it.
_HERE: Final = "\0"

Sentence = tuple[Run, ...]
_Figure = tuple[str | None, float | None, float | None, str]


def scope(rows: Rows, pairs: Sequence[Carried], supplier: str, recipient: str) -> Sentence:
    """How many documents of how many publishers, from when to when, naming how many sources."""
    count = rows.phrases.count
    documents = {c.document.digest: c.document for c in pairs}
    publishers = {d.publisher for d in documents.values() if d.publisher}
    sources = {rows.source(c) for c in pairs if c.claim.source and c.claim.source_type != "unnamed"}
    dates = [d.published for d in documents.values() if d.published]
    read = [count("documents", len(documents))]
    if publishers:
        read.append(count("publishers", len(publishers)))
    if dates:
        read.append(rows.phrases.span(min(dates, key=first_day)[:7], max(dates, key=last_day)[:7], full=True))
    words = rows.wording.say(
        "lead.scope",
        read=", ".join(read),
        claims=count("claims", len(pairs)),
        sources=count("sources", len(sources)),
        supplier=rows.names.actor(supplier),
        recipient=rows.names.actor(recipient),
    )
    return (Run(words),)


def figures(rows: Rows, section: str, voices: Sequence[Voice]) -> Sentence | None:
    """The figures of a section that most documents carry, or None where it has none."""
    if not voices:
        return None
    chosen = _choose(rows, voices, *_SHOWN[section])
    runs = [Run(rows.wording.say(f"lead.{section}"))]
    for place, voice in enumerate(chosen):
        if place:
            runs.append(Run(rows.wording.say("lead.separator")))
        runs.extend(_attributed(rows, voice))
    more = len(voices) - len(chosen)
    if more:
        runs.append(Run(rows.wording.say("lead.more", figures=rows.phrases.count("more_figures", more))))
    return (*runs, Run(rows.wording.say("lead.end")))


def denials(rows: Rows, denied: Sequence[Carried]) -> Sentence | None:
    """Who denies, with the footnotes of the first denials; None where nobody does."""
    if not denied:
        return None
    deniers: dict[str, list[Carried]] = {}
    for carried in denied:
        claim = carried.claim
        speaks = claim.kind == "statement" and claim.supplier is not None
        name = rows.names.actor(claim.supplier) if speaks else source_words(carried, rows.wording).text
        deniers.setdefault(name, []).append(carried)
    runs = [Run(rows.wording.say("lead.denied"))]
    for place, (name, carried_by) in enumerate(list(deniers.items())[:_DENIERS]):
        if place:
            runs.append(Run(rows.wording.say("lead.separator")))
        runs.append(Run(name, rows.notes.numbers(carried_by[:_NOTES_EACH])))
    return (*runs, Run(rows.wording.say("lead.end")))


def _choose(rows: Rows, voices: Sequence[Voice], most: int, each: int) -> list[Voice]:
    """The figures that most documents carry, by whomever; not more than `each` of one item before the others."""
    figures: dict[_Figure, list[Voice]] = {}
    for voice in voices:
        figures.setdefault(_figure(voice), []).append(voice)
    told = [_teller(rows, same) for same in figures.values()]
    told.sort(key=lambda voice: reading_order(voice.first))
    told.sort(key=lambda voice: max(map(_latest, figures[_figure(voice)])), reverse=True)
    told.sort(key=lambda voice: (_part(voice), -_carriers(figures[_figure(voice)])))
    of_item: Counter[str | None] = Counter()
    turns: tuple[list[Voice], list[Voice]] = ([], [])
    for voice in told:
        of_item[voice.first.claim.item] += 1
        turns[of_item[voice.first.claim.item] > each].append(voice)
    return [*turns[0], *turns[1]][:most]


def _teller(rows: Rows, voices: Sequence[Voice]) -> Voice:
    """Of the voices with one figure, the one that most documents quote; a source named in the language of
    the brief before others, the earliest before later ones."""
    language = rows.wording.language
    return min(
        voices,
        key=lambda v: (_part(v), -v.documents, v.first.document.lang != language, reading_order(v.first)),
    )


def _carriers(voices: Sequence[Voice]) -> int:
    return len({carried.document.digest for voice in voices for carried in voice.places})


def _figure(voice: Voice) -> _Figure:
    claim = voice.first.claim
    assert claim.quantity is not None
    return (claim.item, claim.quantity.low, claim.quantity.high, claim.quantity.unit)


def _part(voice: Voice) -> int:
    """Whether the figure speaks of the whole (0), of one batch (1), or of a share, a rate or a use (2)."""
    claim = voice.first.claim
    if claim.kind == "use" or claim.measure in ("rate", "share"):
        return 2
    return 1 if claim.measure == "increment" else 0


def _latest(voice: Voice) -> str:
    """The last day of publication; undated ones before all dated."""
    return max(last_day(carried.document.published or "0001-01-01") for carried in voice.places)


def _attributed(rows: Rows, voice: Voice) -> list[Run]:
    """`the source: allegedly about 12,000 soldiers, planned`: the figure with its footnotes, the rest around it."""
    claim, wording = voice.first.claim, rows.wording
    assert claim.quantity is not None
    source = source_words(voice.first, wording)
    figure = rows.phrases.quantity(claim.quantity, claim.item)
    if claim.item and not _tells_item(rows, claim.quantity.unit, claim.item):
        figure = wording.say("quantity.of_item", figure=figure, item=rows.names.item(claim.item))
    said = wording.say(f"said.{claim.modality}", figure=_HERE)
    if claim.measure in ("rate", "share"):
        said = wording.say(f"measured.{claim.measure}", figure=said)
    stage = rows.stage(voice.first)
    if stage:
        said = wording.say("said.stage", figure=said, stage=stage)
    return [
        *_around(wording.say("lead.attributed", source=_HERE), Run(source.text, (), source.lang)),
        *_around(said, Run(figure, rows.notes.numbers(voice.places))),
    ]


def _around(words: str, run: Run) -> list[Run]:
    """The run in its place among the words."""
    before, _, after = words.partition(_HERE)
    return [each for each in (Run(before), run, Run(after)) if each.text]


def _tells_item(rows: Rows, unit: str, item: str) -> bool:
    """Whether the counted noun already says what the item is."""
    return unit in ("pieces", "persons") and f"noun.{item}" in rows.wording.nouns
