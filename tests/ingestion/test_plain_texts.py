"""Plain text and Markdown: the body alone, and what is said before it."""

from __future__ import annotations

import io
import unicodedata

import pytest
from reading_help import BODY, read, refuse, rows

from armstrail.ingestion import Unreadable
from armstrail.model.document import Document


def test_a_text_is_a_document_of_its_own(tmp_path):
    """Its language is worked out; what nobody says is None."""
    document = read(tmp_path / "a.txt", BODY)
    assert document == Document(id=document.id, text=BODY, lang="it")


def test_the_id_follows_from_the_content_alone(tmp_path):
    """The same article under two names is one document."""
    first, second = read(tmp_path / "a.txt", BODY), read(tmp_path / "b.txt", BODY)
    assert first.id == second.id == f"doc-{first.digest[:12]}"


def test_line_ends_become_one_kind(tmp_path):
    """From Windows, old Macintoshes and Unix."""
    assert read(tmp_path / "a.txt", "uno\r\ndue\rtre\nquattro").text == "uno\ndue\ntre\nquattro"


def test_text_is_put_into_nfc(tmp_path):
    """A letter and its accent become one sign, so that words match and offsets agree."""
    assert read(tmp_path / "a.txt", unicodedata.normalize("NFD", "così è già")).text == "così è già"


def test_marks_of_direction_and_zero_width_signs_stay(tmp_path):
    """They belong to the words as published."""
    text = "\u200fأرسلت كوريا\u200e 12,000 \u200bجندي\u200c إلى \u2067روسيا\u2069"
    assert read(tmp_path / "a.txt", text).text == text


def test_control_characters_become_spaces(tmp_path):
    """All but tab and line end; each is one space, so that nothing else moves."""
    document = read(tmp_path / "a.txt", "uno\x0cdue\x1b tre\tquattro\x7f cinque, e il resto del testo.")
    assert document.text == "uno due  tre\tquattro  cinque, e il resto del testo."


def test_a_text_above_the_limit_is_refused_with_the_limit(tmp_path):
    """The limit is an argument; at the limit a text is still read."""
    (tmp_path / "a.txt").write_text("parola " * 100)
    (row,) = rows(tmp_path / "a.txt", max_characters=600)
    assert (row.reason, row.mend) == ("is longer than 600 characters", "split it into several documents")
    (document,) = rows(tmp_path / "a.txt", max_characters=700)
    assert isinstance(document, Document)


def test_fifty_megabytes_are_one_row(tmp_path):
    """Neither a crash nor a wait."""
    row = refuse(tmp_path / "a.txt", b"La fornitura di armi.\n" * 2_500_000)
    assert row.reason == "is longer than 20,000,000 characters"


def test_front_matter_is_metadata_and_not_text(tmp_path):
    """All five keys, with and without quotes."""
    document = read(
        tmp_path / "a.txt",
        "---\ntitle: 'L''arrivo: i soldati'\npublished: 2024-10-18\n"
        'publisher: "Agenzia \\"Meridiana\\""\nurl: https://example.org/a?b=c#d\nlang: it-IT\n---\n\n' + BODY,
    )
    assert document == Document(
        id=document.id,
        text=BODY,
        lang="it",
        published="2024-10-18",
        publisher='Agenzia "Meridiana"',
        title="L'arrivo: i soldati",
        url="https://example.org/a?b=c#d",
    )


def test_unknown_keys_comments_and_lists_in_front_matter_are_passed_over(tmp_path):
    """Site builders write many."""
    content = f"---\n# nota\nlayout: post\ntags:\n  - armi\n- Russia\ntitle: Titolo\nauthor:\n---\n{BODY}"
    document = read(tmp_path / "a.md", content)
    assert (document.title, document.text) == ("Titolo", BODY)


def test_a_value_may_go_on_over_lines(tmp_path):
    """As YAML folds long titles."""
    document = read(tmp_path / "a.md", f"---\ntitle: >-\n  Un titolo\n  molto lungo\n---\n{BODY}")
    assert document.title == "Un titolo molto lungo"


@pytest.mark.parametrize("value", ["", " null", " ~", ' ""'])
def test_an_empty_value_is_none(tmp_path, value):
    """Nothing is said."""
    document = read(tmp_path / "a.txt", f"---\ntitle: T\npublished:{value}\npublisher:{value}\n---\n{BODY}")
    assert (document.published, document.publisher) == (None, None)


@pytest.mark.parametrize(
    "content",
    [
        f"---\ntitle: non chiuso\n\n{BODY}",
        f"---\ntitle: T\nuna riga di testo\n---\n{BODY}",
        f"---\n---\n{BODY}",
        f"---\nSeul: nuove truppe\n---\n{BODY}",
        f"title: senza righe\n{BODY}",
        f"----\ntitle: T\n----\n{BODY}",
        f"{BODY}\n---\ntitle: in mezzo\n---",
        "---",
    ],
)
def test_a_block_of_another_shape_is_text(tmp_path, content):
    """Nothing of what was written is lost."""
    document = read(tmp_path / "a.txt", content)
    assert (document.text, document.title) == (content, None)


@pytest.mark.parametrize("date", ["ieri", "2024-13", "18/10/2024", "2024-02-30", "٢٠٢٤"])
def test_a_date_that_is_no_date_is_refused(tmp_path, date):
    """A wrong date would place claims wrongly in time, so the user is asked."""
    row = refuse(tmp_path / "a.txt", f"---\npublished: {date}\n---\n{BODY}")
    assert repr(date) in row.reason
    assert "YYYY-MM-DD" in row.mend


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2024", "2024"),
        ("2024-10", "2024-10"),
        ("2024-10-18", "2024-10-18"),
        ("2024-10-18T10:00:00Z", "2024-10-18"),
        ("2024-10-18 10:00:00.123 +02:00", "2024-10-18"),
        ("2024-10-18T10:00+0900", "2024-10-18"),
    ],
)
def test_dates_may_be_partial_and_times_are_cut_off(tmp_path, given, date):
    """A ledger of days needs no hours."""
    assert read(tmp_path / "a.txt", f"---\npublished: {given}\n---\n{BODY}").published == date


@pytest.mark.parametrize(
    ("start", "date"),
    [(" date 2024-10 ", "2024-10"), ("date 2024-10-18\n\n", "2024-10-18"), ("\n\tDate: 2024-10-18 ", "2024-10-18")],
)
def test_a_date_that_a_crawl_put_before_the_body_is_metadata(tmp_path, start, date):
    """On the line of the body or above it."""
    document = read(tmp_path / "a.txt", start + BODY)
    assert (document.published, document.text) == (date, BODY)


@pytest.mark.parametrize(
    "start", ["La date 2024-10 ", "date 2024 ", "dated 2024-10 ", "date 2024-10x ", "date of 2024-10 "]
)
def test_a_date_in_a_sentence_is_text(tmp_path, start):
    """Only that pattern, only at the start."""
    document = read(tmp_path / "a.txt", start + BODY)
    assert (document.published, document.text) == (None, start + BODY)


def test_a_crawl_date_that_is_no_date_is_refused(tmp_path):
    """The same as in front matter."""
    assert "'2024-13'" in refuse(tmp_path / "a.txt", f"date 2024-13 {BODY}").reason


def test_metadata_without_a_text_is_empty(tmp_path):
    """A title makes no document."""
    assert refuse(tmp_path / "a.txt", "---\ntitle: T\n---\n").reason == "is empty"
    assert refuse(tmp_path / "b.txt", "date 2024-10").reason == "is empty"


@pytest.mark.parametrize("heading", ["# Titolo", "# Titolo #", "Titolo\n======"])
def test_a_leading_heading_is_the_title_of_a_markdown_text(tmp_path, heading):
    """And no part of its text."""
    document = read(tmp_path / "a.md", f"\n{heading}\n\n{BODY}\n\n## Altro\n")
    assert (document.title, document.text) == ("Titolo", f"{BODY}\n\n## Altro")


def test_a_plain_text_is_given_no_title(tmp_path):
    """Its first line may be anything."""
    document = read(tmp_path / "a.txt", f"# Titolo\n\n{BODY}")
    assert (document.title, document.text) == (None, f"# Titolo\n\n{BODY}")


def test_the_title_of_the_front_matter_stands_above_the_heading(tmp_path):
    """A heading that says something else is text; the same words twice are one title."""
    other = read(tmp_path / "a.md", f"---\ntitle: Uno\n---\n# Due\n{BODY}")
    same = read(tmp_path / "b.md", f"---\ntitle: Uno\n---\n# Uno\n{BODY}")
    assert (other.title, other.text) == ("Uno", f"# Due\n{BODY}")
    assert (same.title, same.text) == ("Uno", BODY)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (f"  {BODY}", "text"),
        (f"---\ntitle: T\n---\n{BODY}", "text"),
        (f"\n <!DOCTYPE html><html><body><p>{BODY}</p></body></html>", "page"),
        ('\n\n{"id": "a", "text": "uno"}\n{"id": "b", "text": "due"}', "lines"),
        ('\ufeff{"id": "a", "text": "uno"}\n{"id": "b", "text": "due"}', "lines"),
        ("< 3.000 soldati in Russia, dice Seul.", "text"),
    ],
)
@pytest.mark.parametrize("by_name", [True, False])
def test_what_has_no_ending_is_read_by_its_content(tmp_path, content, kind, by_name):
    """From standard input and from files alike."""
    (tmp_path / "saved").write_text(content)
    found = rows(tmp_path / "saved") if by_name else rows("-", stdin=io.BytesIO(content.encode()))
    assert not [row for row in found if isinstance(row, Unreadable)]
    texts = [document.text for document in found]
    wanted = {"text": [content.strip() if "title" not in content else BODY], "page": [BODY], "lines": ["uno", "due"]}
    assert texts == wanted[kind]


def test_a_page_in_utf16_on_standard_input_is_a_page():
    """The content is told through the encoding."""
    page = f"<html><body><p>{BODY}</p></body></html>".encode("utf-16")
    (document,) = rows("-", stdin=io.BytesIO(page))
    assert document.text == BODY


@pytest.mark.parametrize(
    "line",
    ["SEOUL, February 26, 2024", "Roma, 26 febbraio 2024", "서울, 2024년 2월 26일", "Киев, 26 февраля 2024 г.",
     "Warszawa, 26 lutego 2024 r.", "26 лютого 2024 року", "Berlin, 26.02.2024", "2024-02-26"],
)  # fmt: skip
def test_a_day_on_a_line_of_its_own_above_the_text_is_its_date(tmp_path, line):
    """With or without a place before it; the line stays in the text."""
    document = read(tmp_path / "a.txt", f"Titolo\n{line}\n\n{BODY}")
    assert document.published == "2024-02-26"
    assert line in document.text


@pytest.mark.parametrize(
    "top", ["Il 26 febbraio 2024 il ministro ha detto", "31 febbraio 2024", "Versione 2.11.2024", "26/02/2024",
            "26 febbraio 2024\n27 febbraio 2024"]
)  # fmt: skip
def test_a_day_in_a_sentence_or_one_that_may_be_another_dates_nothing(tmp_path, top):
    """Nor do two days that differ, nor days and months that can be read both ways."""
    assert read(tmp_path / "a.txt", f"{top}\n\n{BODY}").published is None


def test_front_matter_goes_before_the_line_above_the_text(tmp_path):
    """Who writes a date for us knows better."""
    text = f"---\npublished: 2024-10-18\n---\n26 febbraio 2024\n\n{BODY}"
    assert read(tmp_path / "a.txt", text).published == "2024-10-18"
