"""Numbers that share a noun, machines that fly or drive, and numbers of what a party has.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import Read


@pytest.mark.parametrize(
    ("lang", "text", "item"),
    [
        (
            "ru",
            "Перу получило вертолеты. Россия поставит Перу 16 винтокрылых машин.",
            "arms.aircraft.helicopter",
        ),
        ("ru", "Португалия поставила Мозамбику шесть самолетов.", "arms.aircraft"),
        ("uk", "Норвегія передасть Україні шість літаків.", "arms.aircraft"),
    ],
)
def test_machines_are_what_the_text_names_beside_them(read: Read, lang: str, text: str, item: str) -> None:
    """In a text on helicopters alone they fly; where nothing else is named a plane is a plane."""
    assert [c.item for c in read(lang, text).claims if c.quantity is not None] == [item]


@pytest.mark.parametrize(
    ("lang", "text", "counts"),
    [
        ("ru", "Норвегия передаст Украине 20 легких и 10 тяжелых танков.", [20, 10]),
        ("uk", "Норвегія передасть Україні 18 легких та п’ять важких танків.", [18, 5]),
        ("pl", "Norwegia przekaże Ukrainie 18 lekkich i pięć ciężkich czołgów.", [18, 5]),
        ("en", "Norway will give Ukraine 20 light and ten heavy tanks.", [20, 10]),
    ],
)
def test_two_numbers_with_adjectives_share_the_noun_behind(
    read: Read, lang: str, text: str, counts: list[float]
) -> None:
    """The first number has left its noun out; it is that of the second."""
    figures = [c for c in read(lang, text).claims if c.quantity is not None]
    assert [c.quantity.low for c in figures if c.quantity is not None] == counts
    assert len({c.item for c in figures}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Хуситы получили от Ирана ракеты. Йеменское движение численностью около 20 тысяч бойцов действует на севере.",
        "Россия поставила Алжиру комплексы. Сегодня на вооружении его армии стоит 90 истребителей.",
    ],
)
def test_strength_and_stock_are_no_transfers(read: Read, text: str) -> None:
    """How many men a movement has, and how many jets an air force, was sent by nobody."""
    assert not [claim for claim in read("ru", text).claims if claim.quantity is not None]
