"""The section of a brief on what follows from the figures: each estimate in a sentence, with its receipt under it.

The figures of each source stay beside it, in their own sections; nothing here takes their place.
"""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.publishing.brief import Line, Run, Section
from armstrail.publishing.footnotes import Carried, Notes
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.receipt import Receipt, Reference, VoiceLine
from armstrail.publishing.wordbook import Wording

_NOTES_EACH = 4
_VOICES_EACH = 8


def estimates_section(
    wording: Wording, notes: Notes, receipts: Sequence[Receipt], claims: Sequence[Carried]
) -> Section | None:
    """The section, or None where nothing was estimated; footnotes are numbered as they come.

    Args:
        receipts: of estimates, in the order in which they are told.
        claims: those that the receipts refer to, among others.
    """
    if not receipts:
        return None
    known = {one.place: one for one in claims}
    lines = tuple(_line(wording, notes, f"estimate-{at}", each, known) for at, each in enumerate(receipts, 1))
    return Section("estimates", wording.say("section.estimates"), wording.say("note.estimates"), (), lines)


def voice_entries(receipt: Receipt) -> int:
    """How many entries of its line tell the voices of a receipt; after them come routes and what was left out."""
    return min(len(receipt.voices), _VOICES_EACH + 1)


def _line(wording: Wording, notes: Notes, key: str, receipt: Receipt, known: dict[tuple[str, str], Carried]) -> Line:
    told = " ".join(part for part in (*receipt.sentences, receipt.confidence, *receipt.cautions) if part)
    entries = [_voice(notes, voice, known) for voice in receipt.voices[:_VOICES_EACH]]
    if (rest := len(receipt.voices) - _VOICES_EACH) > 0:
        entries.append(Run(Phrases(wording).count("more", rest)))
    entries += [Run(f"{route.label}: {route.text}") for route in receipt.routes]
    used = dict.fromkeys((each.label, each.text) for each in receipt.factors)
    entries += [Run(f"{wording.say('receipt.factors')}: {label}, {text}") for label, text in used]
    left_out = wording.say("receipt.asides")
    entries += [
        Run(f"{left_out}: {aside.reason} ({aside.count})", _notes(notes, aside.references, known))
        for aside in receipt.asides
    ]
    return Line(key, receipt.title, told, tuple(entries))


def _voice(notes: Notes, voice: VoiceLine, known: dict[tuple[str, str], Carried]) -> Run:
    about = ", ".join(part for part in (voice.weight, voice.entered, voice.derived) if part)
    family = "" if voice.family in voice.origin else f" ({voice.family})"
    text = f"{voice.origin}{family}: {voice.figure}, {voice.as_of}; {about}"
    return Run(text, _notes(notes, voice.references, known))


def _notes(notes: Notes, references: Sequence[Reference], known: dict[tuple[str, str], Carried]) -> tuple[int, ...]:
    cited = [known[ref.document, ref.claim] for ref in references[:_NOTES_EACH] if (ref.document, ref.claim) in known]
    return notes.numbers(cited)
