"""The word that governs a name where it stands behind it: 북한에, 러시아로부터, 미국 국무부는."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armstrail.extraction.passage import Passage, Sentence

_OFFICES: Final = (
    "cues.institutions", "actors.names", "actors.government", "actors.military", "actors.intelligence",
    "actors.leaders",
)  # fmt: skip
_PARTIES: Final = (*(cls for cls in _OFFICES if cls != "cues.institutions"), "actors.capital", "actors.people")
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
            return Governed("|".join(values))
        token = passage.tokens[at]
        if token.form == "," and _is_addressed(passage, sentence, at + 1):
            return Governed(subject=True)
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
    """`이란, 러시아에 …`: a headline leaves the subject's mark out and puts a comma before the one it turns to."""
    follower = max((passage.hits.at(cls, at) for cls in _PARTIES), key=lambda found: found.last if found else 0)
    if follower is None:
        return False
    governed = postposition_after(passage, sentence, follower.last).value
    return governed is not None and any(value in ("to", "from", "with") for value in governed.split("|"))


def _is_origin(passage: Passage, at: int) -> bool:
    return passage.is_a("grammar.origin.phrase", at)


def _is_goods(passage: Passage, at: int) -> bool:
    return any(passage.is_a(cls, at) for cls in ("items.nouns", "items.weak", "models", "quantities.units"))


def is_subject(passage: Passage, sentence: Sentence, last: int) -> bool:
    """Whether the phrase that ends before token `last` carries the mark of the subject."""
    return postposition_after(passage, sentence, last).subject
