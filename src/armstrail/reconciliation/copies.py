"""Which documents are copies of older ones: in the same words, inside a longer text, or told anew figure by figure.

Forty newspapers that print one agency text are one report. Candidates meet in buckets (bands of MinHash, winnowed
fingerprints, figures in a row), so that no step compares all with all; what counts is then measured on the whole
texts. Every document has at most one older document it was copied from, and goes back to the oldest in that line:
two articles that a later review prints side by side are not made one by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from armstrail.model.claim import Claim
from armstrail.model.copy import Copy
from armstrail.model.document import Document
from armstrail.model.ground import ground
from armstrail.model.period import last_day
from armstrail.reconciliation.facts import Facts, facts_of, meeting_keys, same_story
from armstrail.reconciliation.shingles import Hashes, bands, fingerprints, neighbours, shared, shingle

LIKENESS: Final = 0.5  # Jaccard: half of all shingles in common; reports that quote one statement stay below 0.2
CONTAINED: Final = 0.8  # of the shorter text stands in the longer one
LEAST_CONTAINED: Final = 30  # shingles of a text that is held by another: less is a quotation, not an article
LEAST_SHINGLES: Final = 8  # shingles of a text to be compared at all: a line is no article
LEAST_OWN: Final = 0.3  # of the later text comes from the older one; below that it is a review of many texts
REACH: Final = 4  # older neighbours that a text meets in one bucket, beside the oldest
FORMULA: Final = 500  # texts that share a fingerprint: above that it is a footer, not news
BATCH: Final = 512

_NO_CLAIMS: Mapping[str, Sequence[Claim]] = MappingProxyType({})
_UNDATED: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Text:
    """What is kept of a document to compare it: its shingles, and the sketches by which it meets others."""

    digest: str
    day: int
    shingles: NDArray[np.uint32]
    prints: Hashes
    keys: Hashes
    facts: Facts | None


class Parent(NamedTuple):
    """A possible parent; the greatest is chosen: text before figures, then the share, the likeness, the age."""

    in_words: bool
    share: float
    likeness: float
    age: int
    kind: str
    why: str


def copies(documents: Iterable[Document], claims: Mapping[str, Sequence[Claim]] = _NO_CLAIMS) -> Mapping[str, Copy]:
    """Which documents are copies, and of which.

    Args:
        documents: in any order; the same content twice counts once. Read once, and not kept: some 5 kB of hashes
            remain of each.
        claims: the claims of each document by its digest; without them only copies in the same words are found.
    Returns:
        by digest of the copy; documents that copy nothing have no entry. A document without a date counts as younger
        than all that have one, and one dated by the month as of its last day.
    """
    texts = sorted(read_texts(documents, claims), key=lambda text: (text.day, text.digest))
    parents: dict[int, Parent] = {}
    for earlier, later in _meetings_in_words(texts):
        keep(parents, later, by_words(texts[earlier].shingles, texts[later].shingles, -earlier))
    for earlier, later in _meetings_in_figures(texts):
        if (parent := parents.get(later)) is None or not parent.in_words:
            keep(parents, later, _by_figures(texts[earlier], texts[later], -earlier))
    return dict(settle(parents, lambda place: texts[place].digest))


def settle(parents: Mapping[int, Parent], digest_of: Callable[[int], str]) -> Iterator[tuple[str, Copy]]:
    """The copies that follow from the parents of texts, which are numbered by age, the oldest first."""
    oldest: dict[int, int] = {}
    for later in sorted(parents):
        parent = parents[later]
        nearest = -parent.age
        root = oldest[later] = oldest.get(nearest, nearest)  # parents are older, so their own line is settled
        told = Copy(digest_of(root), digest_of(nearest), parent.kind, round(parent.share, 3), parent.why)
        yield digest_of(later), told


def read_texts(documents: Iterable[Document], claims: Mapping[str, Sequence[Claim]] = _NO_CLAIMS) -> Iterator[Text]:
    """Each document as it is compared, once for the same content; a batch of documents is held at a time."""
    seen: set[str] = set()
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH)):
        rows = []
        for document in batch:
            if document.digest not in seen:
                seen.add(document.digest)
                rows.append((document, shingle(document.text)))
        sets = [np.unique(hashes) for _, hashes in rows]
        for (document, hashes), unique, keys in zip(rows, sets, bands(sets), strict=True):
            yield Text(
                digest=document.digest,
                day=date.fromisoformat(last_day(document.published)).toordinal() if document.published else _UNDATED,
                shingles=np.unique((unique >> np.uint64(32)).astype(np.uint32)),
                prints=fingerprints(hashes),
                keys=keys,
                facts=facts_of(document, claims.get(document.digest, ())),
            )


def _meetings_in_words(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Pairs of texts, the older first, that share a band or a fair part of their fingerprints."""
    long_enough = np.array([i for i, text in enumerate(texts) if len(text.shingles) >= LEAST_SHINGLES], dtype=np.int64)
    if not len(long_enough):
        return
    keys = np.stack([texts[i].keys for i in long_enough])
    alike = [np.unique(_coded(keys[:, band], long_enough, 0)) for band in range(keys.shape[1])]
    counts = np.array([len(text.prints) for text in texts])
    prints = np.concatenate([texts[i].prints for i in long_enough])
    met, times = np.unique(_coded(prints, np.repeat(long_enough, counts[long_enough]), FORMULA), return_counts=True)
    fewest = np.minimum(counts[met >> 32], counts[met & 0xFFFFFFFF])
    for pair in np.unique(np.concatenate([*alike, met[times * 5 >= fewest]])).tolist():
        yield pair >> 32, pair & 0xFFFFFFFF


def _meetings_in_figures(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    keys: list[int] = []
    members: list[int] = []
    for i, text in enumerate(texts):
        if text.facts is not None:
            made = meeting_keys(text.facts)
            keys += made
            members += [i] * len(made)
    met = np.unique(_coded(np.array(keys, dtype=np.uint64), np.array(members, dtype=np.int64), 0))
    for pair in met.tolist():
        yield pair >> 32, pair & 0xFFFFFFFF


def _coded(keys: Hashes, members: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The pairs that meet, each as one number: the older in the upper half, the younger in the lower."""
    return np.concatenate([pairs[:, 0] << 32 | pairs[:, 1] for pairs in neighbours(keys, members, REACH, most)])


def by_words(older: NDArray[np.uint32], text: NDArray[np.uint32], age: int) -> Parent | None:
    """What makes the older text the parent of a text by their shingles; None where they are not alike."""
    common = shared(older, text)
    own, other = len(text), len(older)
    likeness = common / (own + other - common)
    held = common / min(own, other)
    contained = held >= CONTAINED and min(own, other) >= LEAST_CONTAINED and common / own >= LEAST_OWN
    if likeness < LIKENESS and not contained:
        return None
    why = ground("shingles", f"{common / own:.0%}", own, f"{likeness:.2f}")
    return Parent(True, common / own, likeness, age, "near_copy", why)


def _by_figures(older: Text, text: Text, age: int) -> Parent | None:
    if older.facts is None or text.facts is None or (found := same_story(older.facts, text.facts)) is None:
        return None
    parts = (found.order, found.offset, found.markers, found.numerals)
    why = ground("figures", f"{found.figures:.0%}", found.shared, *(f"{each:.0%}" for each in parts))
    kind = "near_copy" if older.facts.lang == text.facts.lang else "translated"
    return Parent(False, found.figures, found.order, age, kind, why)


def keep(parents: dict[int, Parent], child: int, parent: Parent | None) -> None:
    """Keep the greatest of the parents of a text."""
    if parent is not None and (child not in parents or parent > parents[child]):
        parents[child] = parent
