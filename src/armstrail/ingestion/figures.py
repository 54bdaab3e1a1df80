"""Published figures out of a table: each row becomes a document of its own that makes one claim.

A figure that somebody looked up and wrote down, with who said it and who carried it, is as good a claim as one read
from an article, and its row is its text. The contract, `figures.toml`, says what the columns and the tags of the
notes become; here stands only how.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from armstrail.ingestion.chains import handed_on_by
from armstrail.ingestion.checks import TERMS, check_among, make_quantity
from armstrail.ingestion.cleaning import clean_line
from armstrail.ingestion.contract import Contract, Tag, load_contract
from armstrail.ingestion.rows import Refused, Unreadable
from armstrail.ingestion.tables import Row, read_table
from armstrail.ingestion.written import Written
from armstrail.model import terms
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.period import Period, check_partial_date
from armstrail.model.quantity import Quantity
from armstrail.model.reading import IMPORTED
from armstrail.model.span import Span
from armstrail.vocabulary import Vocabulary

IMPORTER: Final = f"{IMPORTED}figures 1"  # raised when the rules or the contract change what a row becomes
MAX_CHARACTERS: Final = 20_000_000
_TAG: Final = re.compile(r"(?:^|(?<=[\s;,(]))#([A-Za-z][\w-]*)(?::([\w,.-]*\w))?")
_NUMBER: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?\Z")
_CLOSED: Final = ("source_type", "hedge", "measure", "status")


def read_figures(
    path: str, vocabulary: Vocabulary, *, max_characters: int = MAX_CHARACTERS
) -> list[tuple[Document, Claim] | Unreadable]:
    """The rows of a table of published figures, each as a document and its one claim, or with why it is none.

    Raises:
        ReadError: the file cannot be read, or its header does not keep the contract; names the column and the mend.
    """
    contract = load_contract()
    rows = read_table(path, contract.columns, max_characters)
    return [row if isinstance(row, Unreadable) else _read_row(row, contract, vocabulary) for row in rows]


def _read_row(row: Row, contract: Contract, vocabulary: Vocabulary) -> tuple[Document, Claim] | Unreadable:
    try:
        cells = {name: clean_line(row.cells[name]) or "" for name in contract.columns}
        return _claim(_Told.of(cells, contract, vocabulary), contract)
    except Refused as refusal:
        return refusal.at(row.where)
    except BadValue as error:
        return Unreadable(row.where, f"makes no claim ({error})", "mend the row")


@dataclass(frozen=True, slots=True)
class _Told:
    """A row whose cells were checked, with what its note says."""

    cells: Mapping[str, str]
    quantity: Quantity | None
    period: Period | None
    tags: Sequence[tuple[Tag, str]]
    source_actor: str | None

    @classmethod
    def of(cls, cells: Mapping[str, str], contract: Contract, vocabulary: Vocabulary) -> _Told:
        """Check every cell.

        Raises:
            Refused: names the column, what stands there and the mend.
        """
        for name in contract.columns:
            if name in contract.needed and not cells[name]:
                raise Refused(f"has no {name}", "fill it in")
        for name in _CLOSED:
            check_among(name, cells[name], TERMS[name])
        check_among("item", cells["item"], tuple(vocabulary.items))
        for name in ("supplier", "recipient"):
            if cells[name] and cells[name] not in vocabulary.actors:
                raise Refused(
                    f"has {name} {cells[name]!r}, which is no actor", "use an ISO 3166-1 code such as KP, or NATO, UN"
                )
        for name in ("date_published", "period_start", "period_end"):
            _check_date(name, cells[name])
        tags, values = _tags_of(cells["note"], contract)
        foreign = any(tag.foreign for tag, _ in tags)
        actor = None if foreign else contract.families.get(values.get("family", ""))
        start, end = cells["period_start"] or None, cells["period_end"] or None
        try:
            period = Period(start, end) if start or end else None
        except BadValue as error:
            raise Refused(f"has a period from {start} back to {end}", "put the earlier date first") from error
        return cls(cells, _quantity(cells), period, tags, actor)


def _check_date(name: str, value: str) -> None:
    try:
        if value:
            check_partial_date(value)
    except BadValue:
        raise Refused(f"has {name} {value!r}, which is no date", "write YYYY, YYYY-MM or YYYY-MM-DD") from None


def _quantity(cells: Mapping[str, str]) -> Quantity | None:
    low, high = _number("low", cells["low"]), _number("high", cells["high"])
    if low is None and high is None:
        for name in ("unit", "hedge"):
            if cells[name]:
                raise Refused(f"has {name} {cells[name]!r} and neither low nor high", "fill one in, or empty it")
        return None
    for name in ("unit", "hedge"):
        if not cells[name]:
            raise Refused(f"has a figure and no {name}", "fill it in")
    return make_quantity(low, high, cells["unit"], cells["hedge"])


def _number(name: str, value: str) -> float | None:
    if not value:
        return None
    if not _NUMBER.match(value):
        raise Refused(f"has {name} {value!r}, which is no number", "write plain digits, as 1000000 or 33.3")
    number = float(value)
    return int(number) if number.is_integer() else number


def _tags_of(note: str, contract: Contract) -> tuple[list[tuple[Tag, str]], dict[str, str]]:
    found, values = [], {}
    for match in _TAG.finditer(note):
        name, value = match[1], match[2] or ""
        tag = contract.tags.get(name)
        if tag is None:
            close = get_close_matches(name.lower(), contract.tags, n=1)
            mend = f"did you mean #{close[0]}?" if close else f"use one of #{', #'.join(contract.tags)}"
            raise Refused(f"has the tag #{name} in its note, which is not known", mend)
        if tag.value != bool(value):
            told = f"write #{name}:VALUE" if tag.value else f"write #{name} alone"
            raise Refused(f"has the tag {match[0]} in its note {'without' if tag.value else 'with'} a value", told)
        found.append((tag, value))
        values[name] = value
    return found, values


def _claim(told: _Told, contract: Contract) -> tuple[Document, Claim]:
    cells, written = told.cells, Written()
    for name in contract.columns:
        if cells[name]:
            written.add(name, cells[name])
    document = Document(
        "row-", written.text, contract.lang, cells["date_published"], cells["carried_by"] or None, None,
        cells["url"] or None,
    )  # fmt: skip
    document = replace(document, id=f"row-{document.digest[:12]}")
    anchor = written.values["item"]
    if told.quantity is not None:
        anchor = written.lines["low" if "low" in written.lines else "high"].cover(written.lines["hedge"])
    kind = _kind(told)
    claim = Claim(
        doc=document.id,
        id=claim_id(document.digest, kind, anchor),
        kind=kind,
        quote=Span(0, len(document.text)),
        anchor=anchor,
        supplier=cells["supplier"] or None,
        recipient=cells["recipient"] or None,
        item=cells["item"],
        quantity=told.quantity,
        measure=cells["measure"] or None,
        status=_settled(told, "status") or cells["status"] or None,
        modality=_modality(told, contract),
        source=written.values["source"],
        source_type=cells["source_type"] or None,
        basis=tuple(
            base for base in terms.BASES if base in contract.basis and contract.basis[base].search(cells["note"])
        ),
        period=told.period,
        via=handed_on_by(cells["carried_by"], contract.editions),
        source_actor=told.source_actor,
        tags=_tags(told),
    )
    return document, claim


def _settled(told: _Told, slot: str) -> str | None:
    return next((value for tag, _ in told.tags if (value := getattr(tag, slot)) is not None), None)


def _kind(told: _Told) -> str:
    """Money values what is moved, whatever else the row says of it; people are deployed."""
    if told.quantity is not None and told.quantity.unit not in terms.COUNTS:
        return "valuation"
    if (kind := _settled(told, "kind")) is not None:
        return kind
    return "deployment" if told.cells["item"].split(".")[0] == "personnel" else "transfer"


def _modality(told: _Told, contract: Contract) -> str:
    if (modality := _settled(told, "modality")) is not None:
        return modality
    if told.cells["source_type"] == "unnamed":
        return "alleged"
    return "estimated" if contract.estimated.search(told.cells["note"]) else "stated"


def _tags(told: _Told) -> tuple[str, ...]:
    """The tags of the claim, each once, in the order of the note."""
    named = (f"derived:{value}" if tag.tag == "derived" else tag.tag for tag, value in told.tags)
    return tuple(dict.fromkeys(tag for tag in named if tag is not None))
