"""Large sources in pieces: where one may be cut, and the documents of a piece.

A piece names records (lines, rows, responses) by their places, so that it can be read anywhere and again, alone and
without some of its records. Read one after the other, the pieces of a source give the documents of the source.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, Final, NamedTuple

from armstrail.ingestion.jsonl import WrongFile, check_file, read_line
from armstrail.ingestion.parquet import iter_rows, open_table, row_of
from armstrail.ingestion.parts import Row
from armstrail.ingestion.reading import MAX_CHARACTERS, read_stream
from armstrail.ingestion.rough import Gate
from armstrail.ingestion.rows import Refused, Source, Unreadable
from armstrail.ingestion.warc import NO_PAGE

LEFT_OUT: Final = "please report it with the document"
_MARK: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 4 * MAX_CHARACTERS + (1 << 16)  # bytes of a line


@dataclass(frozen=True, slots=True)
class Piece:
    """Some records of a source, one after the other.

    `kind` is `jsonl`, `warc`, `parquet`, or `whole` for a source that is not cut; `format` what the name of the source
    promises. `first` is the number of its first record, from 0. `cuts` are where the records begin and end: the first
    byte and the one behind the last; of a table the first group of rows and the one behind the last; none for a whole.
    """

    path: str
    where: str
    format: str
    kind: str
    first: int
    records: int
    cuts: tuple[int, ...] = ()


def cut(source: Source, stream: BinaryIO, size: int) -> Iterator[Piece]:
    """The pieces of a source, of `size` records each, in order.

    A Parquet table is cut between groups of rows alone. A web archive that was packed as one, and every other form,
    is one piece of one record.
    """
    cutter = _CUTTERS.get(source.format)
    pieces = cutter(source, stream, size) if cutter else []
    yield from pieces or [Piece(source.path, source.where, source.format, "whole", 0, 1)]


def read_piece(
    piece: Piece,
    stream: BinaryIO,
    *,
    begin: Callable[[int], None] = lambda _: None,
    without: Mapping[int, str] | None = None,
    max_characters: int = MAX_CHARACTERS,
    gate: Gate | None = None,
) -> Iterator[Row]:
    """The documents of a piece, and a row for each record that cannot be read.

    Args:
        stream: the source that the piece is of, open at its beginning.
        begin: is told the place of each record in the piece, from 0, before the record is looked at.
        without: records to be left out, by place, with the reason that their rows give.
        gate: as `read_source` takes it.
    """
    left_out = without or {}
    try:
        for place, where, read in _RECORDS[piece.kind](piece, stream, _How(max_characters, gate)):
            if place in left_out:
                yield Unreadable(where, left_out[place], LEFT_OUT)
            else:
                begin(place)
                yield from read()
    except Refused as refusal:
        yield refusal.at(piece.where)


_Records = Iterator[tuple[int, str, Callable[[], Iterator[Row]]]]


class _How(NamedTuple):
    most: int  # characters of a document
    gate: Gate | None


def _cut_lines(source: Source, stream: BinaryIO, size: int) -> list[Piece]:
    pieces = []
    number = first = at = start = 0
    while line := stream.readline(_LONGEST + 1):
        if (number == 0 and _is_wrong(line)) or len(line) > _LONGEST:
            return []  # read as a whole, which says what is wrong, in bounded memory
        number, at = number + 1, at + len(line)
        if number - first == size:
            pieces.append(Piece(source.path, source.where, source.format, "jsonl", first, size, (start, at)))
            first, start = number, at
    if number > first:
        pieces.append(Piece(source.path, source.where, source.format, "jsonl", first, number - first, (start, at)))
    return pieces


def _is_wrong(first_line: bytes) -> bool:
    try:
        check_file(first_line)
    except WrongFile:
        return True
    return False


def _lines(piece: Piece, stream: BinaryIO, how: _How) -> _Records:
    start, stop = piece.cuts
    stream.seek(start)
    lines = io.BytesIO(stream.read(stop - start))
    for place, line in enumerate(lines):
        number = piece.first + place
        where = f"{piece.where}:{number + 1}"
        if number == 0:
            line = line.removeprefix(_MARK)
        yield place, where, lambda line=line, where=where: _line(line, where, how.most)  # type: ignore[misc]


def _line(line: bytes, where: str, most: int) -> Iterator[Row]:
    try:
        if line.strip():
            yield read_line(line, most)
    except Refused as refusal:
        yield refusal.at(where)


def _cut_warc(source: Source, stream: BinaryIO, size: int) -> list[Piece]:
    places = _places(stream)
    if not places or any(after <= before for before, after in pairwise(places)):
        return []
    places.append(stream.seek(0, io.SEEK_END))
    pieces = []
    for first in range(0, len(places) - 1, size):
        end = min(first + size, len(places) - 1)
        cuts = (places[first], places[end])
        pieces.append(Piece(source.path, source.where, source.format, "warc", first, end - first, cuts))
    return pieces


def _places(stream: BinaryIO) -> list[int]:
    """Where the records of a web archive begin; what follows damage belongs to the last one before it."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    places: list[int] = []
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
            places.append(record.stream_pos)
    except Exception:  # the library's own faults, of which the reader of the last record tells
        return places if len(places) > 1 else []
    return places


def _responses(piece: Piece, stream: BinaryIO, how: _How) -> _Records:
    start, stop = piece.cuts
    stream.seek(start)
    data = stream.read(stop - start)
    for place, (begin, end) in enumerate(pairwise([*(_places(io.BytesIO(data)) or [0]), len(data)])):
        where = f"{piece.where}!/record {piece.first + place + 1}"
        record = data[begin:end]
        yield place, where, lambda record=record: _response(piece, record, how)  # type: ignore[misc]


def _response(piece: Piece, data: bytes, how: _How) -> Iterator[Row]:
    """The documents of one record; one that is no document is passed over, as among the others of its archive."""
    for row in read_stream(piece.where, "warc", io.BytesIO(data), max_characters=how.most, gate=how.gate):
        if not (isinstance(row, Unreadable) and (row.where, row.reason) == (piece.where, NO_PAGE[0])):
            yield row


def _cut_table(source: Source, stream: BinaryIO, size: int) -> list[Piece]:
    try:
        table = open_table(stream)
    except Refused:
        return []
    pieces = []
    start = first = held = 0
    groups = table.metadata.num_row_groups
    for group in range(groups):
        held += table.metadata.row_group(group).num_rows
        if held >= size or group == groups - 1:
            pieces.append(Piece(source.path, source.where, source.format, "parquet", first, held, (start, group + 1)))
            start, first, held = group + 1, first + held, 0
    return pieces


def _rows(piece: Piece, stream: BinaryIO, how: _How) -> _Records:
    for place, record in iter_rows(open_table(stream), range(*piece.cuts)):
        where = f"{piece.where}:{piece.first + place + 1}"
        yield place, where, lambda record=record, where=where: iter([row_of(record, where, how.most)])  # type: ignore[misc]


def _whole(piece: Piece, stream: BinaryIO, how: _How) -> _Records:
    yield 0, piece.where, lambda: read_stream(piece.where, piece.format, stream, max_characters=how.most, gate=how.gate)


_CUTTERS: Final = {"jsonl": _cut_lines, "warc": _cut_warc, "parquet": _cut_table}
_RECORDS: Final = {"jsonl": _lines, "warc": _responses, "parquet": _rows, "whole": _whole}
