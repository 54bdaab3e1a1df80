"""Auxiliaries that stand far from their verb or behind it, and conditionals that tell what is to come.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "16 Leopard-2-Panzer wird die norwegische Armee in die Ukraine liefern."),
        ("de", "Norwegen erklärte, dass es der Ukraine 16 Haubitzen liefern will."),
        ("de", "Norwegen nannte die 16 Haubitzen, die die Ukraine im Herbst erhalten wird."),
        ("de", "Außerdem soll die polnische Armee beginnend in diesem Jahr 16 Haubitzen aus Südkorea bekommen."),
        ("de", "Die ersten 16 Kampfjets aus Südkorea sollen 2027 in Polen eintreffen und ältere ablösen."),
        ("fr", "Un ministre russe a annoncé mardi que la Corée du Nord enverrait 16 soldats en Russie."),
    ],
)
def test_what_is_to_come_is_planned_wherever_its_auxiliary_stands(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Before the goods, behind the verb at the end of its clause, or in the ending of the verb behind what was said."""
    assert only_figure(lang, text).status == "planned"


def test_what_is_received_is_no_passive_of_the_future(only_figure: OnlyClaim) -> None:
    """`erhalten wird` makes the one before it the receiver, as `erhält` does."""
    claim = only_figure("de", "Das sind die 18 Haubitzen, die die Ukraine von Norwegen erhalten wird.")
    assert (claim.supplier, claim.recipient, claim.status) == ("NO", "UA", "planned")


def test_the_passive_of_now_stays_delivered(only_figure: OnlyClaim) -> None:
    """An auxiliary behind a verb in another clause tells nothing of it."""
    claim = only_figure("de", "Die Ukraine hat 18 Haubitzen erhalten, die Norwegen im Mai geliefert hat.")
    assert claim.status == "delivered"
