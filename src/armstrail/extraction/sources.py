"""On whose word one claim stands: every phrase that could speak, weighed by where and how it speaks.

A frame of speech in the sentence, the heading above, the account that goes on from the sentence before, the kind
of text: each is a sign with a weight in the `source` table of `weights.toml`; so is the sign that nobody is named.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from armstrail.extraction.accounts import Account, Quotations, style_of
from armstrail.extraction.flows import score
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.saying import Saying
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.verbs import walls_between

_BACK = 6  # sentences
_LEAD = 3  # sentences at the head of a document
_MOST = 5  # phrases of the head
_ISSUED_BY = 4  # sentences at the head of a release in which its issuer is named
Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Source:
    """The word on which a claim stands; `carried` where its frame is in another sentence."""

    speaker: Speaker
    modality: str
    via: tuple[Speaker, ...]
    carried: bool


@dataclass(slots=True)
class Voices:
    """All phrases of a document that could speak, and the frames in which they do; what is asked of one sentence
    for all of them is kept as long as the figures stand in it."""

    passage: Passage
    speakers: list[Speaker]
    able: list[Speaker]  # those that are more than the plain name of a state, or speak
    sayings: list[Saying]
    weights: dict[str, float]
    by_speaker: dict[int, Saying]
    keys: dict[int, str]  # as the scores, by the first token of the phrase
    shares: Counter[str]
    first: Saying | None  # of the document, with a speaker
    quotations: Quotations
    style: str
    leading: list[Speaker]  # who could speak in the first sentences, and the first who does
    resumed: dict[int, list[Saying]] = field(default_factory=dict)  # later frames that take up a speaker's account
    _account: Account | None = None
    _near: list[Speaker] = field(default_factory=list)
    _own: dict[int, float] = field(default_factory=dict)
    _scores: dict[int, float] = field(default_factory=dict)
    _nobody: dict[str, float] = field(default_factory=dict)
    _nearest: tuple[int, Saying | None] = (-1, None)

    @classmethod
    def of(cls, passage: Passage, speakers: list[Speaker], sayings: list[Saying], weights: dict[str, float]) -> Voices:
        """Gather what `source_of` asks again and again; `weights` are those of the table `source`."""
        by_speaker = {s.speaker.first: s for s in sayings if s.speaker is not None}
        keys = {speaker.first: _key(passage, speaker) for speaker in speakers}
        shares = Counter(keys[saying.speaker.first] for saying in sayings if saying.speaker is not None)
        first = next((saying for saying in sayings if saying.speaker is not None), None)
        passing = frozenset(other.first for saying in sayings for other in saying.via) - by_speaker.keys()
        able = [
            s for s in speakers
            if s.first not in passing and (not s.bare or s.first in by_speaker or s.source_type == "international")
        ]  # fmt: skip
        behind = passage.sentences[min(_LEAD, len(passage.sentences)) - 1].last if passage.sentences else 0
        leading = [s for s in able if s.first < behind][:_MOST]
        if first is not None and first.speaker is not None and first.speaker not in leading:
            leading.append(first.speaker)
        quotations = Quotations.of(passage)
        resumed: dict[int, list[Saying]] = {}
        for saying in sayings:
            if saying.resumes is not None:
                resumed.setdefault(saying.resumes.first, []).append(saying)
        return cls(
            passage, speakers, able, sayings, weights, by_speaker, keys, shares, first, quotations,
            style_of(passage), leading, resumed,
        )  # fmt: skip

    @property
    def issued(self) -> bool:
        """Whether the text is an office's own and tells at its head whose."""
        return self.style == "release" and self.first is not None and self.first.sentence <= _ISSUED_BY

    def account(self, sentence: Sentence) -> Account:
        """How a sentence is told."""
        if self._account is None or self._account.sentence is not sentence:
            self._account = account = Account.of(self.passage, self.sayings, sentence)
            sentences = self.passage.sentences
            first = sentences[max(0, account.home - _BACK)].first
            behind = sentences[min(len(sentences) - 1, self._reach(sentence))].last
            taken_up = [saying.resumes for saying in account.sayings]
            taken_up.append(account.latest.voice if account.latest is not None else None)
            far = {s.first: s for s in (*self.leading, *taken_up) if s is not None and s.first < first}
            self._near = [far[at] for at in sorted(far)]
            self._near += [s for s in self.able if first <= s.first < behind]
            self._scores, self._nobody, self._nearest = {}, {}, (-1, None)
        assert self._account is not None
        return self._account

    def _reach(self, sentence: Sentence) -> int:
        """The sentence up to which one is looked for who speaks: the next, or that in which a quotation ends."""
        around = self.quotations.around(sentence.last - 1)
        if around is None:
            return sentence.index + 1
        return max(sentence.index + 1, self.passage.sentence_of(min(around[1], len(self.passage.tokens) - 1)).index)

    def frame_of(self, speaker: Speaker, sentence: Sentence) -> tuple[Saying | None, Sentence]:
        """The frame by which a speaker speaks in a sentence, or spoke last before it, its own or one that took up its
        account; and where that stands."""
        own = self.by_speaker.get(speaker.first)
        later = [saying for saying in self.resumed.get(speaker.first, ()) if saying.sentence <= sentence.index]
        if later and (own is None or own.sentence < later[-1].sentence):
            return later[-1], self.passage.sentences[later[-1].sentence]
        if sentence.first <= speaker.first < sentence.last:
            return own, sentence
        return own, self.passage.sentence_of(speaker.first)

    def candidates(self, sentence: Sentence) -> list[Speaker]:
        """Who could be the source of what stands in a sentence: phrases near it or at the head of the document; bare
        names of states only where they speak."""
        self.account(sentence)
        return self._near

    def standing(self, speaker: Speaker, sentence: Sentence) -> float:
        """The score of a speaker as source of anything in a sentence, wherever it stands there."""
        account = self.account(sentence)
        first = speaker.first
        if first not in self._scores:
            if first not in self._own:
                self._own[first] = score(signs_of_speaker(self, speaker), self.weights)
            around = score(signs_of_distance(self, speaker, account), self.weights)
            self._scores[first] = self._own[first] + around
        return self._scores[first]

    def nobody(self, sentence: Sentence, at: int) -> float:
        """The score of the outlet itself for what stands at a token of a sentence."""
        self.account(sentence)
        quoted = self.quoted(sentence, at)
        if quoted not in self._nobody:
            self._nobody[quoted] = score(signs_of_nobody(self, sentence, at), self.weights)
        return self._nobody[quoted]

    def nearest(self, account: Account, at: int) -> Saying | None:
        """The frame of speech with a speaker that stands nearest to a token of the account's sentence."""
        if self._nearest[0] != at:
            others = [saying for saying in account.sayings if saying.voice is not None]
            self._nearest = at, min(others, key=lambda saying: abs(saying.at - at), default=None)
        return self._nearest[1]

    def share_of(self, speaker: Speaker) -> float:
        """The share of the frames of speech in which a speaker, or one like it, speaks."""
        return self.shares[self.keys[speaker.first]] / (len(self.sayings) or 1)

    def quoted(self, sentence: Sentence, at: int) -> str:
        """Whether a token stands inside a quotation: `no`, `here`, or `on` where it began before the sentence."""
        around = self.quotations.around(at)
        return "no" if around is None else "on" if around[0] < sentence.first else "here"

    def stands_by_quotation(self, speaker: Speaker, saying: Saying | None, at: int) -> str:
        """Where a speaker stands to the quotation around a token: `inside`, `by` it (its frame in the sentence in
        which it begins or ends, or right before), or `off`."""
        around = self.quotations.around(at)
        if around is None:
            return "off"
        if around[0] < speaker.first < around[1]:
            return "inside"
        first, last = (self.passage.sentence_of(mark).index for mark in (around[0], around[1] - 1))
        where = self.passage.sentence_of(saying.at if saying is not None else speaker.first).index
        return "by" if where in (first, last) else "before" if where == first - 1 else "off"


def _key(passage: Passage, speaker: Speaker) -> str:
    return f"{speaker.source_type}:{speaker.party or passage.words(speaker.first, speaker.last).casefold()}"


def signs_of_nobody(voices: Voices, sentence: Sentence, at: int) -> Signs:
    """The signs that the outlet itself asserts what stands at token `at` of a sentence."""
    account = voices.account(sentence)
    told = "saying" if account.sayings else "silent"
    names = ["nobody", f"nobody:{told}", f"nobody:quoted.{voices.quoted(sentence, at)}.{told}"]
    names += [f"nobody:{name}" for name in ("hearsay", "reported", "listed") if getattr(account, name)]
    names.append(f"nobody:{'first' if account.latest is None else 'later'}")
    names.append(f"nobody:behind.{account.behind}.{told}")
    names.append(f"nobody:{account.state}.{'opens' if account.opens else 'within'}")
    names += [f"nobody:{voices.style}", f"nobody:{voices.style}.{told}"]
    if voices.issued:
        names.append(f"nobody:issued.{told}")
    return dict.fromkeys(names, 1.0) | {"nobody:sayings": min(len(voices.sayings) / 10, 1.0)}


def signs_of_source(voices: Voices, speaker: Speaker, sentence: Sentence, at: int) -> Signs:
    """The signs that `speaker` is the source of what stands at token `at` of `sentence`."""
    account = voices.account(sentence)
    around = signs_of_distance(voices, speaker, account) | signs_of_place(voices, speaker, account, at)
    return signs_of_speaker(voices, speaker) | around


def signs_of_speaker(voices: Voices, speaker: Speaker) -> Signs:
    """Those that are the same in the whole document: who speaks, and how often."""
    passage = voices.passage
    role = _role_of(voices.by_speaker.get(speaker.first))
    names = [f"type:{speaker.source_type}", f"type:{speaker.source_type}.{role}"]
    if not speaker.named:
        names.append("unnamed")
        if passage.hits.ending("grammar.determiners", speaker.first - 1) is not None:
            names.append(f"pointed:{speaker.source_type}.{'known' if speaker.stands_for else 'unknown'}")
    if speaker.bare:
        names.append("bare")
    if passage.hits.ending("grammar.prepositions", speaker.first - 1) is not None:
        names.append(f"governed:{role}")
    if role == "none" and voices.quotations.around(speaker.first) is not None:
        names.append("named_in_quotation")
    if voices.leading and speaker is voices.leading[0]:
        names.append(f"first_phrase.{voices.style}")
    names.append(f"{voices.style}.{role}")
    return dict.fromkeys(names, 1.0) | {"share": voices.share_of(speaker)}


def signs_of_distance(voices: Voices, speaker: Speaker, account: Account) -> Signs:
    """Those that are the same for all that stands in a sentence: how, and how far away, the speaker speaks."""
    passage, sentence = voices.passage, account.sentence
    saying, where = voices.frame_of(speaker, sentence)
    role = _role_of(saying)
    own = where.index == sentence.index
    gap = 0 if own else account.home - where.index
    place = "after" if gap < 0 else "home" if not own and not gap else str(min(gap, 3))
    apart = 0 if own else passage.sentences[account.home].paragraph - where.paragraph
    paragraph = "same" if apart == 0 else "next" if apart == 1 else "far"
    names = [f"gap:{place}.{role}", f"gap:{place}.{paragraph}", f"{place}.{role}.{paragraph}"]
    if not own:
        names += _of_going_on(account, saying, gap)
    if where.last - where.first <= 10 and saying is not None and saying.at >= where.last - 1:
        names.append(f"heading:{paragraph}")
    told = "saying" if account.sayings else "silent"
    share = min(int(voices.share_of(speaker) * 4), 3)
    names.append(f"main:{share}.{role}.{place}")
    if saying is not None and saying is voices.first:
        names.append(f"first_source.{told}")
        if voices.issued:
            names.append(f"issuer.{told}")
    return dict.fromkeys(names, 1.0)


def signs_of_place(voices: Voices, speaker: Speaker, account: Account, at: int) -> Signs:
    """Those that hang on the place of the figure, and on whose word the figure before it stood."""
    saying, where = voices.frame_of(speaker, account.sentence)
    role = _role_of(saying)
    resumes = saying is not None and saying.resumes is speaker
    place = saying.at if saying is not None and resumes else speaker.first
    signs = {f"distance:{role}": min(abs(place - at) / 40, 2.0)}
    if where.index == account.sentence.index:
        verb = saying.at if saying is not None else speaker.first
        walls = min(walls_between(voices.passage, verb, at), 2)
        signs[f"here:{role}.{'left' if place < at else 'right'}"] = 1.0
        if resumes:
            signs["here:resumes"] = 1.0
        signs[f"here:{role}.walls{walls}"] = 1.0
        if role == "says" and saying is not None:
            signs[f"here:{saying.manner}.{'left' if verb < at else 'right'}"] = 1.0
            signs[f"here:{saying.manner}.walls{walls}"] = 1.0
        if saying is not None and voices.nearest(account, at) is saying:
            signs["here:nearest"] = 1.0
    quoted = voices.quoted(account.sentence, at)
    if quoted != "no":
        signs[f"quoted:{quoted}.{voices.stands_by_quotation(speaker, saying, at)}.{role}"] = 1.0
        signs[f"quoted:{quoted}.{voices.style}.{role}"] = 1.0
    return signs


def _role_of(saying: Saying | None) -> str:
    return "none" if saying is None else "according" if saying.according else "says"


def _of_going_on(account: Account, saying: Saying | None, gap: int) -> list[str]:
    """Signs that a sentence goes on with the account of one before it (or is told by the one after)."""
    latest = saying is not None and account.latest is saying
    age = "latest" if latest else "older" if saying is not None else "silent"
    names = [f"on:{account.state}", f"on:{account.state}.{age}"]
    if gap < 0:
        return [*names, f"cataphora:{account.behind}", f"cataphora:{account.behind}.{age}"]
    if saying is not None:
        names.append(f"on:{saying.manner}.{age}")
    if latest:
        names.append(f"latest:{min(gap, 3)}.{account.state}")
        names.append(f"latest:{min(gap, 3)}.{'opens' if account.opens else 'within'}")
    names += [f"{name}:{age}" for name in ("hearsay", "reported", "listed") if getattr(account, name)]
    return names


def source_of(voices: Voices, sentence: Sentence, at: int) -> Source | None:
    """The likeliest source of what stands at token `at`; None where the outlet itself asserts it."""
    best = voices.nobody(sentence, at)
    chosen: Speaker | None = None
    account = voices.account(sentence)
    for speaker in voices.candidates(sentence):
        likely = voices.standing(speaker, sentence)
        likely += score(signs_of_place(voices, speaker, account, at), voices.weights)
        if likely > best + 1e-12:
            best, chosen = likely, speaker
    if chosen is None:
        return None
    saying, _ = voices.frame_of(chosen, sentence)
    carried = voices.passage.sentence_of(chosen.first).index != sentence.index
    modality = saying.modality if saying is not None else "stated"
    if carried:
        here = next((s for s in account.sayings if s.continues and not s.according), None)
        modality = here.modality if here is not None else _mood_carried(modality)
    own = voices.by_speaker.get(chosen.first)
    return Source(chosen, modality, own.via if own is not None else (), carried)


def _mood_carried(modality: str) -> str:
    """A source's confirming or denying was of one sentence; its claiming and estimating goes on."""
    return modality if modality in ("alleged", "estimated") else "stated"
