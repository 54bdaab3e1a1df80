"""Laws of quantities: what was written is read, whatever the spaces, dashes and hedges around it."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spelling import SPELLERS

import armstrail
from armstrail.languages.expand import expand
from armstrail.model.quantified import Quantified

LANGS = sorted(SPELLERS)
SHELLS = {
    "de": "Granaten", "en": "shells", "es": "proyectiles", "fr": "obus", "it": "proiettili", "ko": "발",
    "pl": "pocisków", "pt": "projéteis", "ru": "снарядов", "uk": "снарядів",
}  # fmt: skip
SPACES = (" ", "\u00a0", "\u202f", "\u2009")
DASHES = ("-", "‑", "–", "—", "−")


def of_shells(lang: str, text: str) -> Quantified:
    """The one quantity of pieces in a text."""
    found = [q for q in armstrail.quantities(text, lang) if q.unit == "pieces"]
    assert len(found) == 1, (text, found)
    return found[0]


def quantity(q: Quantified) -> tuple[float | None, float | None, str | None, str]:
    return q.low, q.high, q.unit, q.hedge


@pytest.mark.parametrize("lang", LANGS)
@given(number=st.integers(2, 999_999))
@settings(max_examples=60)
def test_a_number_in_words_is_read_back(lang: str, number: int) -> None:
    """Each language spells by its own grammar, and its pack reads what the grammar wrote."""
    if lang == "ko":  # a Sino-Korean digit alone is a word of another kind; nobody spells out more than four
        assume(10 < number < 10_000 or number % 10_000 == 0)
    found = of_shells(lang, f"{SPELLERS[lang](number)} {SHELLS[lang]}")
    assert (found.low, found.high) == (number, number)


@pytest.mark.parametrize("lang", LANGS)
@given(number=st.integers(1_000, 9_999_999), space=st.sampled_from(SPACES[1:]))
@settings(max_examples=30)
def test_every_grouping_of_digits_gives_the_same_number(lang: str, number: int, space: str) -> None:
    """By the sign of the language, or by a no-break or thin space where it groups by spaces."""
    raw = tomllib.loads((files("armstrail.languages") / lang / "numbers.toml").read_text("utf-8"))
    for sign in raw["grouping"]:
        text = f"{number:,}".replace(",", space if sign == " " else sign) + f" {SHELLS[lang]}"
        assert (of_shells(lang, text).low, of_shells(lang, text).high) == (number, number)


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang != "ko"])
@given(low=st.integers(2_100, 5_000), more=st.integers(1, 5_000), space=st.sampled_from(SPACES))
@settings(max_examples=20)
def test_spaces_and_dashes_change_nothing(lang: str, low: int, more: int, space: str) -> None:
    """A range is the same with any dash, and its noun behind any space."""
    texts = [f"{low}{dash}{low + more}{space}{SHELLS[lang]}" for dash in DASHES]
    assert {quantity(of_shells(lang, text)) for text in texts} == {(low, low + more, "pieces", "range")}


def hedges(lang: str) -> list[tuple[str, str]]:
    raw = tomllib.loads((files("armstrail.languages") / lang / "quantities.toml").read_text("utf-8"))
    return [(h, form) for h, forms in raw["hedges_before"].items() for f in forms for form in expand(f, lang)]


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang != "ko"])
def test_a_hedge_bounds_a_number_and_never_changes_it(lang: str) -> None:
    """Whatever hedge of the pack stands before it, the number is the low bound, the high one, or both."""
    for _, form in hedges(lang):
        found = of_shells(lang, f"{form} 300 {SHELLS[lang]}")
        assert {found.low, found.high} - {None} == {300}, form


_PIECES = st.sampled_from(
    (
        "12.000", "1,5", "３００", "½", "3-1", "2024", "$", "€", "mln", "%", "Mrd.", "T-72", "두", "만", "10-ти",
        "ein-", "\n", "zwölf", "mille", "tre", "сто", "of", "de", "von", "shells", "Granaten", "obus", "152 mm",
        "(", ")", "/", "’90", "e\u0301",
    )
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@given(pieces=st.lists(_PIECES, max_size=12), glue=st.sampled_from(("", " ", "\u00a0", "-")))
@settings(max_examples=60)
def test_spans_cut_what_was_read_and_never_overlap(lang: str, pieces: list[str], glue: str) -> None:
    """Of any text whatever: in order, inside it, apart from one another, each bound a finite number."""
    text = glue.join(pieces)
    end = 0
    for found in armstrail.quantities(text, lang):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.to_json(text)["text"].strip() != ""
        assert found.low is not None or found.high is not None
        end = found.span.end
