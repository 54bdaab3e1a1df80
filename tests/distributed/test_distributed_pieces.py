"""Read piece by piece, a source gives the documents that it gives whole."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from distributed_makers import records, warc_of, write_lines, write_table
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.distributed.places import Folder, list_files, open_input
from armstrail.distributed.plan import _in_store
from armstrail.ingestion import Piece, Source, cut, read_piece, read_source
from armstrail.model.errors import ReadError

LINES = st.lists(
    st.one_of(
        st.just(""), st.just("   "), st.just("{"), st.text("aé漢\\\"", max_size=5),
        st.builds(lambda i, text: json.dumps({"id": f"d{i}", "text": text}), st.integers(0, 9), st.text(max_size=9)),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


def in_pieces(path: Path, form: str, size: int) -> tuple[list[Piece], list[object]]:
    source = Source(str(path), form)
    with path.open("rb") as stream:
        pieces = list(cut(source, stream, size))
        return pieces, [row for piece in pieces for row in read_piece(piece, stream)]


@settings(max_examples=60)
@given(lines=LINES, size=st.integers(1, 5), mark=st.booleans(), last=st.booleans())
def test_json_lines_read_in_pieces_are_those_read_whole(lines, size, mark, last, tmp_path_factory):
    """Wherever the file is cut: blank lines, bad lines, a byte order mark, a last line without its end."""
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + "\n".join(lines).encode() + (b"\n" if last else b""))
    whole = list(read_source(Source(str(path), "jsonl")))
    pieces, rows = in_pieces(path, "jsonl", size)
    assert rows == whole or (rows == [] and [row.reason for row in whole] == ["is empty"])
    assert max(piece.records for piece in pieces) <= size


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_web_archive_read_in_pieces_is_that_read_whole(packed, size, tmp_path):
    """Pages keep their addresses and days; a picture among them is passed over without a word."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc_of([record["text"] for record in records(3)], packed=packed))
    pieces, rows = in_pieces(path, "warc", size)
    assert rows == list(read_source(Source(str(path), "warc")))
    assert len(rows) == 3
    assert sum(piece.records for piece in pieces) == 4


def test_a_damaged_web_archive_gives_what_stood_before(tmp_path):
    """Cut off in its third record: two pages and one row, as when it is read whole."""
    path = tmp_path / "a.warc.gz"
    data = warc_of([record["text"] for record in records(3)])
    path.write_bytes(data[: len(data) // 2])
    _, rows = in_pieces(path, "warc", 1)
    whole = list(read_source(Source(str(path), "warc")))
    assert [row for row in rows if hasattr(row, "text")] == [row for row in whole if hasattr(row, "text")]
    assert any(not hasattr(row, "text") for row in rows)


@pytest.mark.parametrize("size", [1, 6, 100])
def test_a_table_read_in_pieces_is_that_read_whole(size, tmp_path):
    """It is cut between its groups of rows alone, and gives the documents of the same JSON lines."""
    path = write_table(tmp_path / "a.parquet", records(12), group=5)
    lines = write_lines(tmp_path / "a.jsonl", records(12))
    _, rows = in_pieces(path, "parquet", size)
    assert rows == list(read_source(Source(str(path), "parquet"))) == list(read_source(Source(str(lines), "jsonl")))


def test_a_record_can_be_left_out(tmp_path):
    """It becomes a row with the reason, and is not looked at."""
    path = write_lines(tmp_path / "a.jsonl", records(3))
    seen: list[int] = []
    with path.open("rb") as stream:
        (piece,) = cut(Source(str(path), "jsonl"), stream, 10)
        rows = list(read_piece(piece, stream, begin=seen.append, without={1: "broke its reader"}))
    assert (rows[1].where, rows[1].reason, seen) == (f"{path}:2", "broke its reader", [0, 2])


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PAR1 and no more", "is no Parquet table"), (b"", "is no"), (None, "has no column text")],
)
def test_what_is_no_table_of_documents_is_refused(content, reason, tmp_path):
    """In one row that says so."""
    path = tmp_path / "a.parquet"
    if content is None:
        write_table(path, [{"id": "a", "body": "x"}])
    else:
        path.write_bytes(content)
    (row,) = read_source(Source(str(path), "parquet"))
    assert reason in row.reason or "is empty" in row.reason


def test_addresses_are_read_like_paths(tmp_path):
    """Through Arrow's file systems, which know object stores by the same door."""
    (tmp_path / "a.jsonl").write_text("one\ntwo\n")
    address = f"file://{tmp_path}"
    assert list_files(address) == [(f"{address}/a.jsonl", 8)]
    with open_input(f"{address}/a.jsonl") as stream:
        assert stream.readline() == b"one\n"
        assert stream.seek(0, io.SEEK_END) == 8
    folder = Folder(f"{address}/out")
    folder.write("x/a.bin", b"abc")
    assert (folder.read("x/a.bin"), folder.sizes("x")) == (b"abc", {"a.bin": 3})
    with pytest.raises(ReadError, match="no address that Arrow can open"):
        open_input("nowhere://x")


def test_files_of_a_store_keep_the_settings_of_its_address(tmp_path, monkeypatch):
    """Region, end point and anonymous access belong to each file, which a worker opens by itself; a key is refused, for
    it would stand in the plan."""
    import pyarrow.fs

    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.JSONL").write_text("{}\n")
    inside = pyarrow.fs.SubTreeFileSystem(str(tmp_path), pyarrow.fs.LocalFileSystem())
    monkeypatch.setattr(pyarrow.fs, "FileSystem", SimpleNamespace(from_uri=lambda _: (inside, "news")))
    address = "s3://anonymous@news?region=eu-west-1&endpoint_override=localhost:9"
    (found,) = list_files(address)
    assert found == ("s3://anonymous@news/a.JSONL?region=eu-west-1&endpoint_override=localhost:9", 3)
    assert [source.format for source, _ in _in_store(address)] == ["jsonl"]
    with pytest.raises(ReadError, match="must hold no key") as told:
        list_files("s3://ada:hush@news/crawl")
    assert "hush" not in str(told.value)
