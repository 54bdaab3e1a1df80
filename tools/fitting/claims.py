"""What else is decided by weights, as choices: sums, left-out nouns, kinds, sources, stances, agreements, slots."""

from __future__ import annotations

from armstrail.extraction import assembly, flows, kinds
from armstrail.extraction.about import subjects_for
from armstrail.extraction.agreements import agreement_signs, draft_agreements
from armstrail.extraction.backdrop import History
from armstrail.extraction.gate import topic_signs
from armstrail.extraction.items import topic_of
from armstrail.extraction.pairs import Chooser
from armstrail.extraction.plausibility import likelihood, signs_of, temper_of
from armstrail.extraction.scenes import scene_of
from armstrail.extraction.slots import MEASURES, MODALITIES, STATUSES, options_of
from armstrail.extraction.sources import Voices, signs_of_nobody, signs_of_source
from armstrail.extraction.statements import address_signs, draft_statements, flow_parties, stance_signs
from armstrail.extraction.valued import options_for
from armstrail.model.document import Document
from fitting.cases import NOBODY, gold_anchor, top, words
from fitting.directions import decide


def valued_instances(documents: list) -> list:
    """What a sum pays for: the options whose first two parts are the annotated ones share the right answer."""
    instances = []
    for finds, _, cases in documents:
        before: list = []
        for case in cases:
            draft = case.draft
            if case.gold is not None and draft.kind == "valuation" and not draft.inherited and case.kind == "valuation":
                options = options_for(finds.passage, draft.sentence, draft.amount, before, topic_of(finds.passage))
                right = [n for n, option in enumerate(options) if top(option.path) == top(case.item)]
                if right:
                    instances.append(([o.signs for o in options], right[0], 1.0))
            if case.figure:
                before.append(draft)
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


# What the guide says of sources, as weights before any annotated text is seen: of some signs the texts hold few.
SOURCE_PRIORS = {
    "cataphora:told.older": 2.0, "nobody:behind.told.silent": -0.7, "nobody:continues.opens": -1.5,
    "nobody:continues.within": -1.5, "latest:1.continues": 2.0, "latest:2.continues": 2.0, "latest:3.continues": 1.5,
    "reported:latest": 0.7, "home.says.next": 0.7, "named_in_quotation": -0.7, "here:resumes": 1.0,
    "hearsay:latest": 1.0,
}  # fmt: skip


def source_instances(documents: list, weights: dict[str, float]) -> list:
    """Which phrase is the source, or nobody: the annotated one is, of all mentions that share a word with it, the one
    that the weights of the round before like best, at first the nearest.
    """
    instances = []
    for finds, _, cases in documents:
        voices = Voices.of(finds.passage, finds.speakers, finds.sayings, weights, finds.acts)
        for case in cases:
            if case.gold is None or case.source is NOBODY:
                continue
            at, sentence = case.draft.first, case.draft.sentence
            candidates = voices.candidates(sentence)
            right = 0
            if case.source is not None:
                fitting = [
                    n for n, s in enumerate(candidates)
                    if words(case.source) & words(finds.passage.words(*(s.stands_for or (s.first, s.last))))
                ]  # fmt: skip
                if not fitting:
                    continue
                right = 1 + max(fitting, key=lambda n: likeliest(voices, candidates[n], sentence, at))
            options = [signs_of_nobody(voices, sentence, at)]
            options += [signs_of_source(voices, s, sentence, at) for s in candidates]
            instances.append((options, right, 1.0))
    return instances


def likeliest(voices: Voices, speaker: object, sentence: object, at: int) -> tuple[float, int]:
    """What the weights of the round before make of a mention; the nearer of two alike."""
    return flows.score(signs_of_source(voices, speaker, sentence, at), voices.weights), -abs(speaker.first - at)


def stance_instances(documents: list, weights: flows.Weights) -> tuple[list, list]:
    """Is it a statement; and whom is it directed at."""
    are, whom = [], []
    for finds, title, cases in documents:
        scene = scene_of(finds, title, weights)
        voices = Voices.of(finds.passage, finds.speakers, finds.sayings, weights.source, finds.acts)
        temper = temper_with_topic(finds, scene, weights)
        named = flow_parties(scene)
        for stance in draft_statements(voices, [*finds.drafts, *finds.items], weights.about):
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


def about_instances(documents: list) -> list:
    """What a stance is about: the first option with the annotated item."""
    instances = []
    for finds, _, cases in documents:
        drafts = [*finds.drafts, *finds.items]
        for start, end, claim in cases.gold:
            if claim["kind"] != "statement":
                continue
            passage = finds.passage
            mention = next(
                (
                    m for m in passage.hits.starts["cues.stance"].values()
                    if min(end, passage.span(m.first, m.last).end) > max(start, passage.span(m.first, m.last).start)
                ),
                None,
            )  # fmt: skip
            if mention is None:
                continue
            stance = mention.value("cues.stance") or ""
            options = subjects_for(passage, drafts, passage.sentence_of(mention.first), mention.first, stance)
            right = [n for n, option in enumerate(options) if top(option.path) == top(claim["item"])]
            if right:
                instances.append(([option.signs for option in options], right[0], 1.0))
    return instances


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

        def keep(slot, values, rule, before, sentence, common, asked=asked, real=real):
            asked.append((slot, options_of(slot, values, common.facts, rule, before, sentence)))
            return real(slot, values, rule, before, sentence, common)

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
