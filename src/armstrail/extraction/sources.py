"""On whose word one claim stands: every phrase that could speak, weighed by where and how it speaks.

A frame of speech in the sentence, the heading above, the account that goes on from the sentence before:
each is a sign with a weight in the `source` table of `weights.toml`; so is the sign that nobody is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from armstrail.extraction.attribution import Saying
from armstrail.extraction.flows import score
from armstrail.extraction.passage import BULLETS, Passage, Sentence
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.verbs import walls_between

_BACK = 6  # sentences
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


@dataclass(frozen=True, slots=True)
class Account:
    """How one sentence is told: its frames of speech, whose word stood last before it, whether it speaks by
    hearsay, what it does with the account before (`own`, `continues`, `begins`, `plain`), and whether the sentence
    behind tells early who speaks."""

    sentence: Sentence
    sayings: tuple[Saying, ...]
    latest: Saying | None
    hearsay: bool
    state: str
    listed: bool
    early_behind: bool

    @classmethod
    def of(cls, passage: Passage, sayings: Sequence[Saying], sentence: Sentence) -> Account:
        """Look at one sentence; `sayings` are those of the document in order."""
        first = bisect_left(sayings, sentence.index, key=_sentence_of)
        behind = bisect_left(sayings, sentence.index + 1, first, key=_sentence_of)
        here = tuple(sayings[first:behind])
        latest = next((saying for saying in reversed(sayings[:first]) if saying.speaker is not None), None)
        opening = min(sentence.first + 3, sentence.last)
        if any(saying.speaker is not None for saying in here):
            state = "own"
        elif any(saying.continues for saying in here):
            state = "continues"
        else:
            begins = passage.hits.any_between("grammar.self_speakers", sentence.first, opening)
            state = "begins" if begins else "plain"
        follower = sayings[behind] if behind < len(sayings) else None
        early = (
            follower is not None
            and follower.sentence == sentence.index + 1
            and follower.at - passage.sentences[follower.sentence].first <= 3
        )
        hearsay = passage.hits.any_between("grammar.hearsay_aux", sentence.first, sentence.last)
        listed = passage.tokens[sentence.first].form in BULLETS
        return cls(sentence, here, latest, hearsay, state, listed, early)


def _sentence_of(saying: Saying) -> int:
    return saying.sentence


@dataclass(slots=True)
class Voices:
    """All phrases of a document that could speak, and the frames in which they do; what is asked of one sentence
    for all of them is kept as long as the figures stand in it."""

    passage: Passage
    speakers: list[Speaker]
    sayings: list[Saying]
    weights: Mapping[str, float]
    by_speaker: dict[int, Saying]
    keys: dict[Speaker, str]
    shares: Counter[str]
    first: Saying | None  # of the document, with a speaker
    latest: Latest | None = None  # whose word the figure before stood on
    _account: Account | None = None
    _near: list[Speaker] = field(default_factory=list)
    _own: dict[Speaker, float] = field(default_factory=dict)
    _scores: dict[Speaker, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls, passage: Passage, speakers: list[Speaker], sayings: list[Saying], weights: Mapping[str, float]
    ) -> Voices:
        """Gather what `source_of` asks again and again; `weights` are those of the table `source`."""
        by_speaker = {s.speaker.first: s for s in sayings if s.speaker is not None}
        keys = {speaker: _key(passage, speaker) for speaker in speakers}
        shares = Counter(keys[saying.speaker] for saying in sayings if saying.speaker is not None)
        first = next((saying for saying in sayings if saying.speaker is not None), None)
        return cls(passage, speakers, sayings, weights, by_speaker, keys, shares, first)

    def account(self, sentence: Sentence) -> Account:
        """How a sentence is told."""
        if self._account is None or self._account.sentence is not sentence:
            self._account = Account.of(self.passage, self.sayings, sentence)
            sentences = self.passage.sentences
            first = sentences[max(0, sentence.index - _BACK)].first
            behind = sentences[min(len(sentences) - 1, sentence.index + 1)].last
            self._near = [
                s for s in self.speakers if first <= s.first < behind and (not s.bare or s.first in self.by_speaker)
            ]
            self._scores = {}
        return self._account

    def candidates(self, sentence: Sentence) -> list[Speaker]:
        """Who could be the source of what stands in a sentence: phrases near it, and whoever was the last; bare
        names of states only where they speak."""
        self.account(sentence)
        held = self.latest.speaker if self.latest is not None else None
        if held is None or held in self._near:
            return self._near
        return [held, *self._near] if held.first < sentence.first else [*self._near, held]

    def standing(self, speaker: Speaker, sentence: Sentence) -> float:
        """The score of a speaker as source of anything in a sentence, wherever it stands there."""
        account = self.account(sentence)
        if speaker not in self._scores:
            if speaker not in self._own:
                self._own[speaker] = score(signs_of_speaker(self, speaker), self.weights)
            around = score(signs_of_distance(self, speaker, account), self.weights)
            self._scores[speaker] = self._own[speaker] + around
        return self._scores[speaker]

    def share_of(self, speaker: Speaker) -> float:
        """The share of the frames of speech in which a speaker, or one like it, speaks."""
        return self.shares[self.keys[speaker]] / max(len(self.sayings), 1)

    def remember(self, source: Source | None, sentence: Sentence) -> None:
        """Keep whose word a claim stands on, for the one behind it."""
        self.latest = Latest(source.speaker if source is not None else None, sentence)

    def goes_on(self, account: Account) -> str | None:
        """How near the claim before stands: in the sentence, the paragraph, a list, or further."""
        if self.latest is None:
            return None
        before = self.latest.sentence
        if before.index == account.sentence.index:
            return "sentence"
        gap = account.sentence.paragraph - before.paragraph
        near = "same" if gap == 0 else "next" if gap <= 2 else "far"
        return f"{'list' if account.listed else 'prose'}.{near}"


def _key(passage: Passage, speaker: Speaker) -> str:
    return f"{speaker.source_type}:{speaker.party or passage.words(speaker.first, speaker.last).casefold()}"


def signs_of_nobody(voices: Voices, sentence: Sentence) -> Signs:
    """The signs that the outlet itself asserts what stands in a sentence."""
    account = voices.account(sentence)
    told = "saying" if account.sayings else "silent"
    signs = {"nobody": 1.0, f"nobody:{told}": 1.0, "nobody:sayings": min(len(voices.sayings) / 10, 1.0)}
    if account.hearsay:
        signs["nobody:hearsay"] = 1.0
    many = min(len(voices.shares), 4)
    signs[f"nobody:sources{many}.{'none' if account.latest is None else 'early'}"] = 1.0
    signs[f"nobody:lead{min(sentence.index, 2)}.sources{min(many, 2)}"] = 1.0
    if (near := voices.goes_on(account)) is not None and voices.latest is not None:
        held = "somebody" if voices.latest.speaker is not None else "nobody"
        signs[f"nobody:after.{held}.{near}"] = 1.0
        signs[f"nobody:after.{held}.{near}.{told}"] = 1.0
    return signs


def signs_of_source(voices: Voices, speaker: Speaker, sentence: Sentence, at: int) -> Signs:
    """The signs that `speaker` is the source of what stands at token `at` of `sentence`."""
    account = voices.account(sentence)
    around = signs_of_distance(voices, speaker, account) | signs_of_place(voices, speaker, account, at)
    return signs_of_speaker(voices, speaker) | around


def signs_of_speaker(voices: Voices, speaker: Speaker) -> Signs:
    """Those that are the same in the whole document: who speaks, and how often."""
    names = [f"type:{speaker.source_type}"]
    if not speaker.named:
        names.append("unnamed")
    if speaker.bare:
        names.append("bare")
    if voices.passage.hits.ending("grammar.prepositions", speaker.first - 1) is not None:
        names.append(f"governed:{_role_of(voices.by_speaker.get(speaker.first))}")
    signs = dict.fromkeys(names, 1.0)
    signs["share"] = voices.share_of(speaker)
    return signs


def signs_of_distance(voices: Voices, speaker: Speaker, account: Account) -> Signs:
    """Those that are the same for all that stands in a sentence: how, and how far away, the speaker speaks."""
    sentence = account.sentence
    saying = voices.by_speaker.get(speaker.first)
    where = voices.passage.sentence_of(speaker.first)
    role = _role_of(saying)
    gap = sentence.index - where.index
    place = "after" if gap < 0 else str(min(gap, 3))
    apart = sentence.paragraph - where.paragraph
    paragraph = "same" if apart == 0 else "next" if apart == 1 else "far"
    names = [f"gap:{place}.{role}", f"gap:{place}.{paragraph}", f"{place}.{role}.{paragraph}"]
    if gap:
        names += _of_going_on(account, saying, gap)
    if where.last - where.first <= 10 and saying is not None and saying.at >= where.last - 1:
        names.append(f"heading:{paragraph}")
    told = "saying" if account.sayings else "silent"
    sources = min(len(voices.shares), 4)
    names.append(f"main:{min(int(voices.share_of(speaker) * 4), 3)}.sources{sources}.{told}")
    if saying is not None and saying is voices.first:
        names.append(f"first_source.{told}.lead{min(sentence.index, 2)}")
    return dict.fromkeys(names, 1.0)


def signs_of_place(voices: Voices, speaker: Speaker, account: Account, at: int) -> Signs:
    """Those that hang on the place of the figure, and on whose word the figure before it stood."""
    saying = voices.by_speaker.get(speaker.first)
    role = _role_of(saying)
    signs = {f"distance:{role}": min(abs(speaker.first - at) / 40, 2.0)}
    if account.sentence.first <= speaker.first < account.sentence.last:
        verb = saying.at if saying is not None else speaker.first
        walls = min(walls_between(voices.passage, verb, at), 2)
        signs[f"here:{role}.{'left' if speaker.first < at else 'right'}"] = 1.0
        signs[f"here:{role}.walls{walls}"] = 1.0
        others = [s for s in account.sayings if s.speaker is not None]
        if saying is not None and min(others, key=lambda s: abs(s.at - at)) is saying:
            signs["here:nearest"] = 1.0
    held = voices.latest.speaker if voices.latest is not None else None
    if held is not None and (held is speaker or voices.keys[held] == voices.keys[speaker]):
        near = voices.goes_on(account)
        signs[f"goes_on:{'it' if held is speaker else 'alike'}.{near}"] = 1.0
        signs[f"goes_on:{near}.{'saying' if account.sayings else 'silent'}"] = 1.0
    return signs


def _role_of(saying: Saying | None) -> str:
    return "none" if saying is None else "according" if saying.according else "says"


def _of_going_on(account: Account, saying: Saying | None, gap: int) -> list[str]:
    """Signs that a sentence goes on with the account of one before it (or is told by the one after)."""
    latest = saying is not None and account.latest is saying
    age = "latest" if latest else "older"
    names = [f"on:{account.state}", f"on:{account.state}.{age}"]
    if gap > 0 and latest:
        names.append(f"latest:{min(gap, 3)}.{account.state}")
    if account.hearsay:
        names.append(f"hearsay:{age}")
    if gap < 0:
        names.append(f"cataphora:{'early' if account.early_behind else 'late'}")
    return names


def source_of(voices: Voices, sentence: Sentence, at: int) -> Source | None:
    """The likeliest source of what stands at token `at`; None where the outlet itself asserts it."""
    best = score(signs_of_nobody(voices, sentence), voices.weights)
    chosen: Speaker | None = None
    account = voices.account(sentence)
    for speaker in voices.candidates(sentence):
        likely = voices.standing(speaker, sentence)
        likely += score(signs_of_place(voices, speaker, account, at), voices.weights)
        if likely > best + 1e-12:
            best, chosen = likely, speaker
    if chosen is None:
        return None
    saying = voices.by_speaker.get(chosen.first)
    carried = voices.passage.sentence_of(chosen.first).index != sentence.index
    modality = saying.modality if saying is not None else "stated"
    if carried:
        here = next((s for s in account.sayings if s.continues), None)
        modality = here.modality if here is not None else _mood_carried(modality)
    return Source(chosen, modality, saying.via if saying is not None else (), carried)


def _mood_carried(modality: str) -> str:
    """A source's confirming or denying was of one sentence; its claiming and estimating goes on."""
    return modality if modality in ("alleged", "estimated") else "stated"
