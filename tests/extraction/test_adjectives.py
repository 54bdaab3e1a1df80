"""Words that are adjectives where they stand: tongues are no parties, and `military` is no soldier.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "La agencia (DSCA, por sus siglas en inglés) aprobó la venta de 60 obuses autopropulsados."),
        ("es", "El folleto, en ruso y en inglés, habla de 60 obuses para Chile."),
        ("pt", "A agência (DSCA, na sigla em inglês) aprovou a venda de 60 obuses autopropulsados."),
    ],
)
def test_a_tongue_is_no_party(read: Read, lang: str, text: str) -> None:
    """Initials in English and a leaflet in Russian tell nothing of Britain or Russia."""
    named = {code for claim in read(lang, text).claims for code in (claim.supplier, claim.recipient)}
    assert not named & {"GB", "RU"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "El 43% de las importaciones militares de Omán provino de Italia."),
        ("pt", "43% das importações militares de Omã vieram da Itália."),
        ("pt", "Os canhões saem dos estoques militares da Itália para Omã."),
    ],
)
def test_military_things_are_no_soldiers(read: Read, lang: str, text: str) -> None:
    """Imports and stocks that are military send nobody anywhere."""
    claims = read(lang, text).claims
    assert claims
    assert not [claim for claim in claims if claim.kind == "deployment"]
