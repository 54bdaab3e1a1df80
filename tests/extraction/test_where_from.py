"""`de` behind a verb of coming or getting: where goods come from, and not whose they are.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Según Atenas, de Francia ya han llegado 18 blindados."),
        ("es", "A Atenas han llegado de Francia 18 blindados."),
        ("pt", "A Grécia disse que da França já chegaram 18 blindados."),
        ("pt", "A Atenas chegaram da França 18 blindados."),
    ],
)
def test_of_before_or_behind_a_verb_of_coming_is_from(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """France is where the vehicles come from, on either side of the verb."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("FR", "GR")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Grecia ha recibido de Francia 18 blindados y de Chile otros tres."),
        ("pt", "A Grécia recebeu da França 18 blindados e do Chile outros três."),
    ],
)
def test_who_gives_the_next_figure_is_told_like_the_first(read: Read, lang: str, text: str) -> None:
    """`y de Chile otros tres` leaves out verb and noun: the three come from Chile."""
    found = [(c.supplier, c.recipient) for c in read(lang, text).claims if c.quantity is not None]
    assert found == [("FR", "GR"), ("CL", "GR")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "El 69% de las armas de Chad vino de Brasil y el 14% de China."),
        ("es", "Las armas de Chad vienen de Brasil (69%) y de China (14%)."),
        ("pt", "69% das armas importadas pelo Chade vieram do Brasil e 14% da China."),
    ],
)
def test_shares_that_come_from_several_go_with_their_names(read: Read, lang: str, text: str) -> None:
    """Each share is of what the name behind or before it gave; China is no adjective here."""
    found = {c.quantity.low: (c.supplier, c.recipient) for c in read(lang, text).claims if c.quantity is not None}
    assert found == {69: ("BR", "TD"), 14: ("CN", "TD")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Brasil vendió a Chile 28 cazas y a Catar 10."),
        ("es", "Brasil vendió a Chile unos 28 cazas y a Catar otros 10."),
        ("pt", "A Itália vendeu ao Chile 28 caças e ao Catar 10."),
    ],
)
def test_names_before_their_figures_make_a_row(read: Read, lang: str, text: str) -> None:
    """`a Chile 28 cazas y a Catar 10`: each figure goes to the name right before it."""
    found = {c.quantity.low: c.recipient for c in read(lang, text).claims if c.quantity is not None}
    assert found == {28: "CL", 10: "QA"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Chad sent 700 containers of rifles to Norway. In return, 900 containers were delivered from Norway."),
        (
            "fr",
            "Le Tchad a envoyé 700 conteneurs de fusils en Norvège. En retour, 900 conteneurs ont été livrés depuis la "
            "Norvège.",
        ),
        ("de", "Tschad schickte 700 Kisten mit Gewehren nach Norwegen. Im Gegenzug kamen 900 Kisten aus Norwegen."),
    ],
)
def test_what_comes_from_somebody_does_not_go_there(read: Read, lang: str, text: str) -> None:
    """Whatever went there in the sentence before: a return flow names one side alone."""
    found = {c.quantity.low: (c.supplier, c.recipient) for c in read(lang, text).claims if c.quantity is not None}
    assert found == {700: ("TD", "NO"), 900: ("NO", "TD")}
