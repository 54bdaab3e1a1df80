"""Parties that only a pronoun or a verb's ending names."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text", "supplier"),
    [
        ("en", '"We have sent Ukraine 31 tanks," Pentagon spokesman Pat Ryder said.', "US"),
        ("it", "«Abbiamo inviato 20 obici all'Ucraina», ha detto il ministro Guido Crosetto.", "IT"),
        ("fr", "« Nous avons livré 18 canons à l'Ukraine », a déclaré le ministre des Armées Sébastien Lecornu.", "FR"),
        ("de", "„Wir haben der Ukraine 18 Panzer geliefert“, sagte Verteidigungsminister Boris Pistorius.", "DE"),
        ("es", "«Hemos enviado a Ucrania 20 obuses», dijo la ministra de Defensa Margarita Robles.", "ES"),
        ("pl", "— Przekazaliśmy Ukrainie 50 haubic — powiedział minister obrony Władysław Kosiniak-Kamysz.", "PL"),
        ("ru", "«Мы передали Украине 31 танк», — сказал министр обороны Германии Борис Писториус.", "DE"),
        ("ko", '"우리는 우크라이나에 전차 31대를 보냈다"고 미국 국방부 대변인이 말했다.', "US"),
    ],
)
def test_we_is_the_side_of_whoever_speaks(only_figure: OnlyClaim, lang: str, text: str, supplier: str) -> None:
    """A minister's 'we', in a pronoun or in the verb's ending, is his state."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == (supplier, "UA")


@pytest.mark.parametrize(
    ("lang", "text", "supplier"),
    [
        ("en", "Kyiv asked for help. The Pentagon gave it 31 Abrams tanks.", "US"),
        ("it", "Kiev attende aiuti. Roma le ha fornito 20 obici.", "IT"),
        ("fr", "L'Ukraine manque de tout. La France lui a livré 18 canons.", "FR"),
        ("es", "Ucrania lo pidió. España le entregará 10 carros de combate.", "ES"),
        ("ru", "Киев просил о помощи. Варшава поставила ему 14 танков.", "PL"),
    ],
)
def test_the_one_who_gets_may_be_a_pronoun(only_figure: OnlyClaim, lang: str, text: str, supplier: str) -> None:
    """It means the party last named that does not give."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == (supplier, "UA")


def test_investigators_who_say_we_are_no_party(read: Read) -> None:
    """'We examined the debris' gives nothing and gets nothing."""
    text = 'Iran sent Russia 300 drones. "We examined our debris," the Ukrainian defence ministry said.'
    figures = [claim for claim in read("en", text).claims if claim.quantity is not None]
    assert [(claim.supplier, claim.recipient) for claim in figures] == [("IR", "RU")]


def test_goods_sent_as_them_are_no_receiver(only_figure: OnlyClaim) -> None:
    """'Sent them to Ukraine' moves what was named, not to whom."""
    claim = only_figure("en", "Germany bought 20 howitzers from France and sent them to Ukraine.")
    assert claim.supplier != "UA"


def test_our_country_is_that_of_the_paper_whoever_spoke_before(read: Read) -> None:
    """Outside a quotation a paper of one state speaks of that state; inside it, the minister of his."""
    told = "Швеція надасть Україні допомогу, заявив міністр оборони Швеції. Також наша держава отримає 30 вантажівок."
    figures = [claim for claim in read("uk", told).claims if claim.quantity is not None]
    assert [(claim.supplier, claim.recipient) for claim in figures] == [("SE", "UA")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Mali is at war. Last year the country received 12 Turkish drones."),
        ("fr", "Le Mali est en guerre. L'an dernier, le pays a reçu 12 drones turcs."),
        ("es", "Malí está en guerra. Turquía envió al país 12 drones."),
        ("it", "Il Mali è in guerra. L'anno scorso il paese ha ricevuto 12 droni turchi."),
        ("pt", "O Mali está em guerra. A Turquia enviou ao país 12 drones."),
        ("de", "Mali ist im Krieg. Im vergangenen Jahr erhielt das Land 12 türkische Drohnen."),
        ("pl", "Mali jest w stanie wojny. W ubiegłym roku kraj otrzymał 12 tureckich dronów."),
        ("ru", "Мали воюет. В прошлом году страна получила 12 турецких беспилотников."),
    ],
)
def test_the_country_is_the_state_named_before(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """It gets what its sentence says that it gets, as if it were named again."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("TR", "ML")


def test_the_country_is_not_who_gives_to_it(read: Read) -> None:
    """Of two states named before, goods that are given to the country come to the one that does not give."""
    text = "Chile bought 24 jets from Norway last year. Norway delivered six of the jets to the country on Friday."
    figures = [claim for claim in read("en", text).claims if claim.quantity is not None]
    assert [(claim.supplier, claim.recipient) for claim in figures] == [("NO", "CL")] * 2


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sweden supports Kyiv. It has given Ukraine 50 infantry fighting vehicles."),
        ("fr", "La Suède soutient Kiev. Elle a livré 50 véhicules de combat d'infanterie à l'Ukraine."),
        ("ru", "Швеция поддерживает Киев. Она передала Украине 50 боевых машин пехоты."),
    ],
)
def test_a_pronoun_acts_for_the_name_that_opened_the_sentence_before(
    only_figure: OnlyClaim, lang: str, text: str
) -> None:
    """The subject before is gone on with, not the name that stood nearest."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("SE", "UA")


@pytest.mark.parametrize(
    ("lang", "text", "side", "us"),
    [
        ("pl", "USA dały Ukrainie 44 czołgi, a Polska dziesięć. Przekazaliśmy Kijowowi też 300 wozów.", 0, "PL"),
        ("it", "Gli Stati Uniti e l'Italia aiutano Kiev. Abbiamo consegnato all'Ucraina 300 blindati.", 0, "IT"),
        ("uk", "США допомагають Україні. Ми отримали 300 бронемашин.", 1, "UA"),
    ],
)
def test_a_paper_that_says_we_speaks_for_its_state_where_it_names_it(
    read: Read, lang: str, text: str, side: int, us: str
) -> None:
    """Nobody is quoted, and one state alone has papers in the language."""
    (claim,) = [c for c in read(lang, text).claims if c.quantity is not None and c.quantity.low == 300]
    assert (claim.supplier, claim.recipient)[side] == us


def test_what_is_ours_of_giving_is_given_by_us(read: Read) -> None:
    """`Nasz wkład` is what Poland gave, `przez nas` is by Poland."""
    text = (
        "Zachód przekazał Kijowowi broń za 100 mld dolarów. Nasz wkład wyniósł 3 mld dolarów, a Polska pomagała od"
        " początku. Wartość dostarczonego przez nas wsparcia wojskowego dla Ukrainy przekroczyła 3 mld euro."
    )
    found = [(c.supplier, c.recipient) for c in read("pl", text).claims if c.quantity is not None]
    assert found[1:] == [("PL", "UA"), ("PL", "UA")]
