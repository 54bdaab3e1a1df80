"""`armstrail.quantities` gives every quantity of a text, with its place, and is cheap until it is asked."""

from __future__ import annotations

import subprocess
import sys

import pytest

import armstrail
from armstrail.model.errors import PackError
from armstrail.model.quantified import Quantified


def only(text: str, lang: str) -> Quantified:
    (found,) = armstrail.quantities(text, lang)
    return found


def test_a_quantity_comes_with_its_place_its_bounds_and_what_it_counts():
    """The span runs from the hedge to the noun; the noun has a span of its own."""
    text = "Sie lieferten rund 12.000 Granaten."
    found = only(text, "de")
    assert found.span.cut(text) == "rund 12.000 Granaten"
    assert (found.low, found.high, found.unit, found.hedge) == (12000, 12000, "pieces", "about")
    assert found.noun is not None
    assert found.noun.cut(text) == "Granaten"


def test_what_no_unit_list_knows_is_counted_without_a_unit():
    """24 deputies are a quantity, though not of goods."""
    text = "More than 24 deputies voted."
    found = only(text, "en")
    assert (found.span.cut(text), found.low, found.unit) == ("More than 24 deputies", 24, None)


def test_a_number_that_shares_the_noun_of_the_next_has_no_noun_of_its_own():
    """The item is known, though the words that name it stand with the other number."""
    first, second = armstrail.quantities("They bought 24 and 19 tanks.", "en")
    assert (first.low, first.item, first.noun) == (24, "arms.armour.tank", None)
    assert (second.low, second.item) == (19, "arms.armour.tank")
    assert second.noun is not None


def test_its_json_form_holds_the_words():
    """Whoever reads the file sees the words without the text beside it."""
    text = "They sent $3bn a year."
    assert only(text, "en").to_json(text) == {
        "start": 10, "end": 14, "text": "$3bn", "low": 3e9, "high": 3e9, "unit": "USD", "hedge": "exact",
        "item": None, "noun": None, "designation": None, "per": "time",
    }  # fmt: skip


def test_a_language_without_a_pack_is_told_with_those_there_are():
    """The mend stands in the message."""
    with pytest.raises(PackError, match=r"'sv'; use one of de, en, es, fr, it, ko, nl, pl, pt, ru, uk"):
        armstrail.quantities("12 000 granater", "sv")


def test_a_region_behind_the_language_is_left_out_of_account():
    """pt-BR is read by the pack of Portuguese."""
    assert only("500 tanques", "pt-BR").unit == "pieces"


def test_importing_armstrail_loads_nothing():
    """Who only asks for the version does not wait for ten languages."""
    code = "import sys, armstrail; print(sum(name.startswith('armstrail.') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
