"""How likely a number or item is a claim of the field at all: signs that add up, as for direction.

A document on arms holds budgets, stocks, casualties and front-line counts beside its transfers. No single
word tells them apart; the signs stand in the `claim` table of `weights.toml`, fitted like the others.
"""

from __future__ import annotations

import math
from typing import Final

from armstrail.extraction.backdrop import Pair
from armstrail.extraction.cues import Cues
from armstrail.extraction.drafts import Draft
from armstrail.extraction.flows import Scene, Weights, score
from armstrail.extraction.lists import heading_of
from armstrail.extraction.passage import Passage
from armstrail.extraction.quantities import Amount
from armstrail.extraction.verbs import is_phrase_of_worth


def temper_of(passage: Passage) -> dict[str, float]:
    """How much of the field's own words, and of other fields', a document holds per sentence (at most 2)."""
    domain = other = 0
    for mention in passage.hits.starts["cues.topic"].values():
        values = [value for name, value in mention.senses if name == "cues.topic"]
        domain += "domain" in values
        other += "other" in values and "domain" not in values
    sentences = max(len(passage.sentences), 1)
    return {"domain": min(domain / sentences, 2.0), "other": min(other / sentences, 2.0)}


def signs_of(
    passage: Passage, draft: Draft, pair: Pair, cues: Cues, scene: Scene, temper: dict[str, float]
) -> dict[str, float]:
    """The signs that a draft is or is no claim, as the table of weights names them."""
    signs = plain_signs(passage, draft, pair, cues, scene, temper)
    return {f"{scope_of(draft)}|{name}": value for name, value in signs.items()}


def scope_of(draft: Draft) -> str:
    """Figures and items without one are weighed apart."""
    return "figure" if draft.amount is not None else "item"


def plain_signs(
    passage: Passage, draft: Draft, pair: Pair, cues: Cues, scene: Scene, temper: dict[str, float]
) -> dict[str, float]:
    """The signs that a draft is or is no claim, by name, without their scope."""
    names = [f"kind:{draft.kind}", f"root:{'.'.join((draft.path or 'none').split('.')[:2])}"]
    act = draft.target.act
    names.append(f"act:{act.frame}.{act.form}" if act is not None else "act:none")
    names.append(f"group:{act.group}.{act.voice}" if act is not None else "group:none")
    if act is not None and act.negated:
        names.append("negated")
    here = [code is not None and code in cues for code in pair]
    names.append(f"local:{'both' if all(here) else 'supplier' if here[0] else 'recipient' if here[1] else 'none'}")
    names += [f"unknown:{role}" for role, code in zip(("supplier", "recipient"), pair, strict=True) if code is None]
    names.append(f"parties:{min(len(cues), 3)}")
    if draft.amount is not None:
        names += _of_amount(draft, draft.amount)
    names += _of_sentence(passage, draft)
    signs = dict.fromkeys(names, 1.0)
    if draft.inherited:
        signs["lead"] = max(min(draft.lead, 3.0), -2.0)
    total = sum(scene.votes.values()) or 1.0
    signs["flow"] = scene.votes.get((pair[0] or "", pair[1] or ""), 0.0) / total
    signs["votes"] = min(math.log1p(sum([votes for (s, r), votes in scene.votes.items() if s and r])), 4.0)
    signs |= temper
    signs["bias"] = 1.0
    return signs


def _of_amount(draft: Draft, amount: Amount) -> list[str]:
    names = [f"unit:{draft.unit if amount.kind == 'count' else amount.kind}", f"hedge:{amount.hedge}"]
    value = max(amount.number.value, 1.0)
    names.append(f"size:{amount.kind}.{min(int(math.log10(value)), 9) // 2}")
    if draft.inherited:
        names.append(f"inherited:{amount.number.style}")
        names.append(f"inherited:{'partitive' if amount.partitive else draft.kind}")
    if amount.head is not None and amount.head.weak:
        names.append(f"weak:{(draft.path or '').split('.')[0]}")
    if amount.rate is not None:
        names.append(f"rate:{amount.kind}")
    if amount.another:
        names.append("another")
    if draft.designation is not None:
        names.append("designation")
    return names


def _of_sentence(passage: Passage, draft: Draft) -> list[str]:
    """Words of the sentence that speak for or against: casualties, budgets, the field's and others' words."""
    hits, first, last = passage.hits, draft.sentence.first, draft.sentence.last
    near = max(first, draft.first - _NEAR), min(last, draft.first + _NEAR + 1)
    names = {f"sentence:{topic.value('cues.topic')}" for topic in hits.between("cues.topic", first, last)}
    for no in hits.between("quantities.not_quantity", *near):
        names |= {f"near:{value}" for name, value in no.senses if name == "quantities.not_quantity"} & _TELLING
    if hits.any_between("cues.speech", first, last):
        names.add("sentence:speech")
    here, frames = hits.here, passage.pack.acts
    found = [pair for at in range(*near) if at in here for pair in here[at] if pair[0] in frames]
    names |= {f"noun:{cls.removeprefix('acts.')}" for cls, hit in found if (cls, "noun") in hit.senses}
    if (heading := heading_of(passage, draft.sentence)) is not None:
        line = passage.sentences[heading]
        above = {
            cls for at in range(line.first, line.last) for cls, _ in hits.here.get(at, ()) if cls.startswith("acts.")
        }
        names |= {"headed", *(f"head:{cls.removeprefix('acts.')}" for cls in above)}
    if hits.any_between("grammar.alternatives", *near):
        names.add("near:or")
    return sorted(names)


_NEAR = 8  # tokens
_TELLING = frozenset({"near:casualties", "near:context", "near:people"})


# Log-odds above which a draft becomes a claim: where figures found and figures right are both highest on texts that
# were not fitted on; what falls below stays visible as a miss. See docs/accuracy.md.
PLAUSIBLE = 0.3


_ROW: Final = 2  # figures of goods in one sentence that make a list
_OF_FIELD: Final = 0.6  # of the sign `topical`
_MOVING: Final = ("acts.supply", "acts.pledge", "acts.receive", "acts.buy", "acts.arrive")
_OF_LIST: Final = 0.5  # by how much less likely a figure of a list of `_ROW` may be,
_EACH_MORE: Final = 0.25  # for each figure more,
_MOST_OF_LIST: Final = 1.5  # and at most


def spoken_for(passage: Passage, draft: Draft, signs: dict[str, float]) -> float:
    """By how much less likely a figure may be in a document that is of the field beyond doubt: one that stands in a
    list of goods behind a word of giving or getting (its neighbours speak for it), or says what that is worth."""
    if draft.amount is None or signs.get("topical", 0.0) < _OF_FIELD:
        return 0.0
    act = draft.target.act
    if draft.amount.kind == "count" and not draft.inherited and len(draft.target.rivals) >= _ROW:
        end, most = draft.first, _OF_LIST + _EACH_MORE * (len(draft.target.rivals) - _ROW)
    elif draft.amount.kind == "money" and act is not None and is_phrase_of_worth(passage, act):
        end, most = act.first, _OF_LIST
    else:
        return 0.0
    moving = any(passage.hits.any_between(cls, draft.sentence.first, end) for cls in _MOVING)
    return min(most, _MOST_OF_LIST) if moving else 0.0


def likelihood(signs: dict[str, float], weights: Weights) -> float:
    """Log-odds that a draft with these signs is a claim."""
    return score(signs, weights.claim)
