"""The book of factors: conversions, masses, payloads and prices, shipped as a table and open to the user's own rows.

Factors stand in a table with source and kind, so that no number turns into another by something written in code,
and so that whoever doubts one can replace it and see what moves.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from armstrail.model.errors import BadValue, PackError
from armstrail.model.factor import MIDDLES, PRICES, Factor
from armstrail.model.period import last_day
from armstrail.model.terms import lies_within, share_a_branch
from armstrail.vocabulary.lists import item_paths

COLUMNS: Final = (
    "id", "from_unit", "to_unit", "item", "designation", "low", "central", "high", "kind", "date", "year", "source",
    "status", "url", "note", "default",
)  # fmt: skip
ANY_CARGO: Final = "cargo"


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors in the order of their ids; `digest` tells one state of the book from another."""

    rows: tuple[Factor, ...]
    digest: str

    def __iter__(self) -> Iterator[Factor]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> Factor:
        for factor in self.rows:
            if factor.id == name:
                return factor
        told = f"factor {name!r} is not in the book of factors; add it in a file of your own, or mend the id"
        raise BadValue(told, "factor", value=name[:60])

    def find(
        self,
        from_unit: str,
        to_unit: str,
        item: str,
        day: str | None = None,
        designation: str | None = None,
        kinds: Sequence[str] | None = None,
    ) -> tuple[Factor, ...]:
        """Every factor between two units that holds for an item, best match first.

        A factor holds for its item and all below it; one of `cargo` holds for whatever is carried. With `day`
        (YYYY-MM-DD) only what was published by then is given, with `designation` what holds for that model and what
        names no model, with `kinds` only those. The order: same model, nearest item, newest, id.
        """
        found = [
            factor
            for factor in self.rows
            if (factor.from_unit, factor.to_unit) == (from_unit, to_unit)
            and (factor.item == ANY_CARGO or lies_within(item, factor.item))
            and (day is None or factor.date is None or last_day(factor.date) <= day)
            and (designation is None or factor.designation is None or same_model(factor.designation, designation))
            and (kinds is None or factor.kind in kinds)
        ]

        def rank(factor: Factor) -> tuple[bool, int, str]:
            depth = 0 if factor.item == ANY_CARGO else factor.item.count(".") + 1
            return (factor.designation is None) == (designation is None), depth, factor.date or ""

        return tuple(sorted(sorted(found, key=lambda each: each.id), key=rank, reverse=True))

    def default(
        self,
        from_unit: str,
        to_unit: str,
        item: str,
        designation: str | None = None,
        kinds: Sequence[str] = (*MIDDLES, *PRICES),
    ) -> Factor | None:
        """The factor that the book marks as its default between two units for an item, None where there is none.

        One that names another model than asked for is not given; where no model is asked for, one that names a model
        is given only if it is the only default. Ceilings and checks are never a default.
        """
        found = [each for each in self.find(from_unit, to_unit, item, None, designation, kinds) if each.default]
        general = [each for each in found if each.designation is None]
        if designation is not None or len(found) == 1:
            return found[0] if found else None
        return general[0] if general else None


def load_factors(override: Path | None = None) -> Factors:
    """The shipped book of factors, with the rows of the user's own file added or, where the id is known, put in place.

    The own file has the columns of the shipped one (`COLUMNS`); a default in it takes the place of the shipped one
    for the same units, item and model.

    Raises:
        PackError: a column missing, an id twice, a unit, item, kind or number not allowed; names file and line.
    """
    items = item_paths()
    shipped = (files("armstrail.vocabulary") / "factors.csv").read_bytes()
    digest = hashlib.sha256(shipped)
    book = _read("vocabulary/factors.csv", shipped, items)
    if override is not None:
        try:
            data = override.read_bytes()
        except OSError as error:
            raise PackError(
                f"{override}: the file of factors cannot be read ({error.strerror}); mend the path"
            ) from error
        digest.update(data)
        own = _read(str(override), data, items)
        taken = {_place(each) for each in own.values() if each.default}
        book = {name: replace(each, default=each.default and _place(each) not in taken) for name, each in book.items()}
        book |= own
    return Factors(tuple(book[name] for name in sorted(book)), digest.hexdigest()[:8])


def same_model(first: str, second: str) -> bool:
    """Whether two designations name one model or calibre: case, spaces and hyphens do not count."""
    return _plain(first) == _plain(second)


def related(first: str, second: str) -> bool:
    """Whether one item contains the other, or one is cargo of which nobody says what it is."""
    return ANY_CARGO in (first, second) or share_a_branch(first, second)


def _plain(designation: str) -> str:
    return "".join(sign for sign in designation.casefold() if sign.isalnum())


def _place(factor: Factor) -> tuple[str, ...]:
    """What there can be one default for: units, item, model, and which of the three prices."""
    price = factor.kind if factor.is_price else ""
    return factor.from_unit, factor.to_unit, factor.item, _plain(factor.designation or ""), price


def _read(name: str, data: bytes, items: frozenset[str]) -> dict[str, Factor]:
    """The factors of one file by their ids."""
    book: dict[str, Factor] = {}
    defaults: dict[tuple[str, ...], str] = {}
    for where, row in _rows(name, data):
        factor = _factor(where, row, items)
        if factor.id in book:
            raise PackError(f"{where()}: factor {factor.id!r} stands twice; keep one, or give it another id")
        if factor.default and defaults.setdefault(_place(factor), factor.id) != factor.id:
            other = defaults[_place(factor)]
            raise PackError(f"{where()}: {factor.id!r} and {other!r} are both a default for the same; keep one")
        book[factor.id] = factor
    return book


def _factor(where: Callable[[], str], row: dict[str, str], items: frozenset[str]) -> Factor:
    if not row["id"]:
        raise PackError(f"{where()}: the row has no id; give it one")
    if row["item"] not in items:
        raise PackError(f"{where()}: item {row['item']!r} of {row['id']!r} is not in items.csv; use a path of it")
    if row["default"] not in ("", "yes"):
        raise PackError(f"{where()}: default {row['default']!r} of {row['id']!r} is not known; write yes, or nothing")
    if not row["source"]:
        raise PackError(f"{where()}: {row['id']!r} has no source; say whence it is, or that it is a judgement")
    low, central, high = (_number(where, row, column) for column in ("low", "central", "high"))
    try:
        factor = Factor(
            row["id"], row["from_unit"], row["to_unit"], row["item"], low, central, high, row["kind"],
            row["date"] or None, _year(where, row), row["source"], row["status"], row["url"] or None, row["note"],
            row["default"] == "yes", row["designation"] or None,
        )  # fmt: skip
    except BadValue as error:
        raise PackError(f"{where()}: {error}") from error
    if factor.is_price and factor.kind not in (*PRICES, "check"):
        raise PackError(f"{where()}: {factor.id!r} gives money; its kind must be one of {', '.join(PRICES)}, or check")
    if factor.kind in PRICES and not factor.is_price:
        raise PackError(f"{where()}: {factor.id!r} is a {factor.kind} but {factor.to_unit!r} is no currency")
    if factor.default and factor.kind not in (*MIDDLES, *PRICES):
        raise PackError(f"{where()}: {factor.id!r} is a {factor.kind}, which is never a middle; take its default away")
    return factor


def _number(where: Callable[[], str], row: dict[str, str], column: str) -> float:
    try:
        return float(row[column])
    except ValueError as error:
        raise PackError(f"{where()}: {column} {row[column]!r} of {row['id']!r} is not a number") from error


def _year(where: Callable[[], str], row: dict[str, str]) -> int | None:
    if not row["year"]:
        return None
    if not (row["year"].isascii() and row["year"].isdigit() and len(row["year"]) == 4):
        raise PackError(f"{where()}: year {row['year']!r} of {row['id']!r} is not a year; write four digits")
    return int(row["year"])


def _rows(name: str, data: bytes) -> Iterator[tuple[Callable[[], str], dict[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError(f"{name}: the file is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)

    def where() -> str:
        return f"{name}:{reader.line_num}"

    try:
        head = next(reader, [])
        if tuple(head) != COLUMNS:
            raise PackError(f"{where()}: columns must be {', '.join(COLUMNS)}, got {', '.join(head)}")
        for row in reader:
            if not row:
                continue  # an empty line
            if len(row) != len(COLUMNS):
                raise PackError(f"{where()}: the row has {len(row)} columns, not {len(COLUMNS)}")
            yield where, dict(zip(COLUMNS, (value.strip() for value in row), strict=True))
    except csv.Error as error:
        raise PackError(f"{where()}: not a table of comma-separated values ({error})") from error
