"""The numbers that became no claim, at the end of a brief."""

from __future__ import annotations

import json

import pytest
from brief_makers import brief_of, make_claim, make_document

from armstrail.model.loss import Loss, Overlooked
from armstrail.model.reading import Miss
from armstrail.model.span import Span
from armstrail.publishing import Brief, explain, to_html, to_json, to_markdown, to_terminal

DOCUMENT = make_document(
    "Pyongyang sent Russia 7,000 shells.\nThe 40 sieves came at 16:30, and 12 <b> more.", title="A"
)
SHELLS = make_claim(DOCUMENT, "7,000 shells", amount=(7000, 7000, "pieces", "exact"))


def loss(words: str, reason: str, detail: str = "", chance: float = 5.0, document=DOCUMENT) -> Loss:
    start = document.text.index(words)
    return Loss(Overlooked(Miss(Span(start, start + len(words)), reason, detail), document, False), chance, ())


SIEVES = loss("40", "unknown_noun", "sieves", 9.0)
LOSSES = [loss("16:30", "time", chance=0.0), loss("12", "no_noun", chance=25.0), SIEVES]


def test_numbers_are_grouped_by_reason_the_likeliest_losses_first():
    """Every number is counted, and those that may be losses are quoted."""
    appendix = brief_of(SHELLS, losses=LOSSES).appendix
    assert [(group.reason, group.count, len(group.shown)) for group in appendix.groups] == [
        ("no_noun", 1, 1),
        ("unknown_noun", 1, 1),
        ("time", 1, 0),
    ]
    assert "3 numbers became no claim" in appendix.note


def test_only_so_many_are_quoted_as_were_asked_for():
    """With none, the reasons alone are counted."""
    shown = [out for group in brief_of(SHELLS, losses=LOSSES, losses_shown=1).appendix.groups for out in group.shown]
    assert [out.words for out in shown] == ["12"]
    none = brief_of(SHELLS, losses=LOSSES, losses_shown=0).appendix
    assert all(not group.shown for group in none.groups)
    assert none.note.endswith("by the reason.")


def test_each_quoted_number_leads_to_its_words():
    """Document, place and words agree."""
    for out in (out for group in brief_of(SHELLS, losses=LOSSES).appendix.groups for out in group.shown):
        assert out.document == DOCUMENT.digest
        assert DOCUMENT.text[out.start : out.end] == out.words
        assert out.before + out.words + out.after == DOCUMENT.text.splitlines()[1]


def test_numbers_of_documents_that_the_brief_does_not_cite_are_left_to_the_ledger():
    """The appendix is that of the brief's own documents."""
    other = make_document("Nothing but 40 sieves.", id="d2")
    appendix = brief_of(SHELLS, losses=[loss("40", "unknown_noun", "sieves", document=other)]).appendix
    assert appendix.groups == ()
    assert appendix.note.startswith("Every number of these documents became a claim")


def test_a_brief_that_tells_nothing_has_no_appendix():
    """There are no documents whose numbers could be listed."""
    assert brief_of(losses=LOSSES).appendix is None


def test_the_terminal_shows_the_words_and_the_document():
    """The number stands out between asterisks, as in the footnotes."""
    text = to_terminal(brief_of(SHELLS, losses=LOSSES))
    assert "Numbers that became no claim" in text
    assert "“The **40** sieves came at 16:30, and 12 <b> more.” (sieves)" in text


def test_markdown_escapes_what_comes_from_the_document():
    """A tag in a text stays words."""
    text = to_markdown(brief_of(SHELLS, losses=LOSSES))
    assert "- “The **40** sieves came at 16:30, and 12 &lt;b&gt; more.” (sieves) — A," in text


def test_the_page_folds_the_numbers_away_and_opens_each_at_its_words():
    """A closed list, a link to the marked words, and a way back that no one takes for a footnote."""
    page = to_html(brief_of(SHELLS, losses=LOSSES), [DOCUMENT])
    assert '<details class="left-out">' in page
    assert '<a href="#m2" lang="en" dir="ltr">The <mark>40</mark> sieves' in page
    assert '<mark class="unused m2" id="m2">40<a class="back" href="#u2" data-number="?"' in page
    assert 'id="u2"' in page


def test_the_data_hold_the_appendix():
    """From JSON and back it is the same."""
    brief = brief_of(SHELLS, losses=LOSSES)
    assert Brief.from_json(json.loads(to_json(brief))) == brief


def test_italian_has_its_own_words():
    """Reasons and headings are worded in the language of the brief; quotes stay in theirs."""
    appendix = brief_of(SHELLS, losses=LOSSES, language="it").appendix
    assert appendix.title == "Numeri che non sono diventati affermazioni"
    assert appendix.groups[0].title == "Niente, vicino al numero, dice che cosa si conta"
    assert appendix.groups[0].counted == "1 numero"


@pytest.mark.parametrize(
    ("miss", "sentence"),
    [
        (Miss(Span(0, 1), "casualties", "killed"), "Dead, wounded or displaced people are counted: “killed”"),
        (Miss(Span(0, 1), "age"), "An age"),
        (Miss(Span(0, 1), "moon_phase"), "Left out for a reason without words yet: moon_phase"),
    ],
)
def test_a_reason_is_a_sentence(miss, sentence):
    """With the word that it hangs on; a code of a newer version is told as it is."""
    assert explain(miss) == sentence
