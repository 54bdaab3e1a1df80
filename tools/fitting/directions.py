"""Who gives and who gets, as choices between pairs; and what grammar says before any text is seen."""

from __future__ import annotations

import dataclasses
from collections import Counter

from armstrail.extraction import flows
from armstrail.extraction.backdrop import History
from armstrail.extraction.pairs import Chooser, Standing, pair_features
from armstrail.extraction.scenes import scene_of
from fitting.cases import Case

# What grammar says of the commonest cues: weights start here and are pulled back here, not to zero, so that
# a cue the annotated texts seldom show still works.
PRIORS = {
    "s|subject:supply": 1.6,
    "s|subject:pledge": 1.6,
    "s|subject:deploy": 1.6,
    "s|subject:offer": 1.6,
    "s|from": 1.2,
    "s|made_by": 1.2,
    "s|possessive:supply": 0.8,
    "s|by:supply": 0.8,
    "s|inside:goods": 0.6,
    "s|speaks": -0.5,
    "s|to": -0.8,
    "s|subject:receive": -1.0,
    "s|subject:buy": -1.0,
    "s|subject:ask": -1.0,
    "s|for": -0.5,
    "s|against": -0.8,
    "r|to": 1.4,
    "r|for": 0.8,
    "r|subject:receive": 1.6,
    "r|subject:buy": 1.6,
    "r|subject:ask": 1.4,
    "r|object:supply": 1.0,
    "r|object:pledge": 0.8,
    "r|in:arrive": 0.8,
    "r|opens:in": 0.6,
    "r|speaks": -0.5,
    "r|taken:to": -3.0,
    "s|taken:from": -3.0,
    "r|reached:arrive": 1.0,
    "r|from": -1.0,
    "r|made_by": -1.0,
    "r|subject:supply": -1.2,
    "r|subject:pledge": -1.2,
    "r|inside:goods": -0.6,
    "r|via": -0.8,
    "s|via": -0.5,
    "r|against": -0.6,
    "s|home:named": 0.8,
    "s|home:unnamed": 0.2,
    "r|home": -0.8,
    "r|subject:pay": 0.8,
    "r|with:pay": 0.4,
    "r|by:receive": 0.8,
    "r|by:use": 0.8,
    "p|to_people_sent": 8.0,
    "p|flow": 1.0,
    "p|flow_order": 0.6,
    "p|own_order.commodity": 0.8,
    "p|own_order.goods": 0.5,
    "p|spoken_supplier": -1.2,
    "p|spoken_recipient": -1.0,
    "p|host_recipient": -0.5,
    "p|group_recipient": 0.5,
    "p|flow_supplier": 0.5,
    "p|flow_recipient": 0.5,
}

# What is set and not fitted. Annotated documents of many flows, read again and again, teach a fit to trust the flow
# of the document more than the verb beside the figure; in texts nobody fitted on the verb is right.
FIRM = {"supplier": {"gives_here": 2.5, "sent_from": 2.5}, "recipient": {"gets_here": 1.7, "sent_to": 2.5}}
_FIRM_CUES = frozenset(cue for table in FIRM.values() for cue in table)


def firm(weights: flows.Weights) -> flows.Weights:
    """The weights with those set that are not fitted."""
    return dataclasses.replace(weights, **{name: getattr(weights, name) | table for name, table in FIRM.items()})


def priors_of(tables: str) -> dict[str, float]:
    """The priors of cues whose table is one of these letters."""
    return {name: value for name, value in PRIORS.items() if name.split("|")[0] in tables}


def role_features(cues: dict, code: str | None, role: str, backdrop: dict | None = None) -> dict[str, float]:
    if code is None:
        return {f"{role}|null": 1.0}
    names = flows.names_of(cues, code, backdrop)
    return dict(Counter(f"{role}|{name}" for name in names if name not in _FIRM_CUES))


def decide(chooser: Chooser, case: Case, history: History) -> tuple:
    """The pair of one case."""
    draft = case.draft
    return chooser.decide(case.cues, case.backdrop, history, draft.sentence, case.sort, draft.target.to_people)[0]


def local_instances(documents: list) -> list:
    instances = []
    for _, _, cases in documents:
        for case in cases:
            present = [c for c in case.cues if c not in flows.NEVER]
            if case.gold is None or not present:
                continue
            gold = tuple(code if code in present else None for code in case.gold)
            pairs = [(s, r) for s in [*present, None] for r in [*present, None] if s is None or s != r]
            if gold not in pairs:
                continue
            options = [{**role_features(case.cues, s, "s"), **role_features(case.cues, r, "r")} for s, r in pairs]
            instances.append((options, pairs.index(gold), 1.0 if case.figure else 0.6))
    return instances


def full_instances(documents: list, weights: flows.Weights, teach: bool) -> list:
    instances = []
    for finds, title, cases in documents:
        scene = scene_of(finds, title, weights)
        standing, chooser, history = Standing.of(scene), Chooser(scene, weights), History()
        for case in cases:
            if case.gold is None:
                continue
            sentence = case.draft.sentence
            candidates = scene.candidates(case.cues, flows.recent(case.backdrop), case.sort)
            pairs = [(s, r) for s in [*candidates, None] for r in [*candidates, None] if s is None or s != r]
            if case.gold in pairs:
                options = []
                for s, r in pairs:
                    option = role_features(case.cues, s, "s", case.backdrop)
                    option |= role_features(case.cues, r, "r", case.backdrop)
                    option.pop("s|null", None)
                    option.pop("r|null", None)
                    features = pair_features(
                        standing, (s, r), history, sentence, case.sort, case.draft.target.to_people
                    )
                    options.append(option | {f"p|{name}": value for name, value in features.items()})
                instances.append((options, pairs.index(case.gold), 1.0 if case.figure else 0.6))
            history.add(sentence, case.sort, case.gold if teach else decide(chooser, case, history))
    return instances
