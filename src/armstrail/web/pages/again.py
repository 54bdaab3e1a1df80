"""What was decided and waits for another: decisions by one person alone, contested ones, and corrections of claims that
were read anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.pipeline.lookup import Ruled, decisions_of
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Table
from armstrail.web.pages.deciding import reviewer_of

SHOWN: Final = ("one", "contested", "look")
_PAGE: Final = 20
_COLUMNS: Final = ("decision", "action", "recorded", "who", "why", "second", "readers", "claim", "quote", "strayed")

Pair = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Row:
    """A decision with its claim, None where there is none any more; `strayed` are the slots that are read anew."""

    ruled: Ruled
    claim: Claim | None
    document: Document
    strayed: tuple[str, ...] = ()


def again(desk: Desk, show: str, pair: Pair, flows: Sequence[tuple[str, str]], place: int) -> Page:
    """The decisions that wait for another, the newest first; of one flow, where `pair` names it."""
    page = slice((place - 1) * _PAGE, place * _PAGE)
    if show == "look":
        rows = [row for row in _look(desk) if _of(row.claim, pair)]
        total, shown = len(rows), rows[page]
    else:
        found = [each for each in decisions_of(desk.ledger)[::-1] if each.seconded and each.seconded.state == show]
        if pair[0] is not None:
            found = [each for each in found if _of(_row(desk, each).claim, pair)]
        total, shown = len(found), [_row(desk, each) for each in found[page]]
    records = [_record(row) for row in shown]
    return Page(
        "again.html.j2",
        desk.words(f"again.{show}"),
        {
            "show": show,
            "pair": pair if pair[0] else None,
            "flows": flows,
            "rows": shown,
            "total": total,
            "place": place,
            "more": total > place * _PAGE,
            "reviewer_of": reviewer_of,
        },
        {"show": show, "flow": pair if pair[0] else None, "waiting": records},
        Table(_COLUMNS, [list(record.values()) for record in records]),
    )


def _row(desk: Desk, ruled: Ruled) -> _Row:
    made = ruled.decision
    held = desk.ledger.claim_at(made.document, made.claim, withdrawn=True)
    return _Row(ruled, held and held[0], held[1] if held else desk.ledger.document(made.document))


def _look(desk: Desk) -> list[_Row]:
    """The last correction or mark of each claim that is now read otherwise, or not at all."""
    ruled = {each.decision.id: each for each in decisions_of(desk.ledger)}
    found = [each for each in desk.ledger.amended() if each.needs_a_look]
    rows = [_Row(ruled[each.decisions[-1].id], each.claim, each.document, each.strayed) for each in found]
    return sorted(rows, key=lambda row: (row.ruled.decision.recorded, row.ruled.decision.id), reverse=True)


def _of(claim: Claim | None, pair: Pair) -> bool:
    return pair[0] is None or (claim is not None and (claim.supplier, claim.recipient) == pair)


def _record(row: _Row) -> dict[str, Any]:
    made, seconded = row.ruled.decision, row.ruled.seconded
    return {
        "decision": made.id, "action": made.action, "recorded": made.recorded, "who": made.who, "why": made.why,
        "second": seconded and seconded.state,
        "readers": "; ".join(each.who for each in seconded.readings) if seconded else "",
        "claim": made.claim, "quote": row.claim and row.claim.quote.cut(row.document.text),
        "strayed": " ".join(row.strayed),
    }  # fmt: skip
