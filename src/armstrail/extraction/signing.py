"""Deals that a company and another party sign, whichever of the two does: companies sell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Parties, Party, stands_beside
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import VERBS, Act, is_verb

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target


def contracted(acts: Iterable[Act], parties: Parties, passage: Passage) -> Iterator[tuple[str, str]]:
    """Who gives and who gets under each deal that a text tells between one company and one other party (`Argentina
    signed a contract with Naval Group`)."""
    seen: set[int] = set()
    for act in acts:
        sentence = passage.sentence_of(act.first)
        if act.frame != "agree" or act.negated or sentence.index in seen:
            continue
        seen.add(sentence.index)
        here = [party for party in parties.by_sentence.get(sentence.index, ()) if not (party.speaks or party.dateline)]
        makers = {party.code for party in here if party.role == "company"}
        others = {party.code for party in here if party.role != "place"} - makers
        if len(makers) == len(others) == 1:
            yield makers.pop(), others.pop()


def sides_of_deal(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Party | None, Party | None]:
    """`Baykar, whose drones helped Baku defeat Yerevan, signed a deal of a billion with Riyadh`: who gives and who gets
    the goods or the sum of a deal that one signs with the other, where one of them is a company, or makes the model
    (`Russia signed a contract with India for the supply of five S-400`); None where not.

    Args:
        here: the parties of the figure's sentence, in order.
    """
    if (both := _sell_to_each_other(passage, target, here)) is not None:
        return both
    signer = next((party for party in here if _signs(passage, target, party)), None)
    if signer is None or signer.own is None:
        return None, None
    others = (party for party in here if party.code != signer.code and _is_with(passage, party))
    other = next((party for party in others if party.own is not None and party.own.frame == "agree"), None)
    home = target.home or _make_of(passage, target, here)
    if other is not None and home in (signer.code, other.code):
        return (signer, other) if home == signer.code else (other, signer)
    if other is None or (signer.role == "company") == (other.role == "company"):
        return None, None
    return (signer, other) if signer.role == "company" else (other, signer)


def _sell_to_each_other(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Party, Party] | None:
    """`한국과 페루가 호위함 4척을 수출하는 계약을 체결했다`: of two that a deal of giving joins as its subject, the
    first gives, where verbs stand behind."""
    act = target.act
    if not passage.pack.flag("script.postpositions") or act is None or act.frame != "supply" or act.form == "noun":
        return None
    if not passage.hits.any_between("acts.agree", act.last, target.sentence.last):
        return None
    for first, second in pairwise(here):
        joined = second.first - first.last == 1 and passage.hits.any_at(_AND, first.last)
        if joined and second.subject and second.last <= target.first and act.subject == second.first:
            return first, second
    return None


_AND: Final = frozenset({"grammar.coordinators", "grammar.prepositions"})  # 와, 과


def _is_with(passage: Passage, party: Party) -> bool:
    """`with Qatar`, `mit dem Emir von Katar`: whether one signs with a party, or with an office of its."""
    if "with" in party.prepositions:
        return True
    if "of" not in party.governors:
        return False
    near = passage.hits.between("grammar.prepositions", party.first - _OFFICE, party.first)
    with_whom = [hit for hit in near if ("grammar.prepositions", "with") in hit.senses]
    return bool(with_whom) and passage.hits.any_between("cues.institutions", with_whom[-1].last, party.first)


_OFFICE: Final = 5  # tokens from `with` to the name of whose office is told


def _make_of(passage: Passage, target: Target, here: Sequence[Party]) -> str | None:
    """`contracts for French arms worth 12 billion`: the state whose make goods are called right before a figure."""
    makes = [
        party.code for party in here
        if party.role == "adjectives" and 0 <= target.first - party.last <= _GOODS_BETWEEN
        and stands_beside(passage, party, _GOODS)
    ]  # fmt: skip
    return makes[-1] if makes else None


_GOODS: Final = frozenset({"items.nouns", "items.weak"})
_GOODS_BETWEEN: Final = 4  # tokens from such an adjective to the sum: the goods, `worth`


def _signs(passage: Passage, target: Target, party: Party) -> bool:
    """Whether a party is the subject of a verb of agreeing, no other verb of a flow between that and the figure."""
    act = party.own
    if act is None or act.frame != "agree" or act.form == "noun" or act.subject != party.first or act.negated:
        return False
    between = range(act.last, target.first) if act.first < target.first else range(target.last, act.first)
    return not any(is_verb(passage, at, VERBS) and not is_verb(passage, at, _NOUN) for at in between)


_NOUN: Final = ("noun",)  # `a contract for the supply of`: a noun as well
