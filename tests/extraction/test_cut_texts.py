"""A text that was cut anywhere is read as far as it goes: no end of it, however odd, ends the reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

GOLD = Path(__file__).parents[1] / "accuracy" / "gold"
LANGUAGES = ("de", "en", "es", "fr", "it", "ko", "pl", "pt", "ru", "uk")
STEP = 7  # characters from one cut to the next behind a sign
SIGNS = ',;:.–—«»"()'


def cuts(text: str) -> list[int]:
    """Behind every sign, and between them every few characters."""
    behind = {at + 1 for at, sign in enumerate(text) if sign in SIGNS}
    return sorted(behind | set(range(1, len(text), STEP * STEP)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_cut_anywhere_is_read_as_far_as_it_goes(read, lang):
    with (GOLD / f"wire-{lang}.jsonl").open(encoding="utf-8") as lines:
        text = json.loads(next(lines))["text"]
    for end in cuts(text):
        for claim in read(lang, text[:end]).claims:
            assert claim.quote.end <= end


def test_a_text_that_ends_behind_a_comma_is_read(read):
    text = "Von den acht Panzern, die Kiew von Berlin bekam,"
    assert read("de", text).state == "read"
