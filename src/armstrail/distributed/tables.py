"""The tables of a run: their columns, and a part of one as the bytes of a Parquet file.

The same rows give the same bytes (of one version of Arrow), so that parts can be compared by their hashes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from armstrail.distributed.places import arrow

TABLES: Final = ("documents", "claims", "misses", "failures", "sketches")
_TEXTS: Final = ("lang", "published", "publisher", "title", "url")
_CODES: Final = (
    "kind", "supplier", "recipient", "item", "designation", "unit", "hedge", "measure", "status", "modality", "stance",
    "source_type",
)  # fmt: skip


@cache
def schema_of(table: str) -> Any:
    """The columns of a table, as Arrow has them."""
    pa = arrow()
    columns: dict[str, Mapping[str, Any]] = {
        "documents": {
            "digest": pa.string(), "id": pa.string(), **dict.fromkeys(_TEXTS, pa.string()),
            "pages": pa.list_(pa.int32()), "text": pa.string(), "source": pa.string(), "extractor": pa.string(),
            "state": pa.string(), "claims": pa.int32(), "misses": pa.int32(),
        },
        "claims": {
            "document": pa.string(), "position": pa.int32(), "id": pa.string(),
            **dict.fromkeys(_CODES, pa.string()), "low": pa.float64(), "high": pa.float64(),
            "quote": pa.string(), "json": pa.string(),
        },
        "misses": {
            "document": pa.string(), "position": pa.int32(), "start": pa.int32(), "end": pa.int32(),
            "reason": pa.string(), "detail": pa.string(),
        },
        "failures": {"where": pa.string(), "reason": pa.string(), "mend": pa.string()},
        "sketches": {
            "digest": pa.string(), "day": pa.int32(), "shingles": pa.list_(pa.uint32()),
            "prints": pa.list_(pa.uint64()), "bands": pa.list_(pa.uint64()),
        },
        "copies": {
            "document": pa.string(), "of": pa.string(), "nearest": pa.string(), "kind": pa.string(),
            "share": pa.float64(), "why": pa.string(),
        },
    }  # fmt: skip
    return pa.schema(list(columns[table].items()))


def to_parquet(table: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows of a part of a table as a Parquet file."""
    pa = arrow()
    made = pa.Table.from_pylist(list(rows), schema=schema_of(table))
    out = pa.BufferOutputStream()
    pa.parquet.write_table(made, out, compression="zstd")
    data: bytes = out.getvalue().to_pybytes()
    return data


def part_name(table: str, number: int) -> str:
    """The name of a part in the folder of a run."""
    return f"{table}/part-{number:07d}.parquet"
