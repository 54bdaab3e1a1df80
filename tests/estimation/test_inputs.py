"""What the ladder hears, written down for other hands: decided, whole, and as JSON."""

from __future__ import annotations

import json

import pytest
from estimation_makers import finding, voice

from armstrail.estimation.inputs import inputs_of, parameters_of
from armstrail.model.inputs import Inputs
from armstrail.model.records import from_record, to_record
from armstrail.model.voice import Derivation


def test_inputs_go_through_json_and_back():
    """Bounds that are open stand as null, so that every reader of JSON takes them."""
    made = inputs_of(finding(voice(5000, "at_least", id="a"), voice(900, "at_most", id="b", family="us")), None)
    text = json.dumps(to_record(made), allow_nan=False)
    assert from_record(Inputs, json.loads(text)) == made


def test_what_was_not_public_is_not_in_them():
    """A later voice, and a later claim that carries an earlier one, leave no trace."""
    early, late = voice(id="a", copies=2), voice(id="b", family="us", known="2025-01-01")
    made = inputs_of(finding(early, late), "2024-12-31")
    assert [heard.voice for heard in made.heard] == ["a"]
    assert made.heard[0].carriers == ("2024-06-15",) * 3


def test_a_batch_says_how_it_is_heard_where_it_stands_alone():
    """As a floor of the whole; a total has but one way of being heard."""
    made = inputs_of(finding(voice(1000, measure="increment", id="a"), voice(7000, id="b", family="us")), None)
    batch, total = sorted(made.heard, key=lambda heard: not heard.added)
    assert (batch.meant.shape, batch.part.shape) == ("box", "floor")
    assert total.part is None


def test_descent_stands_with_voice_and_families():
    """Which of the two counts depends on who else is heard, and is asked when that is known."""
    derived = voice(id="b", family="us", derived=Derivation("a", "kr, jp", None, "same"))
    made = inputs_of(finding(voice(id="a"), derived), None)
    (heard,) = [each for each in made.heard if each.voice == "b"]
    assert (heard.parent, heard.parents) == ("a", ("jp", "kr"))


@pytest.mark.parametrize("nature", ["stock", "share"])
def test_stocks_and_shares_are_written_down_too(nature):
    """With their nature, by which whoever works on knows that they may fall; nothing of them is an addition."""
    unit = "percent" if nature == "share" else "containers"
    voices = voice(40, unit=unit), voice(5, unit=unit, measure="increment", id="b")
    made = inputs_of(finding(*voices, unit=unit, nature=nature), None)
    assert made.question.nature == nature
    assert not any(heard.added for heard in made.heard)


def test_the_numbers_of_the_method_can_be_written_as_json():
    """All of them finite, under the names of the settings."""
    told = json.loads(json.dumps(to_record(parameters_of()), allow_nan=False))
    assert told["noise_freedom"] == 4.0
    assert told["noise_density"] == pytest.approx(0.375)  # of Student's t with 4 degrees of freedom, at its middle
    assert len(told["scales"]) == 6
