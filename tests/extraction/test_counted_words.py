"""Numbers in words: dozens and scores, halves of hundreds, words of degree before and behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from armstrail.extraction import extract
from armstrail.model.document import Document
from armstrail.pipeline import shipped_packs

SENTENCES = {
    "en": "Germany gave Ukraine {} tanks.",
    "de": "Deutschland übergab der Ukraine {} Panzer.",
    "fr": "L'Allemagne a remis à l'Ukraine {} chars.",
    "it": "La Germania ha consegnato all'Ucraina {} carri armati.",
    "es": "Alemania entregó a Ucrania {} tanques.",
    "pt": "A Alemanha entregou à Ucrânia {} tanques.",
    "pl": "Niemcy przekazały Ukrainie {} czołgów.",
    "ru": "Германия передала Украине {} танков.",
    "uk": "Німеччина передала Україні {} танків.",
    "ko": "독일은 우크라이나에 전차 {}를 넘겼다.",
}
LINES = (Path(__file__).parent / "counted_words.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("|")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("lang", "words", "number"), CASES)
def test_words_come_to_one_number(lang, words, number):
    """One figure, with the number as its bound or between its bounds."""
    claims = extract(Document("note", SENTENCES[lang].format(words), lang, "2025-06-10"), shipped_packs()).claims
    figures = [claim.quantity for claim in claims if claim.quantity is not None]
    assert len(figures) == 1
    low, high, value = figures[0].low, figures[0].high, float(number)
    assert value in (low, high) or (low is not None and high is not None and low <= value <= high)
