"""How each sentence of a document is told: on whose account it goes on, in what quotation and list it stands.

Most sentences of a report name no speaker; what they say still rests on somebody's word. Here is what the text
around tells of that, before anybody is weighed: quotations that run over several sentences, lines of a list that
stand on the word of the sentence above it, and the frame of speech in the sentence behind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from armstrail.extraction.passage import BULLETS, Passage, Sentence
from armstrail.extraction.saying import Saying

_INTERVIEW = 0.06  # share of sentences that ask
_HEAD = 4  # sentences
_SINGLE = frozenset("'’‘‚‹›")  # more often apostrophes, or quotations inside others


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a document as tokens `[first, last]` of their marks, in order."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    @classmethod
    def of(cls, passage: Passage) -> Quotations:
        """Pair the marks; one that is never closed ends with its paragraph."""
        closing: dict[str, set[str]] = {}
        for pair in passage.pack.marks("text.quotes"):
            if pair[0] not in _SINGLE:
                closing.setdefault(pair[0], set()).add(pair[1])
        marks = closing.keys() | {mark for ends in closing.values() for mark in ends}
        firsts: list[int] = []
        lasts: list[int] = []
        watched = marks | {"\n"}
        for at in passage.signs:
            token = passage.tokens[at]
            if token.form not in watched:
                continue
            inside = len(firsts) > len(lasts)
            if inside and (token.kind == "l" or token.form in closing[passage.tokens[firsts[-1]].form]):
                lasts.append(at)
            elif not inside and token.form in marks and token.form in closing:
                firsts.append(at)
        return cls(tuple(firsts), (*lasts, *([len(passage.tokens)] * (len(firsts) - len(lasts)))))

    def around(self, token: int) -> tuple[int, int] | None:
        """The quotation in which a token stands."""
        n = bisect_right(self.firsts, token) - 1
        return (self.firsts[n], self.lasts[n]) if n >= 0 and token < self.lasts[n] else None


@dataclass(frozen=True, slots=True)
class Account:
    """How one sentence is told.

    `home` is the sentence on whose word it stands if no other speaks: its own, or that above the list it is a line
    of. `state` tells what it does with the account before (`own`, `continues`, `begins`, `plain`), `opens` that a
    paragraph begins with it, `behind` how the sentence behind tells who speaks (`told`: of what was said before it).
    """

    sentence: Sentence
    home: int
    sayings: tuple[Saying, ...]
    latest: Saying | None
    hearsay: bool
    reported: bool
    state: str
    listed: bool
    opens: bool
    behind: str
    until: int  # the sentence of who tells so

    @classmethod
    def of(cls, passage: Passage, sayings: Sequence[Saying], sentence: Sentence) -> Account:
        """Look at one sentence; `sayings` are those of the document in order."""
        home = _home_of(passage, sentence)
        first = bisect_left(sayings, sentence.index, key=_sentence_of)
        behind = bisect_left(sayings, sentence.index + 1, first, key=_sentence_of)
        before = bisect_left(sayings, home + 1, 0, first, key=_sentence_of) if home < sentence.index else first
        here = tuple(sayings[first:behind])
        latest = next((saying for saying in reversed(sayings[:before]) if saying.goes_on), None)
        opening = min(sentence.first + 3, sentence.last)
        if any(saying.speaker is not None for saying in here):
            state = "own"
        elif any(saying.continues for saying in here):
            state = "continues"
        else:
            begins = passage.hits.any_between("grammar.self_speakers", sentence.first, opening)
            state = "begins" if begins else "plain"
        return cls(
            sentence,
            home,
            here,
            latest,
            passage.hits.any_between("grammar.hearsay_aux", sentence.first, sentence.last),
            passage.hits.any_between("grammar.reported", sentence.first, sentence.last),
            state,
            is_listed(passage, sentence),
            sentence.index == 0 or passage.sentences[sentence.index - 1].paragraph != sentence.paragraph,
            *_behind(passage, sayings[behind] if behind < len(sayings) else None, sentence),
        )


def is_listed(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence is a line of a list."""
    return passage.tokens[sentence.first].form in BULLETS


def _home_of(passage: Passage, sentence: Sentence) -> int:
    """The sentence above a list, or that ends in the colon right before; else the sentence's own."""
    index = sentence.index
    while index and is_listed(passage, passage.sentences[index]):
        index -= 1
    if index == sentence.index and index and passage.tokens[passage.sentences[index - 1].last - 1].form == ":":
        index -= 1
    return index


def _behind(passage: Passage, follower: Saying | None, sentence: Sentence) -> tuple[str, int]:
    """How the next frame behind a sentence tells whose word it is, and in which sentence that frame stands."""
    if follower is None or follower.speaker is None:
        return "none", sentence.index
    if follower.told and _is_told_of(passage, sentence, passage.sentences[follower.sentence]):
        return "told", follower.sentence
    if follower.sentence != sentence.index + 1:
        return "none", sentence.index
    early = follower.at - passage.sentences[follower.sentence].first <= 3
    return "early" if early else "late", follower.sentence


def _is_told_of(passage: Passage, sentence: Sentence, teller: Sentence) -> bool:
    """Whether a sentence that points back means another: the one right before, or all of the paragraph that it closes
    or follows."""
    first = passage.sentences[teller.index - 1].paragraph != teller.paragraph
    return teller.index == sentence.index + 1 or sentence.paragraph == teller.paragraph - first


def _sentence_of(saying: Saying) -> int:
    return saying.sentence


def style_of(passage: Passage) -> str:
    """Whether a document is told by one voice: the `release` or answer of an office, an `interview`; else whether it
    asks `questions` itself, or is a `report`."""
    hits = passage.hits
    head = passage.sentences[min(_HEAD, len(passage.sentences)) - 1].last if passage.sentences else 0
    styles = {hit.value("cues.style") for hit in hits.between("cues.style", 0, head)}
    asked = sum(passage.tokens[sentence.last - 1].form == "?" for sentence in passage.sentences)
    if asked > 2 and asked >= _INTERVIEW * len(passage.sentences):
        own = sum(hit.value("cues.style") == "own" for hit in hits.between("cues.style", 0, len(passage.tokens)))
        told = "interview" in styles or own >= asked or _quoted_paragraphs(passage) > asked / 2
        return "interview" if told else "questions"
    return "release" if "release" in styles else "report"


def _quoted_paragraphs(passage: Passage) -> int:
    """How many paragraphs open with a quotation."""
    marks = {pair[0] for pair in passage.pack.marks("text.quotes")}
    opening = (s for n, s in enumerate(passage.sentences) if not n or passage.sentences[n - 1].paragraph != s.paragraph)
    return sum(passage.tokens[sentence.first].form in marks for sentence in opening)
