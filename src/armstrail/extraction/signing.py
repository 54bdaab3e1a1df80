"""Deals that a company and another party sign, whichever of the two does: companies sell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.parties import Parties, Party
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
    signer = next((party for party in here if _signs(passage, target, party)), None)
    if signer is None or signer.own is None:
        return None, None
    others = (party for party in here if party.code != signer.code and "with" in party.prepositions)
    other = next((party for party in others if party.own is not None and party.own.frame == "agree"), None)
    if other is not None and target.home in (signer.code, other.code):
        return (signer, other) if target.home == signer.code else (other, signer)
    if other is None or (signer.role == "company") == (other.role == "company"):
        return None, None
    return (signer, other) if signer.role == "company" else (other, signer)


def _signs(passage: Passage, target: Target, party: Party) -> bool:
    """Whether a party is the subject of a verb of agreeing, no other verb of a flow between that and the figure."""
    act = party.own
    if act is None or act.frame != "agree" or act.form == "noun" or act.subject != party.first or act.negated:
        return False
    between = range(act.last, target.first) if act.first < target.first else range(target.last, act.first)
    return not any(is_verb(passage, at, VERBS) and not is_verb(passage, at, _NOUN) for at in between)


_NOUN: Final = ("noun",)  # `a contract for the supply of`: a noun as well
