"""What people said of claims goes before every rule: rulings on record, and the tags they gave with their figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from armstrail.model.ground import ground
from armstrail.model.ruling import Ruling
from armstrail.reconciliation.figures import ByParties, Figure, agree, nested
from armstrail.reconciliation.groups import Group
from armstrail.reconciliation.utterances import Key, Utterance


class Hands(NamedTuple):
    """Rulings by what they do: claims set apart, pairs to be parted and merged, and grades."""

    alone: Mapping[Key, Ruling]
    parted: Mapping[tuple[Key, Key], Ruling]
    merged: Mapping[Key, Ruling]
    letters: Mapping[str, str]
    digits: Mapping[Key, int]


def read_rulings(rulings: Sequence[Ruling]) -> Hands:
    """Rulings in the order in which they were made: of two on the same claims the later holds."""
    alone: dict[Key, Ruling] = {}
    parted: dict[tuple[Key, Key], Ruling] = {}
    merged: dict[Key, Ruling] = {}
    letters: dict[str, str] = {}
    digits: dict[Key, int] = {}
    for ruling in rulings:
        key = ruling.document, ruling.claim
        if ruling.action == "merge" and ruling.other is not None:
            alone.pop(key, None)
            parted.pop((key, ruling.other), None)
            parted.pop((ruling.other, key), None)
            merged[key] = ruling
        elif ruling.action == "part" and ruling.other is None:
            merged.pop(key, None)
            alone[key] = ruling
        elif ruling.action == "part" and ruling.other is not None:
            for one, other in ((key, ruling.other), (ruling.other, key)):
                if one in merged and merged[one].other == other:
                    del merged[one]
            parted[key, ruling.other] = ruling
        elif ruling.action == "grade":
            if ruling.letter is not None and ruling.origin is not None:
                letters[ruling.origin] = ruling.letter
            if ruling.digit is not None:
                digits[key] = ruling.digit
    return Hands(alone, parted, merged, letters, digits)


def apply_rulings(groups: list[Group], apart: Sequence[Utterance], hands: Hands) -> list[Group]:
    """Set apart, part and merge as people ruled; the ruling is named with each claim it moved."""
    for one in apart:
        groups.append(_alone(one, hands.alone[one.key]))
    home = {key: made for made in groups for key in made.members}
    for (key, other), ruling in sorted(hands.parted.items()):
        if key in home and home.get(other) is home[key]:
            moved = home[key].members.pop(key)[0]
            _rehead(home[key])
            home[key] = _alone(moved, ruling)
            groups.append(home[key])
    for key in sorted(hands.merged):
        ruling = hands.merged[key]
        if key in home and ruling.other in home and home[key] is not home[ruling.other]:
            child, parent = home[key], home[ruling.other]
            parent.absorb(child, "by_hand", _told(ruling))
            home |= dict.fromkeys(child.members, parent)
            child.members.clear()
    return [made for made in groups if made.members]


def _alone(one: Utterance, ruling: Ruling) -> Group:
    made = Group(one)
    made.take(one, "first", _told(ruling))
    made.ruling = ruling.id
    return made


def _rehead(made: Group) -> None:
    """Choose head, senses and days again after a member left."""
    members = list(made.members.values())
    made.members, made.senses, made.days = {}, {}, {}
    own = [each for each in members if each[1] in ("first", "same_origin")] or members
    own = [each for each in own if each[0].figure == made.head.figure] or own
    made.head = min((one for one, _, _ in own), key=lambda one: one.order)
    for one, link, why in members:
        made.take(one, link, why)


def _told(ruling: Ruling) -> str:
    return ground("ruling", ruling.id, ruling.who, ruling.why)


def honour_repeats(groups: list[Group]) -> list[Group]:
    """Voices that a person tagged as a repeat join the earlier voice of that figure: of their own family first, then
    the nearest in time. One that finds none is told to be handed on from its own family."""
    filed: defaultdict[Figure, ByParties[Group]] = defaultdict(ByParties)
    kept: list[Group] = []
    for made in sorted(groups, key=lambda one: one.head.order):
        head = made.head
        if "repeat" in head.claim.tags:
            able = [
                (other.head.whose.family == head.whose.family, other.head.order, other)
                for other in filed[head.figure].near(head.sense)
                if agree(head.sense.supplier, other.head.sense.supplier)
                and agree(head.sense.recipient, other.head.sense.recipient)
                and nested(head.sense.item, other.head.sense.item)
                and (head.sense.measure, head.sense.use) == (other.head.sense.measure, other.head.sense.use)
            ]
            if able:
                max(able, key=lambda each: each[:2])[2].absorb(made, "by_hand", "tagged as a repeat")
                continue
            made.handed_on = True
        filed[head.figure].add(head.sense, made)
        kept.append(made)
    return kept
