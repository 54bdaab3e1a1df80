"""Fit `extraction/weights.toml` on annotated documents: `python tools/fit_weights.py tests/accuracy/gold/*.jsonl`.

Multinomial logistic models with an L2 penalty, fitted from their priors (convex, so without randomness). The first
sees a figure's own sentence and makes the votes from which a document's flows are counted; the second sees those
flows, too, and the pairs decided for the figures before it.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

from fitting.cases import cases_of, half_of, shortened
from fitting.claims import (
    SLOTS,
    SOURCE_PRIORS,
    TRUST,
    about_instances,
    agreement_instances,
    antecedent_instances,
    claim_instances,
    kind_instances,
    slot_instances,
    source_instances,
    stance_instances,
    valued_instances,
)
from fitting.directions import firm, full_instances, local_instances, priors_of
from fitting.model import fit, rounded, split

from armstrail.extraction import extract, flows
from armstrail.extraction.gate import topic_signs
from armstrail.extraction.scenes import scene_of
from armstrail.languages import load_packs
from armstrail.model.document import Document
from armstrail.scoring import score
from armstrail.vocabulary import load_vocabulary

SOURCE_PULL = 10.0  # how strongly the weights of sources are pulled to their priors: documents are few
WEIGHTS = Path(__file__).parents[1] / "src/armstrail/extraction/weights.toml"


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


def write(weights: flows.Weights) -> None:
    lines = ["# Made by tools/fit_weights.py from annotated documents; see docs/accuracy.md."]
    for name in flows.TABLES:
        lines.append(f"\n[{name}]")
        lines += [f'"{cue}" = {value:g}' for cue, value in sorted(getattr(weights, name).items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def learn(documents: list, brief: list, source: dict[str, float], l2: float) -> flows.Weights:
    """All tables of weights but that of sources from annotated documents; from the beginnings of such (`brief`) only
    what is of the field and what is not."""
    local = split(fit(local_instances(documents), l2, priors_of("sr")))
    weights = flows.Weights(local["s"], local["r"], *({} for _ in flows.TABLES[2:]))
    for teach in (True, False, False):
        tables = split(fit(full_instances(documents, weights, teach), l2, priors_of("srp")))
        weights = firm(dataclasses.replace(weights, supplier=tables["s"], recipient=tables["r"], pair=tables["p"]))
    gate = rounded(gate_weights(documents, brief, weights))
    weights = dataclasses.replace(weights, claim=gate)
    claim = gate | rounded(fit(claim_instances(documents + brief, weights), l2))
    valued = rounded(fit(valued_instances(documents), 1.0))
    antecedent = rounded(fit(antecedent_instances(documents), 2.0))
    weights = dataclasses.replace(weights, source=source, claim=claim, valued=valued, antecedent=antecedent)
    kind = rounded(fit(kind_instances(documents), 1.5, {"rule:use": 2.0, "rule:transfer": -2.5}))
    weights = dataclasses.replace(weights, kind=kind)
    weights = dataclasses.replace(weights, about=rounded(fit(about_instances(documents), 2.0)))
    are, whom = stance_instances(documents, weights)
    claim |= rounded(fit(are, l2)) | rounded(fit(agreement_instances(documents, weights), 2.0))
    return dataclasses.replace(weights, claim=claim, address=rounded(fit(whom, 1.5)))


def learn_sources(documents: list) -> dict[str, float]:
    """The table `source`; which of several mentions is meant is asked of the weights of the round before."""
    source: dict[str, float] = {}
    for _ in range(3):
        source = rounded(fit(source_instances(documents, source), SOURCE_PULL, SOURCE_PRIORS))
    return source


PRESS = ("seed", "dprk-russia", "world")  # corpora written as the press writes; the others are harder on purpose


KEPT_BACK = {"article-": 1, "report-": 7}  # what is scored and never fitted on: by corpus, the numbers from this one on

PRESS_WEIGHT = 3
SOURCE_PRESS_WEIGHT = 6  # releases, tickers and questions, of which the others are full, are told unlike reports


def is_kept_back(corpus: str, doc_id: str) -> bool:
    """Whether a document is there to tell what a new text gives, and for nothing else."""
    return int(doc_id.rsplit("-", 1)[-1]) >= KEPT_BACK[corpus]


def weighed(records: list[dict], press: set[str], times: int = PRESS_WEIGHT) -> list[dict]:
    """The records, those that read like the press counted more than once."""
    return records + [record for record in records if record["id"] in press] * (times - 1)


def fit_twice(plain: list[dict], press: set[str], packs: dict, l2: float) -> None:
    """Fit, write, and fit again: what a sum pays for is itself decided by weights. Then the slots of the claims
    that these weights find, twice too, since each goes on from the one before."""
    source = learn_sources(cases_in(weighed(plain, press, SOURCE_PRESS_WEIGHT), packs))
    records = weighed(plain, press)
    for _ in range(2):
        keep(learn(cases_in(records, packs), cases_in(shortened(records), packs), source, l2))
    fit_slots(records, packs)


def fit_slots(records: list[dict], packs: dict) -> None:
    """Fit status, measure and modality of the claims that the weights as they are find, and write them."""
    for _ in range(2):
        found = slot_instances(records, packs)
        slots = {
            slot: rounded(fit(instances, 6.0, {f"{value}|rule:{value}": TRUST for value in SLOTS[slot]}))
            for slot, instances in found.items()
        }
        keep(dataclasses.replace(flows.load_weights(), **slots))


def fit_sources(plain: list[dict], press: set[str], packs: dict) -> None:
    """Fit whose word it is anew, with the slots that hang on it, and leave the other tables as they are."""
    documents = cases_in(weighed(plain, press, SOURCE_PRESS_WEIGHT), packs)
    keep(dataclasses.replace(flows.load_weights(), source=learn_sources(documents)))
    fit_slots(weighed(plain, press), packs)


def cases_in(records: list[dict], packs: dict) -> list:
    """The cases of the records in a language that has a pack."""
    return [found for record in records if (found := cases_of(record, packs)) is not None]


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
                f"false on empty {scores.false_on_empty}   source {scores.slots['source'] or 0:.3f}"
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
    parser.add_argument("--sources", action="store_true", help="fit only whose word it is, and the slots")
    parser.add_argument("--show", action="store_true", help="only score the weights as they are")
    args = parser.parse_args()
    packs = load_packs(load_vocabulary())
    records, press = [], set[str]()
    kept_back: dict[str, list[dict]] = {corpus: [] for corpus in KEPT_BACK}
    for path in args.gold:
        found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found = [record for record in found if not args.lang or record["lang"] in args.lang]
        corpus = next((each for each in KEPT_BACK if path.stem.startswith(each)), None)
        held = [record for record in found if corpus is not None and is_kept_back(corpus, record["id"])]
        records += [record for record in found if record not in held]
        if corpus is not None:
            kept_back[corpus] += held
        press |= {record["id"] for record in found if path.stem in PRESS}

    def show_kept_back() -> None:
        for corpus, held in kept_back.items():
            if held:
                print(f"\n{corpus}*, from number {KEPT_BACK[corpus]} on (never fitted on)")
                show(held, packs, press)

    if args.show:
        show(records, packs, press)
        show_kept_back()
        return

    def fit_on(chosen: list[dict]) -> None:
        if args.sources:
            fit_sources(chosen, press, packs)
        else:
            fit_twice(chosen, press, packs, args.l2)

    if not args.hold_out:
        fit_on(records)
        show(records, packs, press)
        show_kept_back()
        return
    kept = WEIGHTS.read_text("utf-8")
    halves = {half: [r for r in records if half_of(r["id"]) == half] for half in ("odd", "even")}
    try:
        fit_on(halves["odd"])
        for half, chosen in halves.items():
            print(f"\n{half} half ({'fitted on' if half == 'odd' else 'held out'})")
            show(chosen, packs, press)
        show_kept_back()
    finally:
        WEIGHTS.write_text(kept, "utf-8")


if __name__ == "__main__":
    main()
