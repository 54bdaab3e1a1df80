"""Who acts where another allows or asks it.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Berlin asked Poland to give Ukraine 14 tanks."),
        ("uk", "Берлін дозволив Польщі передати Україні 14 танків."),
        ("ru", "Берлин разрешил Польше передать Украине 14 танков."),
        ("pl", "Berlin pozwolił Polsce przekazać Ukrainie 14 czołgów."),
        ("it", "Berlino ha autorizzato la Polonia a consegnare 14 carri armati a Kiev."),
        ("fr", "Berlin a autorisé la Pologne à livrer 14 chars à Kiev."),
        ("es", "Berlín autorizó a Polonia a entregar 14 tanques a Kiev."),
        ("ru", "Польша обещала Украине передать 14 танков."),
    ],
)
def test_who_is_allowed_or_asked_to_give_gives(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """The name before the infinitive is its subject behind such a verb, not behind one of promising."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("PL", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Вашингтон дозволив Еміратам придбати 12 танків."),
        ("ru", "Вашингтон разрешил Эмиратам закупить 12 танков."),
    ],
)
def test_who_is_allowed_to_buy_gets(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """The one who allows it is no buyer."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("US", "AE")
