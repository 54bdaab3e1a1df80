"""Sheets in: each row of a register, or of a person's own sheet, becomes a document and the claims that it makes.

A row is somebody's word as much as a sentence is, so it is kept whole: the document is the row written out, a column a
line, and every claim of it quotes it all. What its columns mean is told by a layout (`layouts`); here stands only how.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from armstrail.ingestion.cells import date_in
from armstrail.ingestion.filling import Known, Row, fill
from armstrail.ingestion.grids import Cell, Grid, Line, by_name, find_header, names_of, no_header, read_grid
from armstrail.ingestion.layouts import Layout
from armstrail.ingestion.rows import Refused, Unreadable
from armstrail.ingestion.written import Written
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.errors import BadValue, ReadError
from armstrail.model.period import check_partial_date
from armstrail.model.span import Span
from armstrail.vocabulary import Vocabulary

MAX_CHARACTERS: Final = 20_000_000


def read_sheet(
    path: str,
    layout: Layout,
    vocabulary: Vocabulary,
    *,
    published: str | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> list[tuple[Document, tuple[Claim, ...]] | Unreadable]:
    """The rows of a sheet, each as a document with its claims, or with why it makes none.

    Args:
        path: a workbook (XLSX) or CSV; '-' for standard input.
        layout: how it is laid out; where its header is that of `layout.other`, that one counts.
        published: the partial date on which the sheet was published, for rows that do not say it themselves.
    Raises:
        ReadError: it cannot be read, its header has not the columns of the layout, or nothing tells when it was
            published; names the column and the mend.
        BadValue: `published` is no date.
    """
    return open_sheet(path, layout, max_characters=max_characters).rows(vocabulary, published)


@dataclass(frozen=True)
class Sheet:
    """A sheet whose header was found: its cells, the layout that the header is of, and where it stands."""

    grid: Grid
    layout: Layout
    header: int

    def rows(
        self, vocabulary: Vocabulary, published: str | None = None
    ) -> list[tuple[Document, tuple[Claim, ...]] | Unreadable]:
        """The rows, as `read_sheet` gives them; raises as it does."""
        if published is not None:
            check_partial_date(published)
        header = self.grid.lines[self.header]
        assert isinstance(header, Line)
        names = names_of(header, self.layout.renamed)
        _check_header(self.grid.where, names, self.layout)
        day = published or _released(self.grid, self.header, self.layout)
        _check_dated(self.grid.where, self.layout, day)
        known = Known.of(vocabulary)
        return [
            line if isinstance(line, Unreadable) else _read_row(line, names, self.layout, known, day)
            for line in self.grid.lines[self.header + 1 :]
        ]


def open_sheet(path: str, layout: Layout, *, max_characters: int = MAX_CHARACTERS) -> Sheet:
    """A sheet under a layout, or under the other form of the same register, where it is in that.

    Raises:
        ReadError: it cannot be read, or has the header of neither.
    """
    forms = [layout, *([layout.other] if layout.other else [])]
    place = replace(layout.place, begins=tuple(word for form in forms for word in form.place.begins))
    grid = read_grid(path, place, max_characters)
    for form in forms:
        if (at := find_header(grid, form.place)) is not None:
            return Sheet(grid, form, at)
    raise no_header(grid, place)


def _check_header(where: str, names: list[str], layout: Layout) -> None:
    missing = [name for name in layout.expected if name not in names]
    extra = [name for name in names if name not in layout.expected and name not in layout.kept]
    faults = []
    for name in missing:
        close = get_close_matches(name, extra, n=1, cutoff=0.5)
        mend = f"is it now called {close[0]!r}?" if close else f"the sheet has {', '.join(map(repr, names[:30]))}"
        faults.append(f"column {name!r} is missing; {mend}")
    if layout.others == "refuse":
        faults += [f"column {name!r} is not known in this layout" for name in extra]
    used = names if layout.others == "keep" else [*layout.expected, *layout.kept]
    faults += [f"column {name!r} stands twice; keep one" for name in dict.fromkeys(used) if names.count(name) > 1]
    if faults:
        raise ReadError(f"{where}: {'; '.join(faults)}. Nothing was imported")


def _released(grid: Grid, at: int, layout: Layout) -> str | None:
    """The day of publication that the preamble tells."""
    for line in grid.lines[:at]:
        for cell in line.cells if isinstance(line, Line) else ():
            for words in layout.released:
                if cell.text.startswith(words):
                    return date_in(cell.text.removeprefix(words).strip(), layout.dates)
    return None


def _check_dated(where: str, layout: Layout, day: str | None) -> None:
    """Claims without a day cannot be set beside others: a sheet must say when it was published, or its rows must."""
    form = layout.claims[0]
    if day is None and "date_published" not in form.columns and "date_published" not in form.constants:
        raise ReadError(
            f"{where}: nothing tells when it was published; add --published YYYY-MM-DD, or, in a mapping, "
            "date_published to columns or constants. Nothing was imported"
        )


def _read_row(
    line: Line, names: list[str], layout: Layout, known: Known, day: str | None
) -> tuple[Document, tuple[Claim, ...]] | Unreadable:
    try:
        cells = {
            name: Cell() if cell.text in layout.missing else cell for name, cell in by_name(line, names).items() if name
        }
        _check_cells(cells, layout)
        return _make(cells, layout, known, day)
    except Refused as refusal:
        return refusal.at(line.where)
    except BadValue as error:
        return Unreadable(line.where, f"makes no claim ({error})", "mend the row")


def _check_cells(cells: Mapping[str, Cell], layout: Layout) -> None:
    for name in layout.expected:
        if name in layout.needed and not cells[name].text:
            raise Refused(f"has no {name}", "fill it in")
    if layout.own and cells[layout.own[0]].text.startswith(layout.own[1]):
        raise Refused(
            "is a claim that this program wrote out, and no row of the register",
            "leave it out; a ledger is taken over with `armstrail ledger import`",
        )


def _make(
    cells: Mapping[str, Cell], layout: Layout, known: Known, day: str | None
) -> tuple[Document, tuple[Claim, ...]]:
    written = Written()
    for name, cell in cells.items():
        if cell.text and (layout.others == "keep" or name in layout.expected or name in layout.kept):
            written.add(name, cell.text)
    rows = [Row(cells, form, layout, known) for form in layout.claims]
    first = rows[0]
    if (constant := first.constant("source")) and not first.told("source"):
        written.add("source", constant)
    document = Document(
        "row-", written.text, layout.lang, first.date("date_published") or day, first.text("carried_by") or None, None,
        first.text("url") or None,
    )  # fmt: skip
    if document.published is None:
        raise Refused("does not say when it was published", "fill the date in, or add --published YYYY-MM-DD")
    document = replace(document, id=f"row-{document.digest[:12]}")
    made = [row for row in rows if row.form.always or row.has_figure]
    if not made:
        raise Refused("gives no figure", "leave it out, or fill one in")
    return document, _claims(made, document, written)


def _claims(rows: list[Row], document: Document, written: Written) -> tuple[Claim, ...]:
    claims: list[Claim] = []
    for row in rows:
        slots = fill(row)
        anchor = _anchor(row, written)
        source = row.column("source") or ("source" if row.constant("source") else None)
        twins = sum(each.kind == slots["kind"] and each.anchor == anchor for each in claims)
        claims.append(
            Claim(
                doc=document.id,
                id=claim_id(document.digest, slots["kind"], anchor, twins),
                quote=Span(0, len(document.text)),
                anchor=anchor,
                source=written.values[source] if source else None,
                **slots,
            )
        )
    return tuple(claims)


def _anchor(row: Row, written: Written) -> Span:
    """The lines of the figure with its mark; without one, the item; without that, the row."""
    columns = [column for slot in ("number", "low", "high", "mark") if (column := row.column(slot))]
    lines = [written.lines[column] for column in columns]
    if row.has_figure and lines:
        return Span(min(line.start for line in lines), max(line.end for line in lines))
    item = row.column("item")
    return written.values[item] if item else Span(0, len(written.text))
