"""A page as a value: what its template shows, and its twins for programs and sheets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from armstrail.model.records import to_record
from armstrail.publishing.sheets import csv_text


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a sheet; those that take long to make as a function, called while the ledger is open."""

    columns: Sequence[str]
    rows: Iterable[Sequence[object]] | Callable[[], Iterable[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """Under what a page is kept beside the ledger: its own address, and the state that it follows from."""

    address: str
    state: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `view` is what its template needs, `record` its JSON twin, `table` its CSV twin where it is one, and
    `cookies` what the browser is asked to keep, None to forget.

    A view or record that takes long to make is given as a function, called only where it is needed and while the
    ledger is open. With `kept`, what the template makes is taken as it was made before: it may hang on nothing but the
    view, never on who asks.
    """

    template: str
    title: str
    view: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    record: Any
    table: Table | None = None
    status: int = 200
    cookies: Mapping[str, str | None] = field(default_factory=dict)
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """Something given as it is: a chart, a feed, a download. `policy` is a content security policy of its own."""

    body: str | bytes
    media: str
    name: str | None = None
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """After a form: the address to go to, with cookies to set (value None to forget)."""

    to: str
    cookies: Mapping[str, str | None] = field(default_factory=dict)


def to_json(record: Any) -> str:
    """The JSON twin of a page."""
    return json.dumps(to_record(record), ensure_ascii=False, indent=1, default=str) + "\n"


def to_csv(table: Table) -> str:
    """The CSV twin of a page."""
    return csv_text(table.columns, table.rows() if callable(table.rows) else table.rows)
