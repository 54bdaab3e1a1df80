"""The corpus of the fuzzer keeps the law in every run, and the fuzzer would see where it is broken."""

from __future__ import annotations

import io
import random
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from fuzz_seeds import SEEDS, mutate

FUZZ = Path(__file__).parents[2] / "benchmarks" / "fuzz"
sys.path.insert(0, str(FUZZ))

import damage  # noqa: E402
import targets  # noqa: E402

from armstrail.ingestion import Unreadable  # noqa: E402
from armstrail.ingestion.reading import REPORT  # noqa: E402

TARGETS = targets.load_targets()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_corpus_keeps_the_law(name):
    """What searches began from and found, which includes every input that once showed a fault."""
    files = sorted((FUZZ / "corpus" / name).iterdir())
    assert files
    for path in files:
        assert TARGETS[name].attempt(path.read_bytes()) is None, path.name


def test_every_reader_has_a_target():
    """A form that is added to the table of formats is fuzzed."""
    from armstrail.ingestion.formats import FORMATS

    assert {form.key for form in FORMATS} <= set(TARGETS)


def test_a_broken_law_is_seen(monkeypatch):
    """A row that asks to be reported, a thing that is no row, and an error of a library."""
    row = Unreadable("a", "cannot be taken apart (X)", REPORT)
    for planted, told in (([row], "a fault of the reader"), (["x"], "neither a document nor a row")):
        monkeypatch.setattr(targets, "rows_of", lambda _data, _form, found=planted: iter(found))
        assert told in (TARGETS["text"].attempt(b"a") or "")


@pytest.mark.parametrize("name", ["docx", "zip", "warc packed", "mail"])
def test_damage_reaches_the_words_inside(name):
    """Packed again with sums that fit: most damaged files still open, with other bytes inside."""
    chance = random.Random(1)
    changed = 0
    for _ in range(40):
        data = damage.damage(SEEDS[name], lambda part: mutate(part, chance), chance)
        if name in ("docx", "zip") and data.startswith(b"PK"):
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    changed += archive.testzip() is None
            except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, zlib.error):
                continue
        else:
            changed += data != SEEDS[name]
    assert changed > 10
