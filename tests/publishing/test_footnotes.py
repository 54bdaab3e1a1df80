"""A footnote leads from a figure to the speaker, the document and the very words."""

from __future__ import annotations

import json

from brief_makers import all_rows, brief_of, make_claim, make_document, only_claim, whole_story

from armstrail.publishing import Brief, to_html, to_json, to_markdown, to_terminal


def test_footnotes_are_numbered_as_the_brief_first_needs_them():
    """The first figure of the lead has footnote 1."""
    brief = brief_of(*whole_story())
    cited = [number for sentence in brief.lead for run in sentence for number in run.notes]
    cited += [number for row in all_rows(brief) for number in row.notes]
    assert list(dict.fromkeys(cited)) == [note.number for note in brief.footnotes]


def test_a_footnote_holds_the_words_in_their_own_language():
    """Quote and anchor are cut from the text, untranslated, under the document's language."""
    sentence = "Seul conta circa 12.000 soldati."
    brief = brief_of(only_claim(sentence, "circa 12.000 soldati", document={"lang": "it"}))
    (note,), (carrier,) = brief.footnotes, brief.documents
    assert (note.parts, carrier.lang) == (("Seul conta ", "circa 12.000 soldati", "."), "it")


def test_a_footnote_names_who_passed_the_word_on():
    """'Yonhap, citing the NIS': the NIS, via Yonhap, in the publication."""
    brief = brief_of(only_claim("Yonhap, citing the NIS: 10 tanks.", "10 tanks", source="the NIS", via=("Yonhap", "AP"),
                                source_type="intelligence"))  # fmt: skip
    (note,) = brief.footnotes
    assert (note.source.text, note.source_type, note.via) == ("the NIS", "intelligence service", "via Yonhap, AP")


def test_a_footnote_names_the_page_where_the_document_has_pages():
    """In a report of two hundred pages the words are found by it; without pages nothing is said."""
    text = "Seoul counts.\nIt sent 10 tanks."
    (paged,) = brief_of(only_claim(text, "10 tanks", document={"pages": (0, 14)})).footnotes
    (plain,) = brief_of(only_claim(text, "10 tanks")).footnotes
    assert (paged.page, paged.on_page) == (2, "p. 2")
    assert (plain.page, plain.on_page) == (None, "")


def test_every_form_of_a_brief_shows_the_page():
    """Beside the name of the document."""
    claim, document = only_claim("Seoul counts.\nIt sent 10 tanks.", "10 tanks", document={"pages": (0, 14)})
    brief = brief_of((claim, document))
    for shown in (to_terminal(brief), to_markdown(brief), to_html(brief, [document])):
        assert "p. 2" in " ".join(shown.split())


def test_figures_joined_by_or_point_to_each_other():
    """'3 million 152 mm or 500,000 122 mm' is two figures of which one holds."""
    text = make_document("They hold 3,000,000 or 500,000 shells.")
    brief = brief_of(
        make_claim(text, "3,000,000", amount=(3e6, 3e6, "pieces", "exact"), alternative=1),
        make_claim(text, "500,000 shells", amount=(5e5, 5e5, "pieces", "exact"), alternative=1),
    )
    one, two = brief.footnotes
    assert (one.remarks[-1], two.remarks[-1]) == ("joined by “or” with footnote 2", "joined by “or” with footnote 1")


def test_a_converted_figure_points_to_what_it_is_worked_out_from():
    """Containers to shells: the shells say so."""
    text = make_document("The 2,000 containers could hold 200,000 shells.")
    origin = make_claim(
        text, "2,000 containers", item="cargo", amount=(2e3, 2e3, "containers", "exact"), measure="rate"
    )
    shells = make_claim(text, "200,000 shells", amount=(2e5, 2e5, "pieces", "exact"), converted_from=origin[0].id)
    brief = brief_of(origin, shells)
    noted = {note.claim: note for note in brief.footnotes}
    number = noted[origin[0].id].number
    assert noted[shells[0].id].remarks == (f"worked out from the figure of footnote {number}",)


def test_one_document_is_named_once_however_often_it_is_cited():
    """Eight footnotes, one document that lists them all."""
    brief = brief_of(*whole_story())
    (carrier,) = brief.documents
    assert carrier.notes == tuple(range(1, 9))


def test_the_same_claim_given_twice_is_told_once():
    """A ledger that hands a claim over twice adds nothing."""
    story = whole_story()
    assert brief_of(*story, *story) == brief_of(*story)


def test_the_order_of_the_claims_does_not_matter():
    """Same claims, same brief."""
    story = whole_story()
    assert brief_of(*reversed(story)) == brief_of(*story)


def test_the_json_form_gives_the_brief_back():
    """Every value of the brief survives the way through JSON."""
    brief = brief_of(*whole_story(), language="it", as_of="2024")
    assert Brief.from_json(json.loads(to_json(brief))) == brief
