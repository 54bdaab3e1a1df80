"""Figures that hang on one another: alternatives joined by `or`, figures worked out from others, figures that one
condition holds for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from armstrail.extraction.drafts import Draft
from armstrail.extraction.passage import Passage
from armstrail.model.claim import Claim

_REACH = 18
_JOINED = 12  # tokens between two figures: the goods of the first, its calibre, the joining word, a hedge


def linked(passage: Passage, made: Sequence[tuple[Draft, Claim]]) -> list[Claim]:
    """The claims with `alternative` and `converted_from` filled in.

    Two figures with nothing but `or`, hedges, articles and the goods of the first between them are alternatives and
    share a number, counted from 1 in the document. A figure behind words of conversion or capacity (`equivalent
    to`, `could hold`) with another unit or item before it in the sentence, or in the last one, is
    converted from that one. What two figures joined by `or` or `and` are held to be on, and worked out from, is said
    once, before the first.
    """
    claims = [claim for _, claim in made]
    figures = [n for n, (draft, _) in enumerate(made) if draft.amount is not None]
    groups = 0
    for a, b in pairwise(figures):
        before, after = made[a][0], made[b][0]
        joined = _joined_by(passage, before, after)
        if joined is not None:
            claims[b] = _on_the_same_terms(claims[a], claims[b])
        if joined == "grammar.alternatives":
            held = claims[a].alternative
            if held is None:
                groups += 1
                held = groups
                claims[a] = replace(claims[a], alternative=held)
            claims[b] = replace(claims[b], alternative=held)
        elif _is_converted(passage, before, after):
            claims[b] = replace(claims[b], converted_from=claims[a].id)
    return claims


def _joined_by(passage: Passage, before: Draft, after: Draft) -> str | None:
    """`grammar.alternatives` or `grammar.coordinators` where a word of that class joins two figures of a sentence
    (`3 million rounds of 152 mm or 500,000 of 122 mm`): no verb, party, clause or other sign stands between them."""
    if before.sentence.index != after.sentence.index or not before.last <= after.first <= before.last + _JOINED:
        return None
    at = after.first - 1
    while at > before.last and passage.is_a("quantities.skip", at):
        at -= 1
    joining = next((cls for cls in _JOINING if passage.hits.ending(cls, at) is not None), None)
    hits, acts = passage.hits, passage.pack.acts
    parted = any(
        passage.tokens[n].form in _PARTING or hits.any_at(_APART, n) or hits.any_at(acts, n)
        for n in range(before.last, after.first)
    )
    return None if parted else joining


_JOINING = ("grammar.alternatives", "grammar.coordinators")
_PARTING = frozenset(";:()–—")
_APART = frozenset({"actors.names", "actors.capital", "actors.leaders", "grammar.relative", "grammar.that"})


def _on_the_same_terms(before: Claim, after: Claim) -> Claim:
    """The second of two joined figures on the condition of the first, where its own words name none."""
    if before.condition is None or after.condition not in (None, before.condition):
        return after
    return replace(after, condition=before.condition, converted_from=before.converted_from)


def _is_converted(passage: Passage, before: Draft, after: Draft) -> bool:
    same = before.unit == after.unit and before.path == after.path
    if same or after.sentence.index - before.sentence.index > 1:
        return False
    start = max(after.sentence.first, before.last, after.first - _REACH)
    for at in range(start, after.first):
        cue = passage.hits.at("cues.condition", at)
        if cue is not None and cue.value("cues.condition") in ("capacity", "converted"):
            return True
    return False
