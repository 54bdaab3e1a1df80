"""How a sheet becomes claims: which column fills which slot, what its words and signs mean. Data, with one loader.

The layouts of known registers ship beside this module; a person's own sheet has one in the same form, its mapping file.
Columns are named in it, so that one that is missing or renamed stops the import before a word lands in a wrong slot.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from armstrail.ingestion.checks import TERMS, check_among
from armstrail.ingestion.grids import Place
from armstrail.ingestion.rows import Refused, refuse_os_error, show_path
from armstrail.model.errors import BadValue, PackError, ReadError
from armstrail.model.period import check_partial_date
from armstrail.model.reading import IMPORTED
from armstrail.model.terms import check_unit
from armstrail.vocabulary.lists import item_paths

LAYOUTS: Final = ("sipri", "sipri-deliveries", "kiel", "unroca")
SLOTS: Final = (
    "date_published", "carried_by", "source", "source_type", "source_actor", "supplier", "recipient", "item",
    "designation", "number", "low", "high", "mark", "unit", "hedge", "measure", "period", "period_start", "period_end",
    "period_mark", "status", "modality", "kind", "tags", "url",
)  # fmt: skip
OTHERS: Final = ("keep", "leave", "refuse")
_SECTIONS: Final = {
    "lang", "version", "table", "expect", "columns", "constants", "values", "scale", "claims", "own", "renamed",
}  # fmt: skip
_SHIPPED: Final = {"otherwise", "values_of"}  # table keys of layouts that ship
_TABLE: Final = {
    "sheet", "header", "header_begins", "encoding", "missing", "decimal", "thousands", "dates", "others",
    "corrections", "released", "adds_up",
}  # fmt: skip
_CLAIM: Final = {"columns", "constants", "always", "above_zero"}
_VALUES: Final = (*SLOTS, "actor")
_NUMBERS: Final = ("number", "low", "high")


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """What one claim of a row is made of: the columns of its slots (the first that says something counts), and what
    is the same in all rows. `always` makes it where the row gives no figure for it, too; `above_zero` takes nought for
    no figure."""

    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str]
    always: bool
    above_zero: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A checked layout.

    `expected` are the columns that must be there, `needed` those that no row may leave empty, `kept` those
    that go into a row's text where they are there; `others` says what becomes of more columns: kept in it as well, left
    out of it, or refused; `renamed` turns what some editions call a column into its name here. `values` turns words of
    the sheet, folded by `fold_word`, into ours; an empty one says that nothing is meant. `corrections` takes a negative
    number for an amount that is taken back. `adds_up` says that each row tells of goods of its own, so that the
    increments of one edition make a total. `released` are the words before the day of publication in a preamble. `own`
    names the column and the first words of rows that this project wrote. `other` is another form of the same register,
    known by its header.
    """

    name: str
    extractor: str
    lang: str
    place: Place
    missing: frozenset[str]
    decimal: str
    thousands: str
    dates: tuple[str, ...]
    others: str
    corrections: bool
    adds_up: bool
    released: tuple[str, ...]
    expected: tuple[str, ...]
    kept: frozenset[str]
    needed: frozenset[str]
    values: Mapping[str, Mapping[str, str]]
    scale: Mapping[str, float]
    claims: tuple[ClaimForm, ...]
    own: tuple[str, str] | None
    renamed: Mapping[str, str]
    other: Layout | None = None


def fold_word(word: str) -> str:
    """A word of a sheet as `values` are compared: without case and double blanks."""
    return " ".join(word.split()).casefold()


@cache
def load_layout(name: str) -> Layout:
    """A layout that ships with the package, by its name in `LAYOUTS`.

    Raises:
        PackError: a key missing or unknown, or one that contradicts another; names the key.
    """
    told = _shipped(name)
    table = told["table"]
    shipped = {key: table.pop(key) for key in _SHIPPED & table.keys()}
    if (lender := shipped.get("values_of")) is not None:
        told["values"] = {**_shipped(lender)["values"], **told.get("values", {})}
    layout = make_layout(told, f"ingestion/{name}.toml", name)
    other = shipped.get("otherwise")
    return layout if other is None else replace(layout, other=load_layout(other))


def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((files("armstrail.ingestion") / f"{name}.toml").read_text("utf-8"))


def read_mapping(path: str) -> Layout:
    """A person's own layout, from a mapping file (docs/importing.md).

    Raises:
        ReadError: it cannot be read, or is no mapping; names the key and the mend.
    """
    where = show_path(path)
    try:
        told = tomllib.loads(Path(path).read_text("utf-8"))
        return make_layout(told, where, "sheet")
    except OSError as error:
        raise ReadError(str(refuse_os_error(error).at(where))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"{where}: is no TOML in UTF-8 ({error}); see docs/importing.md") from None
    except PackError as error:
        raise ReadError(f"{error}. Nothing was imported") from None


def make_layout(told: Mapping[str, Any], where: str, name: str) -> Layout:
    """A layout from its TOML.

    Raises:
        PackError: a key missing, unknown or of the wrong type; names it.
    """
    _known(where, "section", told, _SECTIONS)
    table = _mapping(where, "table", told.get("table", {}))
    _known(where, "table key", table, _TABLE)
    claims = _claims(where, told)
    expect = _words(where, "expect", told.get("expect", {}))
    if odd := {column for column, need in expect.items() if need not in ("needed", "open", "kept")}:
        raise PackError(f"{where}: expect {', '.join(sorted(odd))} must be 'needed', 'open' or 'kept'")
    named = dict.fromkeys(column for claim in claims for each in claim.columns.values() for column in each)
    kept = frozenset(column for column, need in expect.items() if need == "kept")
    expected = tuple(column for column in dict.fromkeys((*expect, *named)) if column not in kept)
    if expect and (lost := sorted(set(named) - (set(expect) - kept))):
        raise PackError(f"{where}: column {lost[0]!r} fills a slot and is not under expect; add it there, as 'open'")
    own = _words(where, "own", told.get("own", {}))
    if own and own.keys() != {"column", "begins"}:
        raise PackError(f"{where}: own needs column and begins")
    decimal, thousands = _signs(where, table)
    return Layout(
        name=name,
        extractor=f"{IMPORTED}{name} {told.get('version', 1)}",
        lang=str(told.get("lang", "en")),
        place=_place(where, table),
        missing=frozenset(_list(where, "table.missing", table.get("missing", []))),
        decimal=decimal,
        thousands=thousands,
        dates=tuple(_list(where, "table.dates", table.get("dates", []))),
        others=_one_of(where, "table.others", table.get("others", "keep"), OTHERS),
        corrections=bool(table.get("corrections", False)),
        adds_up=bool(table.get("adds_up", False)),
        released=_words_of(where, "table.released", table.get("released", [])),
        expected=expected,
        kept=kept,
        needed=frozenset(column for column, need in expect.items() if need == "needed"),
        values=_values(where, told.get("values", {})),
        scale=_scale(where, told.get("scale", {})),
        claims=claims,
        own=(own["column"], own["begins"]) if own else None,
        renamed=_words(where, "renamed", told.get("renamed", {})),
    )


def _claims(where: str, told: Mapping[str, Any]) -> tuple[ClaimForm, ...]:
    columns, constants = told.get("columns", {}), told.get("constants", {})
    blocks = told.get("claims", [{"always": True}])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks) or not blocks:
        raise PackError(f"{where}: claims must be written as [[claims]], one for each claim of a row")
    forms = []
    for block in blocks:
        _known(where, "claims key", block, _CLAIM)
        filled = {**_mapping(where, "columns", columns), **_mapping(where, "columns", block.get("columns", {}))}
        fixed = _words(where, "constants", constants) | _words(where, "constants", block.get("constants", {}))
        _known(where, "slot", filled, SLOTS)
        _known(where, "slot", fixed, SLOTS)
        form = ClaimForm({slot: _words_of(where, f"columns.{slot}", each) for slot, each in filled.items()}, fixed,
                         bool(block.get("always", False)), bool(block.get("above_zero", False)))  # fmt: skip
        _check_form(where, form)
        for slot, word in fixed.items():
            _check_word(where, f"constants.{slot}", slot, word)
        forms.append(form)
    return tuple(forms)


def _check_form(where: str, form: ClaimForm) -> None:
    filled = {*form.columns, *form.constants}
    if "number" in filled and filled & {"low", "high"}:
        raise PackError(f"{where}: number stands beside low or high; keep number, which is both, or the two")
    if filled & set(_NUMBERS) and "unit" not in filled:
        raise PackError(f'{where}: a figure has no unit; add `unit` to columns or constants, as unit = "pieces"')
    if not form.columns:
        raise PackError(f'{where}: no column fills a slot; name some under [columns], as supplier = "From"')
    if date := form.constants.get("date_published"):
        try:
            check_partial_date(date)
        except BadValue as error:
            raise PackError(f"{where}: date_published: {error}") from None


def _place(where: str, table: Mapping[str, Any]) -> Place:
    header = table.get("header", 1)
    if type(header) is not int or header < 1:
        raise PackError(f"{where}: header must be the number of a row, from 1")
    begins = table.get("header_begins")
    return Place(table.get("sheet"), table.get("encoding"), header, () if begins is None else (begins,))


def _signs(where: str, table: Mapping[str, Any]) -> tuple[str, str]:
    decimal = _one_of(where, "table.decimal", table.get("decimal", "."), (".", ","))
    thousands = _one_of(where, "table.thousands", table.get("thousands", ""), ("", ".", ",", " ", "'", "’"))
    if decimal == thousands:
        raise PackError(f"{where}: decimal and thousands are both {decimal!r}; a number could be read in two ways")
    return decimal, thousands


def _values(where: str, told: object) -> dict[str, dict[str, str]]:
    tables = _mapping(where, "values", told)
    _known(where, "values of slot", tables, _VALUES)
    found: dict[str, dict[str, str]] = {}
    for slot, words_of_slot in tables.items():
        words = _words(where, f"values.{slot}", words_of_slot)
        for word, ours in words.items():
            _check_word(where, f"values.{slot}.{word}", slot, ours)
        found[slot] = {fold_word(word): ours for word, ours in words.items()}
    return found


def _check_word(where: str, key: str, slot: str, word: str) -> None:
    """Refuse a word of a closed list that is not in it: it would cost every row."""
    allowed = sorted(item_paths()) if slot == "item" else TERMS.get(slot, ())
    try:
        if allowed:
            check_among(key, word, allowed)
        if slot == "unit" and word:
            check_unit(word)
    except Refused as refusal:
        raise PackError(f"{where}: {refusal}") from None
    except BadValue as error:
        raise PackError(f"{where}: {key}: {error}") from None


def _scale(where: str, told: object) -> dict[str, float]:
    scale = _mapping(where, "scale", told)
    _known(where, "scale of slot", scale, _NUMBERS)
    for slot, factor in scale.items():
        if isinstance(factor, bool) or not isinstance(factor, int | float) or factor <= 0:
            raise PackError(f"{where}: scale.{slot} must be a number above 0, as 1000")
    return dict(scale)


def _known(where: str, what: str, told: Mapping[str, Any], allowed: Sequence[str] | set[str]) -> None:
    for name in told:
        if name not in allowed:
            close = get_close_matches(name, allowed, n=1)
            mend = f"did you mean {close[0]!r}?" if close else f"use one of {', '.join(sorted(allowed))}"
            raise PackError(f"{where}: {what} {name!r} is not known; {mend}")


def _mapping(where: str, key: str, told: object) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise PackError(f"{where}: {key} must be a table of keys, as [{key}]")
    return told


def _words(where: str, key: str, told: object) -> dict[str, str]:
    words = _mapping(where, key, told)
    for name, word in words.items():
        if not isinstance(word, str):
            raise PackError(f"{where}: {key}.{name} must be a word between quotation marks, got {word!r}")
    return dict(words)


def _list(where: str, key: str, told: object) -> list[str]:
    if not isinstance(told, list) or not all(isinstance(word, str) for word in told):
        raise PackError(f'{where}: {key} must be a list of words, as ["n/a", "-"]')
    return told


def _words_of(where: str, key: str, told: object) -> tuple[str, ...]:
    """One word, or a list of them."""
    return tuple(_list(where, key, [told] if isinstance(told, str) else told))


def _one_of(where: str, key: str, word: str, allowed: Sequence[str]) -> str:
    if word not in allowed:
        raise PackError(f"{where}: {key} {word!r} is not known; use one of {', '.join(map(repr, allowed))}")
    return word
