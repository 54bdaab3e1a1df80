"""Who gives and who gets, told by voice, preposition, nominal phrase, pronoun and the flow of the document."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Iran delivered 200 drones to Russia."),
        ("en", "Russia received 200 drones from Iran."),
        ("en", "200 drones were delivered to Russia by Iran."),
        ("en", "The delivery of 200 Iranian drones to Russia was completed."),
        ("en", "Moscow bought 200 drones from Tehran."),
        ("en", "Tehran has sent Moscow 200 drones."),
        ("it", "L'Iran ha consegnato 200 droni alla Russia."),
        ("it", "La Russia ha ricevuto 200 droni dall'Iran."),
        ("it", "200 droni sono stati consegnati alla Russia dall'Iran."),
        ("it", "La consegna di 200 droni iraniani alla Russia è conclusa."),
        ("it", "Mosca ha comprato 200 droni da Teheran."),
    ],
)
def test_direction_does_not_hang_on_the_wording(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Active, passive, receiving, buying, nominal: one flow."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("IR", "RU")


def test_a_speaker_is_no_party(only_figure: OnlyClaim) -> None:
    """Seoul says it; it neither gives nor gets."""
    claim = only_figure("en", "Seoul said that Pyongyang had shipped 6,700 containers of shells to Moscow.")
    assert (claim.supplier, claim.recipient) == ("KP", "RU")


def test_the_flow_of_the_document_fills_what_a_sentence_leaves_out(read: Read) -> None:
    """'A further 1,500 followed' has neither party: the sentences before tell both."""
    text = "North Korea sent 3,000 soldiers to Russia in October. A further 1,500 soldiers followed a week later."
    figures = [c for c in read("en", text, published="2024-10-25").claims if c.quantity is not None]
    assert [(c.supplier, c.recipient) for c in figures] == [("KP", "RU"), ("KP", "RU")]


def test_goods_of_return_run_the_other_way(read: Read) -> None:
    """What Russia sends back is a claim of its own with the parties turned round."""
    text = (
        "North Korea sent 3 million shells to Russia. "
        "In return Russia delivered a million barrels of oil to North Korea."
    )
    flows = {(c.supplier, c.recipient) for c in read("en", text).claims if c.quantity is not None}
    assert flows == {("KP", "RU"), ("RU", "KP")}


def test_the_cues_that_decided_are_kept_with_the_claim(only_figure: OnlyClaim) -> None:
    """A person can see why a party was chosen."""
    claim = only_figure("en", "Iran delivered 200 drones to Russia.")
    assert any("subject:supply" in reason for reason in claim.reasons)
