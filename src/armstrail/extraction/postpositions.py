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
        if token.form == "," and _is_addressed(passage, sentence, at + 1):
            return Governed(subject=True)
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


def _is_addressed(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`이란, 러시아에 …`: a headline leaves the subject's mark out and puts a comma before the one it turns to;
    `미국, 영국은`: what is joined to a subject is one."""
    follower = _party_at(passage, at)
    if follower is None:
        return False
    governed = postposition_after(passage, sentence, follower.last)
    return governed.subject or any(value in ("to", "from", "with") for value in (governed.value or "").split("|"))


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
