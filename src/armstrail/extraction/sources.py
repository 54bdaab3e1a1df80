"""On whose word one claim stands: every phrase that could speak, weighed by where and how it speaks.

A frame of speech in the sentence, the heading above, the account that goes on from the sentence before:
each is a sign with a weight in the `source` table of `weights.toml`; so is the sign that nobody is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from armstrail.extraction.attribution import Saying
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.verbs import walls_between

_BACK = 6  # sentences
_AHEAD = 3  # sentences in which a source may still follow the lead of a report
Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Source:
    """The word on which a claim stands; `carried` where its frame is in another sentence."""

    speaker: Speaker
    modality: str
    via: tuple[Speaker, ...]
    carried: bool


@dataclass(frozen=True, slots=True)
class Latest:
    """Whose word the claim before stood on (None: nobody's), and in which sentence it stood."""

    speaker: Speaker | None
    sentence: Sentence


@dataclass(slots=True)
class Voices:
    """All phrases of a document that could speak, and the frames in which they do."""

    passage: Passage
    speakers: list[Speaker]
    sayings: list[Saying]
    by_speaker: dict[int, Saying]
    shares: Counter[str]
    latest: Latest | None = None  # whose word the figure before stood on

    @classmethod
    def of(cls, passage: Passage, speakers: list[Speaker], sayings: list[Saying]) -> Voices:
        """Gather what `source_of` asks again and again."""
        by_speaker = {s.speaker.first: s for s in sayings if s.speaker is not None}
        shares: Counter[str] = Counter()
        for saying in sayings:
            if saying.speaker is not None:
                shares[_key(passage, saying.speaker)] += 1
        return cls(passage, speakers, sayings, by_speaker, shares)

    def candidates(self, sentence: Sentence) -> list[Speaker]:
        """Who could be the source of what stands in a sentence: phrases near it; bare names of states only
        where they speak."""
        first = self.passage.sentences[max(0, sentence.index - _BACK)].first
        held = self.latest.speaker if self.latest is not None else None
        ahead = _AHEAD if sentence.index < _AHEAD else 1
        after = self.passage.sentences[min(len(self.passage.sentences) - 1, sentence.index + ahead)].last
        return [
            s for s in self.speakers
            if (first <= s.first < after and (not s.bare or s.first in self.by_speaker)) or s is held
        ]  # fmt: skip

    def remember(self, source: Source | None, sentence: Sentence) -> None:
        """Keep whose word a claim stands on, for the one behind it."""
        self.latest = Latest(source.speaker if source is not None else None, sentence)

    def goes_on(self, sentence: Sentence) -> str | None:
        """How near the claim before stands: in the sentence, the paragraph, a list, or further."""
        if self.latest is None:
            return None
        before = self.latest.sentence
        if before.index == sentence.index:
            return "sentence"
        listed = "list" if _is_listed(self.passage, sentence) else "prose"
        gap = sentence.paragraph - before.paragraph
        return f"{listed}.{'same' if gap == 0 else 'next' if gap <= 2 else 'far'}"


_BULLETS = frozenset("-–—•·*▪►")


def _is_listed(passage: Passage, sentence: Sentence) -> bool:
    return passage.tokens[sentence.first].form in _BULLETS


def _key(passage: Passage, speaker: Speaker) -> str:
    return f"{speaker.source_type}:{speaker.party or passage.words(speaker.first, speaker.last).casefold()}"


def signs_of_nobody(voices: Voices, sentence: Sentence) -> Signs:
    """The signs that the outlet itself asserts what stands in a sentence."""
    signs = {"nobody": 1.0}
    here = [s for s in voices.sayings if s.sentence == sentence.index]
    signs[f"nobody:{'saying' if here else 'silent'}"] = 1.0
    if _has_hearsay(voices.passage, sentence):
        signs["nobody:hearsay"] = 1.0
    signs["nobody:sayings"] = min(len(voices.sayings) / 10, 1.0)
    told = "early" if any(s.sentence < sentence.index and s.speaker is not None for s in voices.sayings) else "none"
    signs[f"nobody:sources{min(len(voices.shares), 4)}.{told}"] = 1.0
    signs[f"nobody:lead{min(sentence.index, 2)}.sources{min(len(voices.shares), 2)}"] = 1.0
    if (near := voices.goes_on(sentence)) is not None and voices.latest is not None:
        held = "somebody" if voices.latest.speaker is not None else "nobody"
        signs[f"nobody:after.{held}.{near}"] = 1.0
        signs[f"nobody:after.{held}.{near}.{'saying' if here else 'silent'}"] = 1.0
    return signs


def signs_of_source(voices: Voices, speaker: Speaker, sentence: Sentence, at: int) -> Signs:
    """The signs that `speaker` is the source of what stands at token `at` of `sentence`."""
    passage = voices.passage
    saying = voices.by_speaker.get(speaker.first)
    where = passage.sentence_of(speaker.first)
    role = "none" if saying is None else "according" if saying.according else "says"
    gap = sentence.index - where.index
    place = f"after{min(-gap, 2)}" if gap < 0 else str(min(gap, 3))
    paragraph = (
        "same"
        if where.paragraph == sentence.paragraph
        else "next"
        if sentence.paragraph - where.paragraph == 1
        else "far"
    )
    names = [
        f"type:{speaker.source_type}",
        f"gap:{place}.{role}",
        f"gap:{place}.{paragraph}",
        f"{place}.{role}.{paragraph}",
    ]
    if gap == 0:
        verb = saying.at if saying is not None else speaker.first
        walls = min(walls_between(passage, min(verb, at), max(verb, at)), 2)
        names += [f"here:{role}.{'left' if speaker.first < at else 'right'}", f"here:{role}.walls{walls}"]
        others = [s for s in voices.sayings if s.sentence == sentence.index and s.speaker is not None]
        if saying is not None and min(others, key=lambda s: abs(s.at - at)) is saying:
            names.append("here:nearest")
    else:
        names += _of_going_on(voices, sentence, saying, gap)
    if (near := voices.goes_on(sentence)) is not None and voices.latest is not None:
        held = voices.latest.speaker
        if held is not None and (held is speaker or _key(passage, held) == _key(passage, speaker)):
            exact = "it" if held is speaker else "alike"
            told = any(s.sentence == sentence.index for s in voices.sayings)
            names += [f"goes_on:{exact}.{near}", f"goes_on:{near}.{'saying' if told else 'silent'}"]
    if where.last - where.first <= 10 and saying is not None and saying.at >= where.last - 1:
        names.append(f"heading:{paragraph}")
    if not speaker.named:
        names.append("unnamed")
    if speaker.bare:
        names.append("bare")
    if passage.hits.ending("grammar.prepositions", speaker.first - 1) is not None:
        names.append(f"governed:{role}")
    share = voices.shares[_key(passage, speaker)] / max(len(voices.sayings), 1)
    silent = not any(s.sentence == sentence.index for s in voices.sayings)
    names.append(
        f"main:{min(int(share * 4), 3)}.sources{min(len(voices.shares), 4)}.{'silent' if silent else 'saying'}"
    )
    if saying is not None and saying is next((s for s in voices.sayings if s.speaker is not None), None):
        names.append(f"first_source.{'silent' if silent else 'saying'}.lead{min(sentence.index, 2)}")
    signs = dict.fromkeys(names, 1.0)
    signs["share"] = voices.shares[_key(passage, speaker)] / max(len(voices.sayings), 1)
    signs[f"distance:{role}"] = min(abs(speaker.first - at) / 40, 2.0)
    return signs


def _of_going_on(voices: Voices, sentence: Sentence, saying: Saying | None, gap: int) -> list[str]:
    """Signs that a sentence goes on with the account of one before it (or is told by the one after)."""
    passage = voices.passage
    here = [s for s in voices.sayings if s.sentence == sentence.index]
    told = [s for s in voices.sayings if s.speaker is not None and s.sentence < sentence.index]
    latest = bool(told) and saying is not None and told[-1] is saying
    continues = any(s.continues for s in here)
    own = any(s.speaker is not None for s in here)
    begins = any(
        passage.is_a("grammar.self_speakers", at)
        for at in range(sentence.first, min(sentence.first + 3, sentence.last))
    )
    state = "own" if own else "continues" if continues else "begins" if begins else "plain"
    names = [f"on:{state}", f"on:{state}.{'latest' if latest else 'older'}"]
    if gap > 0 and latest:
        names.append(f"latest:{min(gap, 3)}.{state}")
    if _has_hearsay(passage, sentence):
        names.append(f"hearsay:{'latest' if latest else 'older'}")
    if gap < 0:
        follower = passage.sentences[sentence.index - gap]
        told_there = next((s for s in voices.sayings if s.sentence == follower.index), None)
        early = told_there is not None and told_there.at - follower.first <= 3
        names.append(f"cataphora:{'early' if early else 'late'}.{min(-gap, 3)}.lead{min(sentence.index, 2)}")
    return names


def _has_hearsay(passage: Passage, sentence: Sentence) -> bool:
    starts = passage.hits.starts["grammar.hearsay_aux"]
    return any(at in starts for at in range(sentence.first, sentence.last))


def source_of(voices: Voices, sentence: Sentence, at: int, weights: Mapping[str, float]) -> Source | None:
    """The likeliest source of what stands at token `at`; None where the outlet itself asserts it."""
    best = score(signs_of_nobody(voices, sentence), weights)
    chosen: Speaker | None = None
    for speaker in voices.candidates(sentence):
        likely = score(signs_of_source(voices, speaker, sentence, at), weights)
        if likely > best + 1e-12:
            best, chosen = likely, speaker
    if chosen is None:
        return None
    saying = voices.by_speaker.get(chosen.first)
    carried = passage_sentence(voices, chosen) != sentence.index
    modality = saying.modality if saying is not None else "stated"
    if carried:
        here = next((s for s in voices.sayings if s.sentence == sentence.index and s.continues), None)
        modality = here.modality if here is not None else _mood_carried(modality)
    return Source(chosen, modality, saying.via if saying is not None else (), carried)


def passage_sentence(voices: Voices, speaker: Speaker) -> int:
    """The index of the sentence in which a phrase stands."""
    return voices.passage.sentence_of(speaker.first).index


def score(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The summed weight of signs."""
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


def _mood_carried(modality: str) -> str:
    """A source's confirming or denying was of one sentence; its claiming and estimating goes on."""
    return modality if modality in ("alleged", "estimated") else "stated"
