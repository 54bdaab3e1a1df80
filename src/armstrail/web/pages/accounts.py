"""A shared workspace's own pages: one's account, all accounts for who manages them, and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from armstrail import accounts as room
from armstrail.accounts import EVENTS, LEAST, ROLES
from armstrail.model.errors import BadValue
from armstrail.web.asked import Asked
from armstrail.web.desk import Desk, House
from armstrail.web.kept import kept_searches
from armstrail.web.page import Away, Page, Table
from armstrail.web.refusals import BadAsk, refused

if TYPE_CHECKING:
    from armstrail.accounts import AccountsFile

_ACTIONS: Final = ("add", "role", "password", "remove")
_FEEDS: Final = ("open", "close")
_TOKEN: Final = "armstrail_feed"  # in the browser from the form to the page that shows it, and no longer
_SHOWN: Final = 100
_ACCOUNT: Final = ("name", "role", "opened", "changed", "entered")
_EVENT: Final = ("number", "recorded", "event", "account", "by", "address", "detail")


def own(desk: Desk, asked: Asked) -> Page:
    """One's own account."""
    asked.only("done")
    file = _file(desk.house)
    mine = room.known(file, asked.visitor.name if asked.visitor else "")
    record = {name: getattr(mine, name) for name in _ACCOUNT}
    done = asked.choice("done", ("yes",)) is not None
    token = asked.cookies.get(_TOKEN)
    view = {
        "mine": mine, "done": done, "least": LEAST, "feeds": room.feeds_since(file, mine.name),
        "secret": token, "kept": kept_searches(desk.house, asked),
    }  # fmt: skip
    return Page("account.html.j2", desk.words("account.title"), view, record, cookies={_TOKEN: None} if token else {})


def feed(house: House, asked: Asked) -> Away:
    """A new secret address for one's feeds, which is shown once, or none any more."""
    asked.only("action")
    action = asked.choice("action", _FEEDS)
    if asked.visit is None or asked.visitor is None or action is None:
        raise BadAsk("review.no_action", [("/account", "account")], actions=", ".join(_FEEDS))
    file, name, address = _file(house), asked.visitor.name, asked.visit.address
    if action == "open":
        return Away("/account#feeds", {_TOKEN: room.open_feeds(file, name, address=address)})
    room.close_feeds(file, name, address=address)
    return Away("/account#feeds", {_TOKEN: None})


def accounts(desk: Desk, asked: Asked) -> Page:
    """Every account, and the forms to change them."""
    asked.only()
    found = room.list_accounts(_file(desk.house))
    rows = [[getattr(each, name) for name in _ACCOUNT] for each in found]
    return Page(
        "accounts.html.j2",
        desk.words("accounts.title"),
        {"found": found, "roles": ROLES, "least": LEAST},
        {"accounts": [dict(zip(_ACCOUNT, row, strict=True)) for row in rows]},
        Table(_ACCOUNT, rows),
    )


def log(desk: Desk, asked: Asked) -> Page:
    """Who entered, who was refused, who decided what, the newest first."""
    asked.only("account", "event", "page")
    account, event = asked.one("account"), asked.choice("event", EVENTS)
    place = asked.count("page", 1, 100_000)
    found = room.list_events(
        _file(desk.house), account=account, event=event, first=(place - 1) * _SHOWN, limit=_SHOWN + 1
    )
    shown = found[:_SHOWN]
    rows = [[getattr(each, name) for name in _EVENT] for each in shown]
    return Page(
        "log.html.j2",
        desk.words("log.title"),
        {
            "shown": shown, "events": EVENTS, "account": account, "event": event, "place": place,
            "more": len(found) > _SHOWN,
        },
        {"events": [dict(zip(_EVENT, row, strict=True)) for row in rows]},
        Table(_EVENT, rows),
    )  # fmt: skip


def manage(house: House, asked: Asked) -> Away:
    """An account made, changed or closed, by who manages them."""
    asked.only("action", "name", "role", "password")
    file, action, name = _file(house), asked.choice("action", _ACTIONS), asked.one("name")
    if asked.visit is None or asked.visitor is None or action is None or name is None:
        raise BadAsk("accounts.incomplete", [("/accounts", "accounts")])
    by, address = asked.visitor.name, asked.visit.address
    role, passwords = asked.one("role") or "", asked.all("password")
    password = passwords[0] if len(passwords) == 1 else ""
    try:
        match action:
            case "add":
                room.add(file, name, role, password, by=by, address=address)
            case "role":
                room.set_role(file, name, role, by=by, address=address)
            case "password":
                room.set_password(file, name, password, by=by, address=address)
            case "remove":
                room.remove(file, name, by=by, address=address)
    except BadValue as error:
        raise refused(error, [("/accounts", "accounts")]) from error
    return Away("/accounts")


def _file(house: House) -> AccountsFile:
    assert house.accounts is not None  # these pages are there in a shared workspace alone
    return house.accounts
