"""How likely a number or item is a claim of the field at all: signs that add up, as for direction.

A document on arms holds budgets, stocks, casualties and front-line counts beside its transfers. No single
word tells them apart; the signs stand in the `claim` table of `weights.toml`, fitted like the others.
"""

from __future__ import annotations

import math
from typing import Final

from armstrail.extraction.backdrop import Pair, opens_with_parts
from armstrail.extraction.cues import Cues, Target
from armstrail.extraction.drafts import Draft
from armstrail.extraction.flows import Facts, Scene, Table, Weights, score
from armstrail.extraction.lists import heading_of
from armstrail.extraction.passage import Passage
from armstrail.extraction.ranking import trades_in_arms
from armstrail.extraction.trade import is_of_world
from armstrail.extraction.using import are_own
from armstrail.extraction.verbs import clause_of, is_phrase_of_worth


def temper_of(passage: Passage) -> dict[str, float]:
    """How much of the field's own words, and of other fields', a document holds per sentence (at most 2)."""
    domain = other = 0
    for mention in passage.hits.starts["cues.topic"].values():
        values = [value for name, value in mention.senses if name == "cues.topic"]
        domain += "domain" in values
        other += "other" in values and "domain" not in values and not passage.hits.any_at(_COUNTED, mention.first)
    sentences = max(len(passage.sentences), 1)
    return {"domain": min(domain / sentences, 2.0), "other": min(other / sentences, 2.0)}


_COUNTED: Final = frozenset({"items.nouns"})  # police officers who are sent speak of no other field


def signs_of(
    passage: Passage, draft: Draft, pair: Pair, cues: Cues, scene: Scene, temper: dict[str, float]
) -> dict[str, float]:
    """The signs that a draft is or is no claim, as the table of weights names them."""
    plain = [
        *_names_of_draft(*_facts_of_draft(draft)),
        *_names_of_pair(*_facts_of_pair(pair, cues)),
        *_of_sentence(passage, draft),
    ]
    signs = dict.fromkeys(plain, 1.0) | _measured(draft, pair, scene, temper)
    return {f"{scope_of(draft)}|{name}": value for name, value in signs.items()}


def plausibility(
    passage: Passage, draft: Draft, pair: Pair, cues: Cues, scene: Scene, temper: dict[str, float],
    weights: Table[float],
) -> float:  # fmt: skip
    """Log-odds that a draft is a claim; `weights` are those of its scope."""
    known = weights.sums(_names_of_draft)[_facts_of_draft(draft)]
    known += weights.sums(_names_of_pair)[_facts_of_pair(pair, cues)]
    of = weights.get
    around = sum([of(name, 0.0) for name in _of_sentence(passage, draft)])
    return known + around + score(_measured(draft, pair, scene, temper), weights)


def scope_of(draft: Draft) -> str:
    """Figures and items without one are weighed apart."""
    return "figure" if draft.amount is not None else "item"


def _measured(draft: Draft, pair: Pair, scene: Scene, temper: dict[str, float]) -> dict[str, float]:
    """The signs that have a size."""
    signs = {
        "flow": scene.votes.get((pair[0] or "", pair[1] or ""), 0.0) / (scene.voted[0] or 1.0),
        "votes": scene.voted[1],
        **temper,
        "bias": 1.0,
    }
    if draft.inherited:
        signs["lead"] = max(min(draft.lead, 3.0), -2.0)
    return signs


def _facts_of_pair(pair: Pair, cues: Cues) -> Facts:
    supplier, recipient = pair
    here = (supplier is not None and supplier in cues, recipient is not None and recipient in cues)
    return (supplier is None, recipient is None, *here, min(len(cues), 3))


def _names_of_pair(no_supplier: bool, no_recipient: bool, gives: bool, gets: bool, parties: int) -> list[str]:
    names = [f"local:{'both' if gives and gets else 'supplier' if gives else 'recipient' if gets else 'none'}"]
    unknown = {"unknown:supplier": no_supplier, "unknown:recipient": no_recipient}
    names += [name for name, holds in unknown.items() if holds]
    return [*names, f"parties:{parties}"]


def _facts_of_draft(draft: Draft) -> Facts:
    act, amount = draft.target.act, draft.amount
    acted = (act.frame, act.form, act.group, act.voice, act.negated) if act is not None else ()
    root = ".".join((draft.path or "none").split(".", 2)[:2])
    if amount is None:
        return draft.kind, root, acted, ()
    size = min(int(math.log10(max(amount.number.value, 1.0))), 9) // 2
    counted = (
        amount.kind, draft.unit if amount.kind == "count" else amount.kind, amount.hedge, size,
        amount.number.style if draft.inherited else None, amount.partitive,
        amount.head is not None and amount.head.weak, amount.rate is not None, amount.another,
        draft.designation is not None,
    )  # fmt: skip
    return draft.kind, root, acted, counted


def _names_of_draft(kind: str, root: str, acted: Facts, counted: Facts) -> list[str]:
    names = [f"kind:{kind}", f"root:{root}"]
    if acted:
        frame, form, group, voice, negated = acted
        names += [f"act:{frame}.{form}", f"group:{group}.{voice}", *(["negated"] if negated else [])]
    else:
        names += ["act:none", "group:none"]
    return names + (_names_of_amount(kind, root, *counted) if counted else [])


def _names_of_amount(
    kind: str, root: str, sort: str, unit: str | None, hedge: str, size: int, inherited: str | None, partitive: bool,
    weak: bool, rate: bool, another: bool, designation: bool,
) -> list[str]:  # fmt: skip
    names = [f"unit:{unit}", f"hedge:{hedge}", f"size:{sort}.{size}"]
    if inherited is not None:
        names += [f"inherited:{inherited}", f"inherited:{'partitive' if partitive else kind}"]
    if weak:
        names.append(f"weak:{'' if root == 'none' else root.split('.')[0]}")
    if rate:
        names.append(f"rate:{sort}")
    if another:
        names.append("another")
    if designation:
        names.append("designation")
    return names


def _of_sentence(passage: Passage, draft: Draft) -> list[str]:
    """Words of the sentence that speak for or against: casualties, budgets, the field's and others' words."""
    hits, first, last = passage.hits, draft.sentence.first, draft.sentence.last
    near = max(first, draft.first - _NEAR), min(last, draft.first + _NEAR + 1)
    names = {f"sentence:{topic.value('cues.topic')}" for topic in hits.between("cues.topic", first, last)}
    for no in hits.between("quantities.not_quantity", *near):
        if draft.unit == "pieces" and passage.is_a("acts.destroy", no.first):
            continue  # `ліквідували 14 дронів`: of people it would be a count of the dead
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
_SENT: Final = 0.8  # by how much less likely people may be whom a verb of sending brings from one party to another
_TAKEN: Final = 0.9  # and people or goods whose taker alone is told
_SOLD: Final = 1.0  # by how much less likely a sum may be of goods that are sold abroad, with a party beside it
_HANDED: Final = 4.0  # and goods or people that one party hands to another in one clause
_GIVEN_HERE: Final = 0.6  # and arms that the subject of a verb gives
_USED: Final = 0.8  # and goods that are used or seized, where it is told whose they were
_USED_OF: Final = 1.2  # and a share of what one uses, where another is named beside it
_OWN: Final = 3.0  # and by how much more likely they must be where it is not: who loses tanks loses its own
_OF_TRADE: Final = 0.8  # and a share near a word of trade, which names one side and means all others
_IN_ROW: Final = 6.0  # and a share or sum of one whose role as buyer or seller of arms its sentence tells
_OF_ROLE: Final = 1.0  # and a sum behind a word for what its party is (`the largest buyer was X with`)

_OF_PARTS: Final = 1.0  # and goods of a sentence that opens with a word for the parts of what stands before
_GOING: Final = ("supply", "arrive", "receive")
_GOING_ON: Final = 0.3  # and a number alone, whose goods stand before it, right before a verb of moving
_VERB: Final = 3  # tokens from such a number to its verb
_OF_LIST: Final = 0.5  # by how much less likely a figure of a list of `_ROW` may be,
_EACH_MORE: Final = 0.25  # for each figure more,
_MOST_OF_LIST: Final = 1.5  # and at most
_OF_WORLD: Final = 3.0


def spoken_for(passage: Passage, draft: Draft, temper: dict[str, float]) -> float:
    """By how much less likely a figure may be in a document that is of the field beyond doubt: people whom one party
    sends to another, a share of what is traded, one that stands in a list of goods behind a word of giving or getting
    (its neighbours speak for it), or says what that is worth."""
    if draft.amount is None:
        return 0.0
    act = draft.target.act
    if draft.amount.kind == "money" and draft.target.cues and _is_sold(passage, draft):
        return _SOLD
    if are_own(passage, draft.target):
        return -_OWN
    if _is_handed(draft):
        return _HANDED
    if _is_in_row(passage, draft):
        return _IN_ROW
    if (draft.path or "").startswith("arms") and is_of_world(passage, draft.target):
        return _OF_WORLD
    if temper.get("topical", 0.0) < _OF_FIELD:
        return 0.0
    if draft.amount.kind == "count" and not draft.inherited and opens_with_parts(passage, draft.sentence):
        return _OF_PARTS
    if draft.unit == "persons" and _is_sent(draft.target):
        return _SENT
    if draft.amount.kind == "count" and _is_taken(draft):
        return _TAKEN
    if draft.amount.kind == "count" and _is_given(passage, draft):
        return _GIVEN_HERE
    if draft.amount.kind == "share" and act is not None and act.group == "use" and len(draft.target.cues or ()) > 1:
        return _USED_OF
    if draft.target.used is not None:
        return _USED
    if draft.amount.kind == "share" and _is_of_trade(passage, draft):
        return _OF_TRADE
    if draft.inherited and act is not None and act.group in _GOING and 0 <= act.first - draft.last <= _VERB:
        return _GOING_ON
    if draft.amount.kind in ("share", "money") and _has_role(passage, draft):
        return _OF_ROLE
    if draft.amount.kind == "count" and not draft.inherited and len(draft.target.rivals) >= _ROW:
        end, most = draft.first, _OF_LIST + _EACH_MORE * (len(draft.target.rivals) - _ROW)
    elif draft.amount.kind == "money" and act is not None and is_phrase_of_worth(passage, act):
        end, most = act.first, _OF_LIST
    else:
        return 0.0
    moving = any(passage.hits.any_between(cls, draft.sentence.first, end) for cls in _MOVING)
    return min(most, _MOST_OF_LIST) if moving else 0.0


def _is_in_row(passage: Passage, draft: Draft) -> bool:
    """`Oman (30 %) and Chad (12 %) were the largest importers of Serbian arms`: whether the sentence of a share or sum
    says for arms what role its party has."""
    if draft.amount is None or draft.amount.kind not in ("share", "money", "bare"):
        return False
    if not _has_side(draft) or not (draft.path or "").startswith("arms"):
        return False
    roles = passage.hits.between("cues.roles", draft.sentence.first, draft.sentence.last)
    return any(trades_in_arms(passage, hit) for hit in roles)


def _has_side(draft: Draft) -> bool:
    """Whether the sentence of a figure tells who gives or who gets."""
    return any("gets_here" in names or "gives_here" in names for names in (draft.target.cues or {}).values())


def _is_handed(draft: Draft) -> bool:
    """`Britain has sent 60 advisers to Nigeria`: whether a clause has its giver and its taker for a count of arms,
    materiel or people or a sum of arms, which leaves no doubt what it tells, however little else of the field is
    there."""
    act, amount = draft.target.act, draft.amount
    if act is None or act.group not in _HANDING or amount is None or amount.kind not in _GIVEN or draft.inherited:
        return False
    if (draft.path or "").split(".")[0] not in _OF_FIELD_ROOTS:
        return False
    cues = draft.target.cues or {}
    givers = {code for code, names in cues.items() if "gives_here" in names}
    takers = {code for code, names in cues.items() if not _TAKERS.isdisjoint(names)}
    return bool(givers and takers - givers)


def _is_given(passage: Passage, draft: Draft) -> bool:
    """`nous livrions 1 000 obus par mois`, `Poland will supply 30 howitzers`: whether a count of arms is what the
    subject of a verb of giving gives, a party or who speaks of their own side, whoever gets it."""
    act = draft.target.act
    if act is None or act.frame not in _SUPPLYING or act.form != "finite" or act.voice != "active" or draft.inherited:
        return False
    if not (draft.path or "").startswith("arms"):
        return False
    told = any("gives_here" in names for names in (draft.target.cues or {}).values())
    if passage.pack.flag("script.postpositions"):
        return told
    first = max(draft.sentence.first, act.first - _PRONOUN)
    return told or any(
        ("grammar.we", "subject") in hit.senses for hit in passage.hits.between("grammar.we", first, act.first)
    )


_SUPPLYING: Final = ("supply", "pledge")
_PRONOUN: Final = 2  # tokens from a pronoun to its verb
_GIVEN: Final = ("count", "money")
_HANDING: Final = ("supply", "receive", "make")
_OF_FIELD_ROOTS: Final = ("arms", "materiel", "personnel")
_TAKERS: Final = frozenset({"gets_here", "to:supply.active", "for:supply.active"})


def _is_sent(target: Target) -> bool:
    """Whether people are told to go from one party to another: by a verb of sending that has one for its subject, or by
    one of arriving, where their adjective tells whose they are (`100 Russian instructors arrived in Mali`)."""
    cues = target.cues or {}
    senders = {code for code, names in cues.items() if not _SENDERS.isdisjoint(names)}
    takers = {code for code, names in cues.items() if any(name.startswith(_GOALS) for name in names)}
    return bool(senders and takers - senders)


def _is_taken(draft: Draft) -> bool:
    """`12,000 soldiers were deployed to Kursk`, `a million barrels of oil have gone to the North`: whether a party is
    told to be where people or goods go, in a text that tells elsewhere who gives."""
    act, cues = draft.target.act, draft.target.cues or {}
    if act is None or act.form == "noun":
        return False
    goes = act.group == "arrive" or (act.group == "supply" and draft.unit == "persons")
    return goes and any(name.startswith(("to:", "in:arrive")) for names in cues.values() for name in names)


_SENDERS: Final = frozenset({
    "subject:deploy.active", "subject:supply.active", "inside:arrive.active", "inside:supply.active",
})  # fmt: skip
_GOALS: Final = ("to:", "in:supply", "in:arrive")


def _is_sold(passage: Passage, draft: Draft) -> bool:
    """`arms exports to Israel worth 250 million`: whether goods and a word of trade stand before a sum."""
    first, _ = clause_of(passage, draft.sentence, draft.first, draft.last)
    goods = passage.hits.any_between("items.nouns", first, draft.first)
    return goods and passage.hits.any_between("cues.trade", first, draft.first)


def _is_of_trade(passage: Passage, draft: Draft) -> bool:
    """`40% of all arms exports`, `its share of exports was 22%`: whether a word of trade stands near a share, or one
    for the role of all that are named with theirs stands before it (`The main buyers are Oman (18%) and Chad (7%)`)."""
    roles = passage.hits.between("cues.roles", draft.sentence.first, draft.target.first)
    if any(("cues.roles", role) in hit.senses for hit in roles for role in _ROLES):
        return True
    near = (
        max(draft.target.first - _TRADED, draft.sentence.first),
        min(draft.target.last + _TRADED, draft.sentence.last),
    )
    return passage.hits.any_between("cues.trade", *near)


_TRADED: Final = 8  # tokens
_ROLES: Final = ("suppliers", "recipients")


def _has_role(passage: Passage, draft: Draft) -> bool:
    """Whether a word for buyers or suppliers stands in the sentence of a figure whose party is told, or one for who
    comes next (`followed by`) before it."""
    told = passage.hits.between("cues.roles", draft.sentence.first, draft.first)
    if any(("cues.roles", "alike") in hit.senses for hit in told):
        return bool(draft.target.cues)
    return _has_side(draft) and passage.hits.any_between("cues.roles", draft.sentence.first, draft.sentence.last)


def likelihood(signs: dict[str, float], weights: Weights) -> float:
    """Log-odds that a draft with these signs is a claim."""
    return score(signs, weights.claim)
