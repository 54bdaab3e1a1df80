"""Figures that hang on one another: alternatives joined by `or`, and figures worked out from others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from armstrail.extraction.drafts import Draft
from armstrail.extraction.passage import Passage
from armstrail.model.claim import Claim

_REACH = 18


def linked(passage: Passage, made: Sequence[tuple[Draft, Claim]]) -> list[Claim]:
    """The claims with `alternative` and `converted_from` filled in.

    Two figures with nothing but `or`, hedges and articles between them are alternatives and share a
    number, counted from 1 in the document. A figure behind words of conversion or capacity (`equivalent
    to`, `could hold`) with another unit or item before it in the sentence, or in the last one, is
    converted from that one.
    """
    claims = [claim for _, claim in made]
    figures = [n for n, (draft, _) in enumerate(made) if draft.amount is not None]
    groups = 0
    for a, b in pairwise(figures):
        before, after = made[a][0], made[b][0]
        if _are_alternatives(passage, before, after):
            held = claims[a].alternative
            if held is None:
                groups += 1
                held = groups
                claims[a] = replace(claims[a], alternative=held)
            claims[b] = replace(claims[b], alternative=held)
        elif _is_converted(passage, before, after):
            claims[b] = replace(claims[b], converted_from=claims[a].id)
    return claims


def _are_alternatives(passage: Passage, before: Draft, after: Draft) -> bool:
    if before.sentence.index != after.sentence.index or not before.last < after.first <= before.last + 4:
        return False
    joined = False
    for at in range(before.last, after.first):
        if passage.is_a("grammar.alternatives", at):
            joined = True
        elif not (passage.tokens[at].form == "," or passage.is_a("quantities.skip", at)):
            return False
    return joined


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
