"""Numbers are read with any grouping, in words, with scales, and never out of names, dates or clocks."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from extraction_makers import OnlyClaim

from armstrail.extraction.numbers import number_at, parse_digits
from armstrail.extraction.passage import read_passage
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

Packs = Mapping[str, LanguagePack]


def value(packs: Packs, lang: str, text: str) -> float | None:
    passage = read_passage(Document(id="t", text=text, lang=lang), packs[lang])
    number = number_at(passage, 0)
    return number.value if number is not None else None


@pytest.mark.parametrize(
    ("lang", "digits", "expected"),
    [
        ("en", "12,000", 12000),
        ("en", "1.7", 1.7),
        ("en", "1,234,567.5", 1234567.5),
        ("it", "12.000", 12000),
        ("it", "1,7", 1.7),
        ("it", "2.5", 2.5),
        ("it", "1.234.567,5", 1234567.5),
        ("it", "1'500", 1500),
        ("en", "12,00", 12),
        ("it", "0.500", None),
    ],
)
def test_digits_follow_the_packs_separators(packs: Packs, lang: str, digits: str, expected: float | None) -> None:
    """A grouping sign must be followed by exactly three digits; what fits neither use is no number."""
    assert parse_digits(digits, packs[lang]) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "twenty-five shells", 25),
        ("en", "three hundred and twelve thousand shells", 312000),
        ("en", "two million five hundred thousand", 2500000),
        ("en", "half a million rounds", 500000),
        ("en", "1.5 million rounds", 1500000),
        ("en", "2.5bn dollars", 2.5e9),
        ("en", "a dozen tanks", 12),
        ("en", "tens of thousands of shells", 10000),
        ("en", "hundreds of thousands of shells", 100000),
        ("it", "dodicimila soldati", 12000),
        ("it", "centonovantatremila dollari", 193000),
        ("it", "duecentocinquantamila proiettili", 250000),
        ("it", "500mila colpi", 500000),
        ("it", "un milione e mezzo di proiettili", 1500000),
        ("it", "ventuno carri", 21),
        ("it", "otto milioni di munizioni", 8000000),
        ("it", "1,7 miliardi", 1.7e9),
        ("it", "decine di migliaia", 10000),
        ("it", "una ventina di carri", 20),
    ],
)
def test_words_and_scales_make_one_number(packs: Packs, lang: str, text: str, expected: float) -> None:
    """Number words, glued words, scales, collectives and vague plurals come out in plain units."""
    assert value(packs, lang, text) == expected


@pytest.mark.parametrize("text", ["23 missiles", "KN-23 missiles", "M777 howitzers"])
def test_digits_that_touch_letters_belong_to_a_name(packs: Packs, text: str) -> None:
    """`KN-23` holds no 23."""
    passage = read_passage(Document(id="t", text=text, lang="en"), packs["en"])
    at = next(n for n, token in enumerate(passage.tokens) if token.kind == "n")
    assert (number_at(passage, at) is None) == (at > 0)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Chile has ordered 6 guns from India, among them a Kesar 155 wheeled howitzer."),
        ("it", "Il Cile ha ordinato all'India 6 cannoni, tra cui un Kesar 155 semovente."),
    ],
)
def test_digits_that_end_a_name_count_nothing(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Behind an article and a name that nobody knows digits go on with the name."""
    claim = only_figure(lang, text)
    assert claim.quantity is not None
    assert claim.quantity.low == 6
