"""What things are able to do is no deed, and what they can do it to is not sent."""

from __future__ import annotations

import pytest
from extraction_makers import Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sweden approved the sale to Hungary of 100 HARM missiles capable of destroying radar stations."),
        ("en", "Sweden approved the sale to Hungary of 100 HARM missiles that can destroy radar stations."),
        ("fr", "La Suède a approuvé la vente à la Hongrie de 100 missiles capables de détruire des chars."),
        ("es", "Suecia aprobó la venta a Hungría de 100 misiles capaces de destruir tanques."),
        ("pt", "A Suécia aprovou a venda à Hungria de 100 mísseis capazes de destruir tanques."),
        ("it", "La Svezia ha approvato la vendita all'Ungheria di 100 missili in grado di distruggere carri armati."),
        ("pl", "Szwecja zatwierdziła sprzedaż Węgrom 100 pocisków zdolnych niszczyć czołgi."),
        ("ru", "Швеция одобрила продажу Венгрии 100 ракет, способных уничтожать танки."),
        ("uk", "Швеція схвалила продаж Угорщині 100 ракет, здатних знищувати танки."),
    ],
)
def test_what_missiles_can_destroy_is_neither_used_nor_sold(read: Read, lang: str, text: str) -> None:
    """The missiles are sold, and no radar or tank is."""
    claims = read(lang, text).claims
    assert {claim.kind for claim in claims if claim.quantity is not None} == {"transfer"}
    assert not [claim for claim in claims if claim.item in ("arms.electronic", "arms.armour.tank")]
