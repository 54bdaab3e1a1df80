"""What the cells of a sheet say: numbers in the signs of its mapping, days in its forms, years in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from armstrail.ingestion.grids import Cell
from armstrail.ingestion.layouts import Layout
from armstrail.ingestion.rows import Refused
from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date

UNCERTAIN: Final = "?"
_DIGITS: Final = re.compile(r"(?P<sign>[-−+]?)(?P<digits>[0-9]{1,15}(?:\.[0-9]{1,9})?)\Z")
_YEARS: Final = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_BETWEEN_YEARS: Final = re.compile(r"[\s;,()?&/–-]*")


def read_number(cell: Cell, column: str, layout: Layout) -> tuple[float, bool]:
    """The number of a cell, and whether it is bracketed, by which registers mark a figure as uncertain.

    Raises:
        Refused: it is no number in the signs of the layout; names the column and the mend.
    """
    if cell.number is not None:
        return cell.number, False
    told = cell.text
    bracketed = told.startswith("(") and told.endswith(")")
    plain = _plain(told[1:-1] if bracketed else told, layout)
    match = _DIGITS.match(plain) if plain is not None else None
    if match is None:
        form = f"1{layout.thousands}234{layout.decimal}5"
        raise Refused(
            f"has {column} {told[:40]!r}, which is no number in the form {form}",
            "write it so, or set `decimal` and `thousands` in the mapping",
        )
    number = float(match["digits"])
    number = int(number) if number.is_integer() else number
    return (-number if match["sign"] in ("-", "−") and match["sign"] else number), bracketed


def _plain(told: str, layout: Layout) -> str | None:
    """A number without its thousands and with a point; None where the thousands do not stand by threes."""
    whole, sign, rest = told.strip().partition(layout.decimal)
    if layout.thousands:
        # a comma that parts no thousands is another country's decimal sign
        first, *groups = whole.split(layout.thousands)
        if groups and (any(len(group) != 3 for group in groups) or not 1 <= len(first.lstrip("-−+")) <= 3):
            return None
        whole = first + "".join(groups)
    return f"{whole}.{rest}" if sign else whole


def read_date(cell: Cell, column: str, layout: Layout) -> str:
    """The partial date of a cell; a form without a day gives a month, one without a month a year.

    Raises:
        Refused: it is no date in a form of the layout, nor YYYY, YYYY-MM or YYYY-MM-DD.
    """
    if cell.day is not None:
        return cell.day
    told = cell.text
    try:
        if told.isascii():
            return check_partial_date(told)
    except BadValue:
        pass
    day = date_in(told, layout.dates)
    if day is None:
        forms = ", ".join((*layout.dates, "YYYY, YYYY-MM or YYYY-MM-DD"))
        raise Refused(
            f"has {column} {told[:40]!r}, which is no date in the form {forms}", "write it so, or add to `dates`"
        )
    return day


def date_in(told: str, forms: Sequence[str]) -> str | None:
    """The partial date that words are in one of some forms of `strptime`; None where they are in none."""
    for form in forms:
        try:
            day = datetime.strptime(told, form).date().isoformat()
        except ValueError:
            continue
        has_month = any(sign in form for sign in ("%m", "%b", "%B"))
        return day if "%d" in form and has_month else day[:7] if has_month else day[:4]
    return None


def read_years(cell: Cell, column: str) -> tuple[str, str, bool]:
    """The first and the last of the years that a cell lists, and whether one of them is bracketed, thus uncertain.

    Raises:
        Refused: something else stands there.
    """
    years = sorted(_YEARS.findall(cell.text))
    if not years or not _BETWEEN_YEARS.fullmatch(_YEARS.sub("", cell.text)):
        raise Refused(f"has {column} {cell.text[:40]!r}, which is no list of years", "write them as 2012; 2013")
    return years[0], years[-1], "(" in cell.text or UNCERTAIN in cell.text


def read_mark(told: str, column: str) -> bool:
    """Whether a word marks what stands before it as uncertain.

    Raises:
        Refused: it holds another sign than a question mark.
    """
    if told not in ("", UNCERTAIN):
        raise Refused(f"has {column} {told[:40]!r}, which is no mark", "write a question mark, or nothing")
    return bool(told)
