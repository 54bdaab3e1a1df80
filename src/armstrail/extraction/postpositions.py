"""The word that governs a name where it stands behind it: 북한에, 러시아로부터, 미국 국무부는."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armstrail.extraction.passage import Passage, Sentence
from armstrail.languages import Mention

_OFFICES: Final = (
    "cues.institutions", "actors.government", "actors.military", "actors.intelligence",
    "actors.leaders",
)  # fmt: skip
_PARTIES: Final = (
    "actors.names", "actors.capital", "actors.people", "actors.leaders", "actors.government", "actors.military",
    "actors.intelligence",
)  # fmt: skip
_REACH: Final = 4


@dataclass(frozen=True, slots=True)
class Governed:
    """How a name is bound: by a role word (`to`, `from`; several joined by `|`), as the subject, or as what
    modifies the noun behind it."""

    value: str | None = None
    subject: bool = False
    modifies: bool = False


def postposition_after(passage: Passage, sentence: Sentence, last: int) -> Governed:
    """What governs the name that ends before token `last`, offices and titles behind it stepped over."""
    hits = passage.hits
    at = last
    while at < sentence.last and at - last <= _REACH:
        hit = hits.at("grammar.prepositions", at)
        office = max((hits.at(cls, at) for cls in _OFFICES), key=lambda found: found.last if found else 0)
        if hit is not None and (passage.tokens[at].glued or office is None or hit.last > office.last):
            told = hits.at("cues.according", at)
            if told is not None and told.last > hit.last:
                return Governed()  # 국정원에 따르면: the one whose word it is
            values = [value for cls, value in hit.senses if cls == "grammar.prepositions"]
            if "subject" in values:
                return Governed(subject=True)
            if values == ["with"] and (follower := _party_at(passage, hit.last)) is not None:
                return postposition_after(passage, sentence, follower.last)  # 미국과 영국에
            return Governed("|".join(values))
        token = passage.tokens[at]
        if token.form == "," and (joined := _past_comma(passage, sentence, last, at + 1)) is not None:
            return joined
        if not token.glued and passage.is_a("grammar.coordinators", at):
            return _past_list(passage, sentence, at + 1)
        if token.form == "(" and (beyond := _beyond_bracket(passage, sentence, at)) is not None:
            at, last = beyond, beyond  # 신속지원군(RSF)에
            continue
        if token.kind != "w" and token.form not in "\"'“”‘’":
            return Governed()
        if token.glued and _is_origin(passage, at):
            return Governed(modifies=_is_goods(passage, at + 1))  # 이란제 드론, 북한산 포탄
        if office is not None:
            at = office.last
        elif token.glued or token.kind != "w":
            at += 1  # a particle of another kind: 도, 측, 들
        else:
            return Governed(modifies=at == last and _is_goods(passage, at))
    return Governed()


def _past_comma(passage: Passage, sentence: Sentence, last: int, at: int) -> Governed | None:
    """`이란, 러시아에 …`: a headline leaves the subject's mark out and puts a comma before the one it turns to;
    `미국, 영국은`: what is joined to a subject is one; `독일은 미국, 영국에`: behind it, to the next."""
    follower = _party_at(passage, at)
    if follower is None:
        return None
    governed = postposition_after(passage, sentence, follower.last)
    if not governed.subject and _PARTS.isdisjoint((governed.value or "").split("|")):
        return None
    listed = passage.is_a("grammar.coordinators", follower.last)  # 노르웨이, 리투아니아 등에
    return governed if listed or _has_subject(passage, sentence, last) else Governed(subject=True)


_PARTS: Final = frozenset({"to", "from", "with"})


def _has_subject(passage: Passage, sentence: Sentence, last: int) -> bool:
    """Whether a name before the one that ends before token `last` carries the mark of the subject."""
    return any(
        passage.tokens[at].glued and ("grammar.prepositions", "subject") in hit.senses
        and any(passage.hits.any_ending(frozenset({cls}), at - 1) for cls in _PARTIES)
        for at in range(sentence.first + 1, last - 1)
        if (hit := passage.hits.at("grammar.prepositions", at)) is not None
    )  # fmt: skip


def _past_list(passage: Passage, sentence: Sentence, at: int) -> Governed:
    """`프랑스 등이`, `리투아니아 등 몇몇 유럽 국가에`: the word for `and others` behind a name, and the noun that holds
    all of them, carry what governs it."""
    for n in range(at, min(at + _LIST, sentence.last)):
        token = passage.tokens[n]
        if token.kind not in "wn" or passage.hits.any_at(passage.pack.acts, n):
            break
        hit = passage.hits.at("grammar.prepositions", n)
        if hit is None or not token.glued:
            continue
        values = [value for cls, value in hit.senses if cls == "grammar.prepositions"]
        if "subject" in values:
            return Governed(subject=True)
        if not _PARTS.isdisjoint(values):
            return Governed("|".join(values))
    return Governed()


_LIST: Final = 6  # tokens from the word for `and others` to the particle


def _party_at(passage: Passage, at: int) -> Mention | None:
    return max((passage.hits.at(cls, at) for cls in _PARTIES), key=lambda found: found.last if found else 0)


def _beyond_bracket(passage: Passage, sentence: Sentence, at: int) -> int | None:
    """The token behind a short bracket that opens at token `at` and is followed by a particle."""
    for end in range(at + 1, min(at + 2 + _REACH, sentence.last - 1)):
        if passage.tokens[end].form == ")":
            return end + 1 if passage.tokens[end + 1].glued else None
    return None


def _is_origin(passage: Passage, at: int) -> bool:
    return passage.is_a("grammar.origin.phrase", at)


def _is_goods(passage: Passage, at: int) -> bool:
    return any(passage.is_a(cls, at) for cls in ("items.nouns", "items.weak", "models", "quantities.units"))


def is_subject(passage: Passage, sentence: Sentence, last: int) -> bool:
    """Whether the phrase that ends before token `last` carries the mark of the subject."""
    return postposition_after(passage, sentence, last).subject
