"""Who gives, where no verb of giving has the giver for its subject: plans, gifts by name, rows of contributors.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


def pairs(read: Read, lang: str, text: str) -> dict[float | None, tuple[str | None, str | None]]:
    """Who gives and who gets each figure of a text, by its lower bound."""
    return {
        claim.quantity.low: (claim.supplier, claim.recipient)
        for claim in read(lang, text).claims
        if claim.quantity is not None
    }


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Paris welcomed the Danish decision to give Ukraine 19 French-made Caesar howitzers."),
        ("fr", "Paris salue la décision danoise de donner à l'Ukraine 19 canons Caesar de fabrication française."),
        ("it", "Parigi saluta la decisione danese di cedere all'Ucraina 19 obici Caesar di fabbricazione francese."),
        ("es", "París celebra la decisión danesa de entregar a Ucrania 19 obuses Caesar de fabricación francesa."),
        ("uk", "Париж вітає рішення Данії передати Україні 19 французьких гаубиць Caesar."),
    ],
)
def test_an_infinitive_is_done_by_whose_plan_it_is(read: Read, lang: str, text: str) -> None:
    """Denmark gives what France has built."""
    assert pairs(read, lang, text)[19] == ("DK", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The US provided 69 percent of Israel's arms, with Germany contributing around 30 percent."),
        ("es", "Estados Unidos suministró a Israel el 69 % de sus armas, con Alemania aportando el 30 %."),
    ],
)
def test_a_name_between_with_and_a_gerund_does_it(read: Read, lang: str, text: str) -> None:
    """Germany contributes, it is not what the US gives with."""
    assert pairs(read, lang, text)[30] == ("DE", "IL")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Denmark paid for shells for Kyiv. The Netherlands has completed the delivery of its F-16s to Ukraine: "
               "the "
               "last of 24 jets was handed over in December."),
        ("uk", "Нідерланди завершили передачу Україні літаків F-16: останні 24 машини надійшли в грудні."),
    ],
)  # fmt: skip
def test_who_completes_a_delivery_has_delivered(read: Read, lang: str, text: str) -> None:
    """A verb that tells nothing of giving has a noun of it for its object; behind the colon it goes on."""
    assert pairs(read, lang, text)[24] == ("NL", "UA")


def test_who_condemns_a_delivery_has_not_delivered(read: Read) -> None:
    """Washington judges what Pyongyang sends."""
    text = (
        "North Korea sends shells to Russia. Washington condemned the delivery of 3,000 containers of shells to Russia."
    )
    assert pairs(read, "en", text)[3000] == ("KP", "RU")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Munition für die Ukraine: Norwegen wendet 576 Millionen Euro auf, die Niederlande 250 Millionen und "
               "Dänemark 180 Millionen."),
        ("en", "Shells for Ukraine: Norway is putting up 576 million euros, the Netherlands 250 million and Denmark "
               "180 "
               "million."),
        ("it", "Munizioni per l'Ucraina: la Norvegia mette sul tavolo 576 milioni di euro, i Paesi Bassi 250 milioni e "
               "la "
               "Danimarca 180 milioni."),
        ("pt", "Munições para a Ucrânia: a Noruega contribui com 576 milhões de euros, os Países Baixos com 250 "
               "milhões e "
               "a Dinamarca com 180 milhões."),
        ("uk", "Снаряди для України: Норвегія вкладає 576 млн євро, Нідерланди — 250 млн, Данія — 180 млн."),
    ],
)  # fmt: skip
def test_names_with_a_figure_each_are_contributors(read: Read, lang: str, text: str) -> None:
    """The verb of the first is no verb of giving, those of the others are left out."""
    assert pairs(read, lang, text) == {576e6: ("NO", "UA"), 250e6: ("NL", "UA"), 180e6: ("DK", "UA")}


def test_whoever_studies_a_foreign_model_is_to_get_it(read: Read) -> None:
    """China supplies Pakistan in this text; the fighters that Indonesia looks at are not for Pakistan."""
    text = "China delivered 36 J-10C fighters to Pakistan. Indonesia is studying 42 J-10s."
    assert pairs(read, "en", text)[42] == ("CN", "ID")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Ukraine received shells. Last year 1.5 million shells arrived within the Czech ammunition initiative."),
        ("uk", "Україна отримала снаряди. Торік у межах чеської ініціативи надійшло 1,5 млн снарядів."),
        ("ru", "Украина получила снаряды. В прошлом году в рамках чешской инициативы поступило 1,5 млн снарядов."),
        ("pl", "Ukraina otrzymała pociski. W zeszłym roku w ramach czeskiej inicjatywy dotarło 1,5 mln pocisków."),
    ],
)
def test_an_undertaking_called_after_a_state_takes_nothing_there(read: Read, lang: str, text: str) -> None:
    """`Within` governs the initiative, it does not bring the shells to the Czech Republic."""
    assert pairs(read, lang, text)[1.5e6][1] == "UA"


def test_instructors_of_a_state_are_sent_by_it(only_figure: OnlyClaim) -> None:
    """People whose state is told beside them are that state's, wherever the sentence looks first."""
    text = "Mali is to sign an accord with a private firm. About 1,000 Russian instructors will take part in it."
    claim = only_figure("en", text)
    assert claim.supplier == "RU"


@pytest.mark.parametrize(
    "clause",
    [
        "Frankreich hat der Ukraine gemeinsam mit Dänemark rund 50 Haubitzen geliefert.",
        "Frankreich lieferte im Mai der Ukraine zusammen mit Dänemark rund 50 Haubitzen.",
    ],
)
def test_a_german_article_behind_no_noun_is_that_of_who_gets(read: Read, clause: str) -> None:
    """`der Ukraine` may be `of Ukraine` behind a noun alone; elsewhere it is `to Ukraine`."""
    found = [c for c in read("de", "Frankreich beliefert Armenien mit 36 Haubitzen. " + clause).claims if c.quantity]
    assert [(c.supplier, c.recipient) for c in found] == [("FR", "AM"), ("FR", "UA")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Seoul said the North had shipped 700 containers of shells to Russia."),
        ("fr", "Séoul affirme que le Nord a livré 700 conteneurs d'obus à la Russie."),
        ("it", "Secondo Seul il Nord ha inviato alla Russia 700 container di proiettili."),
        ("es", "Seúl dice que el Norte envió a Rusia 700 contenedores de proyectiles."),
    ],
)
def test_one_korea_is_enough_for_the_other_to_be_the_north(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """A text of the south needs not name the north in full."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("KP", "RU")


def test_a_sea_in_the_north_is_no_korea(only_figure: OnlyClaim) -> None:
    """Where the short name begins a longer one, nobody is meant by it."""
    claim = only_figure("en", "South Korea shipped 20 howitzers to Poland across the North Sea.")
    assert (claim.supplier, claim.recipient) == ("KR", "PL")
