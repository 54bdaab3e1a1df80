"""Which figures and goods are claims: what counts, what is told by a figure already, what nobody moved."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.extraction.quantified import quantities_of
from armstrail.languages import LanguagePack
from armstrail.model.quantity import Quantity


def told(read: Read, lang: str, text: str) -> list[tuple[str, str | None, str]]:
    """Kind, item and modality of each claim without a figure."""
    return [(c.kind, c.item, c.modality) for c in read(lang, text).claims if c.quantity is None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The United States has sold Taiwan weapons worth $21 billion since 2019, the Pentagon said."),
        ("it", "Nel 2023 l'Italia ha consegnato all'Ucraina armi per 2,1 miliardi di euro, dice il ministero."),
        ("de", "Deutschland hat der Ukraine Waffen im Wert von 30 Milliarden Euro geliefert, sagte der Minister."),
        ("fr", "La France a livré à l'Ukraine du matériel militaire pour 2,6 milliards d'euros, selon le ministère."),
        ("es", "España entregó a Ucrania armamento por valor de 1.129 millones de euros, según el ministerio."),
    ],
)
def test_goods_of_no_kind_beside_their_price_are_told_by_the_sum(read: Read, lang: str, text: str):
    claims = read(lang, text).claims
    assert [claim.kind for claim in claims if claim.quantity is not None] == ["valuation"]
    assert not told(read, lang, text)


def test_what_was_told_is_told_anew_where_it_is_denied(read: Read):
    text = (
        "North Korea has sent artillery shells to Russia, the White House said on Tuesday. "
        "Pyongyang said it had never sent any artillery shells to Russia."
    )
    assert ("transfer", "arms.ammunition.artillery", "denied") in told(read, "en", text)
    assert ("transfer", "arms.ammunition.artillery", "stated") in told(read, "en", text)


@pytest.mark.parametrize(
    ("lang", "text", "low"),
    [
        ("en", "Seoul puts the number of containers that North Korea has sent to Russia at more than 13,000.", 13000),
        ("de", "Die Zahl der Container, die Nordkorea nach Russland verschifft hat, gibt Seoul mit 13.000 an.", 13000),
        ("it", "Il numero dei container che la Corea del Nord ha spedito in Russia è salito a 13.000.", 13000),
        ("fr", "Séoul chiffre à 13 000 le nombre de conteneurs expédiés par la Corée du Nord vers la Russie.", 13000),
    ],
)
def test_a_word_for_the_number_of_goods_names_what_a_figure_counts(
    only_figure: OnlyClaim, lang: str, text: str, low: int
):
    claim = only_figure(lang, text)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.unit, claim.kind) == (low, "containers", "transfer")


def test_a_word_for_the_number_of_men_is_no_sum_of_money(read: Read):
    text = (
        "Mali pays Moscow about $10 million a month for 1,000 Wagner mercenaries. "
        "Russia intends to raise their number in Mali to 2,500."
    )
    units = [claim.quantity.unit for claim in read("en", text).claims if claim.quantity and claim.quantity.low == 2500]
    assert units == ["persons"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Belgium has pledged 30 F-16 fighters to Ukraine. Its air force owns 53 of the jets."),
        ("fr", "La Belgique a promis 30 chasseurs F-16 à l'Ukraine. Son armée possède 53 avions de ce type."),
        ("it", "L'Italia ha consegnato all'Ucraina due batterie Samp/T. Ne possiede cinque in tutto."),
        ("es", "Bélgica ha prometido 30 cazas F-16 a Ucrania. Su fuerza aérea dispone de 53 cazas F-16."),
    ],
)
def test_what_a_party_has_is_no_transfer(read: Read, lang: str, text: str):
    lows = {claim.quantity.low for claim in read(lang, text).claims if claim.quantity is not None}
    assert lows <= {30, 2}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Iran has sent Russia 200 missiles. Dozens of Russian soldiers have been trained in Iran to use them."),
        ("it", "L'Iran ha inviato alla Russia 200 missili. Decine di militari russi sono stati addestrati in Iran."),
    ],
)
def test_people_who_are_trained_are_not_sent(read: Read, lang: str, text: str):
    assert "deployment" not in {claim.kind for claim in read(lang, text).claims}


@pytest.mark.parametrize(
    ("lang", "text", "calibre"),
    [
        ("de", "Deutschland lieferte der Ukraine 20.000 Granaten des Kalibers 155 Millimeter.", "155 Millimeter"),
        ("it", "La Repubblica Ceca ha consegnato all'Ucraina 500.000 proiettili da 155 millimetri.", "155 millimetri"),
        ("ru", "Северная Корея передала России более 3 млн снарядов калибра 152 мм.", "152 мм"),
        ("fr", "La Corée du Nord a livré à la Russie une vingtaine de lance-roquettes de 240 mm.", "240 mm"),
    ],
)
def test_a_calibre_behind_rounds_or_guns_is_their_designation(
    only_figure: OnlyClaim, lang: str, text: str, calibre: str
):
    assert only_figure(lang, text).designation == calibre


def test_more_per_cent_than_before_is_no_share(read: Read):
    text = (
        "Schweden hat 2023 Waffen für 18 Milliarden Kronen an die Ukraine geliefert, 18 Prozent mehr als im Jahr davor."
    )
    assert "percent" not in {claim.quantity.unit for claim in read("de", text).claims if claim.quantity}


def test_the_lower_end_of_a_change_counts_what_the_upper_end_counts(read: Read):
    text = "O contingente que o Ruanda enviou a Moçambique subiu de mil para cerca de 2.500 homens."
    figures = [claim.quantity for claim in read("pt", text).claims if claim.quantity]
    assert [(quantity.low, quantity.unit) for quantity in figures] == [(1000, "persons"), (2500, "persons")]


@pytest.mark.parametrize(
    ("lang", "text", "hedge"),
    [
        ("es", "Moscú paga unos 2.000 dólares al mes", "about"),
        ("it", "Un drone costa circa 30.000 euro", "about"),
        ("en", "They handed over 300 tanks", "exact"),
        ("pt", "Os 11 helicópteros partiram", "exact"),
    ],
)
def test_a_hedge_that_makes_a_word_a_verb_still_hedges(
    packs: dict[str, LanguagePack], lang: str, text: str, hedge: str
):
    [quantity] = quantities_of(text, packs[lang])
    assert quantity.hedge == hedge


def test_a_freighter_with_the_model_of_an_aircraft_flies(only_figure: OnlyClaim):
    claim = only_figure("pt", "O Brasil vendeu a Portugal quatro cargueiros KC-390.")
    assert claim.quantity is not None
    assert (claim.item or "").startswith("arms.aircraft")
    assert claim.quantity.unit == "pieces"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The United States suspended military aid to Ukraine on Monday, Bloomberg reported."),
        ("uk", "Сполучені Штати призупинили всю військову допомогу Україні, повідомляє Bloomberg."),
        ("en", "Germany halted arms deliveries to Ukraine in March, the defence ministry said."),
    ],
)
def test_goods_held_back_are_a_denied_transfer(read: Read, lang: str, text: str):
    assert ("transfer", "arms", "denied") in told(read, lang, text)


def test_what_is_delivered_already_is_not_planned(read: Read):
    text = "La France va fournir à l'Ukraine 12 canons Caesar, en plus des 18 pièces déjà livrées, a dit le ministre."
    figures = {c.quantity.low: c.status for c in read("fr", text).claims if c.quantity is not None}
    assert figures == {12: "planned", 18: "delivered"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "L'Italia ha già inviato all'Ucraina 11 altri pacchetti di aiuti, ricorda l'agenzia."),
        ("pl", "Polska przekazała Ukrainie 47 pakietów wsparcia wojskowego."),
        ("de", "An die Ukraine seien 2024 Rüstungsgüter für 8 Milliarden Euro geliefert worden."),
    ],
)
def test_packages_and_years_count_no_goods(read: Read, lang: str, text: str):
    assert not [c for c in read(lang, text).claims if c.quantity is not None and c.kind == "transfer"]


def test_a_model_behind_its_noun_is_told_once(read: Read):
    text = "España enviará a Ucrania misiles interceptores Patriot y munición, según la ministra de Defensa."
    assert [item for _, item, _ in told(read, "es", text)] == ["arms.missile.air_defence", "arms.ammunition"]


def test_what_is_asked_for_is_no_demand_besides(read: Read):
    text = "Ukraine has received 20 tanks from Germany. Kyiv has asked Berlin for four Patriot batteries."
    claims = read("en", text).claims
    assert "statement" not in {claim.kind for claim in claims}
    assert "requested" in {claim.status for claim in claims}


def test_a_verb_of_bounding_between_counter_and_noun_bounds(only_figure: OnlyClaim):
    claim = only_figure("ko", "북한이 러시아에 800만 발 넘는 포탄을 지원했다고 국가정보원이 18일 밝혔다.")
    assert claim.quantity is not None
    assert (claim.item, claim.quantity.low, claim.quantity.high) == ("arms.ammunition.artillery", 8000000, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kenya sent 200 troops to Haiti. Some 80 soldiers deployed to help it are believed to have been killed.", 200),
        ("Around 12,000 soldiers deployed to Russia by North Korea fight there, and hundreds were killed.", 12_000),
    ],
)
def test_those_sent_who_were_killed_are_no_deployment(only_figure: OnlyClaim, text: str, number: float) -> None:
    """Where a participle alone says that people were sent, the verb of the clause tells what the figure is of."""
    claim = only_figure("en", text)
    assert claim.quantity is not None
    assert claim.quantity.low == number


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La Svezia ha inviato 400 missili all'Ungheria. Seguono tre ulteriori accordi di armi."),
        ("pt", "A Suécia enviou 400 mísseis à Hungria. A venda segue três outros acordos de armas."),
        ("en", "Sweden sent 400 missiles to Hungary. The sale follows two more contracts."),
        ("es", "Suecia envió 400 misiles a Hungría. Siguen dos nuevos contratos."),
        ("fr", "La Suède a envoyé 400 missiles à la Hongrie. La vente suit trois autres accords d'armement."),
        ("de", "Schweden lieferte 400 Raketen an Ungarn. Der Verkauf folgt auf drei weitere Abkommen."),
        ("pl", "Szwecja wysłała Węgrom 400 pocisków. Sprzedaż następuje po trzech kolejnych umowach."),
    ],
)
def test_further_deals_are_no_further_goods(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """`Three more agreements` are none of the missiles that the sentence before counts."""
    assert only_figure(lang, text).quantity == Quantity(low=400, high=400, unit="pieces", hedge="exact")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "A Suécia tem nas suas fileiras 37 tanques Leopard. A Hungria recebeu três."),
        ("it", "La Svezia ha a disposizione 37 carri armati Leopard. L'Ungheria ne ha ricevuti tre."),
        ("es", "Suecia tiene en sus filas 37 tanques Leopard. Hungría recibió tres."),
        ("fr", "La Suède a en service 37 chars Leopard. La Hongrie en a reçu trois."),
        ("en", "Sweden has in its ranks 37 Leopard tanks. Hungary received three."),
    ],
)
def test_what_an_army_has_was_not_sent(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Tanks in somebody's ranks are stock."""
    assert only_figure(lang, text).quantity == Quantity(low=3, high=3, unit="pieces", hedge="exact")


@pytest.mark.parametrize(
    ("lang", "text", "item"),
    [
        ("en", "Hungary received from Sweden 40 pairs of binoculars.", "materiel"),
        ("it", "L'Ungheria ha ricevuto dalla Svezia 40 paia di stivali.", "materiel.uniform"),
        ("pt", "A Hungria recebeu da Suécia 40 conjuntos de uniformes.", "materiel.uniform"),
        ("es", "Hungría recibió de Suecia 40 juegos de uniformes.", "materiel.uniform"),
        ("fr", "La Hongrie a reçu de la Suède 40 jeux d'uniformes.", "materiel.uniform"),
        ("de", "Ungarn erhielt von Schweden 40 Paar Stiefel.", "materiel.uniform"),
        ("ru", "Венгрия получила от Швеции 40 комплектов формы.", "materiel.uniform"),
        ("uk", "Угорщина отримала від Швеції 40 комплектів форми.", "materiel.uniform"),
    ],
)
def test_sets_and_pairs_count_what_they_are_of(only_figure: OnlyClaim, lang: str, text: str, item: str) -> None:
    """Forty pairs of boots are forty, and boots."""
    claim = only_figure(lang, text)
    assert (claim.item, claim.quantity) == (item, Quantity(low=40, high=40, unit="pieces", hedge="exact"))


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Britain has sent 60 military advisers to Nigeria to support the campaign against Boko Haram.",
         (60, "GB", "NG", "personnel")),
        ("ru", "Китай безвозмездно передал Министерству обороны Таджикистана 30 грузовых автомобилей и 2000 комплектов"
         " военной формы, церемония прошла в Душанбе.", (30, "CN", "TJ", "materiel.vehicle")),
        ("ru", "Турецкая STM построит для малайзийского флота три корвета типа «Ада». На борту 93 человека.",
         (3, "TR", "MY", "arms.naval")),
    ],
)  # fmt: skip
def test_what_one_hands_to_another_in_one_clause_counts_in_any_text(
    read: Read, lang: str, text: str, expected: tuple[float, str, str, str]
) -> None:
    """However little else of the field is told."""
    claim = read(lang, text).claims[0]
    assert claim.quantity is not None
    assert claim.item is not None
    assert (claim.quantity.low, claim.supplier, claim.recipient) == expected[:3]
    assert claim.item.startswith(expected[3])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Half of the shells Russia fires come from North Korea."),
        ("fr", "La moitié des obus tirés par la Russie viennent de Corée du Nord."),
        ("it", "La metà dei proiettili sparati dalla Russia viene dalla Corea del Nord."),
        ("ko", "러시아가 쏘는 포탄의 절반은 북한산이다."),
    ],
)
def test_a_share_of_what_one_fires_and_another_gave_counts(read: Read, lang: str, text: str) -> None:
    (claim,) = [found for found in read(lang, text).claims if found.quantity is not None]
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.unit, claim.supplier, claim.recipient) == (50, "percent", "KP", "RU")
