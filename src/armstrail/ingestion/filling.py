"""The slots of a claim out of the cells of a row: each from its columns, else from what is the same in all rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from armstrail.ingestion.cells import read_date, read_mark, read_number, read_years
from armstrail.ingestion.chains import handed_on_by
from armstrail.ingestion.checks import TERMS, check_among, make_quantity
from armstrail.ingestion.grids import Cell
from armstrail.ingestion.layouts import LAYOUTS, ClaimForm, Layout, fold_word
from armstrail.ingestion.rows import Refused
from armstrail.model import terms
from armstrail.model.errors import BadValue
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.vocabulary import Vocabulary
from armstrail.vocabulary.names import Names, fold, words_of

_NUMBERS: Final = ("number", "low", "high")
_PARTIES: Final = ("supplier", "recipient", "source_actor")


@dataclass(frozen=True)
class Known:
    """The closed lists, ready to be asked for a name as registers write it."""

    vocabulary: Vocabulary
    parties: Mapping[str, str]
    models: Names

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Known:
        """The names of parties and models of a vocabulary; a model that is an ordinary word as well is left out."""
        parties = {fold(actor.name): code for code, actor in vocabulary.actors.items()}
        models = ((model.path, form) for form, model in vocabulary.models.items() if not model.ambiguous)
        return cls(vocabulary, parties, Names(models, ()))

    def party(self, word: str) -> str | None:
        """The code of a party by code or English name."""
        return word if word in self.vocabulary.actors else self.parties.get(fold(word))

    def item(self, word: str) -> str | None:
        """The item by its path, or by the model that the words name; None where models of two items are named.

        Words that are nothing but the name of a model are that model, though in a text the name may be a common word.
        """
        if word in self.vocabulary.items:
            return word
        if (model := self.vocabulary.models.get(word)) is not None:
            return model.path
        found = self.models.find(words_of(word))
        longest = {match.key for match in found if match.length == found[0].length}
        return longest.pop() if len(longest) == 1 else None


@dataclass(frozen=True)
class Row:
    """The cells of a row as one claim of it sees them."""

    cells: Mapping[str, Cell]
    form: ClaimForm
    layout: Layout
    known: Known
    remarks: list[str] = field(default_factory=list)  # what a reader of the claim should know, for `reasons`

    def column(self, slot: str) -> str | None:
        """The first column of a slot in which something stands."""
        return next((name for name in self.form.columns.get(slot, ()) if self.cells[name].text), None)

    def told(self, slot: str) -> str:
        """What the row itself says; empty where nothing."""
        column = self.column(slot)
        return self.cells[column].text if column else ""

    def constant(self, slot: str) -> str:
        """What is the same in all rows; empty where nothing."""
        return self.form.constants.get(slot, "")

    def text(self, slot: str) -> str:
        """The word of a slot in our words: the row's through the table of values, else the constant."""
        if told := self.told(slot):
            return self.layout.values.get(slot, {}).get(fold_word(told), told)
        return self.constant(slot)

    def date(self, slot: str) -> str | None:
        """A partial date.

        Raises:
            Refused: it is none.
        """
        column = self.column(slot)
        return read_date(self.cells[column], column, self.layout) if column else self.constant(slot) or None

    @property
    def has_figure(self) -> bool:
        """Whether the row gives a number for this claim; nought is none where the layout says so."""
        columns = [column for slot in _NUMBERS if (column := self.column(slot))]
        return any(not self.form.above_zero or self.cells[column].text != "0" for column in columns)

    @cached_property
    def _read(self) -> tuple[dict[str, float], tuple[str, ...]]:
        """The numbers by slot, in plain units, and the columns in which one stands in brackets."""
        found, bracketed = {}, []
        for slot in _NUMBERS:
            if (column := self.column(slot)) is None:
                continue
            number, doubtful = read_number(self.cells[column], column, self.layout)
            if number < 0 and not self.layout.corrections:
                raise Refused(
                    f"has {column} {self.cells[column].text!r}, which is negative",
                    "write what was taken back as a row of its own, or set `corrections = true` in the mapping",
                )
            scaled = round(number * self.layout.scale.get(slot, 1), 9)
            found[slot] = int(scaled) if float(scaled).is_integer() else scaled
            bracketed += [column] if doubtful else []
        return found, tuple(bracketed)

    @property
    def numbers(self) -> dict[str, float]:
        """The numbers by slot, in plain units; what is taken back is negative.

        Raises:
            Refused: one cannot be read, or is negative where the layout knows no corrections.
        """
        return self._read[0]

    @cached_property
    def takes_back(self) -> bool:
        """Whether the row corrects an earlier one downwards.

        Raises:
            Refused: one bound is negative and the other is not.
        """
        signs = {number < 0 for number in self.numbers.values() if number}
        if len(signs) > 1:
            raise Refused("has a negative bound beside a positive one", "give both the same sign")
        return signs == {True}

    @cached_property
    def uncertain(self) -> bool:
        """Whether the figure is marked as uncertain, by a question mark or by brackets."""
        return self.marked("mark") or bool(self._read[1])

    def marked(self, slot: str) -> bool:
        """Whether the column of a slot marks what it is about as uncertain.

        Raises:
            Refused: it holds another sign than the layout knows.
        """
        return self.column(slot) is not None and read_mark(self.text(slot), self.column(slot) or slot)


def fill(row: Row) -> dict[str, Any]:
    """The slots of a claim but for its place, by their names in `model.Claim`.

    Raises:
        Refused: a cell cannot be read, or holds a word that is not known; names the column and the mend.
        BadValue: the slots contradict one another.
    """
    quantity, item = _quantity(row), _item(row)
    words = {slot: row.text(slot) for slot in TERMS}
    for slot, allowed in TERMS.items():
        check_among(row.column(slot) or slot, words[slot], allowed)
    parties = {slot: _party(row, slot) for slot in _PARTIES}
    if row.takes_back:
        row.remarks.append("a correction: the row takes this amount back")
    period = _period(row)
    designation = row.text("designation") or None
    return {
        **parties,
        "item": item,
        "designation": designation,
        "quantity": quantity,
        "period": period,
        "kind": _kind(words["kind"], quantity, item),
        "modality": _modality(words, row),
        "measure": words["measure"] or None if quantity else None,
        "status": words["status"] or None,
        "source_type": words["source_type"] or None,
        "via": handed_on_by(row.text("carried_by")),
        "tags": _tags(row, words["measure"]),
        "reasons": tuple(dict.fromkeys(row.remarks)),
    }


def _tags(row: Row, measure: str) -> tuple[str, ...]:
    told = row.text("tags").split()
    if row.has_figure and row.layout.adds_up and measure == "increment":
        told.append("row")
    return tuple(dict.fromkeys(told))


def _quantity(row: Row) -> Quantity | None:
    if not row.has_figure:
        return None
    numbers = {slot: abs(number) for slot, number in row.numbers.items()}
    low = numbers.get("number", numbers.get("low"))
    high = numbers.get("number", numbers.get("high"))
    if row.takes_back and "number" not in numbers:
        low, high = high, low  # -5 is below -3, and what is taken back is more
    unit = row.text("unit")
    if not unit:
        raise Refused("has a figure and no unit", "fill it in")
    hedge = row.text("hedge")
    check_among(row.column("hedge") or "hedge", hedge, terms.HEDGES)
    return make_quantity(low, high, unit, hedge or _hedge(low, high, row.uncertain))


def _hedge(low: float | None, high: float | None, uncertain: bool) -> str:
    """What the shape of a figure says where no column does: a register's mark means `about`."""
    if low is None:
        return "at_most"
    if high is None:
        return "at_least"
    if low != high:
        return "range"
    return "about" if uncertain else "exact"


def _item(row: Row) -> str | None:
    """The item of the first column that names one, else the constant. A word of the sheet that is neither in its
    values nor a path nor a model is refused, unless a constant says what such things are at the least."""
    values = row.layout.values.get("item", {})
    unknown = ""
    for column in row.form.columns.get("item", ()):
        if not (told := row.cells[column].text):
            continue
        path = values.get(fold_word(told))
        path = row.known.item(told) if path is None else path
        if path is not None:
            check_among(column, path, tuple(row.known.vocabulary.items))
            return path or None
        unknown = unknown or f"{column} {told[:60]!r}"
    constant = row.constant("item")
    check_among("item", constant, tuple(row.known.vocabulary.items))
    if unknown and not constant:
        raise Refused(
            f"has {unknown}, which names no item", "add it to [values.item] of the mapping, or use a path of the tree"
        )
    if unknown:
        row.remarks.append(f"{unknown} is not told apart")
    return constant or None


def _party(row: Row, slot: str) -> str | None:
    told = row.told(slot) or row.constant(slot)
    for values in (row.layout.values.get(slot, {}), row.layout.values.get("actor", {})):
        if (code := values.get(fold_word(told))) is not None:
            told = code
            break
    if not told:
        return None
    if (code := row.known.party(told)) is not None:
        return code
    close = get_close_matches(fold(told), row.known.parties, n=1, cutoff=0.8)
    mend = f"did you mean {row.known.parties[close[0]]}?" if close else "use an ISO 3166-1 code such as KP"
    more = "" if row.layout.name in LAYOUTS else ", or add it to [values.actor] of the mapping"
    raise Refused(f"has {row.column(slot) or slot} {told[:60]!r}, which is no party known", f"{mend}{more}")


def _period(row: Row) -> Period | None:
    start, end = row.date("period_start"), row.date("period_end")
    column = row.column("period")
    if column is not None:
        cell = row.cells[column]
        if cell.day is not None:
            start = end = cell.day
        else:
            try:
                start = end = read_date(cell, column, row.layout)
            except Refused:
                start, end, doubtful = read_years(cell, column)
                if doubtful:
                    row.remarks.append(f"{column} is marked as uncertain")
    if row.marked("period_mark"):
        row.remarks.append(f"{column or 'the period'} is marked as uncertain")
    if start is None and end is None:
        return None
    try:
        return Period(start, end)
    except BadValue as error:
        raise Refused(f"has a period from {start} back to {end}", "put the earlier date first") from error


def _kind(told: str, quantity: Quantity | None, item: str | None) -> str:
    """Money values what is moved, people are deployed; a deal without a number (`agreement`) is no quantity."""
    if quantity is not None and quantity.unit not in terms.COUNTS:
        return "valuation"
    if told and not (told == "agreement" and quantity is not None):
        return told
    return "deployment" if (item or "").split(".")[0] == "personnel" else "transfer"


def _modality(words: Mapping[str, str], row: Row) -> str:
    """What is taken back is denied; what is marked as uncertain is an estimate."""
    if row.takes_back:
        return "denied"
    if words["modality"]:
        return words["modality"]
    if row.has_figure and row.uncertain:
        return "estimated"
    return "alleged" if words["source_type"] == "unnamed" else "stated"
