"""Rounds, missiles and parts are what is counted; the gun that fires them, or the vehicle they fit, is not sent."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("lang", "text", "number", "path"),
    [
        ("en", "Germany gave Ukraine 12,400 Gepard rounds.", 12400, "arms.ammunition.artillery"),
        ("en", "Germany gave Ukraine 12,400 shells for the Gepard.", 12400, "arms.ammunition.artillery"),
        ("en", "Norway gave Ukraine 10,000 pieces of ammunition for the M109.", 10000, "arms.ammunition"),
        ("en", "The United States gave Ukraine 50 Bradley engines.", 50, "materiel.parts"),
        ("fr", "La France a donné à l'Ukraine 3 000 obus pour les Caesar.", 3000, "arms.ammunition.artillery"),
        ("en", "Norway gave Ukraine 40 pieces of artillery.", 40, "arms.artillery"),
    ],
)
def test_what_is_counted_is_all_that_is_sent(read, lang, text, number, path):
    claims = read(lang, text).claims
    assert [(claim.quantity.low, claim.item) for claim in claims if claim.quantity] == [(number, path)]
    assert len(claims) == 1
