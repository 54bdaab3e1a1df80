"""Goods named as the price of others: `food in exchange for the shells` sends the shells the other way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from armstrail.extraction.drafts import Draft
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import is_verb
from armstrail.languages import Mention

_REACH: Final = 4  # tokens from the word of exchange to the goods
_RETURN: Final = ("cues.discourse", "return_flow")
_FORMS: Final = ("finite", "base", "gerund")
_OF: Final = frozenset({"of", "for"})


def exchanged(passage: Passage, drafts: Iterable[Draft]) -> frozenset[int]:
    """The first tokens of the drafts, given in text order, that stand behind `in exchange for` (before it, where words
    of relation come last), and of those joined to them."""
    found: set[int] = set()
    before: Draft | None = None
    for draft in drafts:
        goes_on = before is not None and before.first in found and _is_joined(passage, before, draft)
        if goes_on or _is_price(passage, draft):
            found.add(draft.first)
        before = draft
    return frozenset(found)


def _is_price(passage: Passage, draft: Draft) -> bool:
    if passage.pack.flag("script.postpositions"):
        behind = passage.hits.between("cues.discourse", draft.last, min(draft.last + _REACH, draft.sentence.last))
        return any(_RETURN in hit.senses and not _parted(passage, draft.last, hit.first) for hit in behind)
    before = passage.hits.between("cues.discourse", max(draft.sentence.first, draft.first - _REACH - 2), draft.first)
    if _is_got_back(passage, draft, before):
        return True
    return any(
        _RETURN in hit.senses
        and (first := _behind_preposition(passage, hit.last)) is not None
        and first <= draft.first <= first + _REACH
        and not _parted(passage, first, draft.first)
        for hit in before
    )


def _is_got_back(passage: Passage, draft: Draft, before: Sequence[Mention]) -> bool:
    """`Pechino ha fornito 30 blindati e riceverà in cambio 5.000 tonnellate di riso`: goods of another kind that the
    giver gets."""
    act = draft.target.act
    if act is None or act.group != "receive" or act.form == "noun" or draft.target.sort not in _RETURNED:
        return False
    gave = passage.hits.any_between("acts.supply", draft.sentence.first, act.first)
    return gave and any(_RETURN in hit.senses and hit.first >= act.first - 1 for hit in before)


_RETURNED: Final = frozenset({"commodity", "money", "people"})


def _behind_preposition(passage: Passage, last: int) -> int | None:
    """Behind the `for` that ends a word of exchange, or follows it; None where neither does."""
    if passage.hits.ending("grammar.prepositions", last - 1) is not None:
        return last
    of = passage.hits.at("grammar.prepositions", last)
    governs = of is not None and any(cls == "grammar.prepositions" and value in _OF for cls, value in of.senses)
    return of.last if of is not None and governs else None


def _is_joined(passage: Passage, before: Draft, draft: Draft) -> bool:
    """Whether two drafts stand in one row: a comma or `and`, no verb, no other sign between."""
    if before.sentence is not draft.sentence or draft.first < before.last or draft.first - before.last > _REACH:
        return False
    return not _parted(passage, before.last, draft.first)


def _parted(passage: Passage, first: int, last: int) -> bool:
    """Whether a verb or a sign other than a comma stands between."""
    return any(passage.tokens[at].form in ";:()–—." or is_verb(passage, at, _FORMS) for at in range(first, last))
