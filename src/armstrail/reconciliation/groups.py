"""Which utterances are one voice: one origin and one figure, with all that carry it without naming anybody.

Twelve papers that quote one ministry are one voice. Everything here goes in an order of content, never of arrival,
and asks of a group only what a further copy of a member cannot change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from armstrail.model.ground import ground
from armstrail.reconciliation.comparing import Links
from armstrail.reconciliation.days import Days, number, within
from armstrail.reconciliation.figures import ByParties, Figure, Sense, counts_alike
from armstrail.reconciliation.likeness import Sentences
from armstrail.reconciliation.utterances import Key, Utterance


class Group:
    """Utterances that are one voice so far: the head says whose and what, `members` by which rule each belongs."""

    def __init__(self, head: Utterance) -> None:
        self.head = head
        self.members: dict[Key, tuple[Utterance, str, str]] = {}
        self.senses: dict[Sense, None] = {}
        self.so_far: dict[Sense, None] = {}  # of the same count, told as a total up to the day of speaking
        self.days: dict[tuple[str, str], Days] = {}
        self.ruling = ""
        self.handed_on = False

    def take(self, one: Utterance, link: str, why: str = "") -> None:
        """Add a member; the head stays the earliest of the origin's own utterances of the whole figure."""
        self.members.setdefault(one.key, (one, link, why))
        if link in ("first", "same_origin"):
            if one.sense not in self.so_far:
                self.senses.setdefault(one.sense)
            self.days.setdefault((one.days.earliest, one.days.known), one.days)
            if one.figure == self.head.figure and one.order < self.head.order:
                self.head = one

    def fits(self, sense: Sense) -> bool:
        """Whether a sense can be one with all that the group holds, whatever the stage: with all that tell the count in
        full, or with all that tell it as a total so far."""
        told = (self.senses, self.so_far)
        return any(senses and all(counts_alike(sense, other) for other in senses) for senses in told)

    def absorb(self, other: Group, link: str | None = None, why: str = "") -> None:
        """Take all members of another group; with a `link` they carry this voice and say nothing of it."""
        self.so_far.update(other.so_far)
        for one, theirs, reason in other.members.values():
            self.take(one, link or theirs, why or reason)

    def absorb_so_far(self, total: Group) -> None:
        """Take all members of a group that tells the same count as a total so far."""
        self.so_far.update(total.senses)
        self.absorb(total, why=ground("total_so_far"))


def group(said: Sequence[Utterance], links: Links, bound: Mapping[Key, tuple[Key, str, str]]) -> list[Group]:
    """The groups of utterances that are given in their order.

    Args:
        bound: utterances that are known to repeat another one: its key, the link and why.
    """
    free = [one for one in said if one.key not in bound]
    groups = _of_origins([one for one in free if one.sourced], links)
    groups += _unsourced([one for one in free if not one.sourced], groups, links)
    home = {key: made for made in groups for key in made.members}
    for one in said:
        if one.key in bound:
            target, link, why = bound[one.key]
            home[target].take(one, link, why)
            home[one.key] = home[target]
    return groups


def _of_origins(said: Iterable[Utterance], links: Links) -> list[Group]:
    """One origin, one figure, one sense, on any day; then what is told of one briefing in two ways."""
    buckets: dict[tuple[str, Figure], dict[Sense, list[Utterance]]] = {}
    for one in said:
        buckets.setdefault((one.whose.origin, one.figure), {}).setdefault(one.sense, []).append(one)
    groups: list[Group] = []
    of_origin: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
    for (origin, figure), senses in buckets.items():
        made = _by_sense(senses)
        made = _told_in_two_ways(made, links)
        made = _told_so_far(made, links)
        groups += made
        of_origin[origin, figure[2]] += made
    for of_one in of_origin.values():
        _cut_ranges(of_one, links)
    return [one for one in groups if one.members]


def _by_sense(senses: Mapping[Sense, list[Utterance]]) -> list[Group]:
    """The narrowest senses first; a wider one joins the earliest group it can be one with."""
    filed: ByParties[Group] = ByParties()
    groups: list[Group] = []
    for sense in sorted(senses, key=lambda each: each.openness):
        first = senses[sense][0]
        able = [one for one in filed.near(sense) if one.head.sense.stage == sense.stage and one.fits(sense)]
        if able:
            chosen = min(able, key=_head_order)
        else:
            chosen = Group(first)
            filed.add(sense, chosen)
            groups.append(chosen)
        for one in senses[sense]:
            chosen.take(one, "same_origin")
    return groups


def _head_order(one: Group) -> tuple[object, ...]:
    return one.head.order


def _told_in_two_ways(groups: list[Group], links: Links) -> list[Group]:
    """Groups of one figure at different stages become one, where they can be of one briefing: a capacity and the
    content made of it within the longer window, a plan and a delivery within the shorter."""
    filed: ByParties[Group] = ByParties()
    kept: list[Group] = []
    for one in sorted(groups, key=_head_order):
        for other in filed.near(one.head.sense):
            stages = {one.head.sense.stage, other.head.sense.stage}
            window = links.after if "possible" in stages else links.briefing
            near = within(one.head.days, other.head.days, links.before, window)
            if len(stages) == 2 and near and all(map(other.fits, one.senses)):
                other.absorb(one)
                break
        else:
            filed.add(one.head.sense, one)
            kept.append(one)
    return kept


def _told_so_far(groups: list[Group], links: Links) -> list[Group]:
    """A total told without the time that it counts joins the batch of the same figure that its origin tells soon before
    or after: one count, of which the batch tells more. A total of a later day that its words name stays its own."""
    batches = [one for one in groups if one.head.sense.batch is not None]
    kept: list[Group] = []
    for one in groups:
        able = [batch for batch in batches if _one_count(one, batch, links)] if _is_total_so_far(one) else []
        if able:
            min(able, key=_head_order).absorb_so_far(one)
        else:
            kept.append(one)
    return kept


def _is_total_so_far(one: Group) -> bool:
    """Whether all that a group says is a total from no told day to the day of speaking."""
    return all(
        sense.batch is None and sense.until is not None and days.start is None and days.as_of == days.known
        for sense in one.senses
        for days in one.days.values()
    )


def _one_count(total: Group, batch: Group, links: Links) -> bool:
    """Whether a total and a batch of one origin and figure can be one count."""
    near = within(total.head.days, batch.head.days, links.after, links.after)
    endless = [sense._replace(until=None) for sense in total.senses]
    return near and all(counts_alike(sense, other) for sense in endless for other in batch.senses)


def _cut_ranges(groups: Sequence[Group], links: Links) -> None:
    """Ranges that carriers cut to one bound: '4 to 6 million' told as 'at least 4 million' soon after."""
    ranges: defaultdict[float, list[Group]] = defaultdict(list)
    for one in groups:
        low, high, _ = one.head.figure
        if low < high:
            ranges[low].append(one)
            ranges[high].append(one)
    for one in groups if ranges else ():
        low, high, _ = one.head.figure
        able = [
            whole
            for whole in (ranges.get(low, ()) if low == high else ())
            if within(one.head.days, whole.head.days, links.before, links.after)
            and whole.head.sense.stage == one.head.sense.stage
            and all(map(whole.fits, one.senses))
        ]
        if able:
            min(able, key=_head_order).absorb(one, "same_origin", "one bound of the range")
            one.members.clear()


def _unsourced(said: Iterable[Utterance], sourced: Sequence[Group], links: Links) -> list[Group]:
    """Figures that outlets give as their own: carriers where they repeat somebody, else one voice for each time."""
    waiting: defaultdict[Figure, list[Utterance]] = defaultdict(list)
    for one in said:
        waiting[one.figure].append(one)
    by_figure: defaultdict[Figure, list[Group]] = defaultdict(list)
    for made in sourced:
        for figure in {member[0].figure for member in made.members.values()} if waiting else ():
            if figure in waiting:
                by_figure[figure].append(made)
    groups: list[Group] = []
    for figure, ones in waiting.items():
        groups += _Repeats(by_figure[figure], links).settle(ones)
    return groups


class _Repeats:
    """The voices that say one figure, asked by unsourced utterances of it."""

    def __init__(self, groups: Iterable[Group], links: Links) -> None:
        self._links = links
        self._filed: ByParties[Group] = ByParties()
        self._sentences: Sentences[Group] | None = None
        self._groups = sorted(groups, key=_head_order)
        self._near: dict[tuple[Any, ...], list[tuple[int, Group]]] = {}
        for one in self._groups:
            self._file(one)

    def settle(self, said: Iterable[Utterance]) -> list[Group]:
        """Give each its voice, in their order; returns the voices that they are themselves."""
        own: list[Group] = []
        left: list[Utterance] = []
        for one in said:
            if not self._place(one):
                left.append(one)
        leaders = _Repeats((), self._links) if left else None
        for one in left:
            assert leaders is not None
            if not leaders._place(one):
                made = Group(one)
                made.take(one, "first")
                leaders._groups.append(made)
                leaders._file(made)
                leaders._near.clear()
                if leaders._sentences is not None:
                    leaders._sentences.add(one.text, made)
                own.append(made)
        return own

    def _file(self, one: Group) -> None:
        for sense in one.senses:
            self._filed.add(sense, one)

    def _place(self, one: Utterance) -> bool:
        near = self._near_in_time(one)
        if len(near) != 1:
            if copied := self._copied(one):
                chosen, share = copied
                chosen.take(one, "near_copy", f"{share:.0%} of the sentence")
                return True
        if not near:
            return False
        gap, chosen = near[0]
        chosen.take(
            one,
            "unsourced",
            f"the same figure {gap} day{'s' * (gap != 1)} from a sourced one" if gap else "the same figure",
        )
        return True

    def _near_in_time(self, one: Utterance) -> list[tuple[int, Group]]:
        asked = (one.sense, one.days.earliest, one.days.known)
        if asked not in self._near:
            found = {}
            for made in self._filed.near(one.sense):
                if made.head.sense.stage == one.sense.stage and made.fits(one.sense):
                    gaps = [
                        abs(number(one.days.known) - number(days.known))
                        for days in made.days.values()
                        if within(one.days, days, self._links.before, self._links.after)
                    ]
                    if gaps:
                        found[id(made)] = min(gaps), made
            self._near[asked] = sorted(found.values(), key=lambda each: (each[0], each[1].head.order))
        return self._near[asked]

    def _copied(self, one: Utterance) -> tuple[Group, float] | None:
        if self._sentences is None:
            self._sentences = Sentences()
            for made in self._groups:
                for member, link, _ in made.members.values():
                    if link in ("first", "same_origin"):
                        self._sentences.add(member.text, made)
        able = [
            (-share, made.head.order, made)
            for share, made in self._sentences.like(one.text, self._links.sentence)
            if made.fits(one.sense)
        ]
        if not able:
            return None
        share, _, made = min(able, key=lambda each: each[:2])
        return made, -share


def copied(
    said: Sequence[Utterance], of: Callable[[str], tuple[str, str, str] | None]
) -> dict[Key, tuple[Key, str, str]]:
    """Utterances in documents that are copies, bound to the utterance of the same figure in the document copied.

    Only where the copy names no source, or one the registry does not know: an agency named in both is one anyway.
    """
    by_document: defaultdict[tuple[str, Figure], list[Utterance]] = defaultdict(list)
    for one in said:
        by_document[one.key[0], one.figure].append(one)
    bound: dict[Key, tuple[Key, str, str]] = {}
    for one in said:
        found = of(one.key[0])
        if found is None or (one.sourced and not one.whose.origin.startswith("?")):
            continue
        original, kind, why = found
        if of(original) is not None:
            continue  # what is copied from is the oldest, and no copy itself
        for other in by_document.get((original, one.figure), ()):
            if other.key[0] != one.key[0] and counts_alike(one.sense, other.sense):
                bound[one.key] = other.key, kind, why
                break
    return bound
