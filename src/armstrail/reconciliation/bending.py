"""Where a figure of one voice may be a bent figure of another: rounded, cut from a range, in another unit or scale.

Voices are told apart by their figures, so a telling that changes the figure starts a voice of its own, and no rule on
equal figures brings it back. Here the first telling of a voice is held against what stood in the papers in the days
before, and linked where chance is a poor explanation: by enough digits, or by words that are alike but for the number.
An origin that corrects itself is no drift: of one origin only tellings of one briefing, within `BRIEFING` days, count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from armstrail.model.copy import Copy
from armstrail.model.quantity import Quantity, significant
from armstrail.model.terms import share_a_branch
from armstrail.reconciliation.digits import magnitude, rounded
from armstrail.reconciliation.lineage import Step
from armstrail.reconciliation.telling import Telling, likeness, shape
from armstrail.reconciliation.wording import hangs_on_a_condition, middle, point

DAYS: Final = 14  # a figure of few digits is bent while it is news; later it may be another's
MONTHS: Final = 180  # days in which a figure of many digits comes back in studies and reviews
BRIEFING: Final = 3  # of one origin, what is told within these days comes from one occasion
SHAPE: Final = 0.35  # of the runs of signs in common: sentences written apart about one thing stay below 0.25
MANY_DIGITS: Final = 3  # such a number does not come twice by chance
SOME_DIGITS: Final = 2  # such a number does, unless item and unit are the same too
KINDS_OF_WORDING: Final = 16  # tellings of one voice that others are held against: the first of each kind
NEAREST: Final = 32  # older tellings that meet in one bucket


def bent(trees: Mapping[str, Sequence[Telling]], copies: Mapping[str, Copy]) -> Iterator[Step]:
    """For the first telling of each tree, the older telling of another whose figure it seems to bend, if any.

    Args:
        trees: the tellings of each root voice, oldest first.
        copies: what is known of documents that are copies, by digest.
    """
    buckets: dict[object, list[Telling]] = {}
    for root in sorted(trees):
        for telling in _kinds(trees[root]):
            for key in _left_by(telling):
                buckets.setdefault(key, []).append(telling)
    for bucket in buckets.values():
        bucket.sort(key=lambda one: one.order)
    homes = {telling.voice.id: root for root, tellings in trees.items() for telling in tellings}
    for root in sorted(trees):
        first = trees[root][0]
        if first.voice.derived is not None and first.voice.derived.factor is not None:
            continue  # worked out by a known factor: that is said already, and is no change of wording
        found = []
        for older in _met(first, buckets):
            if homes[older.voice.id] != root and (path := _path(older, first, copies)) is not None:
                found.append(Step(older, first, path))
        if found:
            yield max(found, key=lambda step: (likeness(step.before, first), [-part for part in step.before.order[:5]]))


def _kinds(tellings: Iterable[Telling]) -> list[Telling]:
    kinds: dict[tuple[object, ...], Telling] = {}
    for telling in tellings:
        if len(kinds) == KINDS_OF_WORDING:
            break
        kinds.setdefault((telling.document.lang, *telling.wording), telling)
    return list(kinds.values())


def _bounds(quantity: Quantity) -> set[float]:
    return {bound for bound in (quantity.low, quantity.high) if bound}


def _left_by(telling: Telling) -> set[object]:
    """The keys under which a figure can be found again after it was bent."""
    quantity = telling.claim.quantity
    keys: set[object] = set()
    if quantity is None:
        return keys
    values = _bounds(quantity)
    if point(quantity) is None:
        values = values | {middle(quantity)}
    for value in values:
        digits = significant(value)
        keys |= {significant(rounded(value, n)) for n in range(SOME_DIGITS, len(digits) + 1)}
        keys.add((rounded(value, 1), quantity.unit))
        keys.add((value, quantity.unit))
    return keys


def _met(telling: Telling, buckets: Mapping[object, Sequence[Telling]]) -> list[Telling]:
    """Older tellings of the days before in whose buckets the figure falls, each once, in order."""
    quantity = telling.claim.quantity
    if quantity is None:
        return []
    met: dict[tuple[str, str], Telling] = {}
    for value in _bounds(quantity):
        for key in (significant(value), (value, quantity.unit)):
            bucket = buckets.get(key, ())
            start = bisect_left(bucket, telling.since - MONTHS, key=lambda one: one.day)
            end = bisect_right(bucket, telling.order, key=lambda one: one.order)
            for older in bucket[max(start, end - NEAREST) : end]:
                if older.order < telling.order:
                    met[older.carrier.document, older.carrier.claim] = older
    return sorted(met.values(), key=lambda one: one.order)


def _path(older: Telling, newer: Telling, copies: Mapping[str, Copy]) -> str | None:
    """How the figure of `older` became that of `newer`; None where that is not likely enough to be said."""
    first, second = older.claim.quantity, newer.claim.quantity
    if first is None or second is None or not _same_parties(older, newer):
        return None
    days = newer.since - older.day
    if older.voice.origin == newer.voice.origin and days > BRIEFING:
        return None
    alike = _copied(older, newer, copies) or shape(older, newer) >= SHAPE
    common = _bounds(first) & _bounds(second) or _bounds(second)
    digits = sum(len(significant(value)) for value in common)
    if digits < MANY_DIGITS and days > DAYS:
        return None
    told = digits >= MANY_DIGITS or (digits >= SOME_DIGITS and alike)
    if first.unit != second.unit:
        same = _bounds(first) & _bounds(second)
        return "unit" if same and told else None
    if not _related(older.claim.item, newer.claim.item):
        return None
    number, was = point(second), point(first)
    if was is not None and number is not None and was != number:
        if significant(was) == significant(number) and magnitude(was) != magnitude(number):
            within_one = older.carrier.document == newer.carrier.document  # which may well count two things
            return "scale" if told and not within_one else None
        return "rounding" if _rounded(older, newer, was, number, alike) else None
    if _ends(first, second):
        # The end of a range is one of two numbers by which it is known, and both voices count the same things.
        return "range" if digits >= SOME_DIGITS or alike or days <= BRIEFING else None
    if was is not None and was == number:
        return "figure" if digits >= SOME_DIGITS or alike else None
    return None


def _rounded(older: Telling, newer: Telling, was: float, number: float, alike: bool) -> bool:
    digits = len(significant(number))
    if digits >= len(significant(was)) or rounded(was, digits) != number:
        return False
    if digits >= SOME_DIGITS or alike:
        return True
    # A single digit says little, but a capacity that comes back as a delivery within days is the best known case.
    return hangs_on_a_condition(older.claim) and newer.since - older.day <= BRIEFING


def _ends(first: Quantity, second: Quantity) -> bool:
    """Whether one is a range and the other one of its ends, or its middle."""
    ranges = [each for each in (first, second) if point(each) is None]
    if len(ranges) != 1:
        return False
    number = point(second if ranges[0] is first else first)
    ends = {ranges[0].low, ranges[0].high}
    return number in ends or (ranges[0] is first and middle(first) == number)


def _copied(older: Telling, newer: Telling, copies: Mapping[str, Copy]) -> bool:
    one, other = older.carrier.document, newer.carrier.document
    roots = {copies[each].of if each in copies else each for each in (one, other)}
    return one == other or len(roots) == 1


def _same_parties(older: Telling, newer: Telling) -> bool:
    pairs = [(older.claim.supplier, newer.claim.supplier), (older.claim.recipient, newer.claim.recipient)]
    return all(a is None or b is None or a == b for a, b in pairs) and any(a is not None and a == b for a, b in pairs)


def _related(first: str | None, second: str | None) -> bool:
    """Whether two items are one, or one holds the other, or both are of one branch (guns and launchers)."""
    if first is None or second is None or share_a_branch(first, second):
        return True
    above = [each.rpartition(".")[0] for each in (first, second)]
    return above[0] == above[1] and above[0].count(".") >= 1
