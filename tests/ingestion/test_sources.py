"""Which files are read, in which order, and what is said of those that are not."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from document_makers import docx_paragraph, make_docx, make_page, make_pdf, set_lines
from reading_help import BODY

from armstrail.ingestion import Source, Unreadable, links_out, list_sources, read_paths, read_source, reading


def names(rows, folder):
    """The sources' paths below a folder."""
    return [os.path.relpath(row.path, folder) for row in rows if isinstance(row, Source)]


def complaints(rows):
    """Reasons by where."""
    return {row.where: row.reason for row in rows if isinstance(row, Unreadable)}


def make(folder, *paths):
    """Files with a text each."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(BODY)


def test_a_folder_is_read_to_its_depth_in_the_order_of_names(tmp_path):
    """The order is that of names, whatever order the disk gives them in."""
    make(tmp_path, "b.txt", "a/z.md", "a/b/deep.html", "c.JSONL", "B.txt")
    assert names(list_sources([str(tmp_path)]), tmp_path) == ["B.txt", "a/b/deep.html", "a/z.md", "b.txt", "c.JSONL"]


def test_the_ending_decides_the_format_whatever_its_case(tmp_path):
    """Endings are read without regard to case."""
    make(tmp_path, "1.txt", "2.MD", "3.Htm", "4.xhtml", "5.ndjson", "6")
    formats = [source.format for source in list_sources([str(tmp_path)])]
    assert formats == ["text", "markdown", "html", "html", "jsonl", "unknown"]


def test_paths_are_taken_in_the_order_given(tmp_path):
    """Who names files decides their order."""
    make(tmp_path, "1.txt", "2.txt")
    paths = [str(tmp_path / "2.txt"), str(tmp_path / "1.txt")]
    assert [source.path for source in list_sources(paths)] == paths


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    """What begins with a dot belongs to other programs."""
    make(tmp_path, ".hidden.txt", ".git/config.txt", "seen.txt")
    assert names(list_sources([str(tmp_path)]), tmp_path) == ["seen.txt"]


def test_a_file_reachable_twice_is_read_once(tmp_path):
    """By its own path, its folder, a link to it and a link to its folder."""
    make(tmp_path, "in/a.txt")
    (tmp_path / "in/b.txt").symlink_to(tmp_path / "in/a.txt")
    (tmp_path / "other").symlink_to(tmp_path / "in")
    paths = [str(tmp_path / "in/a.txt"), str(tmp_path), str(tmp_path / "other"), str(tmp_path / "in")]
    assert [row.path for row in list_sources(paths)] == [str(tmp_path / "in/a.txt")]


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path):
    """A corpus may be put together from links."""
    make(tmp_path, "store/a.txt")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/link").symlink_to(tmp_path / "store")
    assert names(list_sources([str(tmp_path / "corpus")]), tmp_path / "corpus") == ["link/a.txt"]


def test_a_link_out_of_the_folder_is_told(tmp_path):
    """A folder from others may hold a link to any file of one's own; links within it and those named are fine."""
    make(tmp_path, "own/secret.txt", "corpus/a.txt")
    (tmp_path / "corpus/b.txt").symlink_to(tmp_path / "own/secret.txt")
    (tmp_path / "corpus/c.txt").symlink_to(tmp_path / "corpus/a.txt")
    (tmp_path / "corpus/more").symlink_to(tmp_path / "own")
    told = [str(tmp_path / "corpus")]
    (remark,) = links_out(list_sources(told), told)
    assert (remark.where, "secret.txt" in str(remark)) == (str(tmp_path / "corpus/b.txt"), True)
    given = [str(tmp_path / "corpus/b.txt")]
    assert list(links_out(list_sources(given), given)) == []


def test_a_folder_loop_is_one_row_and_the_rest_is_read(tmp_path):
    """A link to a folder that it stands in is said and not followed."""
    make(tmp_path, "a/x.txt", "b.txt")
    (tmp_path / "a/up").symlink_to(tmp_path)
    rows = list(list_sources([str(tmp_path)]))
    assert names(rows, tmp_path) == ["a/x.txt", "b.txt"]
    assert list(complaints(rows)) == [str(tmp_path / "a/up")]
    assert "folder loop" in complaints(rows)[str(tmp_path / "a/up")]


def test_a_loop_that_leads_above_the_folder_given_is_not_followed(tmp_path):
    """Reading a/ does not wander off into what stands beside it."""
    make(tmp_path, "a/x.txt", "beside.txt")
    (tmp_path / "a/up").symlink_to(tmp_path)
    assert names(list_sources([str(tmp_path / "a")]), tmp_path) == ["a/x.txt"]


@pytest.mark.parametrize(
    ("target", "reason"), [("nowhere", "is a link that leads nowhere"), ("link.txt", "leads back to itself")]
)
def test_a_link_without_an_end_is_one_row(tmp_path, target, reason):
    """A broken link and a link to itself."""
    (tmp_path / "link.txt").symlink_to(tmp_path / target)
    (row,) = list_sources([str(tmp_path)])
    assert reason in row.reason


def test_a_path_that_does_not_exist_is_one_row(tmp_path):
    """The others are read all the same."""
    make(tmp_path, "a.txt")
    rows = list(list_sources([str(tmp_path / "no.txt"), "", "a\0b", str(tmp_path / "a.txt")]))
    assert [row.reason for row in rows[:3]] == ["does not exist", "does not exist", "is not a path"]
    assert names(rows, tmp_path) == ["a.txt"]


def test_a_format_that_is_not_read_is_said_with_those_that_are(tmp_path):
    """Silence would let a researcher believe that her PDFs were read."""
    make(tmp_path, "report.djvu")
    (row,) = list_sources([str(tmp_path)])
    assert row.reason == "format .djvu is not read"
    assert ".txt" in row.mend
    assert ".jsonl" in row.mend


def test_bytes_decide_where_the_name_says_something_else(tmp_path):
    """And the user is told; a name that a ZIP archive may have is no lie about a document in one."""
    told = []
    (tmp_path / "a.txt").write_bytes(make_pdf([set_lines(BODY)]))
    (tmp_path / "b.pdf").write_bytes(make_page(BODY, title="T").encode())
    (tmp_path / "c.doc").write_bytes(make_docx(docx_paragraph(BODY)))
    (tmp_path / "d.zip").write_bytes(make_docx(docx_paragraph(BODY)))
    assert [row.text for row in read_paths([str(tmp_path)], tell=told.append)] == [BODY] * 4
    assert [os.path.basename(remark.where) for remark in told] == ["a.txt", "b.pdf", "c.doc"]
    assert "is a PDF, though its name says a text" in str(told[0])


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.epub", "a.rtf", "a.warc", "a.wacz", "a.zip", "a.doc"])
def test_a_text_that_is_named_as_something_else_is_one_row(tmp_path, name):
    """It may be the source of a damaged file, so it is not read as words."""
    (tmp_path / name).write_text(BODY)
    (row,) = read_paths([str(tmp_path)])
    assert "does not begin as one" in row.reason


def test_parts_of_web_pages_are_passed_over_in_a_folder(tmp_path):
    """A saved page brings pictures, scripts and a folder of them; they are no failed documents."""
    make(tmp_path, "page.html", "page_files/frame.html", "page_files/a.js", "style.css", "photo.JPG", "armstrail.db")
    assert [os.path.basename(row.path) for row in list_sources([str(tmp_path)])] == ["page.html"]


def test_a_folder_whose_name_only_begins_like_a_page_is_read(tmp_path):
    """Only what browsers call the folder of a page's parts is such a folder."""
    make(tmp_path, "news.html", "news-archive/old.txt", "other_files/a.txt")
    found = names(list_sources([str(tmp_path)]), tmp_path)
    assert found == ["news-archive/old.txt", "news.html", "other_files/a.txt"]


def test_a_picture_named_outright_is_refused(tmp_path):
    """Who names a file wants to know that it was not read."""
    make(tmp_path, "photo.jpg")
    (row,) = list_sources([str(tmp_path / "photo.jpg")])
    assert row.reason == "format .jpg is not read"


def test_a_folder_without_permission_is_one_row(tmp_path, monkeypatch):
    """The other folders are read."""
    make(tmp_path, "a/x.txt", "b/y.txt")
    scandir = os.scandir

    def guarded(path):
        if os.path.basename(path) == "a":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    rows = list(list_sources([str(tmp_path)]))
    assert complaints(rows) == {str(tmp_path / "a"): "may not be read"}
    assert names(rows, tmp_path) == ["b/y.txt"]


def test_a_file_without_permission_is_one_row(tmp_path, monkeypatch):
    """Its neighbours are read."""
    make(tmp_path, "a.txt", "b.txt")

    def guarded(path, mode):
        if path.endswith("a.txt"):
            raise PermissionError(13, "Permission denied", path)
        return open(path, mode)

    monkeypatch.setattr(reading, "open", guarded, raising=False)
    closed, opened = read_paths([str(tmp_path)])
    assert (closed.reason, opened.text) == ("may not be read", BODY)


def test_a_file_that_vanishes_before_it_is_read_is_one_row(tmp_path):
    """Folders change while they are read."""
    make(tmp_path, "a.txt", "b.txt")
    reading = iter(list_sources([str(tmp_path)]))
    first = next(reading)
    (tmp_path / "a.txt").unlink()
    (row,) = read_source(first)
    assert row.reason == "does not exist"


def test_a_pipe_in_a_folder_does_not_stop_the_run(tmp_path):
    """Opening a pipe that nobody writes to would wait for ever."""
    os.mkfifo(tmp_path / "pipe.txt")
    (row,) = read_paths([str(tmp_path)])
    assert row.reason == "is not a regular file"


def test_a_deep_tree_is_walked(tmp_path, monkeypatch):
    """Folders may be nested deeper than Python calls itself."""
    depth = 1200
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    make(Path(), "leaf.txt")
    os.chdir(tmp_path)
    try:
        (row,) = list_sources(["."])
        assert row.path.endswith("leaf.txt")
    finally:
        fold_up(depth)


def fold_up(depth):
    """Take a tree away that is too deep for whoever cleans up after the tests."""
    for _ in range(depth):
        os.chdir("d")
    os.unlink("leaf.txt")
    for _ in range(depth):
        os.chdir("..")
        os.rmdir("d")


def test_names_that_are_no_utf8_are_shown_on_one_line(tmp_path):
    """A file system takes any bytes; a terminal and a ledger do not."""
    with open(os.path.join(os.fsencode(tmp_path), b"caf\xe9\n.xyz"), "wb"):
        pass
    (row,) = list_sources([str(tmp_path)])
    assert row.where.endswith("caf\\xe9\\x0a.xyz")
    assert str(row).isprintable()


def test_standard_input_is_read_once():
    """However often it is named."""
    (document,) = read_paths(["-", "-"], io.BytesIO(BODY.encode()))
    assert document.text == BODY


def test_a_row_is_one_clear_line():
    """Where, what, and the mend."""
    assert str(Unreadable("a.txt", "is empty", "leave it out")) == "a.txt: is empty; leave it out"
