"""Two versions of one document: whether they are that, and what became of its claims.

An article that says 5,000 today and 3,000 tomorrow at the same address has one author who changed a number. Read as two
documents it would be two voices, and the change would be lost in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

import numpy as np

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.edit import Edit
from armstrail.model.slots import differing, meaning_of
from armstrail.reconciliation.shingles import shared, shingle

SHARE: Final = 0.2  # of the shingles of the shorter text; a front page shares less with that of another day
LIKE: Final = 0.6  # of two quotes that say one thing in other words or with another number
_MOST: Final = 40_000  # pairs of claims that are compared word by word; a table that was remade is not


def same_page(first: Document, second: Document) -> bool:
    """Whether two documents that stood at one address are versions of one, not two pages that followed one another.

    They share a part of their words; or title and day of publication, where all else was written anew.
    """
    titles = [" ".join((each.title or "").casefold().split()) for each in (first, second)]
    if titles[0] and titles[0] == titles[1] and first.published is not None and first.published == second.published:
        return True
    a, b = (np.unique(shingle(each.text)) for each in (first, second))
    shorter = min(len(a), len(b))
    if not shorter:
        return first.text.split() == second.text.split()
    return shared(a, b) >= SHARE * shorter


def edits(before: tuple[Document, Sequence[Claim]], after: tuple[Document, Sequence[Claim]]) -> tuple[Edit, ...]:
    """What became of the claims of a document from one version to the next, in the order of the texts.

    A claim that has the same slots in both, wherever it stands and in whatever words, is no edit.
    """
    old, new = (_by_place(each) for each in (before, after))
    waiting: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in new:
        waiting[_meaning(claim, after[0])].append(claim)
    left = []
    for claim in old:
        same = waiting[_meaning(claim, before[0])]
        if same:
            same.pop(0)
        else:
            left.append(claim)
    added = _by_place((after[0], [claim for each in waiting.values() for claim in each]))
    pairs = _paired(left, added, before[0], after[0])
    partner = {id(one): other for one, other in pairs}
    taken = {id(other) for _, other in pairs}
    found = []
    for claim in left:
        other = partner.get(id(claim))
        if other is None:
            found.append(Edit("gone", claim.id, None))
        else:
            slots = differing(meaning_of(claim, before[0].text), meaning_of(other, after[0].text))
            found.append(Edit("changed", claim.id, other.id, slots))
    return (*found, *(Edit("new", None, claim.id) for claim in added if id(claim) not in taken))


def _by_place(version: tuple[Document, Sequence[Claim]]) -> list[Claim]:
    return sorted(version[1], key=lambda claim: (claim.anchor.start, claim.anchor.end, claim.id))


def _meaning(claim: Claim, document: Document) -> str:
    return repr((claim.kind, sorted(meaning_of(claim, document.text).items())))


def _paired(old: Sequence[Claim], new: Sequence[Claim], before: Document, after: Document) -> list[tuple[Claim, Claim]]:
    """Which claims became which, the likest first."""
    if len(old) * len(new) > _MOST:
        return []
    scored = []
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            if one.kind == other.kind and (score := _likeness(one, other, before, after)) is not None:
                scored.append((-score, abs(i - j), i, j))
    pairs, used_old, used_new = [], set(), set()
    for _, _, i, j in sorted(scored):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((old[i], new[j]))
    return pairs


def _likeness(one: Claim, other: Claim, before: Document, after: Document) -> float | None:
    """How likely one claim became the other; None where they speak of different things."""
    same = sum(getattr(one, slot) == getattr(other, slot) for slot in ("supplier", "recipient", "item"))
    units = [claim.quantity.unit if claim.quantity else None for claim in (one, other)]
    same += units[0] == units[1]
    first, second = one.quote.cut(before.text).split(), other.quote.cut(after.text).split()
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return ratio + same / 4 if ratio >= LIKE or (same == 4 and ratio >= LIKE / 2) else None
