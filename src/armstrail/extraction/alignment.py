"""Rows of figures and names, in which each figure goes with one name: by its bracket, by the `to` behind it, or by the
sentence over a list.

`exports to Denmark (154 million), Indonesia (111 million)`: what is near in words is another figure's here, and the
cues of single names, which add up, would mix the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from armstrail.extraction.lists import heading_of
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import BULLETS, Passage, Sentence
from armstrail.extraction.rows import beside_figure

Figure = tuple[int, int]  # tokens `[first, last)`

_CLEAR: Final = frozenset({"names", "capital", "short", "people", "group"})


def of_other_brackets(
    passage: Passage, parties: Sequence[Party], figure: Figure, rivals: Sequence[Figure]
) -> frozenset[int]:
    """The first tokens of the names right behind which another figure stands in brackets, where one does so behind the
    name of this figure, too."""
    own = _name_of_bracket(passage, parties, figure)
    if own is None:
        return frozenset()
    others = (_name_of_bracket(passage, parties, rival) for rival in rivals if rival != figure)
    return frozenset(party.first for party in others if party is not None and party.code != own.code)


def taker_of_bracket(
    passage: Passage, parties: Sequence[Party], figure: Figure, rivals: Sequence[Figure]
) -> Party | None:
    """The name right before the bracket of a figure, where it, or the name before it in its row, stands under `to`, or
    under `by` behind a passive verb of getting (`chosen by the Netherlands (five)`)."""
    own = _name_of_bracket(passage, parties, figure)
    if own is None:
        return None
    row = [party for rival in rivals if (party := _name_of_bracket(passage, parties, rival)) is not None]
    heads = [party for party in {p.first: p for p in [*row, own]}.values() if party.first <= own.first]
    governed = [party for party in sorted(heads, key=_first) if party.preposition is not None]
    return own if governed and (governed[-1].preposition == "to" or _is_chooser(governed[-1])) else None


def _is_chooser(party: Party) -> bool:
    act = party.own
    return party.preposition == "by" and act is not None and act.group == "receive" and act.voice == "passive"


def taker_in_row(
    passage: Passage, parties: Sequence[Party], figure: Figure, rivals: Sequence[Figure]
) -> tuple[Party, list[Party]] | None:
    """`30 helicopters for 3.8 billion to Israel and 730 missiles for 9 billion to Saudi Arabia`: the name under `to`
    that the row of a figure ends on, and those that end the other rows. None where the names make no such row."""
    takers = [party for party in parties if party.preposition == "to" and party.role in _CLEAR]
    takers = [party for party in takers if not _is_aside(passage, party, takers, rivals)]
    if len({party.code for party in takers}) < 2:
        return None
    if (own := _taker_ahead(passage, takers, figure, rivals)) is not None:
        return own, [party for party in takers if party.code != own.code]
    start = 0
    for party in takers:
        if not any(start <= first and last <= party.first for first, last in rivals):
            return None
        start = party.last
    behind = next((party for party in takers if party.first >= figure[1]), None)
    if behind is None:
        return None
    return behind, [party for party in takers if party.code != behind.code]


def _is_aside(passage: Passage, party: Party, takers: Sequence[Party], rivals: Sequence[Figure]) -> bool:
    """`sold arms to Taiwan for 2 billion, a step that will matter to China`: a name behind all figures, in a relative
    clause that opens behind the last of them, where another name stands before it."""
    last = max((last for _, last in rivals), default=party.first)
    if party.first < last or not any(other.last <= last and other.code != party.code for other in takers):
        return False
    opened = (hit for cls in _OPENERS for hit in passage.hits.between(cls, last, party.first))
    return any(all(passage.tokens[at].form not in ",)" for at in range(hit.last, party.first)) for hit in opened)


_OPENERS: Final = ("grammar.relative", "grammar.walls")


def _taker_ahead(passage: Passage, takers: Sequence[Party], figure: Figure, rivals: Sequence[Figure]) -> Party | None:
    """`a la India 28 cazas y a Catar 10`: the name right before a figure, in a row in which each has one right
    behind it."""
    starts = sorted({first for first, _ in (*rivals, figure)})
    for party, follower in zip(takers, [*takers[1:], None], strict=True):
        behind = [first for first in starts if first >= party.last and (follower is None or first < follower.first)]
        if not behind or behind[0] - party.last > _AHEAD:
            return None
        if any(passage.tokens[at].kind != "w" for at in range(party.last, behind[0])):
            return None
    return next((party for party in reversed(takers) if party.last <= figure[0]), None)


_AHEAD: Final = 2  # tokens from a name to its figure, an article or a hedge between


def told_above(passage: Passage, parties: Parties, sentence: Sentence) -> tuple[str | None, str | None]:
    """`The defence forces have received:`: who gives and who gets by the sentence over a list, for an item of it that
    names nobody; None for a part that it leaves open or gives to several."""
    if parties.by_sentence.get(sentence.index) or not _is_item(passage, sentence):
        return None, None
    heading = heading_of(passage, sentence)
    if heading is None or passage.tokens[passage.sentences[heading].last - 1].form != ":":
        return None, None
    givers: set[str] = set()
    takers: set[str] = set()
    for party in parties.by_sentence.get(heading, ()):
        act = party.own
        if act is None or act.form == "noun":
            continue
        if act.subject == party.first and act.voice == "active":
            if act.frame in _GIVING:
                givers.add(party.code)
            elif act.group == "receive":
                takers.add(party.code)
        elif act.group == "supply" and (party.preposition == "to" or "to" in (party.case or "").split("|")):
            takers.add(party.code)
        elif act.group == "receive" and party.preposition == "from":
            givers.add(party.code)
    return _only(givers), _only(takers - givers)


def _is_item(passage: Passage, sentence: Sentence) -> bool:
    """Whether a bullet, a number or a semicolon marks a line as an item of a list."""
    first, second = passage.tokens[sentence.first], passage.tokens[min(sentence.first + 1, sentence.last - 1)]
    numbered = first.kind == "n" and second.form in ")." and second.glued
    return first.form in BULLETS or numbered or passage.tokens[sentence.last - 1].form == ";"


_GIVING: Final = frozenset({"supply", "pledge", "offer", "deploy"})


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _name_of_bracket(passage: Passage, parties: Sequence[Party], figure: Figure) -> Party | None:
    """`Botswana (84.9 million)`: the name before the bracket that a figure opens."""
    near = passage.tokens[max(figure[0] - _OPENED, 0) : figure[0]]
    if _OPENING.isdisjoint([token.form for token in near]):
        return None  # as for most figures, which need no closer look
    beside = beside_figure(passage, parties, figure[0])
    return beside[0] if beside is not None and beside[1] == "(" else None


_OPENED: Final = 16  # tokens between a bracket and its figure, with words of worth
_OPENING: Final = frozenset("(-–—")


def _first(party: Party) -> int:
    return party.first
