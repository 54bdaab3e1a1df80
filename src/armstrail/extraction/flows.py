"""Who gives, who gets: cues of the sentence and flows of the document, added up over pairs of parties.

Cues that add up, with the document's own flows behind them, degrade where patterns fail: 42 % of the
figures have neither party in their own sentence. Weights stand in `weights.toml`; `tools/fit_weights.py`
fits them on annotated texts.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from armstrail.extraction.backdrop import Backdrop, History, Pair
from armstrail.extraction.passage import Sentence

TABLES = (
    "vote_supplier", "vote_recipient", "supplier", "recipient", "pair", "claim", "source", "address", "valued",
    "antecedent",
)  # fmt: skip
Cues = Mapping[str, Counter[str]]

_NEVER = frozenset({"UN", "G7"})  # they speak and decide, they are no party to a transfer
_MOST = 8
_RECENT = ("far.back:1", "far.back:2", "far.back:3", "paragraph")


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted weights. `vote_*` read a sentence alone and make the flows of the document; `supplier`,
    `recipient` and `pair` decide a figure with those flows; `claim` tells figures of transfers from others,
    `source` whose word it is, `address` whom a stance is directed at, `valued` what a sum pays for,
    `antecedent` what a number counts whose noun was left out or is broad."""

    vote_supplier: Mapping[str, float]
    vote_recipient: Mapping[str, float]
    supplier: Mapping[str, float]
    recipient: Mapping[str, float]
    pair: Mapping[str, float]
    claim: Mapping[str, float]
    source: Mapping[str, float]
    address: Mapping[str, float]
    valued: Mapping[str, float]
    antecedent: Mapping[str, float]


@cache
def load_weights() -> Weights:
    """The weights of `weights.toml`, read once."""
    raw = tomllib.loads((files("armstrail.extraction") / "weights.toml").read_text("utf-8"))
    return Weights(*(raw.get(name, {}) for name in TABLES))


def with_coarse(cues: Counter[str]) -> Iterator[str]:
    """Each cue, and its family (`to` of `to:supply.active`): a cue seldom seen leans on its family."""
    for cue in sorted(cues):
        yield cue
        family, colon, rest = cue.partition(":")
        if colon:
            yield family
            group = rest.partition(".")[0]
            if group != rest:
                yield f"{family}:{group}"


@dataclass(slots=True)
class Scene:
    """What the document says of its parties before any single claim is decided.

    `mass` is each party's share of the mentions weighed by how they name it, `share` their plain share;
    `together` how often two parties stand in one sentence (a share of the sentences with two or more);
    `spoken` the share of a party's mentions in which it only speaks or is an institution; `votes` the summed
    evidence for each pair, `people` and `returns` that of figures of people alone and of what is given in return
    (fuel, food, money, technology); `title` the parties that the title names, `groups` the armed groups of the
    text and `hosts` the states these stand in.
    """

    mass: dict[str, float]
    spoken: dict[str, float]
    title: frozenset[str]
    hosts: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    share: Mapping[str, float] = field(default_factory=dict)
    together: Mapping[frozenset[str], float] = field(default_factory=dict)
    votes: dict[tuple[str, str], float] = field(default_factory=dict)
    people: dict[tuple[str, str], float] = field(default_factory=dict)
    returns: dict[tuple[str, str], float] = field(default_factory=dict)

    def candidates(self, cues: Cues, backdrop: Backdrop) -> list[str]:
        """The parties that a figure may belong to: those of its sentence, those of the sentences just before, then
        the most mentioned."""
        here = [code for code in cues if code not in _NEVER]
        near = [
            code for code, signs in sorted(backdrop.items())
            if code not in _NEVER and any(name in signs for name in _RECENT)
        ]  # fmt: skip
        others = sorted((code for code in self.mass if code not in _NEVER), key=lambda c: (-self.mass[c], c))
        return list(dict.fromkeys([*here, *near, *others[:_MOST]]))


def names_of(cues: Cues, code: str, backdrop: Backdrop | None = None) -> list[str]:
    """The cues of one party with their families; `absent` where its sentence does not name it; and what the
    text around says of it."""
    found = cues.get(code)
    names = list(with_coarse(found)) if found else ["absent"]
    return names if backdrop is None else names + sorted(backdrop.get(code, ()))


def _score(cues: Cues, code: str | None, table: Mapping[str, float], backdrop: Backdrop | None = None) -> float:
    if code is None:
        return table.get("null", 0.0)
    return sum(table.get(name, 0.0) for name in names_of(cues, code, backdrop))


def vote(scene: Scene, cues: Cues, weights: Weights, strength: float, sort: str) -> None:
    """Let one figure's sentence vote on the flows of the document, by what it says alone.

    A vote for a pair with one side unknown is kept under the empty code on that side.
    """
    present: list[str | None] = [code for code in cues if code not in _NEVER]
    if not present:
        return
    suppliers = {code: _score(cues, code, weights.vote_supplier) for code in [*present, None]}
    recipients = {code: _score(cues, code, weights.vote_recipient) for code in [*present, None]}
    options = [(suppliers[s] + recipients[r], s, r) for s in suppliers for r in recipients if s is None or s != r]
    top = max(score for score, _, _ in options)
    total = sum(math.exp(score - top) for score, _, _ in options)
    for score, s, r in options:
        if s or r:
            key = (s or "", r or "")
            share = strength * math.exp(score - top) / total
            scene.votes[key] = scene.votes.get(key, 0.0) + share
            if sort == "people" and s and r:
                scene.people[key] = scene.people.get(key, 0.0) + share
            if sort == "commodity" and s and r:
                scene.returns[key] = scene.returns.get(key, 0.0) + share


def pair_features(
    scene: Scene, pair: Pair, history: History, sentence: Sentence, sort: str, to_people: bool
) -> dict[str, float]:
    """The features of one pair beyond its own sentence; names as in the `pair` table of the weights."""
    s, r = pair
    total = sum(scene.votes.values()) or 1.0
    features: dict[str, float] = {}
    if s is None:
        features["null_supplier"] = 1.0
    else:
        features["flow_supplier"] = sum(v for (a, _), v in scene.votes.items() if a == s) / total
        features["mass_supplier"] = scene.mass.get(s, 0.0)
        features["share_supplier"] = math.sqrt(scene.share.get(s, 0.0))
        features["spoken_supplier"] = scene.spoken.get(s, 0.0)
        features["title_supplier"] = float(s in scene.title)
        features["host_supplier"] = float(s in scene.hosts)
    if r is None:
        features["null_recipient"] = 1.0
    else:
        features["flow_recipient"] = sum(v for (_, b), v in scene.votes.items() if b == r) / total
        features["mass_recipient"] = scene.mass.get(r, 0.0)
        features["share_recipient"] = math.sqrt(scene.share.get(r, 0.0))
        features["spoken_recipient"] = scene.spoken.get(r, 0.0)
        features["title_recipient"] = float(r in scene.title)
        features["host_recipient"] = float(r in scene.hosts)
        features["group_recipient"] = float(r in scene.groups)
    if s is not None and r is not None:
        flow = scene.votes.get((s, r), 0.0)
        back = scene.votes.get((r, s), 0.0)
        features["together"] = scene.together.get(frozenset((s, r)), 0.0)
        features["title_both"] = float(s in scene.title and r in scene.title)
        features["flow"] = flow / total
        features["flow_rank"] = float(flow > 0 and flow == max(v for (a, b), v in scene.votes.items() if a and b))
        features["flow_order"] = (flow - back) / (flow + back + 0.5)
        features[f"flow_order.{sort}"] = features["flow_order"]
        own = scene.returns if sort == "commodity" else scene.people if sort == "people" else None
        there, opposite = (0.0, 0.0)
        if own is not None:
            there, opposite = own.get((s, r), 0.0), own.get((r, s), 0.0)
        else:  # goods and money: what is left of the votes without returns
            there = flow - scene.returns.get((s, r), 0.0)
            opposite = back - scene.returns.get((r, s), 0.0)
        features[f"own_order.{sort}"] = (there - opposite) / (there + opposite + 0.5)
        if to_people and scene.people:
            sent = max(sorted(scene.people), key=lambda key: scene.people[key])
            features["to_people_sent"] = float((r, s) == sent)
    return features | history.features(pair, sentence, sort)


def decide(
    scene: Scene,
    cues: Cues,
    backdrop: Backdrop,
    history: History,
    sentence: Sentence,
    sort: str,
    weights: Weights,
    to_people: bool = False,
) -> tuple[Pair, tuple[str, ...]]:
    """The pair that the cues and flows together make likeliest, and the cues that spoke for it."""
    candidates = scene.candidates(cues, backdrop)
    suppliers = {code: _score(cues, code, weights.supplier, backdrop) for code in candidates}
    recipients = {code: _score(cues, code, weights.recipient, backdrop) for code in candidates}
    best: tuple[float, Pair] | None = None
    for s in [*candidates, None]:
        for r in [*candidates, None]:
            if s is not None and s == r:
                continue
            score = (suppliers[s] if s else 0.0) + (recipients[r] if r else 0.0)
            for name, value in pair_features(scene, (s, r), history, sentence, sort, to_people).items():
                score += weights.pair.get(name, 0.0) * value
            if best is None or score > best[0] + 1e-12:
                best = (score, (s, r))
    pair = best[1] if best is not None else (None, None)
    return pair, _reasons(cues, pair, weights)


def _reasons(cues: Cues, pair: Pair, weights: Weights) -> tuple[str, ...]:
    reasons = []
    for code, role, table in ((pair[0], "supplier", weights.supplier), (pair[1], "recipient", weights.recipient)):
        if code is None:
            continue
        named = [
            cue for cue in sorted(cues.get(code, ())) if sum(table.get(n, 0.0) for n in with_coarse(Counter([cue]))) > 0
        ]
        reasons.append(f"{role} {code}: {', '.join(named) if named else 'the flow of the document'}")
    return tuple(reasons)
