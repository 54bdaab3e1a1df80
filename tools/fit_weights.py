"""Fit `extraction/weights.toml` on annotated documents: `python tools/fit_weights.py tests/accuracy/gold/*.jsonl`.

Multinomial logistic models with an L2 penalty, fitted from their priors (convex, so without randomness). The first
sees a figure's own sentence and makes the votes from which a document's flows are counted; the second sees those
flows, too, and the pairs decided for the figures before it.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from armstrail.extraction import assembly, drafts, extract, flows, kinds
from armstrail.extraction.agreements import agreement_signs, draft_agreements
from armstrail.extraction.assembly import find, scene_of, title_parties
from armstrail.extraction.backdrop import History, backdrop_of
from armstrail.extraction.cues import cues_of
from armstrail.extraction.drafts import topic_of
from armstrail.extraction.gate import topic_signs
from armstrail.extraction.pairs import Chooser, Standing, pair_features
from armstrail.extraction.plausibility import likelihood, signs_of, temper_of
from armstrail.extraction.slots import MEASURES, MODALITIES, STATUSES, options_of
from armstrail.extraction.sources import Voices, signs_of_nobody, signs_of_source, source_of
from armstrail.extraction.statements import address_signs, draft_statements, flow_parties, stance_signs
from armstrail.extraction.valued import options_for
from armstrail.languages import load_packs
from armstrail.model.document import Document
from armstrail.scoring import score
from armstrail.vocabulary import load_vocabulary

WEIGHTS = Path(__file__).parents[1] / "src/armstrail/extraction/weights.toml"
NOBODY = "(not annotated)"
KINDS = ("transfer", "deployment", "valuation", "use")


@dataclass
class Case:
    """One draft with its cues and, where the annotation has it, its pair."""

    cues: dict
    sort: str
    backdrop: dict
    gold: tuple | None
    figure: bool
    draft: object = None
    known: bool = False
    source: str | None = None
    item: str | None = None
    kind: str | None = None


class Cases(list):
    """The drafts of one document, and all its annotated claims with their places."""

    def __init__(self) -> None:
        super().__init__()
        self.gold: list = []
        self.asked: list = []


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


def priors_of(tables: str) -> dict[str, float]:
    """The priors of cues whose table is one of these letters."""
    return {name: value for name, value in PRIORS.items() if name.split("|")[0] in tables}


def half_of(doc_id: str) -> str:
    """`odd` or `even`: the half to work from and the half to look at seldom."""
    digits = "".join(c for c in doc_id.rsplit("-", 1)[-1] if c.isdigit())
    return "odd" if not digits or int(digits) % 2 else "even"


def gold_anchor(text: str, claim: dict) -> tuple[int, int]:
    at = -1
    for _ in range(claim.get("occurrence", 1)):
        at = text.find(claim["quote"], at + 1)
    start = at + claim["quote"].index(claim["anchor"])
    return start, start + len(claim["anchor"])


@contextmanager
def watching() -> Iterator[list]:
    """Keep what `candidates_for` is asked and answers while a document is read."""
    asked: list = []
    real = drafts.candidates_for

    def keep(passage, sentence, amount, *rest):
        found = real(passage, sentence, amount, *rest)
        asked.append((amount.first, amount.last, found))
        return found

    drafts.candidates_for = keep
    try:
        yield asked
    finally:
        drafts.candidates_for = real


def cases_of(record: dict, packs: dict) -> tuple | None:
    document = Document.from_json(record)
    pack = packs.get(document.lang)
    if pack is None:
        return None
    with watching() as asked:
        finds = find(document, pack)
    anchors = [(*gold_anchor(document.text, c), c) for c in record["claims"] if c["kind"] in KINDS]
    cases = Cases()
    for draft in sorted([*finds.drafts, *finds.items], key=lambda d: (d.first, d.last)):
        span = finds.passage.span(draft.first, draft.last)
        gold = None
        source, item, kind = NOBODY, None, None
        best = 0
        for start, end, claim in anchors:
            overlap = min(end, span.end) - max(start, span.start)
            if overlap > best:
                best, gold, source, item, kind = (
                    overlap,
                    (claim["supplier"], claim["recipient"]),
                    claim["source"],
                    claim["item"],
                    claim["kind"],
                )
        cues = cues_of(finds.passage, finds.parties, draft.target)
        backdrop = backdrop_of(finds.passage, finds.parties, draft.sentence)
        case = Case(cues, draft.target.sort, backdrop, gold, draft.amount is not None, draft)
        case.source = source
        case.item, case.kind = item, kind
        case.known = any(same_claim(draft, claim) for claim in record["claims"])
        cases.append(case)
    cases.gold = [(*gold_anchor(document.text, c), c) for c in record["claims"]]
    cases.asked = asked
    return finds, title_parties(document, pack), cases


def same_claim(draft: object, claim: dict) -> bool:
    """Whether an item without a number repeats what the annotation says elsewhere in the document."""
    return claim["kind"] == draft.kind and top(claim["item"]) == top(draft.path)


def top(path: str | None) -> tuple[str, ...]:
    return tuple((path or "").split(".")[:2])


def rounded(fitted: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in fitted.items() if abs(value) >= 0.02}


def valued_instances(documents: list) -> list:
    """What a sum pays for: the options whose first two parts are the annotated ones share the right answer."""
    instances = []
    for finds, _, cases in documents:
        before = None
        for case in cases:
            draft = case.draft
            if case.gold is not None and draft.kind == "valuation" and not draft.inherited and case.kind == "valuation":
                options = options_for(finds.passage, draft.sentence, draft.amount, before, topic_of(finds.passage))
                right = [n for n, option in enumerate(options) if top(option.path) == top(case.item)]
                if right:
                    instances.append(([o.signs for o in options], right[0], 1.0))
            if case.figure:
                before = draft
    return instances


def antecedent_instances(documents: list) -> list:
    """What a number counts whose noun was left out: the first candidate with the annotated item and unit; nothing,
    where no figure was annotated."""
    instances = []
    for finds, _, cases in documents:
        figures = [g for g in cases.gold if g[2]["unit"] is not None]
        for first, last, candidates in cases.asked:
            span = finds.passage.span(first, last)
            overlaps = [(min(e, span.end) - max(s, span.start), c) for s, e, c in figures]
            overlap, gold = max(overlaps, key=lambda pair: pair[0], default=(0, None))
            if overlap > 0:
                right = [
                    n for n, c in enumerate(candidates)
                    if c.unit == gold["unit"] and top(c.path) == top(gold["item"])
                ]  # fmt: skip
            else:
                right = [n for n, c in enumerate(candidates) if c.unit is None]
            if right:
                instances.append(([c.signs for c in candidates], right[0], 1.0))
    return instances


def kind_instances(documents: list) -> list:
    """Goods used or moved, where an annotated claim of either kind stands on the figure or item."""
    instances = []
    for finds, _, cases in documents:
        for case in cases:
            target, unit = case.draft.target, case.draft.unit
            here = kinds.acts_of(target.sentence, finds.acts)
            if case.kind not in ("use", "transfer") or not any(act.group in ("use", "find") for act in here):
                continue
            signs = dict.fromkeys(kinds.signs_of_use(finds.passage, target, unit, here), 1.0)
            instances.append(([signs, {}], 0 if case.kind == "use" else 1, 1.0))
    return instances


TRUST = 5.0  # the weight that a word of the clause (`allegedly`) has before any annotated text is seen
SLOTS = {"status": STATUSES, "measure": MEASURES, "modality": MODALITIES}


def slot_instances(records: list[dict], packs: dict) -> dict[str, list]:
    """Status, measure and modality of every claim that an annotated one matches, by the weights as they are."""
    instances: dict[str, list] = {slot: [] for slot in SLOTS}
    for record in records:
        document = Document.from_json(record)
        if document.lang not in packs:
            continue
        asked: list = []
        real = assembly.decide_slot

        def keep(slot, values, signs, rule, before, sentence, weights, asked=asked, real=real):
            asked.append((slot, options_of(slot, values, signs, rule, before, sentence)))
            return real(slot, values, signs, rule, before, sentence, weights)

        assembly.decide_slot = keep
        try:
            reader = assembly.Reader(document, packs[document.lang])
            reader.read("fit")
        finally:
            assembly.decide_slot = real
        anchors = [(*gold_anchor(document.text, c), c) for c in record["claims"]]
        queue = iter(asked)
        for _, claim in reader.made:
            if claim.stance is not None:
                continue
            fitting = [
                (min(e, claim.anchor.end) - max(s, claim.anchor.start), c)
                for s, e, c in anchors
                if c["kind"] == claim.kind
            ]
            overlap, gold = max(fitting, key=lambda pair: pair[0], default=(0, None))
            for _ in range(2 if claim.quantity is None else 3):
                slot, options = next(queue)
                if overlap > 0 and gold[slot] in SLOTS[slot]:
                    instances[slot].append((options, SLOTS[slot].index(gold[slot]), 1.0))
    return instances


def words(name: str) -> set[str]:
    found = {w for w in re.findall(r"\w+", name.casefold()) if len(w) > 3} | {
        w for w in re.findall(r"\w+", name) if w.isupper()
    }
    return {w.casefold() for w in found} or set(re.findall(r"\w+", name.casefold()))


def source_instances(documents: list, weights: dict[str, float]) -> list:
    """Which phrase is the source, or nobody: the annotated one is the nearest that shares a word with it.

    What the model itself would say of each claim is remembered for the next, not the annotation: so it learns to
    go on from its own errors.
    """
    instances = []
    for finds, _, cases in documents:
        voices = Voices.of(finds.passage, finds.speakers, finds.sayings, weights)
        for case in cases:
            if case.gold is None or case.source is NOBODY:
                continue
            at, sentence = case.draft.first, case.draft.sentence
            candidates = voices.candidates(sentence)
            right = 0
            if case.source is not None:
                shared = [
                    (len(words(case.source) & words(finds.passage.words(s.first, s.last))), -abs(s.first - at), -n)
                    for n, s in enumerate(candidates)
                ]
                fitting = [item for item in shared if item[0]]
                if not fitting:
                    continue
                right = 1 - max(fitting, key=lambda item: (item[1], item[0]))[2]
            options = [signs_of_nobody(voices, sentence)]
            options += [signs_of_source(voices, s, sentence, at) for s in candidates]
            instances.append((options, right, 1.0))
            voices.remember(source_of(voices, sentence, at), sentence)
    return instances


def stance_instances(documents: list, weights: flows.Weights) -> tuple[list, list]:
    """Is it a statement; and whom is it directed at."""
    are, whom = [], []
    for finds, title, cases in documents:
        scene = scene_of(finds, title, weights)
        voices = Voices.of(finds.passage, finds.speakers, finds.sayings, weights.source)
        temper = temper_with_topic(finds, scene, weights)
        named = flow_parties(scene)
        for stance in draft_statements(voices, [*finds.drafts, *finds.items]):
            span = finds.passage.span(stance.draft.first, stance.draft.last)
            gold = [c for s, e, c in cases.gold if c["kind"] == "statement" and min(e, span.end) > max(s, span.start)]
            signs = stance_signs(finds.passage, finds.parties, stance, temper)
            are.append(([signs, {}], 0 if gold else 1, 1.0))
            if gold and gold[0]["supplier"] == stance.holder:
                codes = [None, *[c for c in sorted(scene.mass) if c not in (stance.holder, "UN")]]
                if gold[0]["recipient"] in codes:
                    options = [address_signs(finds.parties, scene, stance, code, named) for code in codes]
                    whom.append((options, codes.index(gold[0]["recipient"]), 1.0))
    return are, whom


def agreement_instances(documents: list, weights: flows.Weights) -> list:
    """Is a word of agreeing an agreement of the field, or none."""
    instances = []
    for finds, title, cases in documents:
        temper = temper_with_topic(finds, scene_of(finds, title, weights), weights)
        for draft in draft_agreements(finds.passage, finds.acts):
            span = finds.passage.span(draft.first, draft.last)
            gold = any(c["kind"] == "agreement" and min(e, span.end) > max(s, span.start) for s, e, c in cases.gold)
            signs = agreement_signs(finds.passage, finds.parties, draft, finds.drafts, temper)
            instances.append(([signs, {}], 0 if gold else 1, 1.0))
    return instances


def temper_with_topic(finds: object, scene: flows.Scene, weights: flows.Weights) -> dict[str, float]:
    signs = topic_signs(finds.passage, finds.parties, finds.acts, [*finds.drafts, *finds.items], scene)
    topical = likelihood(signs, weights)
    return temper_of(finds.passage) | {"topical": max(min(topical / 3, 1.5), -1.0)}


def gate_weights(documents: list, brief: list, weights: flows.Weights) -> dict[str, float]:
    """Is a document of the field; the bias is moved so that no annotated document with claims is shut out, and that
    of brief texts so that no beginning with claims is."""
    instances = []
    for finds, title, cases in documents + brief:
        scene = scene_of(finds, title, weights)
        signs = topic_signs(finds.passage, finds.parties, finds.acts, [*finds.drafts, *finds.items], scene)
        instances.append(([signs, {}], 0 if cases.gold else 1, 1.0))
    fitted = fit(instances, 0.3)
    for bias, chosen in (("gate|bias", instances[: len(documents)]), ("gate|brief", instances[len(documents) :])):
        passing = [options[0] for options, right, _ in chosen if right == 0 and options[0].get(bias)]
        lowest = min(sum(fitted.get(name, 0.0) * value for name, value in signs.items()) for signs in passing)
        fitted[bias] -= min(lowest, 0.0) - 0.2
    return fitted


def claim_instances(documents: list, weights: flows.Weights) -> list:
    """Is it a claim or not: two options, the signs on the first."""
    instances = []
    for finds, title, cases in documents:
        scene = scene_of(finds, title, weights)
        temper = temper_with_topic(finds, scene, weights)
        chooser, history = Chooser(scene, weights), History()
        for case in cases:
            pair = decide(chooser, case, history)
            signs = signs_of(finds.passage, case.draft, pair, case.cues, scene, temper)
            positive = case.gold is not None or (not case.figure and case.known)
            instances.append(([signs, {}], 0 if positive else 1, 1.0))
            if positive:
                history.add(case.draft.sentence, case.sort, pair)
    return instances


def fit(instances: list, l2: float, priors: dict[str, float] | None = None) -> dict[str, float]:
    """Softmax over options; an instance is (list of feature dictionaries, index of the right one, weight).

    The penalised likelihood is convex; L-BFGS from the priors finds its one maximum, so no seed is needed.
    """
    seen = Counter(name for options, _, _ in instances for option in options for name in option)
    priors = priors or {}
    names = sorted({name for name, count in seen.items() if count >= 2} | set(priors))
    index = {name: n for n, name in enumerate(names)}
    starts, cols, vals, groups, right, strength = [0], [], [], [], [], []
    for group, (options, chosen, weight) in enumerate(instances):
        right.append(len(groups) + chosen)
        strength.append(weight)
        for option in options:
            known = [(index[name], value) for name, value in option.items() if name in index]
            cols += [column for column, _ in known]
            vals += [value for _, value in known]
            starts.append(len(cols))
            groups.append(group)
    features = csr_matrix((np.array(vals, float), np.array(cols, int), np.array(starts)), (len(groups), len(names)))
    prior = np.array([priors.get(name, 0.0) for name in names])
    return dict(zip(names, map(float, _ascend(features, groups, right, strength, prior, l2)), strict=True))


def _ascend(features: csr_matrix, groups: list, right: list, strength: list, prior: np.ndarray, l2: float):
    turned, groups, right = features.T.tocsr(), np.array(groups), np.array(right)
    strength = np.array(strength, float)
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = features @ w
        top = np.maximum.reduceat(score, starts)
        e = np.exp(score - top[groups])
        total = np.add.reduceat(e, starts)
        p = e / total[groups] * strength[groups]
        p[right] -= strength
        away = w - prior
        likely = float((score[right] - top - np.log(total)) @ strength)
        return 0.5 * l2 * float(away @ away) - likely, turned @ p + l2 * away

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 300, "maxcor": 20})
    return found.x


def role_features(cues: dict, code: str | None, role: str, backdrop: dict | None = None) -> dict[str, float]:
    if code is None:
        return {f"{role}|null": 1.0}
    return dict(Counter(f"{role}|{name}" for name in flows.names_of(cues, code, backdrop)))


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
            candidates = scene.candidates(case.cues, case.backdrop)
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


def split(fitted: dict[str, float]) -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for name, value in fitted.items():
        role, _, cue = name.partition("|")
        if abs(value) >= 0.02:
            tables[role][cue] = round(value, 2)
    return tables


def write(weights: flows.Weights) -> None:
    lines = ["# Made by tools/fit_weights.py from annotated documents; see docs/accuracy.md."]
    for name in flows.TABLES:
        lines.append(f"\n[{name}]")
        lines += [f'"{cue}" = {value:g}' for cue, value in sorted(getattr(weights, name).items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def learn(documents: list, brief: list, l2: float) -> flows.Weights:
    """All tables of weights from annotated documents; from the beginnings of such (`brief`) only what is of the
    field and what is not."""
    local = split(fit(local_instances(documents), l2, priors_of("sr")))
    weights = flows.Weights(local["s"], local["r"], *({} for _ in flows.TABLES[2:]))
    for teach in (True, False, False):
        tables = split(fit(full_instances(documents, weights, teach), l2, priors_of("srp")))
        weights = dataclasses.replace(weights, supplier=tables["s"], recipient=tables["r"], pair=tables["p"])
    gate = rounded(gate_weights(documents, brief, weights))
    weights = dataclasses.replace(weights, claim=gate)
    claim = gate | rounded(fit(claim_instances(documents + brief, weights), l2))
    source: dict[str, float] = {}
    for _ in range(3):
        source = rounded(fit(source_instances(documents, source), 2.0))
    valued = rounded(fit(valued_instances(documents), 1.0))
    antecedent = rounded(fit(antecedent_instances(documents), 2.0))
    weights = dataclasses.replace(weights, source=source, claim=claim, valued=valued, antecedent=antecedent)
    kind = rounded(fit(kind_instances(documents), 1.5, {"rule:use": 2.0, "rule:transfer": -2.5}))
    weights = dataclasses.replace(weights, kind=kind)
    are, whom = stance_instances(documents, weights)
    claim |= rounded(fit(are, l2)) | rounded(fit(agreement_instances(documents, weights), 2.0))
    return dataclasses.replace(weights, claim=claim, address=rounded(fit(whom, 1.5)))


PRESS = ("seed", "dprk-russia", "world")  # corpora written as the press writes; the others are harder on purpose
PRESS_WEIGHT = 3


def weighed(records: list[dict], press: set[str]) -> list[dict]:
    """The records, those that read like the press counted more than once."""
    return records + [record for record in records if record["id"] in press] * (PRESS_WEIGHT - 1)


def fit_twice(records: list[dict], packs: dict, l2: float) -> None:
    """Fit, write, and fit again: what a sum pays for is itself decided by weights. Then the slots of the claims
    that these weights find, twice too, since each goes on from the one before."""
    for _ in range(2):
        documents = [found for record in records if (found := cases_of(record, packs)) is not None]
        brief = [found for record in shortened(records) if (found := cases_of(record, packs)) is not None]
        keep(learn(documents, brief, l2))
    for _ in range(2):
        found = slot_instances(records, packs)
        slots = {
            slot: rounded(fit(instances, 6.0, {f"{value}|rule:{value}": TRUST for value in SLOTS[slot]}))
            for slot, instances in found.items()
        }
        keep(dataclasses.replace(flows.load_weights(), **slots))


def shortened(records: list[dict]) -> list[dict]:
    """The first paragraphs of annotated documents as documents of their own: so that a text of one or two sentences
    is no stranger."""
    short = []
    for record in records:
        text = record["text"]
        for parts in (1, 2):
            head = "\n".join(text.split("\n\n")[:parts]) if "\n\n" in text else "\n".join(text.split("\n")[:parts])
            if len(head) >= len(text) / 2 or not text.startswith(head):
                break
            claims = []
            for claim in record["claims"]:
                _, end = gold_anchor(text, claim)
                if end <= len(head) and claim["quote"] in head:
                    claims.append({**claim, "occurrence": 1} if head.count(claim["quote"]) == 1 else claim)
            short.append({**record, "id": f"{record['id']}/{parts}", "text": head, "claims": claims})
    return short


def keep(weights: flows.Weights) -> None:
    write(weights)
    flows.load_weights.cache_clear()


def show(records: list[dict], packs: dict, press: set[str]) -> None:
    """F1 of figures and of all claims, found and right, by language, then for the texts that read like the press."""
    langs = sorted({record["lang"] for record in records})
    parts = [("all", records)] + [(lang, [r for r in records if r["lang"] == lang]) for lang in langs]
    for name, chosen in [*parts, ("press", [record for record in records if record["id"] in press])]:
        chosen = [record for record in chosen if record["lang"] in packs]
        claims = []
        for record in chosen:
            document = Document.from_json(record)
            claims += [claim.to_json(document.text) for claim in extract(document, packs).claims]
        if chosen:
            scores = score(chosen, claims)
            figures, every = scores.groups["figures"], scores.groups["all"]
            print(
                f"{name:5} {len(chosen):3} documents   figures found {figures.found.f1:.3f} "
                f"right {figures.right.f1:.3f}   all found {every.found.f1:.3f} right {every.right.f1:.3f}   "
                f"false on empty {scores.false_on_empty}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--l2", type=float, default=4.0, help="how strongly weights are pulled to their priors")
    parser.add_argument("--lang", action="append", help="only these languages (default: all)")
    parser.add_argument(
        "--hold-out", action="store_true",
        help="fit on the odd half, score both halves, and leave weights.toml as it was",
    )  # fmt: skip
    args = parser.parse_args()
    packs = load_packs(load_vocabulary())
    records, press = [], set[str]()
    for path in args.gold:
        found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        records += [record for record in found if not args.lang or record["lang"] in args.lang]
        press |= {record["id"] for record in found if path.stem in PRESS}
    if not args.hold_out:
        fit_twice(weighed(records, press), packs, args.l2)
        show(records, packs, press)
        return
    kept = WEIGHTS.read_text("utf-8")
    halves = {half: [r for r in records if half_of(r["id"]) == half] for half in ("odd", "even")}
    try:
        fit_twice(weighed(halves["odd"], press), packs, args.l2)
        for half, chosen in halves.items():
            print(f"\n{half} half ({'fitted on' if half == 'odd' else 'held out'})")
            show(chosen, packs, press)
    finally:
        WEIGHTS.write_text(kept, "utf-8")


if __name__ == "__main__":
    main()
