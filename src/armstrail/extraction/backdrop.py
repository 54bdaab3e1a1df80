"""What the text around a sentence says of parties that the sentence itself does not name.

Two figures in five have neither party in their own sentence: who was named last, in which part, and whom the
paragraph is about, then decide between the parties of the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence

Pair = tuple[str | None, str | None]
Backdrop = Mapping[str, Counter[str]]

_FAR = 6  # sentences


def backdrop_of(passage: Passage, parties: Parties, sentence: Sentence) -> dict[str, Counter[str]]:
    """The signs of every party of the document in view of one sentence: how far back it was last named and how,
    whether the paragraph names it or opens with it, and whether the sentence behind does."""
    signs: dict[str, Counter[str]] = {}
    last: dict[str, Party] = {}
    here = {party.code for party in parties.by_sentence.get(sentence.index, ())}
    opening = _opening_of(passage, sentence)
    for party in parties.mentions:
        code = party.code
        held = signs.setdefault(code, Counter())
        where = passage.sentences[party.sentence]
        if party.sentence < sentence.index:
            last[code] = party
            if where.paragraph == sentence.paragraph:
                held["paragraph"] = 1
                if party.sentence == opening:
                    held[f"opens_paragraph.{_part(party)}"] = 1
        elif party.sentence == sentence.index + 1 and where.paragraph == sentence.paragraph and code not in here:
            held[f"next.{_part(party)}"] = 1
    for code, held in signs.items():
        found = last.get(code)
        near = "near" if code in here else "far"
        if found is None:
            held[f"{near}.first"] = 1
            continue
        gap = min(sentence.index - found.sentence, _FAR)
        same = "same" if passage.sentences[found.sentence].paragraph == sentence.paragraph else "other"
        held[f"{near}.back:{gap}"] = 1
        if near == "far":
            held[f"back:{min(gap, 3)}.{same}"] = 1
            held[f"back:{min(gap, 2)}.{_part(found)}"] = 1
            if found.own is not None and gap <= 2:
                held[f"back:{found.own.group}.{_part(found)}"] = 1
    return signs


def _opening_of(passage: Passage, sentence: Sentence) -> int:
    index = sentence.index
    while index and passage.sentences[index - 1].paragraph == sentence.paragraph:
        index -= 1
    return index


def _part(party: Party) -> str:
    """The part a party plays in its own sentence, in one word."""
    if party.dateline:
        return "dateline"
    if party.speaks:
        return "speaks"
    if party.own is not None and party.own.subject == party.first:
        return "subject"
    if party.preposition is not None:
        return party.preposition.split("|")[0]
    return "adjective" if party.role in ("adjectives", "people") else party.role


@dataclass(frozen=True, slots=True)
class Decided:
    """A figure whose pair is decided: where it stands, what it counts, and its pair."""

    sentence: Sentence
    sort: str
    pair: Pair


@dataclass(slots=True)
class History:
    """The pairs decided so far in a document, in order of the text."""

    decided: list[Decided] = field(default_factory=list)

    def add(self, sentence: Sentence, sort: str, pair: Pair) -> None:
        """Remember one more."""
        self.decided.append(Decided(sentence, sort, pair))

    def features(self, pair: Pair, sentence: Sentence, sort: str) -> dict[str, float]:
        """How a pair for a figure in `sentence` goes on with those before it."""
        if not self.decided:
            return {}
        s, r = pair
        latest = self.decided[-1]
        alike = next((d for d in reversed(self.decided) if d.sort == sort), None)
        features = self._beside(latest, pair, sentence, "last")
        if alike is not None and alike is not latest:
            features |= self._beside(alike, pair, sentence, "alike")
        total = len(self.decided)
        features["past_pair"] = sum(d.pair == pair for d in self.decided) / total
        features["past_supplier"] = sum(s is not None and d.pair[0] == s for d in self.decided) / total
        features["past_recipient"] = sum(r is not None and d.pair[1] == r for d in self.decided) / total
        features["past_swapped"] = (
            sum(s is not None and r is not None and d.pair == (r, s) for d in self.decided) / total
        )
        return features

    def _beside(self, other: Decided, pair: Pair, sentence: Sentence, name: str) -> dict[str, float]:
        s, r = pair
        gap = sentence.paragraph - other.sentence.paragraph
        where = "sentence" if other.sentence.index == sentence.index else f"paragraph{min(gap, 2)}"
        names = []
        if pair == other.pair:
            names.append("pair")
        if s is not None and s == other.pair[0]:
            names.append("supplier")
        if r is not None and r == other.pair[1]:
            names.append("recipient")
        if s is not None and r is not None and (r, s) == other.pair:
            names.append("swapped")
        elif (s is not None and s == other.pair[1]) or (r is not None and r == other.pair[0]):
            names.append("turned")
        return {f"{name}_{kept}.{where}": 1.0 for kept in names}
