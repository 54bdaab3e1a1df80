"""Claims into voices: each figure with its origin, all that carry it, and what it is derived from.

The one door to what `groups`, `hands` and `derived` find. The voices are a function of the claims as a set: their
order changes nothing, and forty more copies of a claim change no figure, no day and no derivation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from armstrail.model.claim import Claim
from armstrail.model.copy import Copy
from armstrail.model.document import Document
from armstrail.model.factor import Factor
from armstrail.model.ground import ground
from armstrail.model.quantity import Quantity
from armstrail.model.ruling import Ruling
from armstrail.model.voice import Carrier, Derivation, Voice
from armstrail.reconciliation.comparing import Comparable, load_comparable
from armstrail.reconciliation.days import number
from armstrail.reconciliation.derived import derivations
from armstrail.reconciliation.figures import effective_status, weakest_status, weakness
from armstrail.reconciliation.groups import Group, copied, group
from armstrail.reconciliation.hands import Hands, apply_rulings, honour_repeats, read_rulings
from armstrail.reconciliation.utterances import Utterance, utterances
from armstrail.vocabulary import Origins

_NO_COPIES: Final[Mapping[str, Copy]] = MappingProxyType({})


def voices(
    claims: Iterable[tuple[Claim, Document]],
    origins: Origins,
    factors: Sequence[Factor] = (),
    rulings: Sequence[Ruling] = (),
    copies: Mapping[str, Copy] = _NO_COPIES,
    table: Comparable | None = None,
) -> tuple[Voice, ...]:
    """The voices that claims are carriers of.

    Args:
        claims: standing claims with their documents, in any order. Those without a figure, denied, or without any day
            are passed over; `find` tells of them.
        factors: the book of conversions and prices, for figures worked out from others.
        rulings: people's decisions that hold, in the order they were made; each goes before every rule.
        copies: documents that are copies, by digest; as `copies` found them.
        table: what may be set beside what; None for `comparable.toml`.
    Returns:
        the voices in the order of their first utterances. A figure of another origin with the same digits is a voice
        of its own, marked `derived`.
    """
    rules = table or load_comparable()
    hands = read_rulings(rulings)
    said = utterances(claims, origins)
    free = [one for one in said if one.key not in hands.alone]
    apart = [one for one in said if one.key in hands.alone]

    def copy_of(digest: str) -> tuple[str, str, str] | None:
        copy = copies.get(digest)
        return (copy.of, copy.kind, copy.why) if copy is not None else None

    groups = group(free, rules.links, copied(free, copy_of) if copies else {})
    groups = honour_repeats(apply_rulings(groups, apart, hands))
    groups.sort(key=lambda one: one.head.order)
    ids = [_voice_id(one) for one in groups]
    parents = derivations(groups, ids, factors, rules.links, origins)
    made = [_voice(one, id_, parent, origins, hands) for one, id_, parent in zip(groups, ids, parents, strict=True)]
    return tuple(made)


def _voice_id(one: Group) -> str:
    """The id of a voice: what it says, whose word it is, and when it was first said, not where."""
    head = one.head
    says = (head.whose.origin, head.figure, head.sense, head.days.known, head.claim.kind, one.ruling,
            head.key if one.ruling else "")  # fmt: skip
    return hashlib.sha256(repr(says).encode()).hexdigest()[:12]


def _voice(one: Group, id_: str, derived: Derivation | None, origins: Origins, hands: Hands) -> Voice:
    head, whose = one.head, one.head.whose
    members = sorted(one.members.values(), key=lambda each: each[0].order)
    own = [each for each, link, _ in members if link in ("first", "same_origin") and each.figure == head.figure]
    deciding = _in_own_tongue(own or [head], origins.language_of(whose.home))
    full = [each for each in own if each.sense not in one.so_far] or [head]  # a total so far tells less of the time
    as_of, start = _as_of(one, full)
    graded = [hands.digits[key] for key in hands.digits if key in one.members]
    return Voice(
        id=id_,
        origin=whose.origin,
        family=whose.family,
        source_type=head.claim.source_type or whose.source_type,
        kind=head.claim.kind,
        supplier=_first(each.sense.supplier for each in own),
        recipient=_first(each.sense.recipient for each in own),
        item=_first(each.sense.item for each in own),
        designation=_first(each.claim.designation for each in own),
        quantity=_weakest(deciding),
        measure=_first(each.claim.measure for each in full),
        status=weakest_status([effective_status(each.claim) for each in deciding]),
        modality=head.claim.modality,
        coverage=_coverage(own or [head]),
        start=start,
        as_of=as_of,
        known=head.days.known,
        carriers=tuple(_carrier(each, link, why, head) for each, link, why in members),
        derived=derived,
        letter=hands.letters.get(whose.origin),
        digit=graded[-1] if graded else None,
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)


def _in_own_tongue(said: list[Utterance], lang: str | None) -> list[Utterance]:
    return [one for one in said if lang is not None and one.lang == lang] or said


def _weakest(said: Sequence[Utterance]) -> Quantity:
    readings = [one.claim.quantity for one in said if one.claim.quantity is not None]
    return max(readings, key=weakness)


def _coverage(said: Sequence[Utterance]) -> str | None:
    tags = {tag for one in said for tag in one.claim.tags}
    return "stock" if said[0].sense.stock else "partial" if "partial" in tags else None


def _as_of(one: Group, own: Sequence[Utterance]) -> tuple[str, str | None]:
    """The day a figure speaks of and the day it counts from: as the first utterance has it, or, where that does not
    say, the first other of the same days that does."""
    first = number(one.head.days.known)
    same = [each.days for each in own if number(each.days.known) - first <= 14]
    told = next((days.as_of for days in same if days.told), one.head.days.as_of)
    return min(told, one.head.days.known), next((days.start for days in same if days.start is not None), None)


def _carrier(one: Utterance, link: str, why: str, head: Utterance) -> Carrier:
    assert one.claim.quantity is not None
    by = "first" if one is head else "same_origin" if link == "first" else link
    if not why and one.whose.misnamed:
        why = ground("misnamed", one.whose.misnamed)
    elif not why and one.whose.person:
        why = ground("person", one.whose.person)
    return Carrier(one.key[0], one.claim.id, one.days.known, one.claim.quantity, one.claim.status, by, why)
