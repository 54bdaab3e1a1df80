"""Wholes whose parts are told behind them: `Of the 18 guns for Kyiv six come from France and twelve from Italy`.

Where the parts come from several, or go to several, nobody in particular gives, or gets, the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from armstrail.extraction.drafts import Draft
from armstrail.extraction.hedges import last_before
from armstrail.extraction.passage import Passage
from armstrail.model.claim import Claim

if TYPE_CHECKING:
    from armstrail.extraction.cues import Cues

Made = Sequence[tuple[Draft, Claim]]

_OPENING: Final = 4  # tokens of a sentence in which its whole begins
_MOST: Final = 60  # figures behind a whole that may be its parts
_TO_COLON: Final = 8  # tokens from a whole to the colon before its parts
_SMALL: Final = frozenset({"grammar.articles", "quantities.hedges_before", "quantities.another", "quantities.skip"})
_PART_OF: Final = frozenset({"of", "from"})


def without_parts(passage: Passage, made: Made) -> list[Claim]:
    """The claims, wholes without the side that their parts differ in."""
    claims = [claim for _, claim in made]
    figures = [n for n, (draft, _) in enumerate(made) if draft.amount is not None]
    for place, n in enumerate(figures):
        draft = made[n][0]
        if claims[n].kind not in ("transfer", "deployment", "use"):
            continue
        near = figures[place + 1 : place + 1 + _MOST]
        behind = [made[m] for m in near if _tells_parts(passage, draft, made[m][0])]
        parts = _parts_of(claims[n], [claim for _, claim in behind])
        if len(parts) > 1:
            claims[n] = _whole(claims[n], parts)
    return claims


def _tells_parts(passage: Passage, whole: Draft, part: Draft) -> bool:
    """Whether a figure stands where the parts of a whole are told: in a sentence that opens with it behind `of`, behind
    its colon or a relative for it, or in the next one, behind `of` and a pronoun for it."""
    if whole.sentence.index == part.sentence.index:
        return _is_of(passage, whole) or _colon_between(passage, whole, part) or _relative_between(passage, whole, part)
    return whole.sentence.index + 1 == part.sentence.index and _opens_with_of(passage, part)


def _is_of(passage: Passage, whole: Draft) -> bool:
    at = last_before(passage, whole.sentence, whole.first, _SMALL)
    return whole.first - whole.sentence.first <= _OPENING and _is_part_of(passage, at)


def _is_part_of(passage: Passage, at: int) -> bool:
    if passage.hits.ending("numbers.ratios", at) is not None:
        return True  # `sur les 60 blindés`
    of = passage.hits.ending("grammar.prepositions", at)
    return of is not None and any(cls == "grammar.prepositions" and value in _PART_OF for cls, value in of.senses)


def _colon_between(passage: Passage, whole: Draft, part: Draft) -> bool:
    end = min(whole.last + _TO_COLON, part.first)
    return any(passage.tokens[at].form == ":" for at in range(whole.last, end))


def _relative_between(passage: Passage, whole: Draft, part: Draft) -> bool:
    """`40 helicopters, dos quais 24 vieram`: whether a comma and a relative stand right behind a whole."""
    at = whole.last
    if at + 1 >= part.first or passage.tokens[at].form != ",":
        return False
    return any(passage.is_a("grammar.relative", n) for n in (at + 1, at + 2))


def _opens_with_of(passage: Passage, part: Draft) -> bool:
    first = part.sentence.first
    pronoun = first + 1
    return _is_part_of(passage, first) and any(passage.is_a(cls, pronoun) for cls in _PRONOUNS)


_PRONOUNS: Final = ("grammar.pronouns", "grammar.determiners")


def _parts_of(whole: Claim, behind: Sequence[Claim]) -> list[Claim]:
    """The claims behind a whole that count the same and are no more than it together."""
    if whole.quantity is None or whole.quantity.low is None:
        return []
    found: list[Claim] = []
    total = 0.0
    for claim in behind:
        quantity = claim.quantity
        if quantity is None or quantity.unit != whole.quantity.unit or claim.item != whole.item:
            continue
        total += quantity.low or quantity.high or 0.0
        if total > whole.quantity.low:
            return []
        found.append(claim)
    return found


def _whole(whole: Claim, parts: Sequence[Claim]) -> Claim:
    """A whole without the party that only one of its parts has, and with the one that all of them have."""
    suppliers, recipients = {part.supplier for part in parts}, {part.recipient for part in parts}
    if len(suppliers) > 1 and len(recipients) == 1:
        return replace(whole, supplier=None, recipient=next(iter(recipients)))
    if len(recipients) > 1 and len(suppliers) == 1:
        return replace(whole, supplier=next(iter(suppliers)), recipient=None)
    return whole


def is_part_of(draft: Draft, whole: Draft | None, cues: Cues) -> bool:
    """Whether a figure without a noun counts some of those before it (`Dei 36 Rafale ordinati dall'India ne sono stati
    consegnati 28`) and nothing in its sentence says who gives or gets these alone."""
    if whole is None or not draft.inherited or draft.sentence is not whole.sentence or draft.path != whole.path:
        return False
    part, all_ = draft.amount, whole.amount
    if part is None or all_ is None or part.kind != "count" or draft.unit != whole.unit or part.another:
        return False
    told = any(mark in names for names in cues.values() for mark in ("gives_here", "gets_here"))
    return not told and part.number.value <= all_.number.value
