"""EPUB: the chapters of a book as one document."""

from __future__ import annotations

import pytest
from document_makers import make_epub, make_zip
from reading_help import BODY, read, refuse

RECORD = (
    "<dc:title>Il libro</dc:title><dc:date>2024-10-18T00:00:00Z</dc:date><dc:publisher>Casa</dc:publisher>"
    "<dc:creator>A. Person</dc:creator>"
)


def test_a_book_is_its_chapters_in_the_order_of_reading(tmp_path):
    """With what its own record says; headings, lists and tables keep their lines."""
    chapters = [
        f"<h1>Uno</h1><p>{BODY}</p>",
        "<table><tr><td>Soldati</td><td>12.000</td></tr></table><ul><li>primo</li><li>secondo</li></ul><p>a<br/>b</p>",
    ]
    document = read(tmp_path / "a.epub", make_epub(chapters, metadata=RECORD))
    assert document.text == f"Uno\n\n{BODY}\nSoldati | 12.000\n\nprimo\n\nsecondo\n\na\nb"
    assert (document.title, document.published, document.publisher) == ("Il libro", "2024-10-18", "Casa")


def test_a_cover_without_words_is_no_fault(tmp_path):
    """The chapters behind it are read."""
    assert read(tmp_path / "a.epub", make_epub(["<img/>", f"<p>{BODY}</p>"])).text == BODY


LOCK = '<encryption><CipherReference URI="OEBPS/{}"/></encryption>'


def test_fonts_that_are_locked_do_not_matter(tmp_path):
    """Chapters that are do."""
    chapters = [f"<p>{BODY}</p>"]
    fonts = make_epub(chapters, **{"META-INF__encryption.xml": LOCK.format("font.otf")})
    words = make_epub(chapters, **{"META-INF__encryption.xml": LOCK.format("c0.xhtml")})
    assert read(tmp_path / "a.epub", fonts).text == BODY
    assert refuse(tmp_path / "b.epub", words).reason == "is encrypted"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (make_epub([f"<p>{BODY}</p>"])[:300], "damaged or cut short"),
        (make_epub(["<img/>"]), "has no words"),
        (make_zip({"mimetype": "application/epub+zip"}), "lacks its part 'META-INF/container.xml'"),
        (make_zip({"META-INF/container.xml": "<container/>"}), "names no book"),
        (make_zip({"META-INF/container.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "declares entities"),
    ],
)
def test_what_cannot_be_read_is_one_row(tmp_path, data, reason):
    """It says what is wrong."""
    assert reason in refuse(tmp_path / "a.epub", data).reason
