"""The start: every flow of the ledger, and what is new since a day."""

from __future__ import annotations

from typing import Final

from armstrail.pipeline.overview import FlowRow, Summary
from armstrail.web import pictures, visits
from armstrail.web.asked import Asked, pair_of
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Raw, Table
from armstrail.web.refusals import Missing

_SHOWN: Final = 100
_BUDGET: Final = 400  # claims that are told into voices while somebody waits; what is more is done beforehand
_COLUMNS: Final = (
    "supplier", "recipient", "claims", "new", "documents", "voices", "families", "newest_known", "newest_origin",
    "newest_claim", "size_item", "size_unit", "size_day", "size_median", "size_low90", "size_high90",
)  # fmt: skip


def start(desk: Desk, asked: Asked) -> Page:
    """Every flow, those with most claims first; a page of them at a time."""
    asked.only("since", "page")
    since, place = asked.date("since"), asked.count("page", 1, 10_000)
    today = desk.house.settings.clock().date()
    visit = None if since else visits.last_visit(asked.cookies, today)
    rows = desk.flows(since, recorded_by=visits.eve_of(visit) if visit else None)
    shown = rows[(place - 1) * _SHOWN : place * _SHOWN]
    summaries = _summaries(desk, shown)
    flows = [(row, summaries.get((row.supplier, row.recipient))) for row in shown]
    return Page(
        "start.html.j2",
        desk.words("start.title"),
        {
            "flows": flows,
            "since": since,
            "last_visit": visit and visit.isoformat(),
            "trend": lambda summary: pictures.trend(desk, summary),
            "place": place,
            "more": len(rows) > place * _SHOWN,
            "total": len(rows),
            "claims": sum(row.claims for row in rows),
            "pending": any(summary is None or not summary.sized for _, summary in flows),
        },
        {"since": since, "flows": [_record(row, summary) for row, summary in flows], "total": len(rows)},
        Table(_COLUMNS, [list(_record(row, summary).values()) for row, summary in flows]),
        cookies=visits.after(asked.cookies, today),
    )


def trend_file(desk: Desk, asked: Asked) -> Raw:
    """The small line of a flow alone."""
    asked.only()
    supplier, recipient = pair_of(asked)
    drawn = pictures.trend(desk, desk.summary(supplier, recipient, size=True))
    if not drawn:
        raise Missing("flow.no_chart", [(f"/flow/{supplier}/{recipient}", "flow")])
    return Raw(drawn, pictures.MEDIA, policy=pictures.POLICY)


def _summaries(desk: Desk, rows: tuple[FlowRow, ...]) -> dict[tuple[str, str], Summary]:
    """What is summed up already, and what can be in no time."""
    left, found = desk.budget(_BUDGET), {}
    for row in rows:
        pair = (row.supplier, row.recipient)
        summary = desk.known_summary(*pair)
        if summary is None and row.claims <= left:
            left -= row.claims
            summary = desk.summary(*pair)
        if summary is not None:
            found[pair] = summary
    return found


def _record(row: FlowRow, summary: Summary | None) -> dict[str, object]:
    newest = summary.newest if summary else None
    question = summary.question if summary else None
    size = summary.size if summary else None
    told = (
        row.supplier, row.recipient, row.claims, row.new,
        summary and summary.documents, summary and summary.voices, summary and summary.families,
        newest and newest.known, newest and newest.origin, newest and newest.claim,
        question and question.item, question and question.unit,
        size and size.day, size and size.median, size and size.low90, size and size.high90,
    )  # fmt: skip
    return dict(zip(_COLUMNS, told, strict=True))
