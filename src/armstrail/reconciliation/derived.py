"""Which voices are worked out or handed on from another: never a second confirmation.

A figure travels: Seoul's 6,700 comes back as NATO's, and its three million shells are its containers times a constant.
Digits that agree by chance are told from those that were copied by how many there are.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from armstrail.model.factor import Factor
from armstrail.model.ground import ground
from armstrail.model.period import first_day
from armstrail.model.terms import CONVEYANCES
from armstrail.model.voice import Derivation
from armstrail.reconciliation.comparing import Links
from armstrail.reconciliation.days import NEVER, number, within
from armstrail.reconciliation.figures import ByParties, Figure, counts_alike, digits, nested
from armstrail.reconciliation.groups import Group
from armstrail.reconciliation.utterances import Utterance
from armstrail.vocabulary import Origins

_NO_DERIVATION: Final = ("limit", "assumption")  # kinds of factor by which nobody published works anything out
_AGE: Final = 100_000  # in days: a factor without a date stands behind those of the time
_WEIGHED: Final = ("tonnes", "barrels")  # from these people work back: rounds from tonnes, but never ships from rounds
_NOBODY: Final = ("outlet", "unnamed")  # ways of telling whose word it is that name no one

Edges = dict[int, tuple[int, Factor | None, str]]  # child: parent, by which factor, why


def derivations(
    groups: Sequence[Group], ids: Sequence[str], factors: Sequence[Factor], links: Links, origins: Origins
) -> list[Derivation | None]:
    """For each group in order what it is derived from, None where it is a voice of its own.

    Args:
        groups: in the order of their heads; a parent is never surely later than its child.
        ids: the id of each group's voice.
    """
    edges: Edges = {}
    for child, parent, why in _same_figures(groups, links, origins):
        _link(edges, child, parent, None, why)
    for child, parent, factor, why in _by_factors(groups, factors, links):
        _link(edges, child, parent, factor, why)
    return [_derivation(at, one, groups, ids, edges) for at, one in enumerate(groups)]


def _link(edges: Edges, child: int, parent: int, factor: Factor | None, why: str) -> None:
    """Take the first parent of each child, unless that would make it its own ancestor."""
    above = parent
    while above in edges and above != child:
        above = edges[above][0]
    if child not in edges and above != child:
        edges[child] = parent, factor, why


def _derivation(at: int, one: Group, groups: Sequence[Group], ids: Sequence[str], edges: Edges) -> Derivation | None:
    tagged = [tag.removeprefix("derived:") for tag in one.head.claim.tags if tag.startswith("derived:")]
    families = sorted({family for tag in tagged for family in tag.split(",") if family})
    if at in edges:
        parent, factor, why = edges[at]
        family = groups[parent].head.whose.family
        if not families or family in families:
            return Derivation(ids[parent], family, factor.id if factor else None, why)
    if families:
        return Derivation(None, ",".join(families), None, ground("tagged_derived"))
    if one.handed_on:
        return Derivation(None, one.head.whose.family, None, ground("tagged_repeat"))
    return None


def _same_figures(groups: Sequence[Group], links: Links, origins: Origins) -> Iterator[tuple[int, int, str]]:
    """Later voices with the figure of an earlier one of another origin, with the earliest that it can be from."""
    filed: defaultdict[Figure, ByParties[int]] = defaultdict(ByParties)
    passed: defaultdict[Figure, set[str]] = defaultdict(set)
    for at, one in enumerate(groups):
        figure, sense = one.head.figure, one.head.sense
        fine = digits(one.head.claim.quantity) if one.head.claim.quantity else 1
        handed = one.head.whose.origin in passed[figure]
        if fine >= min(links.digits_near, links.digits_alone) or handed:
            for other in filed[figure].near(sense):
                parent = groups[other].head
                if parent.whose.origin == one.head.whose.origin or not counts_alike(sense, parent.sense):
                    continue
                if fine >= links.digits_alone:
                    yield *_child_and_parent(at, other, groups), ground("digits", fine)
                elif handed:
                    yield at, other, ground("passed_on")
                elif fine >= links.digits_near and _soon_after(one, groups[other], links):
                    yield *_child_and_parent(at, other, groups), ground("digits_within", fine, links.after)
                else:
                    continue
                break
        filed[figure].add(sense, at)
        for via in {via for member, _, _ in one.members.values() for via in member.claim.via}:
            passed[figure].add(origins.resolve(via, None, None, one.head.days.known).origin)


def _child_and_parent(later: int, earlier: int, groups: Sequence[Group]) -> tuple[int, int]:
    """Which of two voices of one figure is worked out from which: the later from the earlier, but never somebody named
    from an outlet that names nobody, for the outlet only was the first to print it."""
    nobody = groups[earlier].head.whose.how in _NOBODY and groups[later].head.whose.how not in _NOBODY
    return (earlier, later) if nobody else (later, earlier)


def _soon_after(one: Group, parent: Group, links: Links) -> bool:
    """Whether a voice was first heard soon after any utterance of another origin, be it that one's tenth."""
    days = parent.days.values() or (parent.head.days,)
    return any(within(one.head.days, each, links.before, links.after) for each in days)


def _by_factors(
    groups: Sequence[Group], factors: Sequence[Factor], links: Links
) -> Iterator[tuple[int, int, Factor, str]]:
    """Voices that are another's figure times or over a factor: by families and digits the likeliest first."""
    shelf = _BySize(groups, links)
    found: list[tuple[tuple[object, ...], int, int, Factor]] = []
    for factor in sorted(factors, key=lambda one: one.id):
        if factor.kind in _NO_DERIVATION or factor.default or {factor.from_unit, factor.to_unit} <= {*CONVEYANCES}:
            continue  # ships and containers are counted, not worked out from one another
        for turned in (False, True) if factor.to_unit in _WEIGHED else (False,):
            for child, parent in shelf.pairs(factor, turned):
                this, other = groups[child].head, groups[parent].head
                kin = this.whose.family == other.whose.family
                apart = shelf.documents[child].isdisjoint(shelf.documents[parent])
                old = abs(number(first_day(factor.date)) - number(this.days.earliest)) if factor.date else _AGE
                rank = (this.order, apart, not kin, turned, old, other.order, factor.id)
                found.append((rank, child, parent, factor))
    for _, child, parent, factor in sorted(found, key=lambda each: each[0]):
        yield child, parent, factor, ground("factor", f"{groups[parent].head.figure[0]:.0f}", factor.id)


class _BySize:
    """Voices by unit, parties and time, each shelf sorted by size, so that a ratio is looked up and not searched."""

    def __init__(self, groups: Sequence[Group], links: Links) -> None:
        self._groups, self._links = groups, links
        self.documents = [frozenset(key[0] for key in one.members) for one in groups]
        self._of_unit: defaultdict[str, list[int]] = defaultdict(list)
        self._shelves: defaultdict[tuple[object, ...], list[tuple[float, int]]] = defaultdict(list)
        self._middles = [_middle(one.head.figure) for one in groups]
        self._reach = [self._blocks(one.head.days.earliest, one.head.days.known, links.after) for one in groups]
        for at, one in enumerate(groups):
            head = one.head
            self._of_unit[head.figure[2]].append(at)
            for block in self._blocks(head.days.earliest, head.days.known, 0):
                shelf = self._shelves[head.figure[2], head.sense.supplier, head.sense.recipient, block]
                shelf.append((self._middles[at], at))
        for shelf in self._shelves.values():
            shelf.sort()

    def pairs(self, factor: Factor, turned: bool) -> Iterator[tuple[int, int]]:
        """Children with each parent that they may be worked out from by a factor, or back by it."""
        parent_unit, child_unit = (factor.from_unit, factor.to_unit)[:: -1 if turned else 1]
        ratio = 1 / factor.central if turned else factor.central
        if parent_unit not in self._of_unit:
            return
        for child in self._of_unit.get(child_unit, ()):
            head = self._groups[child].head
            if head.sense.measure == "share" or not nested(head.sense.item, factor.item):
                continue
            middle = self._middles[child] / ratio
            near: set[int] = set()
            for block in self._reach[child]:
                able = self._shelves.get((parent_unit, head.sense.supplier, head.sense.recipient, block))
                if able is None:
                    continue
                start = bisect_left(able, (middle * (1 - self._links.ratio), -1))
                end = bisect_right(able, (middle * (1 + self._links.ratio), len(self._groups)))
                near.update(at for _, at in able[start:end])
            for parent in sorted(near):
                if parent != child and self._fits(child, parent, factor, turned):
                    yield child, parent

    def _blocks(self, first: str, last: str, before: int) -> range:
        width = self._links.after + 1
        return range((number(first) - before) // width, number(last) // width + 1) if last != NEVER else range(0)

    def _fits(self, child: int, parent: int, factor: Factor, turned: bool) -> bool:
        one, other = self._groups[child].head, self._groups[parent].head
        if other.figure[2] not in CONVEYANCES and not nested(other.sense.item, factor.item):
            return False
        if not within(one.days, other.days, 0, self._links.after) or not _of_one_time(one, other):
            return False
        if not _bounds_fit(one.figure, other.figure, factor, turned, self._links.ratio):
            return False
        fine = digits(one.claim.quantity) if one.claim.quantity else 1
        if one.whose.origin == other.whose.origin or one.figure[0] < one.figure[1]:
            return True
        if fine >= self._links.ratio_digits:
            return True
        near = one.whose.family == other.whose.family or not self.documents[child].isdisjoint(self.documents[parent])
        return near and fine >= self._links.digits_near  # else round figures meet by chance


def _of_one_time(child: Utterance, parent: Utterance) -> bool:
    """Whether both may count the same time: what one year brought is not worked out from a total that began before."""
    for batch, other in ((child, parent), (parent, child)):
        if batch.sense.batch is not None and other.sense.batch is None:
            start, _ = batch.sense.batch
            if other.days.start is not None and other.days.start < start:
                return False
    return True


def _middle(figure: Figure) -> float:
    return math.sqrt(figure[0] * figure[1])


def _bounds_fit(child: Figure, parent: Figure, factor: Factor, turned: bool, ratio: float) -> bool:
    """A range must be the other times the factor's own range, or the other's range times its middle."""
    ways = [(factor.central, factor.central), (factor.low, factor.high)]
    for low, high in ways:
        least, most = (1 / high, 1 / low) if turned else (low, high)
        wanted = parent[0] * least, parent[1] * most
        if all(abs(is_ - want) <= ratio * want for is_, want in zip(child[:2], wanted, strict=True)):
            return True
    return False
