"""The tables as Parquet: a folder of files, each column with its type and what it means.

Arrow's library is large, so it is an extra and imported only here.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from armstrail.model.errors import PackageError
from armstrail.publishing.exports.frames import columns_of
from armstrail.publishing.exports.tables import Table, tables_of

if TYPE_CHECKING:
    from armstrail.publishing.exports.values import Holdings


def to_parquet(holdings: Holdings) -> dict[str, bytes]:
    """The files of the folder by their names, one a table.

    Raises:
        PackageError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise PackageError("pyarrow is needed for Parquet; install it: pip install 'armstrail[parquet]'") from error
    return {f"{table.name}.parquet": _write(table) for table in tables_of(holdings)}


def _write(table: Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"number": pa.float64(), "integer": pa.int64(), "list": pa.list_(pa.string())}
    fields: list[Any] = [
        pa.field(
            column.name, kinds.get(column.type, pa.string()), nullable=not column.required,
            metadata={"description": column.meaning},
        )
        for column in table.columns
    ]  # fmt: skip
    schema = pa.schema(fields, metadata={"title": table.title})
    out = BytesIO()
    pq.write_table(pa.Table.from_pydict(columns_of(table), schema=schema), out, compression="zstd")
    return out.getvalue()
