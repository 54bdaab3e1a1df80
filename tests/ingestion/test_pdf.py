"""PDF: words in reading order, each with its page; what is no text layer is a row."""

from __future__ import annotations

import zlib

import pytest
from document_makers import PICTURE, Set, make_pdf, set_lines
from reading_help import BODY, read, refuse, rows

from armstrail.ingestion import Unreadable

LEFT = "North Korea shipped some 6,700 containers to Russia between September and February, the minister said."
RIGHT = "The United States put the figure at more than 10,000 containers in the same months, officials said."


def test_paragraphs_are_whole_again_and_in_their_order(tmp_path):
    """Lines that a page is too narrow for are one paragraph; a gap parts two."""
    text = f"{LEFT} {RIGHT}\n{RIGHT} {LEFT}\nMoscow denied it."
    assert read(tmp_path / "a.pdf", make_pdf([set_lines(text)])).text == text


@pytest.mark.parametrize(
    "text", ["북한은 러시아에 포탄 12,000발을 보냈다고 국방부가 밝혔다.", "Москва отрицает: ни снарядов, ни ракет."]
)
def test_any_script_is_read(tmp_path, text):
    """By what the file says each of its signs means."""
    assert read(tmp_path / "a.pdf", make_pdf([set_lines(text)])).text == text


def test_every_span_has_its_page(tmp_path):
    """The place of a word leads to the page it stands on; a page without words has none of them."""
    document = read(tmp_path / "a.pdf", make_pdf([set_lines(LEFT), [], set_lines(RIGHT)]))
    assert document.text == f"{LEFT}\n{RIGHT}"
    assert document.page_of(document.text.index("6,700")) == 1
    assert document.page_of(document.text.index("10,000")) == 3


@pytest.mark.parametrize("by_row", [False, True])
def test_two_columns_are_read_one_after_the_other(tmp_path, by_row):
    """Whether the file sets column by column or line by line; a heading across both stands before them."""
    left = set_lines(" ".join([LEFT] * 4), signs=44)
    right = set_lines(" ".join([RIGHT] * 4), x=320, signs=44)
    columns = [line for pair in zip(left, right, strict=False) for line in pair] if by_row else left + right
    heading = Set(50, 765, "A report of the panel of experts on shipments by sea", 16)
    text = read(tmp_path / "a.pdf", make_pdf([[heading, *columns]])).text
    assert text == f"{heading.words}\n\n{' '.join([LEFT] * 4)}\n{' '.join([RIGHT] * 4)}"


def test_a_table_is_read_row_by_row(tmp_path):
    """A figure stands beside the words of its row."""
    cells = [("Item", "2023", "2024"), ("Shells", "12,000", "15,000"), ("Rockets", "300", "1,300")]
    table = [Set(50 + 150 * x, 500 - 20 * y, cell) for x in range(3) for y, cell in enumerate(row[x] for row in cells)]
    text = read(tmp_path / "a.pdf", make_pdf([[*set_lines(LEFT), *table]])).text
    assert text.split("\n")[1::2] == ["Item | 2023 | 2024", "Shells | 12,000 | 15,000", "Rockets | 300 | 1,300"]


def test_a_wide_table_is_no_two_columns_of_text(tmp_path):
    """Cells far apart, some of them long: each row stays whole, for its figure says nothing without the others."""
    cells = [
        ("26 August 2023", "Angara", "220", "Dunai", "a Member State"),
        ("12 September 2023", "Angara", "240", "Vostochny", "satellite imagery of the port"),
        ("1 October 2023", "Maria", "310", "Dunai", "a Member State"),
        ("14 November 2023", "Lady R", "175", "Vostochny", "a Member State, by letter"),
        ("30 November 2023", "Angara", "180", "Dunai", "a Member State"),
    ]
    places = (50, 150, 330, 380, 450)
    table = [Set(x, 500 - 14 * y, row[at], 8) for y, row in enumerate(cells) for at, x in enumerate(places)]
    rows = read(tmp_path / "a.pdf", make_pdf([[*set_lines(LEFT), *table]])).text.split("\n")[1::2]
    assert [row.replace(" | ", " ") for row in rows] == [" ".join(row) for row in cells]


def test_the_raised_mark_of_a_footnote_is_no_figure_of_the_line(tmp_path):
    """`Russia.¹ Iran`: the sentence ends before it; the note at the foot of the page is a paragraph of its own."""
    page = [
        Set(50, 740, "North Korea sent 3,000 shells to Russia."), Set(250, 744, "1", 6),
        Set(260, 740, "Iran denied it."), Set(50, 100, "¹ Letter of 3 September 2024.", 8),
        Set(50, 90, "² Images of the port.", 8),
    ]  # fmt: skip
    text = read(tmp_path / "a.pdf", make_pdf([page])).text
    notes = ["¹ Letter of 3 September 2024.", "² Images of the port."]
    assert [line for line in text.split("\n") if line] == [
        "North Korea sent 3,000 shells to Russia.¹ Iran denied it.", *notes,
    ]  # fmt: skip


def test_digits_on_the_line_are_no_marks(tmp_path):
    """Neither those of a model nor those behind a stop."""
    text = "Russia got KN-23 and T72, 152mm shells and No.1 rifles; see paragraph 7.2 and M1."
    assert read(tmp_path / "a.pdf", make_pdf([set_lines(text)])).text == text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The port took in con-", "tainers of shells.", "The port took in containers of shells."),
        ("They were sent by pro-", "Russian officials.", "They were sent by pro-Russian officials."),
        ("They flew with Su-", "27 fighters.", "They flew with Su-27 fighters."),
        ("The port took in con\u00ad", "tainers of shells.", "The port took in containers of shells."),
    ],
)
def test_hyphens_at_the_ends_of_lines_are_undone(tmp_path, first, second, whole):
    """Where they part a word; the hyphen of a compound stays."""
    assert read(tmp_path / "a.pdf", make_pdf([[Set(50, 700, first), Set(50, 688, second)]])).text == whole


def test_a_compound_that_the_document_writes_elsewhere_keeps_its_hyphen(tmp_path):
    """The document itself tells 'long-range' from 'containers'."""
    lines = ["The long-range rockets were new. They sent long-", "range rockets to the front."]
    page = [Set(50, 700 - 12 * number, line) for number, line in enumerate(lines)]
    assert read(tmp_path / "a.pdf", make_pdf([page])).text == " ".join(lines).replace("long- range", "long-range")


def test_a_paragraph_goes_on_over_the_page(tmp_path):
    """And its second half stands on the second page."""
    document = read(
        tmp_path / "a.pdf", make_pdf([[Set(50, 700, "The ministry counted")], [Set(50, 700, "some 6,700 of them.")]])
    )
    assert document.text == "The ministry counted some 6,700 of them."
    assert document.pages == (0, document.text.index("some"))


def test_running_heads_and_page_numbers_are_left_out(tmp_path):
    """What stands at one place of several pages, but for its numbers."""
    words = ["one", "two", "three", "four"]
    pages = [
        [
            Set(50, 770, f"S/2024/215 Panel of Experts {n}/4"),
            *set_lines(f"On page {w} {w * 30} {w * 20}."),
            Set(300, 30, str(n + 10)),
            Set(50, 30, "24-01234"),
        ]
        for n, w in enumerate(words, 1)
    ]
    text = read(tmp_path / "a.pdf", make_pdf(pages)).text
    assert text == "\n".join(f"On page {word} {word * 30} {word * 20}." for word in words)


def test_a_page_turned_on_its_side_is_read(tmp_path):
    """As wide tables are set."""
    lines = set_lines(LEFT, signs=44)
    content = b"".join(
        b"BT /F1 10 Tf 0 1 -1 0 %d 50 Tm <%s> Tj ET\n" % (100 + 12 * n, line.words.encode("utf-16-be").hex().encode())
        for n, line in enumerate(lines)
    )
    assert read(tmp_path / "a.pdf", make_pdf([content], rotate=90)).text == LEFT


def test_the_title_is_that_of_the_properties_unless_a_program_wrote_it(tmp_path):
    """'Microsoft Word - draft.doc' is no title."""
    assert read(tmp_path / "a.pdf", make_pdf([set_lines(LEFT)], title="북한의 무기")).title == "북한의 무기"
    assert read(tmp_path / "b.pdf", make_pdf([set_lines(LEFT)], title="Microsoft Word - draft3.doc")).title is None


def test_a_title_with_half_a_sign_costs_only_itself(tmp_path):
    """As broken software leaves it; the words are read."""
    data = make_pdf([set_lines(LEFT)], title="Titel").replace(b"0065006c>", b"d8000065>")
    assert read(tmp_path / "a.pdf", data).text == LEFT


@pytest.mark.parametrize("line", ["18 October 2024", "18 ottobre 2024", "2024년 10월 18일", "2024-10-18"])
def test_a_date_on_a_line_of_its_own_is_that_of_the_document(tmp_path, line):
    """As reports set it under their title; the day on which the file was made is none."""
    assert read(tmp_path / "a.pdf", make_pdf([set_lines(f"{line}\n{LEFT}")])).published == "2024-10-18"


@pytest.mark.parametrize("lines", ["18 October 2024\n19 October 2024", "In October 2024 they sent 18 of them"])
def test_two_dates_or_one_in_a_sentence_are_none(tmp_path, lines):
    """A missing date is seen, a wrong one is not."""
    assert read(tmp_path / "a.pdf", make_pdf([set_lines(f"{lines}\n{LEFT}")])).published is None


def test_a_scan_is_a_row_with_that_reason(tmp_path):
    """It has pages, and no words in them."""
    row = refuse(tmp_path / "a.pdf", make_pdf([PICTURE, PICTURE]))
    assert row.reason == "is a scan without a text layer"
    assert "OCR" in row.mend


def test_scanned_pages_among_others_are_told(tmp_path):
    """The rest is read."""
    (tmp_path / "a.pdf").write_bytes(make_pdf([set_lines(LEFT), PICTURE, PICTURE]))
    document, row = rows(tmp_path / "a.pdf")
    assert (document.text, document.pages) == (LEFT, (0, len(LEFT), len(LEFT)))
    assert isinstance(row, Unreadable)
    assert row.reason.startswith("pages 2, 3 are pictures without a text layer")


LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (b"41" * 32, b"42" * 32)
WHOLE = make_pdf([set_lines(LEFT)])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n", "damaged or cut short"),
        (WHOLE[: len(WHOLE) // 2], "damaged or cut short"),
        (make_pdf([set_lines(LEFT)], trailer=LOCKED), "is encrypted"),
        (make_pdf([]), "damaged"),
        (make_pdf([b""]), "has no words"),
        (make_pdf([set_lines("\ue001\ue002\ue003 a \ue004\ue005")]), "letters have no meaning"),
        (b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000, "damaged or cut short"),
    ],
)
def test_what_cannot_be_read_is_one_row(tmp_path, data, reason):
    """It says which of these it is."""
    assert reason in refuse(tmp_path / "a.pdf", data).reason


def test_a_broken_table_of_places_is_mended(tmp_path):
    """The words are there, and found."""
    assert read(tmp_path / "a.pdf", WHOLE.replace(b"startxref\n", b"startxref\n9")).text == LEFT


def test_ten_thousand_pages_are_one_row(tmp_path):
    """Counted before the first is read."""
    assert refuse(tmp_path / "a.pdf", make_pdf([b""] * 10_000)).reason == "has 10,000 pages, more than 5,000"


def test_a_stream_that_fills_memory_is_refused_before_it_is_unpacked(tmp_path):
    """Half a megabyte would become five hundred."""
    packed = zlib.compress(b" " * 100_000_000, 9)
    plain, bomb = (
        b"<< /Length 1 >> stream\nX\n",
        b"<< /Length %d /Filter /FlateDecode >> stream\n%s\n" % (len(packed), packed),
    )
    assert "unpacks to more than" in refuse(tmp_path / "a.pdf", make_pdf([b"X"]).replace(plain, bomb)).reason


def test_a_pdf_above_the_limit_of_characters_is_refused(tmp_path):
    """As a text would be."""
    (tmp_path / "a.pdf").write_bytes(make_pdf([set_lines(BODY)]))
    (row,) = rows(tmp_path / "a.pdf", max_characters=20)
    assert row.reason == "is longer than 20 characters"


def test_what_stands_below_two_columns_is_read_after_both(tmp_path):
    """A table at the foot of a page belongs to neither of them."""
    left = set_lines(" ".join([LEFT] * 3), signs=44)
    right = set_lines(" ".join([RIGHT] * 3), x=320, signs=44)
    low = min(line.y for line in left + right)
    cells = [("Item", "2023"), ("Shells", "12,000")]
    table = [Set(50 + 100 * x, low - 50 - 20 * y, row[x]) for x in range(2) for y, row in enumerate(cells)]
    text = read(tmp_path / "a.pdf", make_pdf([[*left, *right, *table]])).text
    assert text.endswith(f"{RIGHT}\nItem | 2023\n\nShells | 12,000")
    assert text.startswith(LEFT)


def test_a_column_that_ends_within_a_sentence_goes_on_in_the_next(tmp_path):
    """Also where the next word has a capital."""
    sentence = " ".join(["They counted the trains that went from Rajin to the Russian Federation by night"] * 3)
    words = sentence.split()
    left = set_lines(" ".join([LEFT] * 3 + words[:12]), signs=44)
    right = set_lines(" ".join(words[12:] + [RIGHT] * 3), x=320, signs=44)
    text = read(tmp_path / "a.pdf", make_pdf([left + right])).text
    assert sentence in text


def test_a_sign_without_a_meaning_is_seen(tmp_path):
    """Where the file does not say what a sign is, a mark stands for it."""
    assert (
        read(tmp_path / "a.pdf", make_pdf([set_lines("\x00한은 러시아에 포탄 12,000발을 보냈다.")])).text[0] == "\ufffd"
    )


def test_the_number_of_a_page_in_the_gutter_does_not_make_its_columns_a_table(tmp_path):
    """It stands at the middle of the foot of most reports in two columns; one line of the text ends with a number."""
    left = set_lines(f"{BODY} Le fonti parlano di 8.000", signs=40)
    right = set_lines(f"container. {BODY} {BODY}", x=310, signs=40)
    number = Set(297, 40, "12")
    assert read(tmp_path / "a.pdf", make_pdf([[*left, *right, number]])).text == (
        f"{BODY} Le fonti parlano di 8.000 container. {BODY} {BODY}\n12"
    )


@pytest.mark.parametrize("sign", ["·", "/", "–", "—"])
def test_a_line_that_breaks_behind_a_sign_within_a_word_is_joined_without_a_blank(tmp_path, sign):
    """`2023–` and `2024` on the next line are a range; a dash between blanks keeps them."""
    lines = [Set(50, 700, f"A line of words that ends in the years 2023{sign}"), Set(50, 688, "2024 and goes on as it"),
             Set(50, 676, f"would go on if there were no lines {sign}"), Set(50, 664, "as there are none")]  # fmt: skip
    assert read(tmp_path / "a.pdf", make_pdf([lines])).text == (
        f"A line of words that ends in the years 2023{sign}2024 and goes on as it would go on if there were no lines "
        f"{sign} as there are none"
    )


def test_a_column_of_text_may_hold_a_table(tmp_path):
    """Its cells are many short pieces, and still it is no table itself."""
    left = set_lines(" ".join([BODY] * 4), signs=40)
    under = left[-1].y - 30
    cells = [Set(50 + 45 * n, under - 12 * row, f"{row}c{n}") for row in range(7) for n in range(5)]
    right = set_lines(" ".join([BODY] * 7), x=310, signs=40)
    text = read(tmp_path / "a.pdf", make_pdf([[*left, *cells, *right]])).text
    table = "\n\n".join(" | ".join(f"{row}c{n}" for n in range(5)) for row in range(7))
    assert text.startswith(" ".join([BODY] * 4) + "\n")
    assert table in text
    assert text.endswith(" ".join([BODY] * 7))


def test_footnotes_do_not_stand_in_a_sentence_that_the_next_column_or_page_goes_on_with(tmp_path):
    """They come at the end of their page, or before the paragraph that it leaves open."""
    opened, rest = BODY.split(" in Russia")
    left = [*set_lines(f"{BODY}\n{opened}", signs=40), Set(50, 100, "¹ S/2024/1, paras. 3 to 9.", 8)]
    right = [*set_lines(f"in Russia{rest}\n{BODY} {opened}", x=310, signs=40), Set(310, 100, "² The same.", 8)]
    after = [*set_lines(f"in Russia{rest}\n{BODY}", signs=40), Set(50, 100, "³ Here alone.", 8)]
    document = read(tmp_path / "a.pdf", make_pdf([[*left, *right], after]))
    first, second = document.text[: document.pages[1]], document.text[document.pages[1] :]
    assert first == f"{BODY}\n{BODY}\n¹ S/2024/1, paras. 3 to 9.\n² The same.\n{BODY} {opened} "
    assert second == f"in Russia{rest}\n{BODY}\n³ Here alone."
