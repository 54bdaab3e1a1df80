"""Which category of a public register an item of the ledger falls into, and why others fall into none.

The judgement stands in `categories.csv`, a row for each register and item, each with the source of the rule.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from armstrail.model.errors import PackError

SCHEMES: Final = ("sipri", "unroca", "att")
FITS: Final = ("yes", "if", "no")
_FILE: Final = "categories.csv"


class Category(NamedTuple):
    """How an item stands in a register: `fit` is `yes`, `if` (under the condition in `why`) or `no` (`why` says why).

    `category` is that of the register, empty where the item fits none.
    """

    fit: str
    category: str
    why: str
    source: str


@cache
def load_categories(scheme: str) -> Mapping[str, Category]:
    """The categories of a register by the paths of items; every path of the item tree is there.

    Raises:
        PackError: a row that is double, missing, or contradicts itself; names file and line.
    """
    from armstrail.vocabulary import load_vocabulary

    text = (files("armstrail.publishing.exports") / _FILE).read_text(encoding="utf-8")
    return read_categories(text, load_vocabulary().items)[scheme]


def read_categories(text: str, items: Iterable[str]) -> dict[str, dict[str, Category]]:
    """The table by register and item.

    Raises:
        PackError: a row that is double, missing, or contradicts itself; names file and line.
    """
    known = set(items)
    found: dict[str, dict[str, Category]] = {scheme: {} for scheme in SCHEMES}
    for line, row in enumerate(csv.DictReader(io.StringIO(text), strict=True), 2):
        _check(row, line, known, found)
        category = Category(row["fit"], row["category"], row["why"], row["source"])
        found[row["scheme"]][row["item"]] = category
    for scheme, rows in found.items():
        missing = sorted(known - rows.keys())
        if missing:
            raise PackError(f"{_FILE}: {scheme} has no row for {', '.join(missing)}; add one, with fit `no` if need be")
    return found


def _check(row: dict[str, str], line: int, items: set[str], found: dict[str, dict[str, Category]]) -> None:
    problem = None
    if set(row) != {"scheme", *("item", "fit", "category", "why", "source")} or None in row.values():
        problem = "the columns must be scheme, item, fit, category, why, source"
    elif row["scheme"] not in SCHEMES:
        problem = f"scheme {row['scheme']!r} is not known; use one of {', '.join(SCHEMES)}"
    elif row["item"] not in items:
        problem = f"item {row['item']!r} is not in the item tree"
    elif row["item"] in found[row["scheme"]]:
        problem = f"item {row['item']!r} stands twice for {row['scheme']}"
    elif row["fit"] not in FITS:
        problem = f"fit {row['fit']!r} is not known; use one of {', '.join(FITS)}"
    elif (row["fit"] == "no") != (not row["category"]):
        problem = "a category stands where fit is yes or if, and nowhere else"
    elif (row["fit"] == "yes") != (not row["why"]):
        problem = "`why` gives the condition or the reason, and is empty where fit is yes"
    elif not row["source"]:
        problem = "a source is missing"
    if problem:
        raise PackError(f"{_FILE}:{line}: {problem}")
