"""The few sentences on top: how much was read, and the figures that most documents carry, each by its source.

What stands here is chosen by count alone: the figures that most documents carry, then the latest; wholes
before shares and rates. No figure is preferred for what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from armstrail.model.period import first_day, last_day
from armstrail.publishing.brief import Run
from armstrail.publishing.footnotes import Carried, source_words
from armstrail.publishing.rows import Rows, Voice, reading_order

_SHOWN: Final = {"moved": 3, "people": 2, "money": 2, "return": 2}
_DENIERS: Final = 4
_NOTES_EACH: Final = 3

Sentence = tuple[Run, ...]
_Figure = tuple[str | None, float | None, float | None, str]


def scope(rows: Rows, pairs: Sequence[Carried], supplier: str, recipient: str) -> Sentence:
    """How many documents of how many publishers, from when to when, naming how many sources."""
    count = rows.phrases.count
    documents = {c.document.digest: c.document for c in pairs}
    publishers = {d.publisher for d in documents.values() if d.publisher}
    sources = {rows.source(c) for c in pairs if c.claim.source and c.claim.source_type != "unnamed"}
    dates = [d.published for d in documents.values() if d.published]
    values = {
        "documents": count("documents", len(documents)),
        "publishers": count("publishers", len(publishers)),
        "claims": count("claims", len(pairs)),
        "sources": count("sources", len(sources)),
        "supplier": rows.names.actor(supplier),
        "recipient": rows.names.actor(recipient),
    }
    if not dates:
        return (Run(rows.wording.say("lead.scope_undated", **values)),)
    span = rows.phrases.span(min(dates, key=first_day)[:7], max(dates, key=last_day)[:7], full=True)
    return (Run(rows.wording.say("lead.scope", span=span, **values)),)


def figures(rows: Rows, section: str, voices: Sequence[Voice]) -> Sentence | None:
    """The figures of a section that most documents carry, or None where it has none."""
    if not voices:
        return None
    chosen = _choose(voices, _SHOWN[section])
    runs = [Run(rows.wording.say(f"lead.{section}"))]
    for place, voice in enumerate(chosen):
        if place:
            runs.append(Run(rows.wording.say("lead.separator")))
        runs.extend(_attributed(rows, voice))
    more = len(voices) - len(chosen)
    if more:
        runs.append(Run(rows.wording.say("lead.more", figures=rows.phrases.count("figures", more))))
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


def _choose(voices: Sequence[Voice], most: int) -> list[Voice]:
    """The figures that most documents carry, by whomever, each in the words of the source that most of them
    quote; different items before a second figure of the same."""
    carriers: dict[_Figure, set[str]] = {}
    for voice in voices:
        carriers.setdefault(_figure(voice), set()).update(c.document.digest for c in voice.places)
    latest_first = sorted(voices, key=_latest, reverse=True)
    ranked = sorted(latest_first, key=lambda v: (_partial(v), -len(carriers[_figure(v)]), -v.documents))
    firsts, seconds, seen, items = [], [], set[_Figure](), set[str | None]()
    for voice in ranked:
        figure, item = _figure(voice), voice.first.claim.item
        if figure not in seen:
            (seconds if item in items else firsts).append(voice)
            seen.add(figure)
            items.add(item)
    return [*firsts, *seconds][:most]


def _figure(voice: Voice) -> _Figure:
    claim = voice.first.claim
    assert claim.quantity is not None
    return (claim.item, claim.quantity.low, claim.quantity.high, claim.quantity.unit)


def _partial(voice: Voice) -> bool:
    """Whether the figure speaks of a part: a share, a rate, what was used of what was sent."""
    claim = voice.first.claim
    return claim.kind == "use" or claim.measure in ("rate", "share")


def _latest(voice: Voice) -> tuple[bool, tuple[str, str, str, int, int, str]]:
    """By the day of the last place; undated ones before all dated."""
    last = voice.places[-1]
    return (last.document.published is not None, reading_order(last))


def _attributed(rows: Rows, voice: Voice) -> list[Run]:
    """`the source: allegedly about 12,000 soldiers, planned`, the figure with its footnotes."""
    claim = voice.first.claim
    assert claim.quantity is not None
    wording = rows.wording
    source = source_words(voice.first, wording)
    figure = rows.phrases.quantity(claim.quantity, claim.item)
    if claim.item and not _tells_item(rows, claim.quantity.unit, claim.item):
        figure = wording.say("quantity.of_item", figure=figure, item=rows.names.item(claim.item))
    if claim.measure in ("rate", "share"):
        figure = wording.say(f"measured.{claim.measure}", figure=figure)
    figure = wording.say(f"said.{claim.modality}", figure=figure)
    stage = rows.stage(voice.first)
    if stage:
        figure = wording.say("said.stage", figure=figure, stage=stage)
    before, _, after = wording.say("lead.attributed", source="\0").partition("\0")
    runs = [Run(before)] if before else []
    return [*runs, Run(source.text, (), source.lang), Run(after), Run(figure, rows.notes.numbers(voice.places))]


def _tells_item(rows: Rows, unit: str, item: str) -> bool:
    """Whether the counted noun already says what the item is."""
    return unit in ("pieces", "persons") and f"noun.{item}" in rows.wording.nouns
