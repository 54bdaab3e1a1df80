"""Who stops goods on their way is none of those between whom they move."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Spanish navy seized 900 rifles on a boat that was on its way from Iran to the Houthis."),
        ("fr", "La marine espagnole a saisi 900 fusils d'assaut iraniens destinés aux Houthis."),
        ("es", "La Armada española incautó 900 fusiles iraníes destinados a los hutíes."),
        ("de", "Die spanische Marine beschlagnahmte 900 iranische Sturmgewehre, die für die Huthi bestimmt waren."),
        ("it", "La marina spagnola ha sequestrato 900 fucili iraniani destinati agli Houthi."),
    ],
)
def test_who_seizes_goods_neither_gives_nor_gets_them(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """A navy that acts is the only subject of its sentence, and no party to the flow."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("IR", "houthis")


def test_a_count_of_what_was_seized_goes_on_without_the_navy(read: Read) -> None:
    """The sentence behind names nobody; who seized is not who gave."""
    text = (
        "The Spanish navy seized a boat with weapons from Iran for the Houthis. "
        "The arms were 900 rifles and 40 machine guns, the Spanish navy said."
    )
    figures = [claim for claim in read("en", text).claims if claim.quantity is not None]
    assert {(claim.supplier, claim.recipient) for claim in figures} <= {("IR", "houthis")}


def test_who_gives_away_what_it_seized_gives(read: Read) -> None:
    """Where the same party hands the goods on, it is the one who gives."""
    text = "The United States seized 900 rifles in January. In May the United States gave Ukraine 600 rifles."
    last = [claim for claim in read("en", text).claims if claim.quantity is not None][-1]
    assert (last.supplier, last.recipient) == ("US", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Spanish navy intercepted a cargo of 900 Iranian rifles bound for the Houthis."),
        ("fr", "La marine espagnole a intercepté un bateau avec 900 fusils d'assaut iraniens destinés aux Houthis."),
        ("es", "La Armada española interceptó un cargamento de 900 fusiles iraníes destinados a los hutíes."),
        ("it", "La marina spagnola ha intercettato un carico di 900 fucili iraniani destinati agli Houthi."),
        ("pt", "A marinha espanhola interceptou um carregamento de 900 fuzis iranianos destinados aos houthis."),
    ],
)
def test_to_intercept_a_cargo_is_to_seize_it(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Drones are intercepted and gone; a cargo that is intercepted is seized."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("IR", "houthis")
