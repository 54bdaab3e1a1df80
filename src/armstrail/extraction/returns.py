"""What comes back for what went: figures whose own words leave their sides open, and go the other way than the one told
before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from armstrail.extraction.backdrop import Decided, History, Pair
from armstrail.extraction.drafts import Draft
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import Act, acts_in, clause_of

Told = tuple[Pair, tuple[str, ...]]  # a pair, and the reasons for it

BACK: Final = ("given in return",)
PAID: Final = ("what the sum before it pays for",)
_NEAR: Final = 2  # sentences back to the figure whose return is told: one may ask for it in between
_OPENING: Final = 3  # tokens at the head of a sentence
_DISCOURSE: Final = "cues.discourse"
_RETURN: Final = (_DISCOURSE, "return_flow")
_COUNTERFLOW: Final = (_DISCOURSE, "counterflow")


def returned(passage: Passage, parties: Parties, acts: Sequence[Act], draft: Draft, history: History) -> Told | None:
    """`North Korea sent Russia shells. In return it got oil`, `Six systems went the other way`, `What did it get?
    Six systems`: the pair of the figure before turned about, and why, where a sentence lets no party act and it, or a
    question right before it, tells of a return; as it was where that figure is the price of this one."""
    sentence, latest = draft.sentence, history.latest
    if draft.target.sort == "money" or _acting(parties, sentence):
        return None
    if latest is None or None in latest.pair or latest.sentence.index < sentence.index - _NEAR:
        return None
    goes_back = _tells_of_return(passage, acts, draft)
    if latest.sentence.index == sentence.index:
        return (latest.pair, BACK) if goes_back == "opening" else None
    next_to = latest.sentence.index == sentence.index - 1
    act = draft.target.act
    if next_to and (goes_back is not None or (act is not None and act.group == "receive")) and _is_price(latest, acts):
        return latest.pair, PAID
    if next_to and goes_back is not None:
        return latest.pair[::-1], BACK
    asking = passage.sentences[sentence.index - 1]
    if latest.sentence.index >= asking.index or passage.tokens[asking.last - 1].form != "?":
        return None
    asked = _asked_for(passage, parties, acts, asking, latest.pair)
    return None if asked is None else (asked, BACK)


def _is_price(latest: Decided, acts: Sequence[Act]) -> bool:
    """`signed a contract worth 920 million. In return it will get 54 howitzers`: whether the figure before is what is
    paid by whoever gets, the sum of a contract and no gift."""
    if latest.sort != "money":
        return False
    told = {act.group for act in acts_in(latest.sentence, acts)}
    return "agree" in told and not told & _GIVING


_GIVING: Final = frozenset({"supply", "receive"})


def _acting(parties: Parties, sentence: Sentence) -> list[Party]:
    """The parties of a sentence but for those that only tell something."""
    here = parties.by_sentence.get(sentence.index, ())
    return [party for party in here if not party.speaks and not party.dateline]


def _tells_of_return(passage: Passage, acts: Sequence[Act], draft: Draft) -> str | None:
    """Where the words of a figure tell that it goes back: at the `opening` of its sentence, or `beside` it."""
    sentence = draft.sentence
    opening = min(sentence.first + _OPENING, sentence.last)
    if any(_RETURN in hit.senses for hit in passage.hits.between(_DISCOURSE, sentence.first, opening)):
        return "opening"
    first, last = clause_of(passage, sentence, draft.first, draft.last)
    for hit in passage.hits.between(_DISCOURSE, sentence.first, last):
        if _COUNTERFLOW in hit.senses and (hit.first < draft.first or hit.first >= first):
            return "beside"
    if draft.target.sort == "commodity" and any(
        act.group == "pay" and act.first < draft.first for act in acts_in(sentence, acts)
    ):
        return "beside"
    return None


def _asked_for(passage: Passage, parties: Parties, acts: Sequence[Act], asking: Sentence, pair: Pair) -> Pair | None:
    """The sides of what a question asks for, one that names a party of the pair as its taker or giver, or a return."""
    named = {party.code for party in _acting(parties, asking)}
    discourse = passage.hits.between(_DISCOURSE, asking.first, asking.last)
    if any(_RETURN in hit.senses or _COUNTERFLOW in hit.senses for hit in discourse):
        return pair[::-1] if named <= set(pair) else None
    if len(named) != 1 or not named <= set(pair):
        return None
    groups = {act.group for act in acts_in(asking, acts)}
    if "receive" in groups:
        return pair if named == {pair[1]} else pair[::-1]
    return (pair if named == {pair[0]} else pair[::-1]) if "supply" in groups else None
