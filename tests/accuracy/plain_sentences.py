"""Plain sentences with what they tell, and how many of their figures the extraction has right.

    python tests/accuracy/plain_sentences.py [--pin] [--wrong SET] [LANG ...]

Prints a table by language: of the first set, and of the second set and the third, of paragraphs, the half that rules
were made by and the half that was only judged. `--pin` writes the floors, 0.02 below, and lowers none;
`--wrong SET` prints what is wrong in those texts of a set that may be read.

`sentences/LANG-SET.txt` holds themes in brackets, and for each text a line that begins with `>`: its figures, parted by
`;`, each as amount (`40`, `10..20`, `1000..-`), unit, supplier, recipient, item and further slots (`kind=use`); `-` is
nobody, `none` no figure at all.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from armstrail.extraction import extract
from armstrail.languages import LanguagePack
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.pipeline import shipped_packs

HERE = Path(__file__).parent / "sentences"
FLOORS = HERE / "floors.json"
PUBLISHED = "2024-10-18"
MARGIN = 0.02
COUNTED = ("transfer", "deployment", "valuation", "use")
LANGUAGES = ("it", "en", "de", "fr", "es", "pt", "pl", "ru", "uk", "ko")
_THEME = re.compile(r"\[[a-z]+\]")
Parts = tuple[float | None, float | None, str, str | None, str | None, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it should be read: amount, unit, supplier, recipient, the first two parts of its item; its kind
    where that is told."""

    parts: Parts
    kind: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its figures; `judged` where it is only judged, and no rule was made by it."""

    theme: str
    text: str
    figures: tuple[Figure, ...]
    judged: bool


def read_texts(lang: str, which: int) -> Iterator[Text]:
    """The texts of a set, in order; every second one of each theme is of the half that is only judged."""
    theme, figures, count = "", None, 0
    for line in (HERE / f"{lang}-{which}.txt").read_text("utf-8").splitlines():
        if not line:
            continue
        if _THEME.fullmatch(line):
            theme, count = line.strip("[]"), 0
        elif line.startswith(">"):
            figures = tuple(map(_figure, line[1:].split(" ; "))) if line[1:].strip() != "none" else ()
        else:
            assert figures is not None, f"no line with figures before: {line}"
            count += 1
            yield Text(theme, line, figures, which > 1 and count % 2 == 0)
            figures = None


def _figure(told: str) -> Figure:
    amount, unit, supplier, recipient, item, *more = told.split()
    low, _, high = amount.partition("..")
    held = dict(slot.split("=", 1) for slot in more)
    parts = (
        _number(low), _number(high or low), unit, _party(supplier), _party(recipient), _root(_party(item)),
    )  # fmt: skip
    return Figure(parts, held.get("kind"))


def _number(told: str) -> float | None:
    return None if told == "-" else float(told)


def _party(told: str) -> str | None:
    return None if told == "-" else told


def _root(item: str | None) -> str:
    return ".".join((item or "-").split(".")[:2])


def read_of(text: str, lang: str, packs: Mapping[str, LanguagePack]) -> list[Claim]:
    """The claims with a figure that the extraction makes of a text, of the kinds that are counted."""
    claims = extract(Document("sentence", text, lang, PUBLISHED), packs).claims
    return [claim for claim in claims if claim.quantity is not None and claim.kind in COUNTED]


def judge(figures: Sequence[Figure], claims: Sequence[Claim]) -> tuple[int, list[Figure], list[Claim]]:
    """How many figures are right, those that are not, and the claims that are none of them."""
    left, wrong = list(claims), []
    for figure in figures:
        claim = next((claim for claim in left if _is_right(figure, claim)), None)
        if claim is None:
            wrong.append(figure)
        else:
            left.remove(claim)
    missed = {figure.parts[:3] for figure in wrong}  # a figure that is read wrongly is one fault, not two
    return len(figures) - len(wrong), wrong, [claim for claim in left if _parts_of(claim)[:3] not in missed]


def _is_right(figure: Figure, claim: Claim) -> bool:
    return _parts_of(claim) == figure.parts and figure.kind in (None, claim.kind)


def _parts_of(claim: Claim) -> Parts:
    quantity = claim.quantity
    assert quantity is not None
    return quantity.low, quantity.high, quantity.unit, claim.supplier, claim.recipient, _root(claim.item)


def share_right(texts: Sequence[Text], lang: str, packs: Mapping[str, LanguagePack]) -> float:
    """Figures right over all that should be there and all that should not."""
    right = count = 0
    for each in texts:
        rights, wrong, more = judge(each.figures, read_of(each.text, lang, packs))
        right, count = right + rights, count + rights + len(wrong) + len(more)
    return right / count


def rates(lang: str, packs: Mapping[str, LanguagePack]) -> dict[str, float]:
    """The share of figures right, by set."""
    second, third = list(read_texts(lang, 2)), list(read_texts(lang, 3))
    parts = {
        "first": list(read_texts(lang, 1)),
        "second, mended": [text for text in second if not text.judged],
        "second, judged": [text for text in second if text.judged],
        "paragraphs, mended": [text for text in third if not text.judged],
        "paragraphs, judged": [text for text in third if text.judged],
    }
    return {name: share_right(texts, lang, packs) for name, texts in parts.items()}


def main() -> None:
    """Print the table; write the floors where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("langs", nargs="*", default=LANGUAGES, metavar="LANG")
    parser.add_argument("--pin", action="store_true", help="write the floors")
    parser.add_argument(
        "--wrong", type=int, choices=(1, 2, 3), help="print what is wrong in a set, its judged half left out"
    )
    asked = parser.parse_args()
    packs = shipped_packs()
    if asked.wrong:
        print_wrong(asked.langs, asked.wrong, packs)
        return
    told = {lang: rates(lang, packs) for lang in asked.langs}
    names = list(next(iter(told.values())))
    print("| | " + " | ".join(told) + " | all |\n| --- |" + " --- |" * (len(told) + 1))
    for name in names:
        values = [told[lang][name] for lang in told]
        print(f"| {name} | " + " | ".join(f"{value:.2f}" for value in [*values, sum(values) / len(values)]) + " |")
    if asked.pin:
        floors = json.loads(FLOORS.read_text("utf-8"))
        for lang, reached in told.items():
            held = floors.setdefault(lang, {})
            held |= {name: max(round(value - MARGIN, 3), held.get(name, 0.0)) for name, value in reached.items()}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")


def print_wrong(langs: Sequence[str], which: int, packs: Mapping[str, LanguagePack]) -> None:
    """Each text with a fault, what should be there, and what is there."""
    for lang in langs:
        for each in read_texts(lang, which):
            claims = [] if each.judged else read_of(each.text, lang, packs)
            _, wrong, more = judge(each.figures, claims)
            if each.judged or not (wrong or more):
                continue
            print(f"{lang} [{each.theme}] {each.text}")
            for figure in wrong:
                print("   should be", *figure.parts, figure.kind or "")
            for claim in claims:
                print("   is", *_parts_of(claim), claim.kind)


if __name__ == "__main__":
    main()
