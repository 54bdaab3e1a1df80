"""How dispatches begin, let clauses in and share nouns: what misled the reading of texts that nobody had fitted on.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text", "source"),
    [
        ("es", "OSLO.- El Ministerio dijo que Noruega entregó 24 tanques a Ucrania.", "El Ministerio"),
        ("es", "OSLO/KIEV.- Noruega entregó 24 tanques a Ucrania, dijo el Ministerio.", "el Ministerio"),
        ("it", "Nairobi. Il Kenya ha consegnato 24 carri armati all'Uganda, ha detto il ministero.", "il ministero"),
    ],
)
def test_a_dateline_speaks_for_nobody(only_figure: OnlyClaim, lang: str, text: str, source: str) -> None:
    """`OSLO.-` and a town before a full stop say where a report was written."""
    claim = only_figure(lang, text)
    assert claim.source is not None
    assert claim.source.cut(text) == source


def test_states_alone_head_a_paragraph_that_is_about_them(read: Read) -> None:
    """`QATAR / UK.` is no dateline: the figure behind it has its parties from there."""
    (claim,) = [c for c in read("en", "QATAR / UK. Some 24 Typhoons were delivered in May.").claims if c.quantity]
    assert {claim.supplier, claim.recipient} == {"GB", "QA"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Rusia, principal proveedor de Caracas, vendió 24 tanques a Irán."),
        ("uk", "Росія передала Ірану 24 танки, а до кінця року Іран отримає від Росії ще кілька."),
        ("pt", "A Rússia, que já vendeu 24 tanques ao Irã, nega tudo."),
        ("es", "Ucrania tiene pruebas de que 24 tanques fueron vendidos por Rusia a Irán."),
    ],
)
def test_what_is_let_in_does_not_turn_the_verb_to_another_subject(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """An apposition that names a customer, words of time, a relative clause, and what stands before `that`."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("RU", "IR")


def test_two_joined_numbers_have_one_noun(read: Read) -> None:
    """`24 et 19 chasseurs` are two figures of fighters."""
    text = "Oslo et Copenhague ont livré à l'Ukraine respectivement 24 et 19 chasseurs."
    figures = [(c.quantity.low, c.item) for c in read("fr", text).claims if c.quantity is not None]
    assert figures == [(24, "arms.aircraft.fighter"), (19, "arms.aircraft.fighter")]


def test_ammunition_that_comes_with_tanks_is_not_counted_with_them(read: Read) -> None:
    """`19 tanks and ammunition` counts the tanks."""
    text = "España entregará a Ucrania 19 carros de combate Leopard 2A4 y munición."
    (tanks,) = [claim for claim in read("es", text).claims if claim.quantity is not None]
    assert tanks.item == "arms.armour.tank"


def test_a_name_behind_a_dash_is_the_subject_of_the_verb_left_out(read: Read) -> None:
    """`45% ... обеспечили США, 12% — Германия`: each share has its own giver."""
    text = "Украина стала крупнейшим импортёром оружия. 45% поставок ей обеспечили США, 12% — Германия."
    shares = {c.quantity.low: c.supplier for c in read("ru", text).claims if c.quantity is not None}
    assert shares == {45: "US", 12: "DE"}


def test_a_counter_belongs_to_its_own_number(only_figure: OnlyClaim) -> None:
    """70여 차례에 걸쳐 1만3000여 개의 컨테이너: the containers are counted, not the times."""
    quantity = only_figure("ko", "북한은 70여 차례에 걸쳐 1만3000여 개의 컨테이너를 러시아에 보냈다.").quantity
    assert quantity is not None
    assert (quantity.low, quantity.unit) == (13000, "containers")


def test_who_tells_of_a_number_is_not_counted_by_it(only_figure: OnlyClaim) -> None:
    """정부 소식통은 ... 1만2000명: the source tells, soldiers are counted."""
    text = "북한이 러시아에 군을 보냈다. 정부 소식통은 파병 규모가 모두 1만2000명에 이를 것이라고 전했다."
    quantity = only_figure("ko", text).quantity
    assert quantity is not None
    assert (quantity.low, quantity.unit) == (12000, "persons")
