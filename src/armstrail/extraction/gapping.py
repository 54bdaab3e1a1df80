"""Figures whose clause leaves its verb out and names one party of its own: `France gave 40, Sweden twelve`, `80 jets to
Oman, 42 to Peru and 36 to Mali`.

Such a party has the part of the one that stands in the same form in the clause before: as its subject, or under the
same preposition or case. All else goes on as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.backdrop import instead
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import VERBS, is_verb

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Decided, Pair
    from armstrail.extraction.cues import Target

Figure = tuple[int, int]  # tokens `[first, last)`

_NAMES: Final = frozenset({"names", "capital", "short", "people", "group", "company"})
_PARTING: Final = frozenset({"grammar.coordinators", "grammar.walls"})
_OBJECT: Final = frozenset({"object"})
_TO: Final = frozenset({"to", "for"})
_FROM: Final = frozenset({"from", "by"})


def pair_by_gap(passage: Passage, parties: Parties, target: Target, latest: Decided | None) -> Pair | None:
    """The pair of a figure in a clause without a verb, by that of the figure before in its sentence; None where its
    clause has a verb, or names nobody, more than two, or somebody whose part its form leaves open."""
    if latest is None or latest.sentence.index != target.sentence.index:
        return None
    figure = target.first, target.last
    clause = _gapped_clause(passage, target.sentence, figure, target.rivals)
    if clause is None:
        return _pair_in_bracket(passage, parties, target, latest)
    first, last = clause
    here = parties.by_sentence.get(target.sentence.index, ())
    own = [party for party in here if first <= party.first < last]
    if not own or not all(_is_free(party) and party.code not in latest.pair for party in own):
        return None
    if len(own) == _BOTH:
        return _both_replaced(own, [party for party in here if party.last <= first and _is_free(party)], latest.pair)
    if len({party.code for party in own}) != 1:
        return None
    before = [party for party in here if party.last <= first and party.code in latest.pair and _is_free(party)]
    supplier, recipient = latest.pair
    code = _replaced(own[0], before) or _by_meaning(own[0], supplier, recipient)
    if code is None:
        return None
    return instead(latest.pair, code, own[0].code)


_BOTH: Final = 2  # parties of a clause that names either side anew


def _both_replaced(own: Sequence[Party], before: Sequence[Party], pair: Pair) -> Pair | None:
    """`Armenia depended on Russia for 94%, Bangladesh on China for 74%`: the pair of a clause that names both sides in
    the forms in which the clause before had named them."""
    told = [party for party in before if party.code in pair]
    parts = {_replaced(party, told): party.code for party in own}
    supplier, recipient = pair
    if None in pair or parts.keys() != {supplier, recipient}:
        return None
    both = parts[supplier], parts[recipient]
    return both if both[0] != both[1] else None


def _pair_in_bracket(passage: Passage, parties: Parties, target: Target, latest: Decided) -> Pair | None:
    """`90 million to Vietnam, twice as much as to the Philippines (45 million)`: the pair of a figure in brackets, by
    the name right before them, which stands under the preposition of one before it."""
    if passage.tokens[target.first - 1].form != "(":
        return None
    here = parties.by_sentence.get(target.sentence.index, ())
    own = next((party for party in here if party.last == target.first - 1), None)
    if own is None or not _is_free(own) or own.code in latest.pair or not own.prepositions:
        return None
    before = [party for party in here if party.last <= own.first and party.code in latest.pair and _is_free(party)]
    if not before or any(is_verb(passage, at, VERBS) for at in range(before[-1].last, own.first)):
        return None
    code = _replaced(own, before)
    return None if code is None else instead(latest.pair, code, own.code)


def of_gapped(
    passage: Passage, sentence: Sentence, here: Sequence[Party], figure: Figure, rivals: Sequence[Figure]
) -> frozenset[int]:
    """The first tokens of the names in later clauses without a verb that have the part of one before them: of the
    figure in an earlier clause they tell nothing.

    Args:
        here: the parties of its sentence.
    """
    if len(here) < 2 or len(rivals) < 2:
        return frozenset()
    found: set[int] = set()
    for rival in rivals:
        if rival[0] < figure[1] or (clause := _gapped_clause(passage, sentence, rival, rivals)) is None:
            continue
        first, last = clause
        own = [party for party in here if first <= party.first < last]
        before = [party for party in here if party.last <= first and _is_free(party)]
        if (
            first >= figure[1]
            and len(own) == 1
            and _is_free(own[0])
            and _replaced(own[0], before) not in (None, own[0].code)
        ):
            found.add(own[0].first)
    return frozenset(found)


def of_other_marks(
    passage: Passage, sentence: Sentence, here: Sequence[Party], figure: Figure, rivals: Sequence[Figure]
) -> frozenset[int]:
    """The first tokens of the names in other clauses with a figure that carry the same mark as a name in the clause of
    this one, where one verb at the end serves all: `벨기에가 6대를, 노르웨이가 10대를 인도할 계획이다`."""
    if not passage.pack.flag("script.postpositions") or len(here) < 2 or len(rivals) < 2:
        return frozenset()
    first, last = _between_commas(passage, sentence, figure)
    marks = {mark for party in here if first <= party.first < last and (mark := _mark_of(party)) is not None}
    found = set()
    for rival in rivals:
        low, high = _between_commas(passage, sentence, rival)
        if (low, high) != (first, last):
            found |= {party.first for party in here if low <= party.first < high and _mark_of(party) in marks}
    return frozenset(found)


def _between_commas(passage: Passage, sentence: Sentence, figure: Figure) -> Figure:
    first, last = figure
    while first > sentence.first and passage.tokens[first - 1].form not in ",;":
        first -= 1
    while last < sentence.last and passage.tokens[last].form not in ",;":
        last += 1
    return first, last


def _mark_of(party: Party) -> str | None:
    """The particle of a name, where it tells a part."""
    return "subject" if party.subject else party.preposition


def _gapped_clause(
    passage: Passage, sentence: Sentence, figure: Figure, rivals: Sequence[Figure]
) -> tuple[int, int] | None:
    """The tokens around a figure up to a comma, a semicolon or a word of joining on each side, where another figure
    stands before them, and neither a verb nor another figure among them."""
    first, last = figure
    if passage.tokens[first - 1].form == "(" or len(rivals) < 2:
        return None
    if figure not in passage.stretches:
        passage.stretches[figure] = _stretch(passage, sentence, figure)
    first, last = passage.stretches[figure]
    if max(figure[0] - first, last - figure[1]) > _LONG:
        return None
    if first == figure[0] and (name := _name_before_comma(passage, sentence, first - 1)) is not None:
        first = name
    before = [rival for rival in rivals if rival[1] <= first]
    if not before or any(rival != figure and first <= rival[0] < last for rival in rivals):
        return None
    return None if any(is_verb(passage, at, VERBS) for at in range(first, last)) else (first, last)


def _stretch(passage: Passage, sentence: Sentence, figure: Figure) -> Figure:
    """How far the words around a figure go without one that parts clauses, told once for each."""
    first, last = figure
    while first > sentence.first and figure[0] - first <= _LONG and not _parts(passage, first - 1):
        first -= 1
    while last < sentence.last and last - figure[1] <= _LONG and not _parts(passage, last):
        last += 1
    return first, last


_LONG: Final = 30  # tokens on either side of a figure in a clause that leaves its verb out


def _name_before_comma(passage: Passage, sentence: Sentence, comma: int) -> int | None:
    """`a França forneceu 26% e a Suécia, 23%`: the first token of a name that a word of joining opens and a comma, for
    a verb left out, closes."""
    if comma <= sentence.first or passage.tokens[comma].form != ",":
        return None
    name = next((hit for cls in _ACTORS if (hit := passage.hits.ending(cls, comma - 1)) is not None), None)
    if name is None:
        return None
    before = name.first - 1
    while before > sentence.first and passage.hits.ending("grammar.articles", before) is not None:
        before -= 1
    joined = passage.hits.ending("grammar.coordinators", before) is not None or passage.tokens[before].form == ";"
    return name.first if joined else None


_ACTORS: Final = ("actors.names", "actors.capital", "actors.short")


def _parts(passage: Passage, at: int) -> bool:
    return passage.tokens[at].form in ",;:" or passage.hits.any_at(_PARTING, at)


def _is_free(party: Party) -> bool:
    return party.role in _NAMES and not (party.speaks or party.possessive or party.dateline)


def _form_of(party: Party) -> set[str]:
    """What governs a name, or its case; nothing where it stands as a subject does."""
    governed = party.governors
    return governed - _OBJECT


def _replaced(own: Party, before: Sequence[Party]) -> str | None:
    """Whose part a name takes over: that of the last one before it which stands in the same form."""
    form = _form_of(own)
    alike = [party for party in before if (form & _form_of(party) if form else not _form_of(party))]
    if not alike and "of" in form:  # `40 viennent de Russie et 20 de Chine`
        alike = [party for party in before if "from" in _form_of(party)]
    if not alike:
        return None
    if form:
        return alike[-1].code
    if any(party.speaks and not _form_of(party) for party in before):
        return None
    subject = [party for party in alike if party.own is not None and party.own.subject == party.first]
    return (subject or alike)[-1].code


def _by_meaning(own: Party, supplier: str | None, recipient: str | None) -> str | None:
    """Whose part a name takes over that stands in a form of its own: by the preposition that leaves no choice."""
    form = _form_of(own)
    if form and form <= _TO:
        return recipient
    return supplier if form and form <= _FROM else None
