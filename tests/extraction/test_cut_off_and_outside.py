"""Who stands beside a flow and is none of it: who seizes the goods, whose money is counted, where a report was written.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Last week the Spanish navy confiscated nearly 500 rifles from a dhow that had left Iran for Yemen."),
        ("en", "The weapons were bound for Yemen and came from Iran. The Spanish navy seized 500 rifles."),
        ("en", "500 rifles on their way from Iran to Yemen were seized by Spain."),
        ("fr", "L'Espagne a saisi 500 fusils sur un boutre parti d'Iran pour le Yémen."),
        ("it", "La Spagna ha sequestrato 500 fucili diretti dall'Iran allo Yemen."),
        ("de", "Spanien beschlagnahmte 500 Gewehre auf dem Weg aus dem Iran in den Jemen."),
        ("ko", "스페인 해군은 이란에서 예멘으로 향하던 소총 500정을 압수했다."),
    ],
)
def test_who_seizes_goods_is_no_party_to_their_flow(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """A navy that cuts off a shipment neither sent it nor was to have it."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("IR", "YE")


def test_who_seizes_goods_may_give_others(read: Read) -> None:
    """A state that a text also tells of as a giver stays one."""
    text = "The US navy seized 500 rifles on their way from Iran to Yemen. The United States sent 40 tanks to Poland."
    pairs = {(c.supplier, c.recipient, c.quantity.low) for c in read("en", text).claims if c.quantity is not None}
    assert ("US", "PL", 40) in pairs


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "India sold Armenia 84 howitzers for US$155 million."),
        ("en", "India sold Armenia 84 howitzers for 155 million US-dollars."),
        ("de", "Indien verkaufte Armenien 84 Haubitzen für 155 Millionen US-Dollar."),
    ],
)
def test_a_sign_of_money_names_no_party(read: Read, lang: str, text: str) -> None:
    """Dollars of the United States paid by another leave them out of it."""
    parties = {code for c in read(lang, text).claims for code in (c.supplier, c.recipient)}
    assert parties == {"IN", "AM"}


@pytest.mark.parametrize(
    ("text", "supplier"),
    [
        ("Firms based in Singapore provided another $250 million in arms to Myanmar.", "SG"),
        ("Myanmar received arms worth $28 million from entities registered in Thailand.", "TH"),
        ("Myanmar got 40 jeeps from companies in India.", "IN"),
    ],
)
def test_firms_are_of_the_state_they_sit_in(only_figure: OnlyClaim, text: str, supplier: str) -> None:
    """What firms give that only a state names, that state gives; it is no place of the transfer."""
    claim = only_figure("en", text)
    assert (claim.supplier, claim.recipient) == (supplier, "MM")


def test_whose_army_gets_is_not_where_goods_come_from(only_figure: OnlyClaim) -> None:
    """`of` before a verb of getting tells who gets."""
    claim = only_figure("en", "The economy of Chad ails, but its army has bought 40 jeeps from India.")
    assert (claim.supplier, claim.recipient) == ("IN", "TD")


def test_who_says_that_he_received(only_figure: OnlyClaim) -> None:
    """A pronoun right behind a verb of saying is the side of who speaks, whatever stands between his office and it."""
    claim = only_figure("en", "Togo's air force chief, General Adom, said he had received 20 drones from Turkey.")
    assert (claim.supplier, claim.recipient) == ("TR", "TG")


def test_a_town_before_a_colon_is_where_a_report_was_written(only_figure: OnlyClaim) -> None:
    """`NEW DELHI:` at the head of a report gives and gets nothing."""
    claim = only_figure("en", "NEW DELHI: The army of Chad has received 40 jeeps from Brazil, officials said.")
    assert (claim.supplier, claim.recipient) == ("BR", "TD")
