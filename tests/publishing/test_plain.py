"""The brief as Markdown and on a terminal: same words, nothing that steers the reader's program."""

from __future__ import annotations

import re

import pytest
from brief_makers import brief_of, only_claim, whole_story
from rich.cells import cell_len

from armstrail.publishing import to_markdown, to_terminal


def test_markdown_cites_footnotes_that_it_defines():
    """Every [^n] has its definition, in order."""
    text = to_markdown(brief_of(*whole_story()))
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert defined == [str(number) for number in range(1, 9)]
    assert set(re.findall(r"\[\^(\d+)\]", text)) == set(defined)


def test_markdown_tables_have_as_many_cells_as_columns():
    """A bar in a source's name does not open another cell."""
    text = to_markdown(brief_of(only_claim("A|B says 10 tanks.", "10 tanks", source="A|B")))
    bars = {len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("|")}
    assert len(bars) == 1


def test_markdown_shows_the_anchor_in_bold():
    """The words that carry the figure stand out in the quote."""
    text = to_markdown(brief_of(only_claim("Seoul counts 12,000 soldiers there.", "12,000 soldiers")))
    assert "“Seoul counts **12,000 soldiers** there.”" in text


def test_markdown_marks_an_anchor_inside_a_word_too():
    """Where asterisks would not count as emphasis, an element does."""
    text = to_markdown(brief_of(only_claim("컨테이너 약 6700개를 보냈다", "약 6700개", document={"lang": "ko"})))
    assert "<b>약 6700개</b>를" in text


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("*bold* _and_ `code`", r"\*bold\* \_and\_ \`code\`"),
        ("[link](https://example.org)", r"\[link\](https://example.org)"),
        ("$20,000 and $2,000", r"\$20,000 and \$2,000"),
    ],
)
def test_markdown_takes_documents_as_text(words, escaped):
    """Nothing in a title is read as Markdown or HTML."""
    text = to_markdown(brief_of(only_claim("10 tanks went.", "10 tanks", document={"title": words})))
    assert escaped in text


def test_markdown_of_an_empty_brief_advises():
    """A list of what to try."""
    assert "\n- Add documents that speak of both parties" in to_markdown(brief_of())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
@pytest.mark.parametrize("language", ["en", "it"])
def test_terminal_lines_keep_to_the_width(width, language):
    """No line is wider than the terminal, and every figure is still there."""
    text = to_terminal(brief_of(*whole_story(), language=language), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "12,000" in text or "12.000" in text


def test_a_table_cuts_no_date_and_no_word_of_manner():
    """A long source beside them gets what is left; `estimated` and `27 Aug 2024` stand whole on their line."""
    source = "the intelligence directorate of the ministry of defence and its long-winded deputy spokesperson"
    claim = only_claim(
        f"There are 10 tanks, {source} thinks.", "10 tanks", source=source, document={"published": "2024-08-27"},
        modality="estimated", amount=(10, 10, "pieces", "exact"), measure="total",
    )  # fmt: skip
    lines = to_terminal(brief_of(claim), 100).splitlines()
    row = next(line for line in lines if line.startswith("27 Aug"))
    assert "27 Aug 2024" in row
    assert "estimated" in row


def test_terminal_text_is_plain_unless_colour_is_asked_for():
    """A pipe gets no escape sequences."""
    brief = brief_of(*whole_story())
    assert "\x1b" not in to_terminal(brief, 100)
    assert "\x1b[1m" in to_terminal(brief, 100, color=True)


def test_a_document_cannot_steer_the_terminal():
    """Escape sequences and signs that turn the text around do not pass; markup of ours is not read."""
    evil = "\x1b[31m\u202e[bold]10 tanks[/bold] went.\x07"
    text = to_terminal(brief_of(only_claim(evil, "10 tanks")), 100)
    assert not {"\x1b", "\u202e", "\x07"} & set(text)
    assert "[bold]**10 tanks**[/bold] went." in text


def test_terminal_footnotes_tell_source_document_and_words():
    """Number, speaker, document, and the quote with its anchor marked."""
    text = " ".join(to_terminal(brief_of(*whole_story()), 120).split())
    assert "the spy agency (intelligence service) — Containers and men, The Daily Ledger, 18 October 2024" in text
    assert "“**About 12,000 soldiers** followed, according to the spy agency.”" in text


def test_same_input_same_text():
    """Both renderings are functions of the brief alone."""
    one, other = brief_of(*whole_story()), brief_of(*whole_story()[::-1])
    assert (to_markdown(one), to_terminal(one)) == (to_markdown(other), to_terminal(other))
