"""What a document says of its parties as a whole, before any single claim is decided: mentions, title, votes."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Final

from armstrail.extraction import flows
from armstrail.extraction.cues import Target, cues_of
from armstrail.extraction.flows import Scene, Weights
from armstrail.extraction.parties import Parties
from armstrail.extraction.passage import Passage
from armstrail.extraction.rows import goes_on_in_row
from armstrail.extraction.seizing import outsiders
from armstrail.extraction.signing import contracted

if TYPE_CHECKING:
    from armstrail.extraction.assembly import Finds

_ACT_VOTE: Final = 0.5  # the vote of a verb with no figure and no item near
_CONTRACT_VOTE: Final = 1.0  # the vote of a deal with a company
_CROWD: Final = 12  # parties of one sentence that are counted together
_LEAD: Final = 4  # sentences at the head of a document whose votes on its flows count more


def scene_of(finds: Finds, title: Parties | None, weights: Weights) -> Scene:
    """The parties of a document by mention, title and the votes of its figures and items."""
    mass: dict[str, float] = {}
    mentions: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for party in finds.parties.mentions:
        mentions[party.code] += 1
        spoken[party.code] += party.speaks or party.institution
        weight = 0.4 if party.dateline else _mention_weight(party.speaks, party.institution, party.role)
        mass[party.code] = mass.get(party.code, 0.0) + weight
    total = sum(mass.values()) or 1.0
    named = frozenset(p.code for p in title.mentions) if title is not None else frozenset()
    shares = {code: spoken[code] / count for code, count in mentions.items()}
    actors = finds.passage.pack.vocabulary.actors
    groups = frozenset(code for code in mass if actors[code].kind == "group")
    hosts = frozenset(home for code in groups if (home := actors[code].home) is not None)
    count = mentions.total() or 1
    plain = {code: number / count for code, number in mentions.items()}
    weighed = {code: value / total for code, value in mass.items()}
    scene = Scene(weighed, shares, named, hosts, groups, plain, _together(finds.parties))
    scene.estranged = _estranged(finds.passage)
    scene.never = flows.NEVER | outsiders(finds.parties)
    for draft in [*finds.drafts, *finds.items]:
        strength = 1.6 if draft.sentence.index < _LEAD else 1.0
        strength *= 0.4 if draft.target.sort == "commodity" else 1.0
        if goes_on_in_row(finds.passage, finds.parties, draft.target):
            continue
        cues = cues_of(finds.passage, finds.parties, draft.target)
        flows.vote(scene, cues, weights, strength, draft.target.sort)
    near = {draft.target.act.first for draft in [*finds.drafts, *finds.items] if draft.target.act is not None}
    for act in finds.acts:
        if act.group in ("supply", "receive", "arrive") and act.first not in near:
            sentence = finds.passage.sentence_of(act.first)
            target = Target(act.first, act.last, sentence, "goods", act)
            flows.vote(scene, cues_of(finds.passage, finds.parties, target), weights, _ACT_VOTE, "goods")
    for pair in contracted(finds.acts, finds.parties, finds.passage):
        if not scene.never.intersection(pair):
            scene.votes[pair] = scene.votes.get(pair, 0.0) + _CONTRACT_VOTE
    return scene


def _estranged(passage: Passage) -> frozenset[frozenset[str]]:
    """The pairs that do not arm each other at the date of a document; all, where it has none."""
    published, pairs = passage.document.published, passage.pack.vocabulary.estranged
    if published is None:
        return frozenset(pairs)
    return frozenset(pair for pair, since in pairs.items() if since <= int(published[:4]))


def _together(parties: Parties) -> dict[frozenset[str], float]:
    """How often two parties stand in one sentence, as a share of the sentences that name two or more."""
    counts: Counter[frozenset[str]] = Counter()
    sentences = 0
    for here in parties.by_sentence.values():
        codes = sorted({party.code for party in here})[:_CROWD]
        sentences += len(codes) > 1
        counts.update(frozenset(two) for two in combinations(codes, 2))
    return {two: number / sentences for two, number in counts.items()}


def _mention_weight(speaks: bool, institution: bool, role: str) -> float:
    if speaks:
        return 0.12
    if institution:
        return 0.3
    return {"place": 0.6, "pronoun": 0.3}.get(role, 1.0)
