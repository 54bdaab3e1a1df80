"""The door of a shared workspace: log in, log out, and a form that comes back when its session was over.

Nothing behind it is reached without a session but the style and script of the log-in page itself: `Gate` stands before
every route, so a page added later is shut by default.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from armstrail import accounts
from armstrail.accounts import Account, Attempts, Visitor
from armstrail.accounts.attempts import net_of
from armstrail.accounts.people import key_of
from armstrail.model.errors import AccountsError, ArmstrailError, BadValue
from armstrail.web import guard
from armstrail.web.asked import is_here
from armstrail.web.forms import only_value, read_form
from armstrail.web.page import Page
from armstrail.web.refusals import BadAsk, Forbidden, Missing, TooMany, Unknown, refused
from armstrail.web.visit import Visit, is_secure, session_cookie, visit_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from armstrail.accounts import AccountsFile
    from armstrail.web.desk import House

_LOG: Final = logging.getLogger("armstrail.web")
_BY_NAME: Final = (5, 15 * 60.0)  # wrong passwords for one account, in so many seconds
_BY_ADDRESS: Final = (30, 15 * 60.0)  # and from one address, behind which a whole office may sit
_CROWD: Final = 20
_KEPT: Final = "kept."  # before the names of the fields of a form that waits for its sender to log in
_LONGEST_TO: Final = 1_500
_LOGIN: Final = "/login"
_FEED: Final = "/feed/"
PROGRAMS: Final = (".json", ".csv", ".atom", ".svg")

Fields = Sequence[tuple[str, str]]


class Front(Protocol):
    """What lays out pages and refusals."""

    def show(self, request: Request, page: Page) -> Response:
        """A page as HTML."""

    def refuse(self, request: Request, error: ArmstrailError, form: str = "html") -> Response:
        """An error with its status."""


class Entry:
    """Lets people in and out."""

    def __init__(self, house: House, front: Front, file: AccountsFile) -> None:
        self._house, self._front, self._file = house, front, file
        self._hashing = CapacityLimiter(2)  # of its own: a crowd at the door takes no thread from those inside
        self._names = Attempts(file, "name", *_BY_NAME, house.settings.secret)
        self._addresses = Attempts(file, "address", *_BY_ADDRESS, house.settings.secret)

    async def visit(self, request: Request) -> Visit:
        """Whose a request is.

        Raises:
            AccountsError: the accounts cannot be reached.
        """
        session = request.cookies.get(session_cookie(request))
        visitor = await run_in_threadpool(accounts.visitor_of, self._file, session) if session else None
        return Visit(visitor, session, request.client.host if request.client else "")

    async def feed_reader(self, request: Request) -> Visit | None:
        """Whose feed is asked for by a token in the address; None where it opens none.

        Raises:
            AccountsError: the accounts cannot be reached.
        """
        token = request.url.path.removeprefix(_FEED).partition("/")[0]
        visitor = await run_in_threadpool(accounts.reader_of, self._file, token)
        return Visit(visitor, None, request.client.host if request.client else "") if visitor else None

    def no_feed(self) -> Missing:
        """A token that opens nothing, or no more."""
        return Missing("error.no_feed")

    async def turn_away(self, request: Request) -> Response:
        """What somebody gets who has not logged in: the way to log in, and his form kept for afterwards."""
        path = request.url.path
        if path.endswith(PROGRAMS):
            return self._front.refuse(request, Unknown("login.needed"), "json")
        if request.method == "POST" and path != "/logout":
            try:
                return self._hold(request, await read_form(request))
            except BadAsk as error:
                return self._front.refuse(request, error)
        if request.method not in ("GET", "HEAD"):
            return RedirectResponse(_LOGIN, 303)
        here = path + (f"?{request.url.query}" if request.url.query else "")
        to = here if is_here(here) and len(quote(here)) <= _LONGEST_TO and here != "/" else ""
        return RedirectResponse(f"{_LOGIN}?to={quote(to, safe='')}" if to else _LOGIN, 303)

    def _hold(self, request: Request, fields: list[tuple[str, str]]) -> Response:
        """The log-in page with a form inside it that came too late; one that may be another site's is dropped."""
        visit, path = visit_of(request), request.url.path
        ours = "origin" in request.headers or (visit is not None and visit.owns(only_value(fields, "token")))
        kept = [(name, value) for name, value in fields if name != "token"] if ours and is_here(path) else []
        back = only_value(fields, "back") or ""
        to = path if kept else back if is_here(back) else ""
        return self._door(request, self._house.words("login.over"), 401, to=to, kept=kept)

    async def ask(self, request: Request) -> Response:
        """The page to log in at."""
        to = request.query_params.get("to", "")
        visit = visit_of(request)
        if visit is not None and visit.visitor is not None:
            return RedirectResponse(to if is_here(to) else "/", 303)
        return self._door(request, None, 200, to=to if is_here(to) else "")

    async def log_in(self, request: Request) -> Response:
        """A name and a password, sent."""
        try:
            fields = await read_form(request)
            return await self._log_in(request, fields)
        except ArmstrailError as error:
            return self._front.refuse(request, error)

    async def _log_in(self, request: Request, fields: list[tuple[str, str]]) -> Response:
        words, visit = self._house.words, visit_of(request)
        assert visit is not None
        name, password, to = (only_value(fields, each) or "" for each in ("name", "password", "to"))
        kept = [(key.removeprefix(_KEPT), value) for key, value in fields if key.startswith(_KEPT)]
        again: dict[str, Any] = {"to": to if is_here(to) else "", "kept": kept, "name": name}
        seat = request.cookies.get(guard.SEAT)
        if not guard.is_token(self._house.settings.secret, seat, only_value(fields, "token")):
            return self._door(request, words("login.stale"), 403, **again)
        wait = await run_in_threadpool(self._wait, visit.address, name)
        if wait:
            await self._note("limited", name, visit.address)
            answer = self._door(request, words("login.wait", minutes=-(-wait // 60)), 429, **again)
            answer.headers["Retry-After"] = str(wait)
            return answer
        account = await self._known(name, password)
        if account is None:
            await self._note("refused", name, visit.address)
            return self._door(request, words("login.wrong"), 401, **again)
        await run_in_threadpool(self._forgive, visit.address, name)
        session = await self._open(request, account.name)
        request.state.visit = Visit(Visitor(account.name, account.role), session, visit.address)
        answer = self.send_again(request, again["to"], kept) if kept else RedirectResponse(again["to"] or "/", 303)
        self._keep(request, answer, session)
        answer.delete_cookie(guard.SEAT)
        return answer

    def _wait(self, address: str, name: str) -> int:
        """Seconds to wait before another attempt."""
        return self._addresses.take(net_of(address)) or self._names.take(key_of(name))

    def _forgive(self, address: str, name: str) -> None:
        """An attempt that was right counts for nobody."""
        self._names.forgive(key_of(name))
        self._addresses.give_back(net_of(address))

    async def _known(self, name: str, password: str) -> Account | None:
        """The account that a name and a password open.

        Raises:
            TooMany: so many wait at the door that this one would wait for long.
        """
        if self._hashing.statistics().tasks_waiting >= _CROWD:
            raise TooMany("login.crowd")
        return await to_thread.run_sync(accounts.enter, self._file, name, password, limiter=self._hashing)

    async def _open(self, request: Request, name: str) -> str:
        """A session that was not there before, whatever cookie the browser came with."""
        visit = visit_of(request)
        assert visit is not None
        if visit.session:
            await run_in_threadpool(accounts.close_session, self._file, visit.session)
        session = await run_in_threadpool(accounts.open_session, self._file, name)
        await self._note("entered", name, visit.address, by=name)
        return session

    def send_again(self, request: Request, path: str, fields: Fields) -> Response:
        """A form whose token is of another session: what stood in it, to be sent by hand or dropped. It was not
        taken, since a form of another site would look the same."""
        words = self._house.words
        shown = [
            (words.find(f"field.{name}") or name, (name == "action" and words.find(f"review.{value}")) or value)
            for name, value in fields
            if value and name not in ("back", "seen")
        ]
        view = {"path": path, "fields": fields, "shown": shown}
        return self._front.show(request, Page("resend.html.j2", words("resend.title"), view, None, status=409))

    async def log_out(self, request: Request) -> Response:
        """The session ends, here and in the browser."""
        try:
            fields = await read_form(request)
            visit, visitor = _inside(request)
            if not visit.session or not visit.owns(only_value(fields, "token")):
                raise Forbidden("error.token")
            await run_in_threadpool(accounts.close_session, self._file, visit.session)
            await self._note("left", visitor.name, visit.address, by=visitor.name)
        except ArmstrailError as error:
            return self._front.refuse(request, error)
        answer = RedirectResponse(_LOGIN, 303)
        answer.delete_cookie(session_cookie(request), secure=is_secure(request), httponly=True, samesite="lax")
        return answer

    async def change_password(self, request: Request) -> Response:
        """Somebody's own password, who must know the old one; every other session of hers ends."""
        try:
            return await self._change_password(request, await read_form(request))
        except BadValue as error:
            return self._front.refuse(request, refused(error, [("/account", "account")]))
        except ArmstrailError as error:
            return self._front.refuse(request, error)

    async def _change_password(self, request: Request, fields: list[tuple[str, str]]) -> Response:
        visit, visitor = _inside(request)
        name = visitor.name
        if not visit.owns(only_value(fields, "token")):
            raise Forbidden("error.token", [("/account", "account")])
        wait = await run_in_threadpool(self._wait, visit.address, name)
        if wait:
            raise TooMany("login.wait", [("/account", "account")], minutes=-(-wait // 60))
        old, new = (only_value(fields, each) or "" for each in ("old", "new"))
        if await self._known(name, old) is None:
            await self._note("refused", name, visit.address)
            raise Forbidden("account.wrong", [("/account", "account")])
        await run_in_threadpool(self._forgive, visit.address, name)
        await run_in_threadpool(lambda: accounts.set_password(self._file, name, new, by=name, address=visit.address))
        session = await self._open(request, name)
        answer = RedirectResponse("/account?done=yes", 303)
        self._keep(request, answer, session)
        return answer

    def _door(
        self, request: Request, told: str | None, status: int, *, to: str, kept: Fields = (), name: str = ""
    ) -> Response:
        seat = request.cookies.get(guard.SEAT) or guard.new_seat()
        view = {
            "told": told, "to": to, "kept": [(_KEPT + key, value) for key, value in kept], "name": name,
            "seal": guard.token_of(self._house.settings.secret, seat),
        }  # fmt: skip
        answer = self._front.show(
            request, Page("login.html.j2", self._house.words("login.title"), view, None, status=status)
        )
        if guard.SEAT not in request.cookies:
            answer.set_cookie(guard.SEAT, seat, httponly=True, samesite="lax", secure=is_secure(request))
        if status == 401:
            answer.headers["WWW-Authenticate"] = 'Cookie realm="armstrail"'
        return answer

    def _keep(self, request: Request, answer: Response, session: str) -> None:
        answer.set_cookie(
            session_cookie(request), session, httponly=True, samesite="lax", secure=is_secure(request), path="/"
        )

    async def _note(self, event: str, name: str, address: str, by: str | None = None) -> None:
        """A row in the log, under a name that somebody has; another may be a password in the wrong field."""

        def write() -> None:
            known = accounts.find(self._file, name)
            accounts.note(self._file, event, account=known.name if known else None, by=by, address=address)

        await run_in_threadpool(write)


def _inside(request: Request) -> tuple[Visit, Visitor]:
    """The visit of a request that the gate let through, and whose it is."""
    visit = visit_of(request)
    if visit is None or visit.visitor is None:
        raise Forbidden("login.needed")
    return visit, visit.visitor


class Gate:
    """Stands before every route; lets through who has a session, and everybody to the log-in page."""

    def __init__(self, app: ASGIApp, entry: Entry, front: Front) -> None:
        self._app, self._entry, self._front = app, entry, front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            if scope["type"] != "websocket":
                await self._app(scope, receive, send)
            return

        async def unkept(message: Message) -> None:
            """Nothing that stands behind the door, file or page, is kept for whoever sits at the browser next."""
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            await send(message)

        request = Request(scope, receive)
        request.state.visit = Visit(None, None, "")  # whatever goes wrong below, nobody has entered
        feed = scope["path"].startswith(_FEED)
        try:
            visit = await (self._entry.feed_reader(request) if feed else self._entry.visit(request))
        except AccountsError as error:
            await self._front.refuse(request, error)(scope, receive, unkept)
            return
        if visit is None:
            await self._front.refuse(request, self._entry.no_feed(), "json")(scope, receive, send)
            return
        request.state.visit = visit
        if visit.visitor is None and scope["path"] != _LOGIN:
            await (await self._entry.turn_away(request))(scope, receive, unkept)
            return
        await self._app(scope, receive, unkept)
