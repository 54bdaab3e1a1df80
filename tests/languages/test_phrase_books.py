"""Every language reads its phrase book: quantities to the letter, near-misses as none, dates and names.

`floors.json` pins for each language and kind of case the share that holds; a failing case is printed with what
was read instead (`pytest -rP` shows those of passing tests too).

python tests/languages/test_phrase_books.py       raises floors.json to what holds now; none is lowered by it
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from armstrail.extraction.dates import find_dates
from armstrail.extraction.parties import find_parties
from armstrail.extraction.passage import Passage, read_passage
from armstrail.extraction.quantified import quantities_of
from armstrail.extraction.speakers import find_speakers
from armstrail.languages import LanguagePack, load_pack
from armstrail.languages.schema import SCHEMA
from armstrail.model.document import Document
from armstrail.vocabulary import Vocabulary, load_vocabulary

BOOKS = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = json.loads((BOOKS / "floors.json").read_text("utf-8"))
KINDS = ("quantity", "nothing", "date", "name")
COUNTED_OTHERWISE = ("unknown_noun", "formation", "casualties", "no_noun")  # quantities without a unit


def _has_pack(lang: str) -> bool:
    folder = files("armstrail.languages") / lang
    return all((folder / f"{name}.toml").is_file() for name in SCHEMA)


LANGS = sorted(book.stem for book in BOOKS.glob("*.toml") if _has_pack(book.stem))


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary()


@cache
def _pack(lang: str) -> LanguagePack:
    return load_pack(lang, _vocabulary())


@cache
def _book(lang: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((BOOKS / f"{lang}.toml").read_text("utf-8"))


def _passage(lang: str, case: dict[str, Any]) -> Passage:
    document = Document("case", case["text"], lang=lang, published=case.get("published"))
    return read_passage(document, _pack(lang))


def _span(case: dict[str, Any]) -> tuple[int, int]:
    """Where the words of the case stand; `occurrence` counts from one."""
    at = -1
    for _ in range(case.get("occurrence", 1)):
        at = case["text"].index(case["span"], at + 1)
    return at, at + len(case["span"])


def _quantities(lang: str, case: dict[str, Any]) -> list[dict[str, Any]]:
    found = quantities_of(case["text"], _pack(lang))
    return [
        {"span": (q.span.start, q.span.end), "low": q.low, "high": q.high, "unit": q.unit, "hedge": q.hedge}
        for q in found
    ]


def _quantity(lang: str, case: dict[str, Any]) -> tuple[bool, object]:
    read = _quantities(lang, case)
    want = {key: case["want"].get(key) for key in ("low", "high", "unit", "hedge")} | {"span": _span(case)}
    return want in read, read


def _nothing(lang: str, case: dict[str, Any]) -> tuple[bool, object]:
    """What no unit list knows is no quantity of goods; what is a date, an age, a name ... is none at all."""
    read = _quantities(lang, case)
    counted = case["why"] in COUNTED_OTHERWISE
    return not [each for each in read if not counted or each["unit"] is not None], read


def _date(lang: str, case: dict[str, Any]) -> tuple[bool, object]:
    passage = _passage(lang, case)
    read = [(passage.words(d.first, d.last), d.start, d.end) for d in find_dates(passage)]
    return (case["span"], case.get("start"), case.get("end")) in read, read


def _name(lang: str, case: dict[str, Any]) -> tuple[bool, object]:
    """A company stands for its home state among the parties; its own code is found by the lexicon."""
    passage = _passage(lang, case)
    read = [(passage.words(m.first, m.last), m.value(cls)) for cls, m in passage.hits.of("actors.")]
    parties = find_parties(passage, find_speakers(passage))
    read += [(passage.words(p.first, p.last), p.code) for p in parties.mentions]
    return (case["span"], case["code"]) in read, read


CHECKS = {"quantity": _quantity, "nothing": _nothing, "date": _date, "name": _name}


def _failures(lang: str, kind: str) -> Iterator[tuple[dict[str, Any], object]]:
    for case in _book(lang).get(kind, []):
        holds, read = CHECKS[kind](lang, case)
        if not holds:
            yield case, read


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_language_reads_its_phrase_book_as_well_as_before(lang: str, kind: str) -> None:
    """The share of cases that hold never falls below the pinned one."""
    cases = _book(lang).get(kind, [])
    failures = list(_failures(lang, kind))
    for case, read in failures:
        print(f"{lang} {kind}: {case['text']}\n  wanted {case.get('want', case)}\n  read   {read}")
    assert cases, f"{lang}.toml holds no case of {kind}"
    assert round(1 - len(failures) / len(cases), 3) >= FLOORS.get(lang, {}).get(kind, 0.0)


@pytest.mark.parametrize("lang", LANGS)
def test_every_case_points_at_words_of_its_text(lang: str) -> None:
    """A span that its text does not hold would never be read, and nobody would notice why."""
    cases = [case for kind in ("quantity", "date", "name") for case in _book(lang).get(kind, [])]
    assert [case for case in cases if case["span"] not in case["text"]] == []


def main() -> None:
    for lang in LANGS:
        held = FLOORS.setdefault(lang, {})
        for kind in KINDS:
            cases, failures = _book(lang)[kind], list(_failures(lang, kind))
            held[kind] = max(held.get(kind, 0.0), math.floor(1000 - 1000 * len(failures) / len(cases)) / 1000)
    (BOOKS / "floors.json").write_text(json.dumps(FLOORS, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
