"""Laws of reading: no bytes raise, and every document satisfies the model."""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from armstrail.ingestion import Source, Unreadable, read_source
from armstrail.model.document import Document
from armstrail.model.period import check_partial_date

FORMATS = ("text", "markdown", "html", "jsonl", "unknown")
TEXT = "La Corea del Nord ha inviato soldati in Russia. Північна Корея. 북한은 포탄을 보냈다."

markup = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div ", ">", "<html", "<!--", "-->", "&lt;", "&#0;", "&#xD800;", TEXT, "<![CDATA["]
    )
    | st.text(max_size=20)
).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
)
keys = st.sampled_from(["id", "text", "title", "lang", "published", "publisher", "url"]) | st.text(max_size=3)
loose = st.dictionaries(keys, values | st.sampled_from([TEXT, "2024-10-18T10:00:00Z", "it"]))
near = st.fixed_dictionaries(
    {"id": st.text(min_size=1), "text": st.text(min_size=1) | st.just(TEXT)},
    optional={
        "title": st.text(),
        "publisher": st.none() | st.text(),
        "url": st.text(),
        "lang": st.text(max_size=3) | st.just("en-GB"),
        "published": st.sampled_from(["2024", "2024-10", "2024-10-18T10:00:00Z", "", "x"]),
    },
)
records = (loose | near).map(json.dumps)
metadata = st.lists(
    st.sampled_from(["---", "title: x", "published: 2024", "lang: it", "- y", "date 2024-10", TEXT, "# T"])
)
contents = (
    st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.tuples(
        st.text(max_size=100), st.sampled_from(["utf-16", "utf-16-le", "utf-32", "cp949", "koi8-r", "cp1252"])
    ).map(lambda pair: pair[0].encode(pair[1], "ignore"))
    | markup.map(str.encode)
    | st.lists(records, max_size=4).map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass"))
    | metadata.map(lambda lines: "\n".join(lines).encode())
)


def rows_of(content: bytes, form: str) -> list[Document | Unreadable]:
    """What reading these bytes in this format gives."""
    return list(read_source(Source("-", form), io.BytesIO(content)))


@pytest.mark.parametrize("form", FORMATS)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@example(content=b"")
@example(content=b"\xff\xfe\x00\xd8")
@example(content=b'{"id": "\\ud800", "text": "\\udfff"}')
@given(content=contents)
def test_no_bytes_raise_and_every_document_satisfies_the_model(form, content):
    """A reader answers any bytes with documents in good form and with rows that say what, where and the mend."""
    rows = rows_of(content, form)
    assert rows or form in ("jsonl", "unknown")
    for row in rows:
        if isinstance(row, Unreadable):
            assert row.where
            assert row.reason
            assert row.mend
            assert "\n" not in str(row)
        else:
            check(row)


def check(document: Document) -> None:
    """Hold a document against what the model and the rooms behind it rely on."""
    assert Document.from_json(json.loads(json.dumps(document.to_json()))) == document
    assert document.text.strip()
    assert unicodedata.is_normalized("NFC", document.text)
    assert not set(document.text) & {chr(code) for code in range(32) if chr(code) not in "\n\t"}
    content = {name: getattr(document, name) for name in ("published", "publisher", "text", "title", "url")}
    form = json.dumps(content, ensure_ascii=False, sort_keys=True)
    assert document.digest == hashlib.sha256(form.encode()).hexdigest()
    assert document.lang is None or (len(document.lang) == 2 and document.lang.islower())
    for line in (document.id, document.title, document.publisher, document.url):
        assert line is None or (line and "\n" not in line)
    if document.published is not None:
        check_partial_date(document.published)


@settings(deadline=None, max_examples=60)
@given(content=contents, form=st.sampled_from(FORMATS))
def test_the_same_bytes_give_the_same_rows(content, form):
    """Nothing is remembered between two readings, and no clock is asked."""
    assert rows_of(content, form) == rows_of(content, form)


@settings(deadline=None, max_examples=150)
@given(lines=st.lists(records, max_size=4))
def test_what_was_read_once_is_read_again_unchanged(lines):
    """Documents in the form of the model come back from the interchange form as they went."""
    first = [row for row in rows_of("\n".join(lines).encode(), "jsonl") if isinstance(row, Document)]
    written = "\n".join(json.dumps(document.to_json()) for document in first)
    assert [row for row in rows_of(written.encode(), "jsonl") if isinstance(row, Document)] == first
