"""Numbers in words: dozens and scores, halves of hundreds, words of degree before and behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

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
def test_words_come_to_one_number(only_figure, lang, words, number):
    """One figure, with the number as its bound or between its bounds."""
    told = only_figure(lang, SENTENCES[lang].format(words)).quantity
    low, high, value = told.low, told.high, float(number)
    assert value in (low, high) or (low is not None and high is not None and low <= value <= high)
