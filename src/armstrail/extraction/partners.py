"""Two parties that a word for a role tells at once: `Russia is India's main supplier, with 62% of its imports`.

Who is the supplier of another gives, and the other gets; who is the buyer of another gets, and the other gives. That
holds for the figures of the clause, which has no verb of giving or getting of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import Act, walls_between
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.parties import Party

_ROLE: Final = "cues.roles"
_ALIKE: Final = "alike"
_OTHER: Final = {"suppliers": "recipients", "recipients": "suppliers"}
_NAMES: Final = frozenset({"names", "capital", "short", "people"})
_BEING: Final = ("grammar.copula", "grammar.passive")
_BESIDE: Final = 5  # tokens between a word for a role and the name it is the role for
_FAR: Final = 8  # tokens between that word and who has the role
_MOVING: Final = frozenset({"supply", "receive", "arrive"})


def partners(passage: Passage, here: Sequence[Party], act: Act | None, figure: int) -> dict[int, str]:
    """What each of two parties is by such a word, `suppliers` or `recipients`, by the first tokens of their names.

    Args:
        here: the parties of a sentence, in order.
        act: the act that governs the figure.
        figure: the first token of the figure.
    """
    if not here or (act is not None and act.group in _MOVING and act.form not in ("noun", "participle")):
        return {}
    sentence = passage.sentences[here[0].sentence]
    for told in passage.hits.between(_ROLE, sentence.first, sentence.last):
        role = next(value for cls, value in told.senses if cls == _ROLE)
        if role not in _OTHER or told.first > figure:
            continue
        if any((_ROLE, _ALIKE) in hit.senses for hit in passage.hits.between(_ROLE, told.last, figure)):
            return {}
        other = whose(passage, here, told, bare=True)
        holder = _holder(passage, here, told, other) if other is not None else None
        if other is not None and holder is not None and holder.code != other.code:
            return {holder.first: role, other.first: _OTHER[role]}
    return {}


def is_told_of(passage: Passage, at: int) -> bool:
    """Whether a word for a role at a token is what somebody is said to be, and nobody who speaks."""
    if not passage.is_a(_ROLE, at):
        return False
    for end in range(at - 1, max(at - _BESIDE, passage.sentence_of(at).first - 1), -1):
        if any(passage.hits.ending(cls, end) is not None for cls in _BEING):
            return True
        if passage.tokens[end].kind != "w":
            return False
    return False


def whose(passage: Passage, here: Sequence[Party], told: Mention, *, bare: bool = False) -> Party | None:
    """For whom a party has the role that a word tells: `supplier of arms to Saudi Arabia`, `India's main supplier`;
    with `bare` also `Lieferant Indiens`, which elsewhere may open a row."""
    for party in here:
        if party.role not in _NAMES and not (bare and party.role == "adjectives" and party.first == told.last):
            continue
        owns = party.possessive or (passage.pack.flag("script.postpositions") and "of" in party.prepositions)
        if owns and party.last <= told.first and _is_plain(passage, party.last, told.first):
            return party
        if party.first >= told.last and _is_plain(passage, told.last, party.first):
            of = "of" in party.prepositions or _opens_of(passage, told.last) or _supplies(party, told)
            return party if of or (bare and party.first == told.last) else None
    return None


def _supplies(party: Party, told: Mention) -> bool:
    """`поставщик оружия в Индию`: whether a party stands under `to` behind a word for who supplies."""
    return "to" in party.prepositions and (_ROLE, "suppliers") in told.senses


def _opens_of(passage: Passage, at: int) -> bool:
    hit = passage.hits.at("grammar.prepositions", at)
    return hit is not None and ("grammar.prepositions", "of") in hit.senses


def _is_plain(passage: Passage, first: int, last: int) -> bool:
    """Whether a few words without a verb of being or a sign stand in tokens `[first, last)`."""
    return last - first <= _BESIDE and all(
        (passage.tokens[at].kind == "w" or passage.tokens[at].form == "'s")
        and not any(passage.hits.at(cls, at) is not None for cls in _BEING)
        for at in range(first, last)
    )


def _holder(passage: Passage, here: Sequence[Party], told: Mention, other: Party) -> Party | None:
    """Who is said to have the role: the name before the verb of being, or behind it."""
    before = [p for p in here if p.last <= min(told.first, other.first) and _is_free(p)]
    if before and _is_said(passage, before[-1].last, told.first):
        return before[-1]
    end = max(told.last, other.last)
    behind = next((p for p in here if p.first >= end), None)
    return behind if behind is not None and _is_free(behind) and _is_said(passage, end, behind.first) else None


def _is_free(party: Party) -> bool:
    return party.role in _NAMES and party.preposition is None and not (party.speaks or party.possessive)


def _is_said(passage: Passage, first: int, last: int) -> bool:
    """Whether a verb of being joins what stands before tokens `[first, last)` to what stands behind."""
    if last - first > _FAR or walls_between(passage, first - 1, last):
        return False
    return any(passage.hits.any_between(cls, first, last) for cls in _BEING)
