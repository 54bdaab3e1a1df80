"""What a page tells while it is being worked out: that which the ledger says without being told into voices.

Nobody should look at an empty page. Each of these stands for a page that may take seconds when it is opened for the
first time; it is read from the ledger as it is, and holds no form, since it loads itself again.
"""

from __future__ import annotations

from typing import Any, Final

from armstrail.pipeline.searching import search_claims
from armstrail.web.asked import Asked, item_path, pair_of
from armstrail.web.desk import Desk
from armstrail.web.page import Page
from armstrail.web.pages.review import pair_asked

_SHOWN: Final = 20


def flow(desk: Desk, asked: Asked) -> Page:
    """The newest claims on a flow."""
    pair, names = pair_of(asked), desk.teller.names
    return _newest(desk, f"{names.actor(pair[0])} → {names.actor(pair[1])}", pair)


def question(desk: Desk, asked: Asked) -> Page:
    """The newest claims that may answer a question."""
    pair, unit, stage = pair_of(asked), asked.parts["unit"], asked.parts.get("stage", "delivered")
    wanted = desk.ask(*pair, item_path(asked.parts["item"]), unit, stage, asked.one("nature"))
    return _newest(desk, desk.teller.title(wanted), pair, item=wanted.item, unit=unit)


def changes(desk: Desk, asked: Asked) -> Page:
    """The newest claims on a flow that became public in the time asked for."""
    pair, names = pair_of(asked), desk.teller.names
    title = desk.words("changes.title", supplier=names.actor(pair[0]), recipient=names.actor(pair[1]))
    return _newest(desk, title, pair, published_from=asked.date("since"), published_to=asked.date("until"))


def review(desk: Desk, asked: Asked) -> Page:
    """The newest claims on a flow, whose order for a reviewer is not known yet."""
    return _newest(desk, desk.words("review.title"), pair_asked(desk, asked))


def _newest(desk: Desk, title: str, pair: tuple[str, str] | None, **wanted: Any) -> Page:
    filters = {name: value for name, value in wanted.items() if value is not None}
    if pair is not None:
        filters |= {"supplier": pair[0], "recipient": pair[1]}
    found = search_claims(desk.ledger, None, order="newest", limit=_SHOWN, **filters)
    return Page("first.html.j2", title, {"pair": pair, "found": found.found}, None, status=202)
