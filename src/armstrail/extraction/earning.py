"""Money that goods and people bring: whoever earns it gives what is sold, and whoever it comes from gets that.

`North Korea has earned 9.8 billion dollars from Russia through arms exports`: a verb of getting has for its subject the
one who gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.amounts import MONEY
from armstrail.extraction.companies import names_firm
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import walls_between
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_EARNING: Final = "grammar.earning"
_REACH: Final = 12  # tokens between a verb of earning and its sum
_NAMES: Final = frozenset({"names", "capital", "short", "group", "company", "leaders", "government"})
_PAYERS: Final = frozenset({"from", "to", "with"})  # of `from Russia`, `exports to Russia`
_EARNERS: Final = frozenset({"to"})  # of `brought Pyongyang 280 million`
_BEHIND: Final = 3  # tokens from a verb of bringing to whom it names
_EACH: Final = 2  # tokens between `for` and whom it is paid for


def who_earns(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Party | None, Party | None]:
    """Who gives and who gets what brings a sum, by a verb of earning, or by one of getting so much for each man; None
    where the words do not tell.

    Args:
        here: the parties of the figure's sentence, in order.
    """
    if not any(passage.hits.any_between(cls, target.first, target.last) for cls in MONEY):
        return None, None
    verb = _verb_of(passage, target)
    if verb is not None:
        earner = _object_of(passage, verb, here) if verb.value(_EARNING) == "object" else _subject_of(verb, here)
    else:
        earner = _paid_for_men(passage, target, here) or _paid_to_maker(passage, target, here)
    if earner is None:
        return None, None
    others = [p for p in here if p.code != earner.code and p.role in _NAMES and not (p.speaks or p.dateline)]
    payers = [p for p in others if _PAYERS & p.prepositions]
    if verb is not None and not payers and len({p.code for p in others}) == 1:
        payers = others  # `Sprzedaż broni Rosji przyniosła`: a case that says less than a preposition
    return earner, payers[0] if payers else None


def _paid_to_maker(passage: Passage, target: Target, here: Sequence[Party]) -> Party | None:
    """`The Czech arms maker received 40 million dollars from Senegal for drones`: a firm that gets money for goods or
    under a contract gives these."""
    act = target.act
    if act is None or act.frame != "receive" or act.voice != "active" or act.form == "noun":
        return None
    maker = next((party for party in here if party.first == act.subject and _is_of_firm(passage, party)), None)
    if maker is None:
        return None
    sentence = target.sentence
    paid = any(
        (_FOR.intersection(hit.senses) and _names_goods(passage, hit.last, sentence.last))
        or passage.is_a("acts.agree", hit.last + 1)
        for hit in passage.hits.between("grammar.prepositions", target.first, sentence.last)
    )
    return maker if paid else None


_FOR: Final = frozenset({("grammar.prepositions", "for"), ("grammar.prepositions", "by")})  # `por drones`
_GOODS_BEHIND: Final = 3  # tokens from `for` to the goods that are paid


def _names_goods(passage: Passage, first: int, last: int) -> bool:
    end = min(first + _GOODS_BEHIND, last)
    return any(passage.hits.any_between(cls, first, end) for cls in ("items.nouns", "models"))


def _is_of_firm(passage: Passage, party: Party) -> bool:
    """Whether a mention is a firm, or tells whose a firm right beside it is."""
    return party.role == "company" or names_firm(passage, party.first - _FIRM, party.last + _FIRM)


_FIRM: Final = 2  # tokens between a name and the noun of a firm: `the Czech arms maker`


def _verb_of(passage: Passage, target: Target) -> Mention | None:
    """The verb of earning that has the sum for its object."""
    sentence = target.sentence
    near = max(sentence.first, target.first - _REACH), min(sentence.last, target.last + _REACH)
    for verb in passage.hits.between(_EARNING, *near):
        gap = (verb.last, target.first) if verb.first < target.first else (target.last, verb.first)
        if not walls_between(passage, *gap) and not passage.hits.any_between("grammar.that", *gap):
            return verb
    return None


def _subject_of(verb: Mention, here: Sequence[Party]) -> Party | None:
    """The first name before a verb that stands free, or under a mark of the subject."""
    before = [p for p in here if p.last <= verb.first and p.role in _NAMES and not p.speaks]
    free = [p for p in before if (p.preposition is None or p.subject) and p.case is None]
    return free[0] if free else None


def _object_of(passage: Passage, verb: Mention, here: Sequence[Party]) -> Party | None:
    """`a fruttato a Pyongyang`, `принесла режиму`, `brought Pyongyang`: whom a verb of bringing names."""
    verbs_last = passage.pack.flag("script.postpositions")
    for party in here:
        told = _EARNERS & party.governors
        right_behind = party.first == verb.last and party.preposition is None
        near = party.last <= verb.first if verbs_last else 0 <= party.first - verb.last <= _BEHIND
        if near and (told or right_behind):
            return party
    return None


def _paid_for_men(passage: Passage, target: Target, here: Sequence[Party]) -> Party | None:
    """`For each soldier Pyongyang gets 2,000 dollars`: who gets money for men."""
    act = target.act
    if act is None or act.frame != "receive" or act.voice != "active":
        return None
    for hit in passage.hits.between("grammar.prepositions", target.sentence.first, target.sentence.last):
        if ("grammar.prepositions", "for") not in hit.senses:
            continue
        for at in range(hit.last, min(hit.last + _EACH + 1, target.sentence.last)):
            men = passage.hits.at("items.nouns", at)
            if men is not None and (men.value("items.nouns") or "").startswith("personnel"):
                return next((party for party in here if party.first == act.subject), None)
    return None
