"""What a name tells by its form alone, where a language has cases."""

from __future__ import annotations

import pytest

from armstrail.languages import load_pack
from armstrail.languages.cases import cases_of
from armstrail.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("lang", "name", "part"),
    [
        ("ru", "украина", None), ("ru", "украины", "of"), ("ru", "украине", "to"), ("ru", "украиной", "by"),
        ("ru", "украину", "object"), ("ru", "россии", "of|to"), ("ru", "ирана", "of"), ("ru", "ирану", "to"),
        ("ru", "северной кореи", "of"), ("ru", "северной корее", "to"), ("ru", "украинцам", "to"),
        ("ru", "киеве", None),
        ("uk", "україні", "to"), ("uk", "росією", "by"), ("uk", "ірану", "of|to"), ("uk", "іраном", "by"),
        ("uk", "північної кореї", "of"), ("uk", "зеленському", "to"), ("uk", "росіян", "of"), ("uk", "сша", None),
        ("uk", "армією", "by"), ("ru", "армии", "of|to"), ("ru", "министерству обороны", "to"),
        ("pl", "ukrainie", "to"), ("pl", "rosją", "by"), ("pl", "iranu", "of"),
    ],
)  # fmt: skip
def test_the_ending_of_a_name_tells_its_part(lang: str, name: str, part: str | None) -> None:
    """The locative stands behind prepositions alone: without one the same form is a dative, or nothing."""
    assert load_pack(lang, load_vocabulary()).table("cases").get(name) == part


def test_what_an_earlier_form_tells_a_later_one_does_not() -> None:
    """-у is the genitive of some names and the dative of all: where -а is the genitive, it is the dative."""
    endings = {"of": [":а", ":у"], "to": [":у"]}
    forms = {"XX": {"names": ["Судан{,у}"], "capital": ["Київ{,а,у}"]}}
    offices = {"military": ["штаб{,у}"]}
    told = {"Судану": "of|to", "Київа": "of", "Київу": "to", "штабу": "of|to"}
    assert dict(cases_of(forms, offices, endings)) == told
