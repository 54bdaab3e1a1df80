"""Rows that say their verb once: each figure goes with the name in its own clause."""

from __future__ import annotations

import pytest
from extraction_makers import Read

Pair = tuple[str | None, str | None]


def pairs_of(read: Read, lang: str, text: str) -> list[tuple[float | None, Pair]]:
    """The amount of each figure of goods or people, and its pair, in text order."""
    claims = [c for c in read(lang, text).claims if c.quantity is not None and c.kind in ("transfer", "deployment")]
    return [(c.quantity.low, (c.supplier, c.recipient)) for c in claims if c.quantity is not None]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "pl", "Francja sprzedała 80 myśliwców Rafale Emiratom, 42 Indonezji i 36 Indiom.",
            [(80, ("FR", "AE")), (42, ("FR", "ID")), (36, ("FR", "IN"))],
        ),
        (
            "pl", "Teheran wysłał Hezbollahowi 200 pocisków przeciwpancernych, a Hamasowi 50.",
            [(200, ("IR", "hezbollah")), (50, ("IR", "hamas"))],
        ),
        (
            "it", "Israele ha esportato radar militari in tre Paesi: cinque in Grecia, tre in Marocco.",
            [(5, ("IL", "GR")), (3, ("IL", "MA"))],
        ),
        (
            "it", "L'Italia ha inviato 12 obici, la Spagna 8 e la Grecia 4.",
            [(12, ("IT", None)), (8, ("ES", None)), (4, ("GR", None))],
        ),
        (
            "es", "Dinamarca ha entregado 19 cazas F-16 a Ucrania y Países Bajos otros 24.",
            [(19, ("DK", "UA")), (24, ("NL", "UA"))],
        ),
        (
            "en", "Germany is to send Ukraine five air defence systems, and the Netherlands will add two.",
            [(5, ("DE", "UA")), (2, ("NL", "UA"))],
        ),
        (
            "fr", "Le Mali a reçu 60 blindés, dont 40 viennent de Russie et 20 de Chine.",
            [(60, (None, "ML")), (40, ("RU", "ML")), (20, ("CN", "ML"))],
        ),
        (
            "ko", "필리핀은 일본에서 순시선 10척, 이스라엘에서 고속정 2척을 들여왔다.",
            [(10, ("JP", "PH")), (2, ("IL", "PH"))],
        ),
        (
            "ko", "벨기에가 F-16 전투기 6대를, 노르웨이가 10대를 우크라이나에 인도할 계획이다.",
            [(6, ("BE", "UA")), (10, ("NO", "UA"))],
        ),
    ],
)  # fmt: skip
def test_a_clause_without_a_verb_has_its_own_name(read: Read, lang: str, text: str, expected: object) -> None:
    """In the part of the name that stands in the same form in the clause before."""
    assert pairs_of(read, lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Britain gave Ukraine 14 tanks, Germany 18 and Canada eight."),
        ("de", "Großbritannien gab der Ukraine 14 Panzer, Deutschland 18 und Kanada acht."),
    ],
)
def test_a_bare_name_behind_a_subject_is_the_next_subject(read: Read, lang: str, text: str) -> None:
    """What could be either is the giver, as it mostly is."""
    expected = [(14, ("GB", "UA")), (18, ("DE", "UA")), (8, ("CA", "UA"))]
    assert pairs_of(read, lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "text", "pairs"),
    [
        ("de", "Zusammen mit acht Haubitzen aus Italien sind in Tunis 30 Lastwagen aus der Türkei eingetroffen.",
         [("IT", "TN"), ("TR", "TN")]),
        ("ru", "Вместе с десятью бронемашинами из Великобритании в Кению прибыли 25 грузовиков из Индии.",
         [("GB", "KE"), ("IN", "KE")]),
    ],
)  # fmt: skip
def test_a_name_right_behind_other_goods_is_theirs(read: Read, lang: str, text: str, pairs: object) -> None:
    """Each figure comes from the one behind it."""
    assert [pair for _, pair in pairs_of(read, lang, text)] == pairs


@pytest.mark.parametrize(
    ("lang", "text", "taker"),
    [
        ("es", "De los 18 obuses recibidos por Kiev, seis proceden de Francia y doce de Italia.", "UA"),
        ("de", "Von den 31 Kampfjets, die Kiew zugesagt wurden, kommen 19 aus Dänemark und zwölf aus Belgien.", "UA"),
        ("it", "L'esercito ucraino riceverà 31 obici: 18 arriveranno dalla Francia e 13 dalla Danimarca.", "UA"),
        ("en", "Kyiv has been promised 45 F-16 fighter jets. Of these, 19 will come from Denmark and six from Norway.",
         "UA"),
    ],
)  # fmt: skip
def test_a_whole_of_several_givers_has_none(read: Read, lang: str, text: str, taker: str) -> None:
    """No giver of a part gives the whole."""
    whole, *parts = pairs_of(read, lang, text)
    assert whole[1] == (None, taker)
    assert len({pair[0] for _, pair in parts}) == len(parts) == 2


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Dalla Russia i generali hanno acquistato armi per 406 milioni di dollari, dalla Cina per 267 milioni."),
        ("en", "From Russia the generals bought arms for 406 million dollars, from China for 267 million."),
        ("de", "Aus Russland bezogen die Generäle Waffen für 406 Millionen Dollar, aus China für 267 Millionen."),
        ("es", "De Rusia los generales compraron armas por 406 millones de dólares, de China por 267 millones."),
    ],
)  # fmt: skip
def test_who_gives_what_the_next_figure_counts_gets_nothing(read: Read, lang: str, text: str) -> None:
    """Of two givers in a row neither gives to the other."""
    claims = [c for c in read(lang, text).claims if c.kind == "valuation"]
    assert [(c.supplier, c.recipient) for c in claims] == [("RU", None), ("CN", None)]
