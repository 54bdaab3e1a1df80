"""Tables as data frames of the library that the reader has, and as Arrow: columns typed as their descriptions say.

None of the libraries is needed for anything else, so each is imported where it is asked for. Days stay text: a date of
publication may be a month or a year, and no library has a type for that.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.errors import BadValue, PackageError

if TYPE_CHECKING:
    from armstrail.publishing.exports.columns import Column
    from armstrail.publishing.exports.tables import Table

LIBRARIES: Final = ("pandas", "polars", "pyarrow")  # in the order in which one is looked for


def to_frame(table: Table, library: str | None = None) -> Any:
    """A table as a data frame (pyarrow: a table) of a library; see `Table.frame`.

    Numbers are floats, counts integers that may be missing, lists lists of text, all else text.

    Raises:
        BadValue: a library that is not one of `LIBRARIES`.
        PackageError: it is not installed, or none is.
    """
    name = _choose(library)
    import narwhals as nw

    types = {"number": nw.Float64(), "integer": nw.Int64(), "list": nw.List(nw.String())}
    schema = nw.Schema({column.name: types.get(column.type, nw.String()) for column in table.columns})
    values = columns_of(table)
    if name == "pandas":
        return _to_pandas(values, table.columns)
    return nw.from_dict(values, schema, backend="polars" if name == "polars" else "pyarrow").to_native()


def columns_of(table: Table) -> dict[str, list[Any]]:
    """The cells of a table by column, lists as lists, numbers as floats."""
    return {column.name: [_cell(row.get(column.name), column) for row in table.rows] for column in table.columns}


def _cell(cell: Any, column: Column) -> Any:
    if column.type == "list":
        return list(cell or ())
    return float(cell) if column.type == "number" and cell is not None else cell


def _to_pandas(values: dict[str, list[Any]], columns: tuple[Column, ...]) -> Any:
    """Through pandas itself: its plain integers cannot be missing, and narwhals would give those."""
    import pandas as pd

    types = {"number": "float64", "integer": "Int64"}
    return pd.DataFrame(
        {each.name: pd.Series(values[each.name], dtype=types.get(each.type, "object")) for each in columns}
    )


def _choose(library: str | None) -> str:
    if library is not None and library not in LIBRARIES:
        raise BadValue(f"no data frames of {library!r}; use one of {', '.join(LIBRARIES)}")
    wanted = LIBRARIES if library is None else (library,)
    for name in wanted:
        if find_spec(name) is not None:
            return name
    raise PackageError(f"{' or '.join(wanted)} is needed for data frames; install it: pip install {wanted[0]}")
