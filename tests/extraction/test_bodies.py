"""A body that a text names without its state is that of the state at home."""

from __future__ import annotations

import pytest
from extraction_makers import Read

from armstrail.model.claim import Claim


def _last(read: Read, lang: str, text: str) -> Claim:
    return [claim for claim in read(lang, text).claims if claim.quantity is not None][-1]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "es",
            "BUENOS AIRES.- Dinamarca vende seis F-16 a Argentina con permiso de Washington. "
            "El Ejército, en tanto, recibirá de Estados Unidos ocho blindados Stryker.",
        ),
        (
            "en",
            "BUENOS AIRES, June 2 - Denmark is selling Argentina six F-16 fighters with Washington's consent. "
            "The army has ordered eight Stryker vehicles from the United States.",
        ),
    ],
)
def test_the_town_of_a_dateline_tells_whose_army_it_is(read: Read, lang: str, text: str) -> None:
    """A report from Buenos Aires on Argentina's arms means its army by 'the army'."""
    claim = _last(read, lang, text)
    assert (claim.supplier, claim.recipient) == ("US", "AR")


def test_a_paper_speaks_so_of_its_own_state(read: Read) -> None:
    """Two bodies without a state, in a language of few states: Italy's."""
    text = (
        "La Germania ha dato a Kiev tre batterie Patriot. L'Italia ne ha date due. "
        "Il ministero della Difesa non commenta. Il governo ha inviato all'Ucraina anche 200 blindati."
    )
    claim = _last(read, "it", text)
    assert (claim.supplier, claim.recipient) == ("IT", "UA")


def test_a_town_that_the_text_is_not_about_tells_nothing(read: Read) -> None:
    """A report from Nairobi on Sudan does not mean Kenya's army."""
    text = (
        "NAIROBI, June 2 - Sudan's government bought 200 drones from Iran. "
        "The army has received another 40 drones from Turkey."
    )
    assert _last(read, "en", text).recipient == "SD"
