"""Words beside goods that make them, or a number, something else: replaced, ordinal, how long, whose."""

from __future__ import annotations

import pytest
from extraction_makers import Read

from armstrail.model.claim import Claim


def _figures(read: Read, lang: str, text: str) -> list[Claim]:
    return [claim for claim in read(lang, text).claims if claim.quantity is not None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Colombia will buy 17 Gripen jets from Sweden. They will replace 24 Israeli Kfir fighters."),
        ("es", "Colombia comprará 17 aviones Gripen a Suecia. Sustituirán a 24 cazas Kfir israelíes."),
        ("it", "La Colombia comprerà 17 caccia Gripen dalla Svezia. Sostituiranno 24 caccia Kfir israeliani."),
        ("fr", "La Colombie achètera 17 chasseurs Gripen à la Suède. Ils remplaceront 24 chasseurs Kfir israéliens."),
        ("ru", "Колумбия купит у Швеции 17 истребителей Gripen. Они заменят 24 израильских истребителя Kfir."),
    ],
)
def test_what_is_replaced_changes_no_hands(read: Read, lang: str, text: str) -> None:
    """The old jets are no delivery, and no later figure counts them."""
    assert [claim.quantity.low for claim in _figures(read, lang, text) if claim.quantity] == [17]


def test_what_is_replaced_after_it_was_given_does(read: Read) -> None:
    """'To replace the 14 tanks sent to Ukraine' tells of a delivery."""
    text = "Poland has ordered 50 tanks from South Korea to replace the 14 tanks it sent to Ukraine."
    assert 14 in [claim.quantity.low for claim in _figures(read, "en", text) if claim.quantity]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "O ministro confirmou que Portugal comprou ao Brasil um sexto KC-390."),
        ("es", "España compró a Estados Unidos un sexto sistema Patriot."),
    ],
)
def test_an_ordinal_before_goods_is_no_share(read: Read, lang: str, text: str) -> None:
    """'Um sexto KC-390' is one more aircraft, not 16.7 percent of one."""
    assert all(claim.quantity.unit != "percent" for claim in _figures(read, lang, text) if claim.quantity)


def test_a_number_joined_by_a_hyphen_tells_how_long_or_large(read: Read) -> None:
    """A document has 29 pages; no 29 missiles are told."""
    text = "Iran gave Russia 100 ballistic missiles, the 29-page document says. A 50-tonne tank came with them."
    assert [claim.quantity.low for claim in _figures(read, "en", text) if claim.quantity] == [100]


def test_who_chose_goods_gets_those_in_the_bracket_behind(read: Read) -> None:
    """`By the Netherlands (five) and Austria (four)`: each has its own figure."""
    text = (
        "Portugal encomendou ao Brasil cinco KC-390. O mesmo transporte foi escolhido pelos Países Baixos (cinco) "
        "e pela Áustria (quatro)."
    )
    assert [(claim.supplier, claim.recipient) for claim in _figures(read, "pt", text)[1:]] == [
        ("BR", "NL"),
        ("BR", "AT"),
    ]
