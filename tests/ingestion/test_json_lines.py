"""JSON lines: the interchange form, one row for each line that is not in it."""

from __future__ import annotations

import json

import pytest
from reading_help import BODY, read, refuse, rows

from armstrail.ingestion import Unreadable
from armstrail.model.document import Document

GOOD = {"id": "a1", "text": BODY}


def lines(path, *records):
    """The rows of a file with one record a line; a string stands as it is."""
    written = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("\n".join(written), encoding="utf-8")
    return rows(path)


def test_the_interchange_form_is_read_whole(tmp_path):
    """With every key, and keys of others passed over."""
    record = {
        **GOOD, "lang": "it", "published": "2024-10", "publisher": "Agenzia", "title": "T",
        "url": "https://example.org/", "claims": [{"kind": "transfer"}], "score": 1.5,
    }  # fmt: skip
    (document,) = lines(tmp_path / "a.jsonl", record)
    assert document.to_json() == {key: record[key] for key in record if key not in ("claims", "score")}


def test_all_but_id_and_text_may_be_missing_or_null(tmp_path):
    """The language is then worked out."""
    short, full = lines(tmp_path / "a.jsonl", GOOD, {**GOOD, "lang": None, "published": None, "title": "", "url": None})
    assert short == full == Document(id="a1", text=BODY, lang="it")


def test_the_text_is_not_trimmed(tmp_path):
    """Offsets of others count its signs."""
    (document,) = lines(tmp_path / "a.jsonl", {"id": "a", "text": f"\n  {BODY} \n"})
    assert document.text == f"\n  {BODY} \n"


def test_the_same_id_may_stand_twice(tmp_path):
    """What that means is not for the reader to say."""
    assert [document.id for document in lines(tmp_path / "a.jsonl", GOOD, GOOD)] == ["a1", "a1"]


def test_blank_lines_count_and_are_no_documents(tmp_path):
    """So that a line number is that of an editor."""
    first, bad = lines(tmp_path / "a.ndjson", "", GOOD, "   ", "[]")
    assert isinstance(first, Document)
    assert bad.where.endswith("a.ndjson:4")


BAD = [
    ("nonsense", "is not JSON"),
    ('{"id": "a", "text": "b"', "is not JSON"),
    ("[1, 2]", "is a list, not an object"),
    ('"text"', "is a string, not an object"),
    ("null", "is null, not an object"),
    ("17", "is a number, not an object"),
    ('{"text": "b"}', "has no 'id'"),
    ('{"id": null, "text": "b"}', "has no 'id'"),
    ('{"id": "a"}', "has no 'text'"),
    ('{"id": 17, "text": "b"}', "has a number as 'id'"),
    ('{"id": true, "text": "b"}', "has true or false as 'id'"),
    ('{"id": " ", "text": "b"}', "has an empty 'id'"),
    ('{"id": "a\\nb", "text": "b"}', "has an 'id' with a control character"),
    ('{"id": "\\ud800", "text": "b"}', "or a lone surrogate"),
    ('{"id": "a", "text": ["b"]}', "has a list as 'text'"),
    ('{"id": "a", "text": "b", "title": {}}', "has an object as 'title'"),
    ('{"id": "a", "text": "b", "published": 2024}', "has a number as 'published'"),
    ('{"id": "a", "text": "b", "published": "18.10.2024"}', "is dated '18.10.2024'"),
    ('{"id": "a", "text": " \\n "}', "is empty"),
    ('{"id": "a", "text": "uno \\ud800 due"}', "holds a lone surrogate (U+D800) at character 5"),
    ('{"id": "a", "text": "b", "title": "\\udc00"}', "holds a lone surrogate (U+DC00)"),
    ('{"id": "a", "text": "b", "url": "x\\udc00"}', "holds a lone surrogate (U+DC00)"),
    ("[" * 100_000, "is JSON nested too deep"),
    ('{"a":' * 100_000, "is JSON nested too deep"),
    ('{"id": "a", "text": "b", "n": ' + "9" * 5000 + "}", "holds a number too long"),
]


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_a_bad_line_is_one_row_with_its_number_and_the_rest_is_read(tmp_path, line, reason):
    """What, where and the mend."""
    before, bad, after = lines(tmp_path / "a.jsonl", GOOD, line, {**GOOD, "id": "a2"})
    assert (before.id, after.id) == ("a1", "a2")
    assert bad.where == f"{tmp_path / 'a.jsonl'}:2"
    assert reason in bad.reason
    assert bad.mend


def test_a_pair_of_surrogates_is_one_sign(tmp_path):
    """JSON writes signs beyond the first plane so."""
    (document,) = lines(tmp_path / "a.jsonl", '{"id": "a", "text": "\\ud83d\\ude00 bene"}')
    assert document.text == "\U0001f600 bene"


def test_escaped_controls_and_decomposed_letters_are_cleaned(tmp_path):
    """Like those of a text file."""
    (document,) = lines(tmp_path / "a.jsonl", '{"id": "a", "text": "piu\\u0300\\u0000armi\\r\\nqui"}')
    assert document.text == "più armi\nqui"


def test_a_line_that_is_no_utf8_is_one_row(tmp_path):
    """The lines around it are read."""
    good = json.dumps(GOOD).encode()
    (tmp_path / "a.jsonl").write_bytes(good + b'\n{"id": "x", "text": "\xff"}\n' + good)
    _, bad, _ = rows(tmp_path / "a.jsonl")
    assert bad.reason == "is no UTF-8 at byte 22 of the line"


def test_a_text_above_the_limit_is_one_row(tmp_path):
    """Others go on."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "' + "x" * 101 + '"}\n{"id": "b", "text": "due"}')
    long, short = rows(path, max_characters=100)
    assert (long.where, long.reason) == (f"{path}:1", "is longer than 100 characters")
    assert short.id == "b"


def test_a_line_longer_than_any_document_is_passed_over_unread(tmp_path):
    """It is not held in memory to be refused."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "' + "x" * 300_000 + '"}\n{"id": "b", "text": "due"}')
    long, short = rows(path, max_characters=100)
    assert (long.where, short.id) == (f"{path}:1", "b")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\x1f\x8b\x08\x00\nx\ny", "is compressed (gzip), not text"),
        (b"\x00\x01\nx\ny", "is binary, not JSON lines"),
        (json.dumps(GOOD).encode("utf-16"), "is UTF-16, and JSON lines are UTF-8"),
    ],
)
def test_a_file_that_is_no_json_lines_at_all_is_one_row(tmp_path, content, reason):
    """Not one for each of its lines."""
    (tmp_path / "a.jsonl").write_bytes(content)
    (row,) = rows(tmp_path / "a.jsonl")
    assert (row.where, row.reason) == (str(tmp_path / "a.jsonl"), reason)


def test_a_byte_order_mark_is_taken_off(tmp_path):
    """Some editors put one."""
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    (document,) = rows(tmp_path / "a.jsonl")
    assert document.id == "a1"


@pytest.mark.parametrize(("given", "lang"), [("it-IT", "it"), ("EN_us", "en"), ("kor", "ko"), ("klingonish", "it")])
def test_languages_are_put_into_two_letters(tmp_path, given, lang):
    """A word that names no language counts as not given."""
    (document,) = lines(tmp_path / "a.jsonl", {**GOOD, "lang": given})
    assert document.lang == lang


def test_pages_come_along(tmp_path):
    """Where each begins in the text."""
    assert read(tmp_path / "a.jsonl", '{"id": "a", "text": "uno due", "pages": [0, 4]}').pages == (0, 4)


@pytest.mark.parametrize("pages", ["[4]", "[0, 9]", "[0, 4, 2]", '"0"', "[0, null]", '{"0": 1}'])
def test_pages_that_do_not_fit_the_text_are_refused(tmp_path, pages):
    """They would lead to the wrong place."""
    row = refuse(tmp_path / "a.jsonl", f'{{"id": "a", "text": "uno due", "pages": {pages}}}')
    assert "'pages'" in row.reason


def test_pages_of_a_text_that_is_not_in_form_are_refused(tmp_path):
    """They count signs that become others."""
    row = refuse(tmp_path / "a.jsonl", '{"id": "a", "text": "uno\\r\\ndue", "pages": [0, 5]}')
    assert "NFC" in row.reason


def test_a_stream_without_an_end_is_read_line_by_line():
    """The first document is there before the second line is written."""
    from armstrail.ingestion import Source, read_source

    class Endless:
        given = 0

        def readline(self, _size):
            self.given += 1
            return json.dumps({"id": str(self.given), "text": "uno"}).encode() + b"\n"

    stream = Endless()
    reading = read_source(Source("-", "jsonl"), stream)
    assert [next(reading).id, next(reading).id] == ["1", "2"]
    assert stream.given == 2


def test_a_document_written_out_and_read_again_is_the_same(tmp_path):
    """The interchange form loses nothing."""
    (document,) = lines(tmp_path / "a.jsonl", {**GOOD, "title": "T", "published": "2024", "lang": "it"})
    (again,) = lines(tmp_path / "b.jsonl", document.to_json())
    assert not isinstance(again, Unreadable)
    assert again == document
