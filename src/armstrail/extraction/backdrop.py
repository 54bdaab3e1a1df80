"""What the text around a sentence says of parties that the sentence itself does not name.

Two figures in five have neither party in their own sentence: who was named last, in which part, and whom the
paragraph is about, then decide between the parties of the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from armstrail.extraction.amounts import Amount
from armstrail.extraction.deals import is_sum_of_deal
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence

Pair = tuple[str | None, str | None]
Backdrop = dict[str, list[str]]


def instead(pair: Pair, old: str | None, new: str) -> Pair | None:
    """A pair with `new` in the place of `old`, one of its two; None where it would stand on both sides."""
    supplier, recipient = pair
    made = (new, recipient) if old == supplier else (supplier, new)
    return made if made[0] != made[1] else None


_FAR = 6  # sentences


def backdrop_of(passage: Passage, parties: Parties, sentence: Sentence) -> dict[str, list[str]]:
    """The signs of every party of the document in view of one sentence: how far back it was last named and how,
    whether the paragraph names it or opens with it, and whether the sentence behind does."""
    here = {party.code for party in parties.by_sentence.get(sentence.index, ())}
    signs: dict[str, list[str]] = {code: [] for code in parties.by_code}
    for code, name in _of_paragraph(passage, parties, sentence):
        if name not in signs[code] and (code not in here or not name.startswith("next")):
            signs[code].append(name)
    for code, held in signs.items():
        near = "near" if code in here else "far"
        found = parties.last_before(code, sentence.index)
        if found is None:
            held.append(f"{near}.first")
            continue
        gap = min(sentence.index - found.sentence, _FAR)
        held.append(f"{near}.back:{gap}")
        if near == "far":
            same = "same" if passage.sentences[found.sentence].paragraph == sentence.paragraph else "other"
            held += (f"back:{min(gap, 3)}.{same}", f"back:{min(gap, 2)}.{_part(found)}")
            if found.own is not None and gap <= 2:
                held.append(f"back:{found.own.group}.{_part(found)}")
    return signs


def _of_paragraph(passage: Passage, parties: Parties, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Parties, and what the paragraph says of each before the sentence and in the one right behind it."""
    opening = behind = sentence.index
    while opening and passage.sentences[opening - 1].paragraph == sentence.paragraph:
        opening -= 1
    for index in range(opening, sentence.index):
        for party in parties.by_sentence.get(index, ()):
            yield party.code, "paragraph"
            if index == opening:
                yield party.code, f"opens_paragraph.{_part(party)}"
    behind += 1
    if behind < len(passage.sentences) and passage.sentences[behind].paragraph == sentence.paragraph:
        for party in parties.by_sentence.get(behind, ()):
            yield party.code, f"next.{_part(party)}"


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


# A figure decided before, by the name it goes by (`last`, `alike`): its pair, and how near it stands.
Beside = tuple[str, Pair, str]


@dataclass(slots=True)
class History:
    """The pairs decided so far in a document, counted, and the last figure of each sort."""

    count: int = 0
    latest: Decided | None = None
    by_sort: dict[str, Decided] = field(default_factory=dict)
    pairs: Counter[Pair] = field(default_factory=Counter)
    suppliers: Counter[str | None] = field(default_factory=Counter)
    recipients: Counter[str | None] = field(default_factory=Counter)

    def add(self, sentence: Sentence, sort: str, pair: Pair) -> None:
        """Remember one more."""
        self.latest = self.by_sort[sort] = Decided(sentence, sort, pair)
        self.count += 1
        self.pairs[pair] += 1
        self.suppliers[pair[0]] += 1
        self.recipients[pair[1]] += 1

    def beside(self, sentence: Sentence, sort: str) -> list[Beside]:
        """What a figure in `sentence` may go on with: the one before it, and the last of its sort."""
        latest, alike = self.latest, self.by_sort.get(sort)
        if latest is None:
            return []
        found = [("last", latest.pair, _nearness(latest.sentence, sentence))]
        if alike is not None and alike is not latest:
            found.append(("alike", alike.pair, _nearness(alike.sentence, sentence)))
        return found

    def of_supplier(self, code: str, beside: Sequence[Beside]) -> dict[str, float]:
        """How a supplier goes on with the figures before; empty where it gave nothing yet."""
        if code not in self.suppliers:
            return {}
        features = {f"{name}_supplier.{where}": 1.0 for name, (s, _), where in beside if s == code}
        features["past_supplier"] = self.suppliers[code] / self.count
        return features

    def of_recipient(self, code: str, beside: Sequence[Beside]) -> dict[str, float]:
        """How a recipient goes on with the figures before; empty where it got nothing yet."""
        if code not in self.recipients:
            return {}
        features = {f"{name}_recipient.{where}": 1.0 for name, (_, r), where in beside if r == code}
        features["past_recipient"] = self.recipients[code] / self.count
        return features

    def of_pair(self, pair: Pair, beside: Sequence[Beside]) -> dict[str, float]:
        """How both sides of a pair together go on with the figures before."""
        features: dict[str, float] = {}
        s, r = pair
        turned = (r, s)
        if pair in self.pairs:
            features["past_pair"] = self.pairs[pair] / self.count
        if turned in self.pairs and None not in pair:
            features["past_swapped"] = self.pairs[turned] / self.count
        for name, before, where in beside:
            if pair == before:
                features[f"{name}_pair.{where}"] = 1.0
            if turned == before and None not in pair:
                features[f"{name}_swapped.{where}"] = 1.0
            elif (s is not None and s == before[1]) or (r is not None and r == before[0]):
                features[f"{name}_turned.{where}"] = 1.0
        return features


_OPENING = 3  # tokens at the head of a sentence


def goes_on(passage: Passage, sentence: Sentence, amount: Amount | None, history: History) -> Pair | None:
    """`Darunter fielen 3000 Raketen`, `It includes 50 tanks`: the pair of the figure before, where a sentence that
    names no party opens with a word for the parts of what stands before, or of a sum with one for a deal."""
    latest = history.latest
    if latest is None or latest.sentence.index != sentence.index - 1 or latest.sentence.paragraph != sentence.paragraph:
        return None
    told = amount is not None and is_sum_of_deal(passage, sentence, amount)
    return latest.pair if told or opens_with_parts(passage, sentence) else None


def opens_with_parts(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence opens with a word for the parts of what stands before."""
    return passage.hits.any_between("quantities.parts", sentence.first, min(sentence.first + _OPENING, sentence.last))


def _nearness(before: Sentence, sentence: Sentence) -> str:
    if before.index == sentence.index:
        return "sentence"
    return f"paragraph{min(sentence.paragraph - before.paragraph, 2)}"
