"""The receipt of an estimate as a value: what follows, how sure, and all that it was made from, in words.

A number without its receipt is not worth printing. A receipt leads from the number to each voice, from each voice to
the claims that carry it, and names what was left out and why; layouts add nothing to it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """The place of a claim: ids, and the document's name, publisher and date in words, with the very figure."""

    claim: str
    document: str
    document_id: str
    words: str
    lang: str | None
    publisher: str
    date: str


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One voice: whose word, what it says, as of when, since when public, and what it did to the number.

    `weight` is its share of a vote in words, `entered` how its wording entered, `moves` what the middle does without
    it ("" where not asked), `derived` from what it is worked out, `grade` what people think of it, `helped` that a
    model pointed at claims that carry it.
    """

    voice: str
    origin: str
    family: str
    figure: str
    as_of: str
    known: str
    weight: str
    entered: str
    moves: str
    derived: str
    grade: str
    carried: str
    references: tuple[Reference, ...]
    helped: str = ""


@dataclass(frozen=True, slots=True)
class AsideLine:
    """What was left out for one reason: the reason in words, how many claims, and where the first of them stand."""

    code: str
    reason: str
    count: int
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what stands beside it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """An estimate, or why there is none, with all that bears on it; everything in the words of one language.

    `sentences` tell the number and the likelihood, `confidence` how far the evidence carries ("" where there is no
    estimate), `cautions` what a reader must know before. `voices` stand with the most influential first; `routes`
    answer the same through a conversion or bound it by what could be held, each use of a factor in `factors`;
    `without` drops one family each; `conflicts` and `denials` are set beside it and settled by nobody.
    """

    title: str
    language: str
    sentences: tuple[str, ...]
    confidence: str
    cautions: tuple[str, ...]
    voices: tuple[VoiceLine, ...]
    routes: tuple[Pair, ...]
    factors: tuple[Pair, ...]
    without: tuple[Pair, ...]
    conflicts: tuple[Pair, ...]
    denials: tuple[Pair, ...]
    asides: tuple[AsideLine, ...]
