"""Who can have copied a figure from whom: each telling has one older telling it follows, or none.

Nobody records copying, so the tree is the likeliest one by rules that can be read here. Inside a voice, with the
voices that hand its figure on, a telling follows (1) the publisher that it names as having passed the word on, or as
its source; (2) the document that its own is a copy of; (3) the older telling with the most similar wording, the
earliest of those alike. So a wording that a tenth outlet shares with a ninth has changed once, not ten times.
Between voices, the first telling of one may follow another voice whose figure it bends: see `bending`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from armstrail.model.claim import Claim
from armstrail.model.copy import Copy
from armstrail.model.document import Document
from armstrail.model.voice import Voice
from armstrail.reconciliation.telling import Telling, likeness

WORDINGS: Final = 64  # older wordings that a telling is compared with: the first of each that differs in a slot
PRINTED: Final = 8  # older tellings of one publisher that are compared
NAME_WORDS: Final = 6  # the longest name of a publisher that is looked for in a source

Texts = Mapping[tuple[str, str], tuple[Claim, Document]]

_WORD: Final = re.compile(r"\w+")


class Step(NamedTuple):
    """That one telling follows another, and how that is known (`model.voice.PATHS`)."""

    before: Telling
    after: Telling
    path: str


def trees(voices: Sequence[Voice], texts: Texts) -> dict[str, tuple[Telling, ...]]:
    """The tellings of each root voice, with those of the voices that hand its figure on unchanged, oldest first.

    Carriers of which there is no text are left out.
    """
    known = {voice.id: voice for voice in voices}
    found: dict[str, list[Telling]] = {}
    for voice in known.values():
        root, depth = _root(voice, known)
        for carrier in voice.carriers:
            if (text := texts.get((carrier.document, carrier.claim))) is not None:
                found.setdefault(root.id, []).append(Telling(voice, carrier, *text, depth))
    return {root: tuple(sorted(found[root], key=lambda one: one.order)) for root in sorted(found)}


def steps(tellings: Sequence[Telling], copies: Mapping[str, Copy]) -> list[Step]:
    """The tree of one voice: for each telling but the oldest the one it follows. Linear in their number.

    Args:
        tellings: in their order in time.
        copies: what is known of documents that are copies, by digest.
    """
    older, made = _Older(), []
    for telling in tellings:
        if (step := older.followed(telling, copies)) is not None:
            made.append(step)
        older.add(telling)
    return made


class _Older:
    """The tellings so far, by publisher, by document, and the first of each wording, in slots and in words."""

    def __init__(self) -> None:
        self.publishers: dict[str, list[Telling]] = {}
        self.documents: dict[str, list[Telling]] = {}
        self.wordings: dict[tuple[object, ...], Telling] = {}
        self.quotes: dict[tuple[str | None, str], Telling] = {}

    def add(self, telling: Telling) -> None:
        name = _name(telling.document.publisher or "")
        if name and len(printed := self.publishers.setdefault(name, [])) < PRINTED:
            printed.append(telling)
        if len(there := self.documents.setdefault(telling.carrier.document, [])) < PRINTED:
            there.append(telling)
        if len(self.wordings) < WORDINGS:
            self.wordings.setdefault((telling.document.lang, *telling.wording), telling)
        self.quotes.setdefault((telling.document.lang, telling.quote), telling)

    def followed(self, telling: Telling, copies: Mapping[str, Copy]) -> Step | None:
        for name in _names(telling):
            others = [each for each in self.publishers.get(name, ()) if each.document != telling.document]
            if others:
                return Step(_likest(telling, others), telling, "via")
        if (copy := copies.get(telling.carrier.document)) is not None:
            for digest in (copy.nearest, copy.of):
                if digest in self.documents:
                    return Step(_likest(telling, self.documents[digest]), telling, "copy")
        if not self.wordings:
            return None
        candidates = list(self.wordings.values())
        if (same := self.quotes.get((telling.document.lang, telling.quote))) is not None:
            candidates.append(same)
        return Step(_likest(telling, candidates), telling, "wording")


def _likest(telling: Telling, older: Iterable[Telling]) -> Telling:
    return max(older, key=lambda one: likeness(one, telling))  # the first of those alike, and they come in order


def _root(voice: Voice, known: Mapping[str, Voice]) -> tuple[Voice, int]:
    """The voice at the top of those that hand one figure on, and how many steps it is away."""
    passed = {voice.id}
    while voice.derived is not None and voice.derived.factor is None:
        above = known.get(voice.derived.voice or "")
        if above is None or above.id in passed:
            break  # only its family is known; or a ring in the input, whose voices then stand for themselves
        passed.add(above.id)
        voice = above
    return voice, len(passed) - 1


def _name(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def _names(telling: Telling) -> list[str]:
    """Every run of words in the chain, nearest first, and in the source: longer runs before shorter ones."""
    claim, names = telling.claim, []
    source = [claim.source.cut(telling.document.text)] if claim.source is not None else []
    for words in (*claim.via, *source):
        parts = _WORD.findall(words.casefold())[:40]
        for size in range(min(NAME_WORDS, len(parts)), 0, -1):
            names += [" ".join(parts[i : i + size]) for i in range(len(parts) - size + 1)]
    return names
