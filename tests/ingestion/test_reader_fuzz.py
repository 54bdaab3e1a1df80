"""Whatever bytes come, a reader answers with documents in good form and with rows, within a bounded time."""

from __future__ import annotations

import io
import random
import time

import pytest
from document_makers import make_pdf, set_lines
from fuzz_seeds import SEEDS, mutate

from armstrail.ingestion import Source, Unreadable, read_source
from armstrail.ingestion.reading import REPORT
from armstrail.model.document import Document

ROUNDS = 60
SLOW = 20.0  # seconds for one small file, on a machine that does much else


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_damaged_files_give_rows_and_documents(name):
    """Bits turned, stretches cut out, doubled and filled, files cut short: the same ones in every run."""
    chance = random.Random(f"armstrail {name}")
    for number in range(ROUNDS):
        data = mutate(SEEDS[name], chance)
        start = time.perf_counter()
        found = list(read_source(Source("-", name.partition(" ")[0]), io.BytesIO(data), max_characters=1_000_000))
        assert time.perf_counter() - start < SLOW, f"round {number}"
        for row in found:
            assert isinstance(row, Document | Unreadable)
            if isinstance(row, Document):
                assert row.text.strip()
                assert Document.from_json(row.to_json()) == row
            else:
                assert row.reason
                assert row.mend != REPORT
                assert "\n" not in str(row)


def test_the_same_bytes_give_the_same_rows():
    """A reader remembers nothing: also not what went wrong with the file before."""
    data = make_pdf([set_lines("North Korea shipped some 6,700 containers to Russia.")])
    once = list(read_source(Source("-", "pdf"), io.BytesIO(data)))
    list(read_source(Source("-", "pdf"), io.BytesIO(data[:300])))
    assert list(read_source(Source("-", "pdf"), io.BytesIO(data))) == once
