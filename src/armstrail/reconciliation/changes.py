"""What a reader of the last brief does not know yet: one day's voices held against another's."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.model.changes import Changes, Correction, Spread
from armstrail.model.finding import Denial
from armstrail.model.voice import Carrier, Voice


def changes(
    before: Sequence[Voice],
    after: Sequence[Voice],
    *,
    since: str | None,
    until: str,
    denials_before: Sequence[Denial] = (),
    denials_after: Sequence[Denial] = (),
) -> Changes:
    """What changed between the voices as known on `since` and as known on `until`, each in order of content.

    A voice is known again by its id, else by a claim that carried it then and carries it now. A new voice of an
    origin that speaks of the same things and the same day as one of its earlier voices corrects that one.

    Args:
        since: the earlier day (YYYY-MM-DD), None for the beginning.
        denials_before, denials_after: what was denied, as known on the two days.
    """
    former = _former(before, after)
    followed = {voice.id for voice in former.values()}
    gone = [voice for voice in _ordered(before) if voice.id not in followed]
    subjects: dict[tuple[object, ...], list[Voice]] = {}
    for voice in _ordered(before):
        subjects.setdefault(_subject(voice), []).append(voice)
    new, spread, corrected = [], [], []
    for voice in _ordered(after):
        old = former.get(voice.id)
        if old is None:
            said = [one for one in subjects.get(_subject(voice), ()) if one.quantity != voice.quantity]
            if said:
                last = max(said, key=lambda one: (one.known, one.id))
                corrected.append(Correction(voice.id, last.id, last.quantity, voice.quantity))
            else:
                new.append(voice)
            continue
        if old.quantity != voice.quantity:
            corrected.append(Correction(voice.id, old.id, old.quantity, voice.quantity))
        known = {_place(carrier) for carrier in old.carriers}
        if carriers := tuple(carrier for carrier in voice.carriers if _place(carrier) not in known):
            spread.append(Spread(voice.id, carriers))
    replaced = {one.former for one in corrected}
    had = {(denial.document, denial.claim) for denial in denials_before}
    denials = {(denial.document, denial.claim): denial for denial in denials_after}
    return Changes(
        since, until, tuple(new), tuple(spread), tuple(corrected),
        tuple(voice for voice in gone if voice.id not in replaced),
        tuple(sorted((one for place, one in denials.items() if place not in had),
                     key=lambda one: (one.known, one.document, one.claim))),
    )  # fmt: skip


def _former(before: Sequence[Voice], after: Sequence[Voice]) -> dict[str, Voice]:
    """For each voice of the later day the one of the earlier day that it is, each taken once."""
    by_id = {voice.id: voice for voice in before}
    by_place = {_place(carrier): voice for voice in _ordered(before) for carrier in voice.carriers}
    former = {voice.id: by_id[voice.id] for voice in after if voice.id in by_id}
    taken = set(former)
    for voice in _ordered(after):
        if voice.id in former:
            continue
        for carrier in voice.carriers:
            old = by_place.get(_place(carrier))
            if old is not None and old.id not in taken:
                former[voice.id] = old
                taken.add(old.id)
                break
    return former


def _subject(voice: Voice) -> tuple[object, ...]:
    return (
        voice.origin, voice.kind, voice.supplier, voice.recipient, voice.item, voice.designation, voice.quantity.unit,
        voice.measure, voice.status, voice.coverage, voice.start, voice.as_of,
    )  # fmt: skip


def _place(carrier: Carrier) -> tuple[str, str]:
    return carrier.document, carrier.claim


def _ordered(voices: Sequence[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda voice: (voice.as_of, voice.id))
