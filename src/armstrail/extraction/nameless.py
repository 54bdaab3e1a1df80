"""Givers that the words of a sentence leave without a name: `arms from abroad`, `several countries have pledged men`,
or of which they name several for one figure: `arms worth 3 million from Turkey, Iran and Serbia`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from armstrail.extraction.numbers import number_at
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage

if TYPE_CHECKING:
    from armstrail.extraction.cues import Cues, Target

_NAMELESS: Final = "cues.nameless"
_SUBJECT: Final = (_NAMELESS, "subject")
_SOURCE: Final = (_NAMELESS, "source")
_GIVING: Final = frozenset({"supply", "pledge", "offer", "deploy"})
_COMING: Final = frozenset({"receive", "supply", "pay", "arrive"})
_NEAR: Final = 4  # tokens between words for givers without a name and their verb


def has_nameless_giver(passage: Passage, parties: Parties, target: Target, cues: Cues) -> bool:
    """Whether a figure's sentence says that it comes from somebody whom it does not name, or from several at once."""
    sentence = target.sentence
    here = [party for party in parties.by_sentence.get(sentence.index, ()) if not party.dateline]
    if _comes_from_several(passage, target, here):
        return True
    told = passage.hits.between(_NAMELESS, sentence.first, sentence.last)
    if not told:
        return False
    named = any("from" in party.prepositions for party in here) or any("gives_here" in told for told in cues.values())
    if any(_SOURCE in hit.senses for hit in told) and not named:
        return target.act is not None and target.act.group in ("receive", "supply", "arrive", "pay")
    act = target.act
    if act is None or act.frame not in _GIVING or act.form == "noun":
        return False
    subjects = [hit for hit in told if _SUBJECT in hit.senses and _is_beside(passage, hit.last, act.first)]
    return bool(subjects) and not any(subjects[-1].last <= party.first < act.first for party in here)


def _is_beside(passage: Passage, first: int, last: int) -> bool:
    """Whether at most a few words, and no sign or number, part two words."""
    return 0 <= last - first <= _NEAR and all(passage.tokens[at].kind == "w" for at in range(first, last))


def _comes_from_several(passage: Passage, target: Target, here: Sequence[Party]) -> bool:
    """`imported weapons worth 3 million, primarily from Turkey, Iran and Serbia`: whether names joined behind one
    `from` all give the only figure of their sentence."""
    if target.act is None or target.act.group not in _COMING:
        return False
    first = next((n for n, party in enumerate(here) if "from" in party.prepositions and not party.speaks), None)
    if first is None:
        return False
    row = [here[first]]
    for before, party in pairwise(here[first:]):
        if not _joins(passage, before.last, party.first):
            break
        row.append(party)
    figures = [rival for rival in target.rivals if number_at(passage, rival[0]) is not None]
    ends = len(row) > 1 and passage.hits.any_between("grammar.coordinators", row[-2].last, row[-1].first)
    return ends and len({party.code for party in row}) > 1 and len(figures) <= 1


def _joins(passage: Passage, first: int, last: int) -> bool:
    """Whether nothing but a comma or a word of joining, small words around it, parts two names; a preposition would
    open another side (`dall'Iran e diretto nello Yemen`), unlike in other rows."""
    joined = False
    for at in range(first, last):
        joins = passage.tokens[at].form == "," or passage.hits.any_ending(_JOINING, at)
        joined |= joins
        if not joins and not passage.hits.any_ending(_SMALL, at):
            return False
    return joined


_JOINING: Final = frozenset({"grammar.coordinators"})
_SMALL: Final = frozenset({"grammar.articles", "cues.institutions"})
