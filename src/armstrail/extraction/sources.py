"""On whose word one claim stands: every phrase that could speak, weighed by where and how it speaks.

A frame of speech in the sentence, the heading above, the account that goes on from the sentence before, the kind
of text: each is a sign with a weight in the `source` table of `weights.toml`; so is the sign that nobody is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from armstrail.extraction.accounts import Account, Quotations, style_of
from armstrail.extraction.acting import who_acts
from armstrail.extraction.flows import Facts, Sums, Table, table_of
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.saying import Saying
from armstrail.extraction.source_signs import names_of_distance, names_of_nobody, names_of_place, names_of_speaker
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.verbs import Act, walls_between

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


# A frame of speech in which somebody speaks, the part in it, and the sentence where that stands.
Frame = tuple[Saying | None, str, Sentence]


@dataclass(slots=True)
class Known:
    """What a phrase that can speak has in the whole document: its frame of speech and its part in it, its sentence,
    the share of the frames in which it or one like it speaks (`main` in quarters), and its score by all that."""

    saying: Saying | None
    role: str
    where: Sentence
    share: float
    main: int
    score: float = 0.0


@dataclass(slots=True)
class Voices:
    """All phrases of a document that could speak, and the frames in which they do; what is asked of one sentence
    for all of them is kept as long as the figures stand in it."""

    passage: Passage
    speakers: list[Speaker]
    able: list[Speaker]  # those that are more than the plain name of a state, or speak
    sayings: list[Saying]
    weights: Table[float]
    by_speaker: dict[int, Saying]
    keys: dict[int, str]  # as the scores, by the first token of the phrase
    shares: Counter[str]
    first: Saying | None  # of the document, with a speaker
    quotations: Quotations
    style: str
    leading: list[Speaker]  # who could speak in the first sentences, and the first who does
    resumed: dict[int, list[Saying]] = field(default_factory=dict)  # later frames that take up a speaker's account
    _by_distance: Sums[float] = field(init=False)
    _by_place: Sums[float] = field(init=False)
    _account: Account | None = None
    _near: list[Speaker] = field(default_factory=list)
    _known: dict[int, Known] = field(default_factory=dict)
    _scores: dict[int, float] = field(default_factory=dict)
    _nobody: dict[str, float] = field(default_factory=dict)
    _nearest: tuple[int, Saying | None] = (-1, None)

    def __post_init__(self) -> None:
        self._by_distance = self.weights.sums(names_of_distance)
        self._by_place = self.weights.sums(names_of_place)

    @classmethod
    def of(
        cls, passage: Passage, speakers: list[Speaker], sayings: list[Saying], weights: dict[str, float],
        acts: Sequence[Act],
    ) -> Voices:  # fmt: skip
        """Gather what `source_of` asks again and again; `weights` are those of the table `source`."""
        by_speaker = {s.speaker.first: s for s in sayings if s.speaker is not None}
        keys = {speaker.first: _key(passage, speaker) for speaker in speakers}
        shares = Counter(keys[saying.speaker.first] for saying in sayings if saying.speaker is not None)
        first = next((saying for saying in sayings if saying.speaker is not None), None)
        passing = {other.first for saying in sayings for other in saying.via if other.first not in by_speaker}
        beside = _who_is_added(speakers, sayings) | who_acts(passage, speakers, by_speaker.keys(), acts)
        able = [
            s for s in speakers
            if s.first not in passing | beside
            and (not s.bare or s.first in by_speaker or s.source_type == "international")
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
            passage, speakers, able, sayings, table_of(weights), by_speaker, keys, shares, first, quotations,
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
            behind = sentences[min(len(sentences) - 1, max(account.until, self._reach(sentence)))].last
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

    def frame_of(self, speaker: Speaker, sentence: Sentence) -> Frame:
        """The frame by which a speaker speaks in a sentence, or spoke last before it, its own or one that took up its
        account; its part in it; and where that stands."""
        known = self.known(speaker)
        own = known.saying
        for later in reversed(self.resumed.get(speaker.first, ())):
            if later.sentence <= sentence.index and (own is None or own.sentence < later.sentence):
                return later, _role_of(later), self.passage.sentences[later.sentence]
        return own, known.role, known.where

    def candidates(self, sentence: Sentence) -> list[Speaker]:
        """Who could be the source of what stands in a sentence: phrases near it or at the head of the document; bare
        names of states only where they speak."""
        self.account(sentence)
        return self._near

    @property
    def spoken(self) -> float:
        """How many frames of speech the document has, ten and more as 1."""
        return min(len(self.sayings) / 10, 1.0)

    def known(self, speaker: Speaker) -> Known:
        """What a speaker has in the whole document."""
        known = self._known.get(speaker.first)
        if known is None:
            saying, share = self.by_speaker.get(speaker.first), self.share_of(speaker)
            where = self.passage.sentence_of(speaker.first)
            known = Known(saying, _role_of(saying), where, share, min(int(share * 4), 3))
            known.score = self.weights.sums(names_of_speaker)[_facts_of_speaker(self, speaker)]
            known.score += share * self.weights.get("share", 0.0)
            self._known[speaker.first] = known
        return known

    def standing(self, speaker: Speaker, account: Account) -> float:
        """The score of a speaker as source of anything in a sentence, wherever it stands there."""
        score = self._scores.get(speaker.first)
        if score is None:
            around = self._by_distance[_facts_of_distance(self, speaker, account)]
            score = self._scores[speaker.first] = self.known(speaker).score + around
        return score

    def placed(self, speaker: Speaker, account: Account, at: int, quoted: str) -> float:
        """What the score of a speaker as source of what stands at a token owes to its place."""
        frame = self.frame_of(speaker, account.sentence)
        facts, (sign, far) = _facts_of_place(self, speaker, account, at, quoted, frame), _distance(speaker, at, frame)
        return self._by_place[facts] + far * self.weights.get(sign, 0.0)

    def nobody(self, sentence: Sentence, at: int) -> float:
        """The score of the outlet itself for what stands at a token of a sentence."""
        account, quoted = self.account(sentence), self.quoted(sentence, at)
        if quoted not in self._nobody:
            told = self.weights.sums(names_of_nobody)[_facts_of_nobody(self, account, quoted)]
            self._nobody[quoted] = told + self.spoken * self.weights.get("nobody:sayings", 0.0)
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


def _who_is_added(speakers: list[Speaker], sayings: list[Saying]) -> set[int]:
    """`Todor Bankow, der Chef des Geheimdienstes, erklärte`: the phrases between who speaks and the verb of saying,
    which only tell more of the one who does."""
    speaking = {saying.speaker.first for saying in sayings if saying.speaker is not None}
    added = set()
    for saying in sayings:
        if saying.speaker is None or saying.according:
            continue
        between = range(saying.speaker.last, saying.at)
        added |= {s.first for s in speakers if s.first in between and s.first not in speaking}
    return added


def _key(passage: Passage, speaker: Speaker) -> str:
    return f"{speaker.source_type}:{speaker.party or passage.words(speaker.first, speaker.last).casefold()}"


def signs_of_nobody(voices: Voices, sentence: Sentence, at: int) -> Signs:
    """The signs that the outlet itself asserts what stands at token `at` of a sentence."""
    facts = _facts_of_nobody(voices, voices.account(sentence), voices.quoted(sentence, at))
    return dict.fromkeys(names_of_nobody(*facts), 1.0) | {"nobody:sayings": voices.spoken}


def signs_of_source(voices: Voices, speaker: Speaker, sentence: Sentence, at: int) -> Signs:
    """The signs that `speaker` is the source of what stands at token `at` of `sentence`."""
    account, frame = voices.account(sentence), voices.frame_of(speaker, sentence)
    names = [
        *names_of_speaker(*_facts_of_speaker(voices, speaker)),
        *names_of_distance(*_facts_of_distance(voices, speaker, account)),
        *names_of_place(*_facts_of_place(voices, speaker, account, at, voices.quoted(sentence, at), frame)),
    ]
    far = dict([_distance(speaker, at, frame)])
    return dict.fromkeys(names, 1.0) | {"share": voices.known(speaker).share} | far


def _facts_of_nobody(voices: Voices, account: Account, quoted: str) -> Facts:
    told = "saying" if account.sayings else "silent"
    around = (account.hearsay, account.reported, account.listed, account.latest is None, account.behind)
    return (told, quoted, *around, account.state, account.opens, voices.style, voices.issued)


def _facts_of_speaker(voices: Voices, speaker: Speaker) -> Facts:
    """What is the same in the whole document: who speaks."""
    ending, before = voices.passage.hits.ending, speaker.first - 1
    saying = voices.by_speaker.get(speaker.first)
    pointed = None
    if not speaker.named and ending("grammar.determiners", before) is not None:
        pointed = "known" if speaker.stands_for else "unknown"
    return (
        speaker.source_type, _role_of(saying), speaker.named, pointed, speaker.bare,
        ending("grammar.prepositions", before) is not None,
        saying is None and voices.quotations.around(speaker.first) is not None,
        bool(voices.leading) and speaker is voices.leading[0], voices.style,
    )  # fmt: skip


def _facts_of_distance(voices: Voices, speaker: Speaker, account: Account) -> Facts:
    """What is the same for all that stands in a sentence: how, and how far away, the speaker speaks."""
    sentence = account.sentence
    saying, role, where = voices.frame_of(speaker, sentence)
    told = "saying" if account.sayings else "silent"
    heading = where.last - where.first <= 10 and saying is not None and saying.at >= where.last - 1
    first = saying is not None and saying is voices.first
    part = (role, told, heading, voices.known(speaker).main, first, first and voices.issued)
    if where.index == sentence.index:
        return ("0", "same", None, *part)
    gap = account.home - where.index
    place = "after" if gap < 0 else "home" if not gap else str(min(gap, 3))
    apart = voices.passage.sentences[account.home].paragraph - where.paragraph
    paragraph = "same" if apart == 0 else "next" if apart == 1 else "far"
    return (place, paragraph, _facts_of_going_on(account, saying, gap), *part)


def _facts_of_going_on(account: Account, saying: Saying | None, gap: int) -> Facts:
    """Whether a sentence goes on with the account of one before it (or is told by the one after)."""
    latest = saying is not None and account.latest is saying
    age = "latest" if latest else "older" if saying is not None else "silent"
    manner = saying.manner if saying is not None else None
    around = (account.opens, account.hearsay, account.reported, account.listed)
    return (account.state, age, max(min(gap, 3), -1), account.behind, manner, *around)


def _facts_of_place(voices: Voices, speaker: Speaker, account: Account, at: int, quoted: str, frame: Frame) -> Facts:
    """What hangs on the place of the figure, and on whose word the figure before it stood."""
    sentence = account.sentence
    saying, role, where = frame
    here: Facts = ()
    if where.index == sentence.index:
        verb = saying.at if saying is not None else speaker.first
        here = (
            _spoken_at(speaker, saying) < at, verb < at, min(_walls_between(voices.passage, saying, verb, at), 2),
            saying.manner if saying is not None else None, saying is not None and voices.nearest(account, at) is saying,
            saying is not None and saying.resumes is speaker,
        )  # fmt: skip
    by = voices.stands_by_quotation(speaker, saying, at) if quoted != "no" else ""
    return role, here, quoted, by, voices.style


def _walls_between(passage: Passage, saying: Saying | None, verb: int, at: int) -> int:
    """The walls between a verb of saying and what is said; a dash before the verb parts the two no more than a comma
    would (`... — сообщает Киев`)."""
    walls = walls_between(passage, verb, at)
    closing = saying is not None and saying.manner == "aside" and verb > at
    return walls - (closing and walls > 0 and passage.tokens[verb - 1].form in "–—-")


def _distance(speaker: Speaker, at: int, frame: Frame) -> tuple[str, float]:
    """How far from a token one speaks, with the name of that sign."""
    saying, role, _ = frame
    return f"distance:{role}", min(abs(_spoken_at(speaker, saying) - at) / 40, 2.0)


def _spoken_at(speaker: Speaker, saying: Saying | None) -> int:
    """The token by which one is there: the phrase itself, or the verb of a frame that takes up its account."""
    return saying.at if saying is not None and saying.resumes is speaker else speaker.first


def _role_of(saying: Saying | None) -> str:
    return "none" if saying is None else "according" if saying.according else "says"


def source_of(voices: Voices, sentence: Sentence, at: int) -> Source | None:
    """The likeliest source of what stands at token `at`; None where the outlet itself asserts it."""
    best = voices.nobody(sentence, at)
    chosen: Speaker | None = None
    account, quoted = voices.account(sentence), voices.quoted(sentence, at)
    for speaker in voices.candidates(sentence):
        if _tells_else(voices, speaker, sentence, at):
            continue
        likely = voices.standing(speaker, account) + voices.placed(speaker, account, at, quoted)
        if likely > best + 1e-12:
            best, chosen = likely, speaker
    if chosen is None:
        return None
    saying, _, _ = voices.frame_of(chosen, sentence)
    carried = voices.passage.sentence_of(chosen.first).index != sentence.index
    modality = saying.modality if saying is not None else "stated"
    if carried:
        here = next((s for s in account.sayings if s.continues and not s.according), None)
        modality = here.modality if here is not None else _mood_carried(modality)
    own = voices.by_speaker.get(chosen.first)
    return Source(chosen, modality, own.via if own is not None else (), carried)


def _tells_else(voices: Voices, speaker: Speaker, sentence: Sentence, at: int) -> bool:
    """`has given 16 tanks, and an official said that Kyiv was pleased`, `18 launchers, weapons that officials say have
    proved effective`: whether a frame of the figure's own sentence begins behind it and tells of something else."""
    saying = voices.by_speaker.get(speaker.first)
    if saying is None or saying.sentence != sentence.index or saying.according:
        return False
    first = min(saying.at, speaker.first)
    if at >= first:
        return False
    joined = saying.manner == "opens" and voices.passage.hits.any_ending(_JOINS, first - 1)
    return joined or saying.manner == "relative"


_JOINS = frozenset({"grammar.coordinators"})


def _mood_carried(modality: str) -> str:
    """A source's confirming or denying was of one sentence; its claiming and estimating goes on."""
    return modality if modality in ("alleged", "estimated") else "stated"
