"""Documents in a Parquet table: one a row, under the names of the interchange form.

Arrow's library is large, so it is an extra and imported only here.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final

from armstrail.ingestion.jsonl import read_record
from armstrail.ingestion.parts import Desk, Part, Row, hold
from armstrail.ingestion.rows import Refused, Unreadable
from armstrail.model.document import Document

_COLUMNS: Final = ("id", "lang", "published", "publisher", "title", "url", "pages", "text")
_BATCH: Final = 200  # rows held at a time
_DAMAGE: Final = (OSError, ValueError, LookupError)  # what the library raises beside its own errors, for damaged bytes


def read_parquet(part: Part, desk: Desk) -> Iterator[Row]:
    """The documents of a table, in its order; a bad row is an `Unreadable` of its own.

    Raises:
        Refused: it is no table of documents, or the package to read it is not installed.
    """
    found = False
    for number, record in iter_rows(open_table(part.stream)):
        found = True
        yield row_of(record, f"{part.where}:{number + 1}", desk.max_characters)
    if not found:
        raise Refused("is empty", "leave it out, or put documents in")


def open_table(stream: BinaryIO) -> Any:
    """A Parquet file, open to be read.

    Raises:
        Refused: it is none, has no column of texts, or the package to read it is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise Refused("is a Parquet table, for which pyarrow is needed", "pip install 'armstrail[parquet]'") from None
    seekable = getattr(stream, "seekable", None)
    try:
        table = pq.ParquetFile(stream if seekable is not None and seekable() else io.BytesIO(hold(stream)))
    except (pa.ArrowException, *_DAMAGE) as error:
        raise Refused(f"is no Parquet table that can be read ({type(error).__name__})", "write it again") from None
    missing = {"id", "text"} - set(table.schema_arrow.names)
    if missing:
        told = " and ".join(sorted(missing))
        raise Refused(f"has no column {told}", f"name the columns as in JSON lines: {', '.join(_COLUMNS)}")
    return table


def iter_rows(table: Any, groups: Sequence[int] | None = None) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows of a table, or of some of its groups of rows, each with its place among them from 0.

    Raises:
        Refused: a part of it is damaged.
    """
    import pyarrow as pa

    columns = [name for name in _COLUMNS if name in table.schema_arrow.names]
    chosen = range(table.metadata.num_row_groups) if groups is None else groups
    number = 0
    try:
        for batch in table.iter_batches(_BATCH, row_groups=list(chosen), columns=columns) if len(chosen) else ():
            for record in batch.to_pylist():
                yield number, record
                number += 1
    except (pa.ArrowException, *_DAMAGE) as error:
        raise Refused(f"is damaged after row {number:,} ({type(error).__name__})", "write it again") from None


def row_of(record: Mapping[str, Any], where: str, max_characters: int) -> Document | Unreadable:
    """The document of one row, or why it is none."""
    day = record.get("published")
    if isinstance(day, datetime.date):
        record = {**record, "published": day.isoformat()[:10]}
    try:
        return read_record(record, max_characters)
    except Refused as refusal:
        return refusal.at(where)
