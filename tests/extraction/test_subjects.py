"""Who does what a verb says, where the text around speaks of another flow."""

from __future__ import annotations

import pytest
from extraction_makers import Read

PAIRS = [
    ("en", "The US has sent Ukraine 31 tanks. Britain this week pledged Kyiv 400 vehicles.", "400", "GB", "UA"),
    ("en", "Kyiv got 31 tanks. Poland, which has handed Kyiv aircraft, is to receive 180 tanks from South Korea.",
     "180", "KR", "PL"),
    ("en", "Mali got 400 trainers from Moscow. Russia informed the UN that it had posted 135 instructors to Chad.",
     "135", "RU", "TD"),
    ("en", "Prague has bought 300 howitzers for Ukraine.", "300", "CZ", "UA"),
    ("en", "Washington sent Kyiv 20 tanks. Seoul was cleared to buy 36 helicopters from the US.", "36", "US", "KR"),
    ("de", "Die USA werfen dem Iran vor, Russland 200 Raketen geliefert zu haben.", "200", "IR", "RU"),
    ("de", "Nordkorea hat Russland nach Angaben aus Seoul bislang 300 Raketen geliefert.", "300", "KP", "RU"),
    ("de", "Gestern hat Berlin Kiew 50 Haubitzen geschickt.", "50", "DE", "UA"),
    ("de", "Polen gibt Kiew vier Kampfjets. Auch die Slowakei kündigte an, 13 Kampfjets an Kiew abzugeben.",
     "13", "SK", "UA"),
    ("it", "Kiev ha 30 carri. Ai russi i nordcoreani hanno mandato 11mila soldati.", "11mila", "KP", "RU"),
    ("fr", "Alger demeure fidèle à Moscou, qui lui a vendu 48 chars.", "48", "RU", "DZ"),
    ("es", "Irán vende lanchas a Venezuela. De Rusia, Caracas compró 24 cazas.", "24", "RU", "VE"),
    ("uk", "Німеччина передала Україні 10 танків. Росії ж Північна Корея надала 500 ракет.", "500", "KP", "RU"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "figure", "supplier", "recipient"), PAIRS)
def test_the_verb_goes_before_the_flow(
    read: Read, lang: str, text: str, figure: str, supplier: str, recipient: str
) -> None:
    """The subject of a figure's own verb gives or gets, whatever the sentences before tell of others."""
    reading = read(lang, text)
    claim = next(c for c in reading.claims if c.quantity and figure in text[c.anchor.start : c.anchor.end].split())
    assert (claim.supplier, claim.recipient) == (supplier, recipient)


@pytest.mark.parametrize(
    ("lang", "text", "givers"),
    [
        ("it", "Il 45% delle armi di Kiev è arrivato dagli Stati Uniti, il 12% dalla Germania, l'11% dalla Polonia.",
         ["US", "DE", "PL"]),
        ("ru", "Дания передаст Киеву 19 истребителей, Нидерланды — 24, Норвегия — шесть.", ["DK", "NL", "NO"]),
        ("uk", "Росії Іран поставив 400 ракет, а КНДР — 700 ракет.", ["IR", "KP"]),
    ],
)  # fmt: skip
def test_a_row_of_figures_and_names_is_read_in_step(read: Read, lang: str, text: str, givers: list[str]) -> None:
    """Each figure of a row goes with its own name, its verb left out or not."""
    assert [c.supplier for c in read(lang, text).claims if c.quantity] == givers


def test_a_bare_price_takes_the_currency_told_before(read: Read) -> None:
    """'80 jets for 14 billion' is a sum of money where the text has told sums."""
    text = "Le contrat avec Paris vaut neuf milliards d'euros. Les Émirats ont acheté 80 Rafale pour 14 milliards."
    units = [c.quantity.unit for c in read("fr", text).claims if c.quantity and c.quantity.low == 14e9]
    assert units == ["EUR"]


def test_parts_of_what_was_told_keep_its_parties(read: Read) -> None:
    """A sentence that opens with 'among them' and names nobody speaks of the figure before."""
    text = (
        "Deutschland verkaufte Ungarn 40 Panzer. Israel erhielt von Deutschland 90 Raketen. Darunter waren 30 Raketen."
    )
    claims = [c for c in read("de", text).claims if c.quantity]
    assert (claims[-1].supplier, claims[-1].recipient) == ("DE", "IL")


def test_digits_behind_an_elided_article_are_a_number(read: Read) -> None:
    """`l'81%` counts as `81%` does."""
    claims = [c for c in read("it", "Il Pakistan ha ricevuto dalla Cina l'81% delle sue armi.").claims if c.quantity]
    assert [(c.quantity.low, c.supplier) for c in claims if c.quantity] == [(81.0, "CN")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Сирия закупает оружие за рубежом. Еще 19 танков поставила Белоруссия, самолетов она не дала."),
        ("uk", "Сирія закуповує зброю за кордоном. Ще 20 танків передала Білорусь, літаків вона не отримала."),
        ("de", "Syrien erhielt Panzer. 20 Panzer lieferte Belarus, mehr wurde nicht bekannt."),
    ],
)
def test_goods_that_open_their_clause_leave_the_giver_behind_the_verb(read: Read, lang: str, text: str) -> None:
    """Where word order is free, the verb that follows the goods is followed by who gives them."""
    claim = next(claim for claim in read(lang, text).claims if claim.quantity is not None)
    assert (claim.supplier, claim.recipient) == ("BY", "SY")
