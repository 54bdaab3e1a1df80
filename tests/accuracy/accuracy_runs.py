"""Extract from annotated documents and score; and, run as a program, raise the floors to what is reached now.

python tests/accuracy/accuracy_runs.py       rewrites floors.json; no floor is ever lowered by it
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from armstrail.extraction import extract
from armstrail.languages import LanguagePack
from armstrail.model.document import Document
from armstrail.pipeline import shipped_packs
from armstrail.scoring import Scores, score

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SLACK = 0.02  # one figure of a small corpus more or less is no step back
FALSE = "false claims on documents without any"


Records = list[dict[str, Any]]


def extracted(corpus: str, lang: str, packs: Mapping[str, LanguagePack]) -> tuple[Records, Records]:
    """The annotated documents of a corpus in one language, and the claims extracted from them."""
    lines = (HERE / f"gold/{corpus}.jsonl").read_text("utf-8").splitlines()
    gold = [record for record in map(json.loads, lines) if record["lang"] == lang]
    claims = []
    for record in gold:
        document = Document.from_json(record)
        claims += [claim.to_json(document.text) for claim in extract(document, packs).claims]
    return gold, claims


def scores_of(corpus: str, lang: str, packs: Mapping[str, LanguagePack]) -> Scores:
    """The scores of the extraction on the documents of a corpus in one language."""
    return score(*extracted(corpus, lang, packs))


def reached(scores: Scores) -> dict[str, float]:
    """What a floor is held against: F1 of figures and of all claims, and false claims where there is nothing."""
    figures, every = scores.groups["figures"], scores.groups["all"]
    return {
        "figures found": figures.found.f1,
        "figures right": figures.right.f1,
        "all found": every.found.f1,
        "all right": every.right.f1,
        FALSE: scores.false_on_empty,
    }


def main() -> None:
    packs = shipped_packs()
    floors = json.loads(FLOORS.read_text("utf-8"))
    for corpus, by_lang in floors.items():
        for lang, floor in by_lang.items():
            for name, value in reached(scores_of(corpus, lang, packs)).items():
                better = min if name == FALSE else max
                rounded = value + 1 if name == FALSE else math.floor((value - SLACK) * 1000) / 1000
                floor[name] = better(floor.get(name, rounded), rounded)
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
