"""What figures count that do not say it: left-out nouns, broad nouns, model numbers, formations, whose act decides."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text", "item", "amounts"),
    [
        (
            "en",
            "North Korea sent 11,000 soldiers to Russia in autumn. Another 3,000 followed in January, Seoul said.",
            "personnel.troops",
            [11000, 3000],
        ),
        (
            "it",
            "La Germania ha consegnato all'Ucraina 14 obici. Altri 36 arriveranno entro l'anno, ha detto Berlino.",
            "arms.artillery.howitzer",
            [14, 36],
        ),
        (
            "de",
            "Deutschland hat der Ukraine 18 Kampfpanzer geliefert. Weitere 25 sollen im Herbst folgen.",
            "arms.armour.tank",
            [18, 25],
        ),
        (
            "ru",
            "Иран поставил России 400 беспилотников. Ещё 300 были отправлены в декабре, сообщили в Киеве.",
            "arms.uav",
            [400, 300],
        ),
    ],
)
def test_a_left_out_noun_is_that_of_the_figure_before(read: Read, lang, text, item, amounts) -> None:
    """`Another 3,000` counts what the last figure counted."""
    figures = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert [claim.quantity.low for claim in figures] == amounts
    assert all(claim.item is not None and claim.item.startswith(item) for claim in figures)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Germany sent Ukraine 18 tanks of the type Leopard 2 and a bridge layer on the chassis of the Leopard 1.",
        ),
        ("ru", "Германия передала Украине 18 танков Leopard 2."),
    ],
)
def test_the_number_of_a_model_counts_nothing(read: Read, lang: str, text: str) -> None:
    """The 2 of `Leopard 2` is a name, not two of anything."""
    assert {claim.quantity.low for claim in read(lang, text).claims if claim.quantity is not None} == {18}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Russia has delivered three squadrons of the S-400 system to India."),
        ("ru", "Россия передала Индии три полка С-400."),
    ],
)
def test_a_formation_named_for_its_systems_counts_them(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Regiments of an air-defence system are counted; brigades of men are not."""
    claim = only_figure(lang, text)
    assert (claim.quantity.low, claim.quantity.unit, claim.item) == (3, "pieces", "arms.air_defence")


def test_brigades_of_men_are_no_delivery(read: Read) -> None:
    """A formation without systems counts nothing that moves."""
    text = "North Korea has sent troops to Russia. Ukraine has five brigades near Kursk."
    assert not any(claim.quantity is not None for claim in read("en", text).claims)


def test_a_verb_of_use_in_a_relative_clause_does_not_make_the_list_behind_it_used(read: Read) -> None:
    """`drones that Russia has been using, 22 radars`: the radars are sent, not used."""
    text = (
        "The United States is sending Ukraine systems to counter drones that Russia has been using, 22 radars and "
        "about 150 Humvees, the Pentagon said."
    )
    figures = {claim.quantity.low: claim.kind for claim in read("en", text).claims if claim.quantity is not None}
    assert figures == {22: "transfer", 150: "transfer"}


def test_each_party_is_read_by_the_act_of_its_own_clause(only_figure: OnlyClaim) -> None:
    """`worth` stands nearer to the sum than `ordered`, but the buyer is who ordered."""
    claim = only_figure("en", "Poland ordered South Korean K2 tanks in a contract worth $6.5 billion.")
    assert (claim.supplier, claim.recipient) == ("KR", "PL")


def test_a_dateline_is_no_party(only_figure: OnlyClaim) -> None:
    """A report sent from Tokyo does not make Japan a party."""
    claim = only_figure("en", "TOKYO, May 30 – North Korea shipped some 9 million shells to Russia last year.")
    assert (claim.supplier, claim.recipient) == ("KP", "RU")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Естонія пообіцяла Україні десять тисяч снарядів."),
        ("ru", "Эстония передаст Украине десять тысяч снарядов."),
        ("pl", "Estonia przekaże Ukrainie dziesięć tysięcy pocisków."),
        ("de", "Deutschland liefert dem Irak zehn Panzer."),
    ],
)
def test_a_dative_without_a_preposition_gets(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Who is given something stands in the dative."""
    assert only_figure(lang, text).recipient in ("UA", "IQ")


def test_a_treaty_without_a_figure_is_an_agreement(read: Read) -> None:
    """Two leaders who sign a treaty make one agreement."""
    text = "Vladimir Putin and Kim Jong Un signed a partnership treaty in June. North Korea sent shells to Russia."
    kinds = [claim.kind for claim in read("en", text).claims]
    assert kinds.count("agreement") == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The US announced a military aid package for Ukraine worth $500 million, including Patriot missiles."),
        ("de", "Die USA kündigten ein Militärhilfepaket für Kiew von 400 Millionen Dollar an, darunter Haubitzen."),
        ("fr", "Washington a annoncé une aide militaire à l'Ukraine de 400 millions de dollars, dont des obusiers."),
    ],
)
def test_a_package_is_worth_what_the_whole_of_it_is(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """What stands behind 'including' is part of it and not what the sum pays for."""
    claim = only_figure(lang, text)
    assert (claim.kind, claim.item) == ("valuation", "arms")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Washington ha annunciato un nuovo pacchetto di aiuti militari a Kiev."),
        ("de", "Washington kündigte ein Militärhilfepaket für Kiew an."),
    ],
)
def test_a_package_is_no_figure(read: Read, lang: str, text: str) -> None:
    """An article before a broad noun counts nothing."""
    assert all(claim.quantity is None for claim in read(lang, text).claims)


def test_rockets_and_missiles_under_one_number_are_arms(only_figure: OnlyClaim) -> None:
    """A list under one number is what all of it has in common."""
    assert only_figure("it", "L'Iran ha inviato a Hezbollah 2.000 razzi e missili.").item == "arms"
    assert only_figure("it", "L'Iran ha inviato a Mosca 9.000 colpi per artiglieria e lanciarazzi.").item == (
        "arms.ammunition.artillery"
    )


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Si tratta di un missile russo. La Russia ha consegnato all'India 12 caccia."),
        ("de", "Ein Kampfpanzer kostet viel. Deutschland hat der Ukraine 12 Kampfpanzer geliefert."),
    ],
)
def test_an_article_alone_counts_nothing(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """`a missile` names a thing, and counts it only in a list."""
    assert only_figure(lang, text).quantity.low == 12


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La Germania ha consegnato all'Ucraina un carro armato e due obici."),
        ("de", "Deutschland hat der Ukraine zwei Radargeräte und ein Flugabwehrsystem geliefert."),
    ],
)
def test_in_a_list_an_article_is_one(read: Read, lang: str, text: str) -> None:
    """`a radar and two aircraft` are three things."""
    assert {claim.quantity.low for claim in read(lang, text).claims if claim.quantity is not None} == {1, 2}


@pytest.mark.parametrize(
    ("lang", "text", "noun"),
    [
        (
            "de",
            "Deutschland hat der Ukraine 178 Kraftfahrzeuge und 1.200 Klappstühle geliefert.",
            "Klappstühle",
        ),
        (
            "it",
            "La Russia ha ricevuto da Pyongyang 40.000 proiettili. Ne ha colpite sedici località.",
            "località",
        ),
    ],
)
def test_an_unknown_noun_behind_a_number_is_what_it_counts(read: Read, lang: str, text: str, noun: str) -> None:
    """It is no left-out noun of the goods before, and stays visible as a miss."""
    reading = read(lang, text)
    assert len([claim for claim in reading.claims if claim.quantity is not None]) == 1
    assert ("unknown_noun", noun) in {(miss.reason, miss.detail) for miss in reading.misses}


def test_a_number_too_large_for_its_goods_is_a_sum(read: Read) -> None:
    """Nobody sells hundreds of millions of missiles: the number goes on with the price before."""
    text = (
        "Die USA haben Taiwan 400 Raketen vom Typ Harpoon für 2,4 Milliarden Dollar verkauft. "
        "Weitere 300 Millionen kommen für Raketen hinzu."
    )
    figures = [claim for claim in read("de", text).claims if claim.quantity is not None and claim.quantity.low == 3e8]
    assert all(claim.kind == "valuation" for claim in figures)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "it",
            "La Turchia ha venduto all'Egitto sei Bayraktar TB2, tre radar e 600 testate per 120 milioni di dollari.",
        ),
        ("it", "La Turchia ha firmato con l'Egitto un contratto da 120 milioni di dollari per otto TB2 e 600 testate."),
    ],
)
def test_a_sum_pays_for_all_goods_that_are_joined(read: Read, lang: str, text: str) -> None:
    """Drones and warheads for one sum are arms, the item that holds both."""
    assert [claim.item for claim in read(lang, text).claims if claim.kind == "valuation"] == ["arms"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Norway doubles the shells that it delivers to Ukraine, raising them to 2,000 a month."),
        ("fr", "La Norvège double le nombre d'obus livrés à l'Ukraine, les portant à 2.000 par mois."),
        ("es", "Noruega duplica los proyectiles que entrega a Ucrania, elevándolos a 2.000 al mes."),
        ("it", "La Norvegia raddoppia i proiettili forniti all'Ucraina, portandoli a 2.000 al mese."),
    ],
)
def test_what_goods_are_raised_to_a_month_counts_them(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """A number with a grouping sign is no year, and behind a verb of change it is the goods' new rate."""
    claim = only_figure(lang, text)
    assert claim.quantity is not None
    assert (claim.item, claim.quantity.low, claim.quantity.unit) == ("arms.ammunition.artillery", 2000, "pieces")
    assert (claim.supplier, claim.recipient) == ("NO", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Egypt and France signed a contract worth 4 billion euros for 24 fighter jets, a frigate and 500 missiles.",
        ),
        (
            "fr",
            "La France a signé un contrat de 4 milliards d'euros pour 24 avions de combat, une frégate et 50 missiles.",
        ),
        ("es", "Francia firmó un contrato de 4.000 millones de euros por 24 cazas, una fragata y 500 misiles."),
    ],
)
def test_a_sum_before_its_goods_pays_for_all_of_them(read: Read, lang: str, text: str) -> None:
    """The first of them, though counted, is not all that the only sum of a sentence pays for."""
    assert [claim.item for claim in read(lang, text).claims if claim.kind == "valuation"] == ["arms"]
