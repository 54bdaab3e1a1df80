"""Bare words for a source lead to the origin that their own text has named, and to nobody where it leaves a choice."""

from __future__ import annotations

import pytest

from armstrail.vocabulary import load_origins
from armstrail.vocabulary.pointing import Pointing

POINTING = Pointing(load_origins())


def origin_of(text: str, kind: str | None) -> str | None:
    """Whom the words in square brackets mean."""
    start, end = text.index("["), text.index("]") - 1
    return POINTING.origin_of(text.replace("[", "").replace("]", ""), start, end, kind)


@pytest.mark.parametrize(
    ("text", "kind", "origin"),
    [
        ("The Multilateral Sanctions Monitoring Team reported in May. Nine million, writes [the team].",
         "international", "msmt"),
        ("Il Gruppo multilaterale di monitoraggio delle sanzioni ha scritto a maggio: nove milioni, dice [il gruppo].",
         "company", "msmt"),
        ("South Korea's spy agency spoke to lawmakers. [The agency] counts 10,000.", "intelligence", "kr-nis"),
        ("Стокгольмский институт исследования проблем мира обновил базу. По данным [института], 50.", "think_tank",
         "sipri"),
        ("Der südkoreanische Generalstab legte Zahlen vor. 3000 Mann, so [der Generalstab].", "military", "kr-jcs"),
        ("Міністр оборони України говорив у Києві. 120 систем, каже [Міноборони].", "government", "ua-mod"),
        ("한국 국가정보원이 보고했다. [정보기관]은 1만 명이라고 했다.", "intelligence", "kr-nis"),
    ],
)  # fmt: skip
def test_a_bare_noun_means_the_one_its_text_has_named(text, kind, origin):
    assert origin_of(text, kind) == origin


def test_words_inside_a_longer_name_are_that_name():
    """A source cut short (`monitoring team`) is the whole name it stands in."""
    assert origin_of("The eleven-nation [monitoring team] says nine million.", "international") == "msmt"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Institute for the Study of War and the Kiel Institute differ. [The institute] counts 50.", "think_tank"),
        ("South Korea's spy agency and Ukraine's spy agency agree. [The spy agency] counts 10,000.", "intelligence"),
        ("[The spy agency] counts 10,000. South Korea's spy agency spoke to lawmakers.", "intelligence"),
        ("The Pentagon spoke first. [The air force] has five of them.", "military"),
        ("The Kiel Institute counts. [Helen Marsh] does not.", "person"),
        ("The Pentagon spoke first. [The team] of inspectors disagrees.", "international"),
    ],
)
def test_where_the_text_leaves_a_choice_or_says_nothing_nobody_is_meant(text, kind):
    """Of two that may be meant neither is; a name that comes later, another body or a person says nothing."""
    assert origin_of(text, kind) is None
