"""The application: which address leads to which page, and what becomes of a page or an error."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from armstrail.accounts import note
from armstrail.model.errors import AccountsError, ArmstrailError, BadValue, LedgerError
from armstrail.publishing.html import palette
from armstrail.web import guard
from armstrail.web.asked import TRIES, Asked
from armstrail.web.bodies import taken_in
from armstrail.web.desk import Desk, House
from armstrail.web.entry import PROGRAMS, Entry, Gate
from armstrail.web.forms import only_value, read_form
from armstrail.web.page import Away, Page, Raw, to_csv, to_json
from armstrail.web.pages.deciding import may_undo
from armstrail.web.refusals import BadAsk, Broken, Forbidden, Missing, Overtaken, Refusal, Said, Unready, refused
from armstrail.web.routes import (
    EDITOR_FORMS,
    EDITOR_PAGES,
    FEEDS,
    FILES,
    FIRST,
    FORMS,
    OPEN_FORMS,
    OWN_FORMS,
    OWN_PAGES,
    PAGES,
)
from armstrail.web.settings import Settings
from armstrail.web.visit import is_secure, visit_of
from armstrail.web.waiting import Kitchen
from armstrail.web.words import REFERENCE, load_words

_LOG: Final = logging.getLogger("armstrail.web")
_STATIC: Final = {
    "workspace.css": "text/css", "workspace.js": "text/javascript", "icon.svg": "image/svg+xml",
    "clocks.js": "text/javascript",
}  # fmt: skip
_AGAIN: Final = 1  # seconds after which a page in work is asked for again
_ZIPPED_FROM: Final = 2_000  # bytes; smaller answers fit into a packet or two as they are
_YEAR: Final = 365 * 24 * 3600

Handler = Callable[[Desk, Asked], Page | Raw]
FormHandler = Callable[[House, Asked], Away]


def make_app(settings: Settings, house: House | None = None) -> Starlette:
    """The workspace as an ASGI application.

    Raises:
        PackError: the pages have no words in the language, or a book is broken.
        AccountsError: the workspace is shared, and its accounts cannot be opened.
    """
    house = house or House.of(settings)
    if (settings.accounts is None) != (house.accounts is None):
        raise AccountsError("the house and its settings do not agree on who may enter; make it with House.of(settings)")
    front = _Front(house)
    routes = [Route("/static/{name}", front.static)]
    for path, giver in FILES:
        routes.append(Route(path, partial(front.page, giver, "html")))
    for path, handler in PAGES:
        stem = "/index" if path == "/" else path
        for form in ("json", "csv"):
            routes.append(Route(f"{stem}.{form}", partial(front.page, handler, form)))
        routes.append(Route(path, partial(front.page, handler, "html")))
    for path, taker in FORMS:
        role = "reader" if path in OPEN_FORMS else "analyst"
        routes.append(Route(path, partial(front.form, taker, role), methods=["POST"]))
    middleware = [Middleware(guard.Guard, hosts=settings.hosts, words=house.words)]
    if house.accounts is not None:
        front.entry = Entry(house, front, house.accounts)
        middleware.append(Middleware(Gate, entry=front.entry, front=front))
        routes = shared_routes(front, front.entry) + routes
    return Starlette(
        routes=routes,
        middleware=[*middleware, Middleware(GZipMiddleware, minimum_size=_ZIPPED_FROM, compresslevel=5)],
        exception_handlers={Exception: front.broken, HTTPException: front.refused_by_route},
    )


def shared_routes(front: _Front, entry: Entry) -> list[Route]:
    """The addresses that only a shared workspace has."""
    made = [
        Route("/login", entry.ask),
        Route("/login", entry.log_in, methods=["POST"]),
        Route("/logout", entry.log_out, methods=["POST"]),
        Route("/account/password", entry.change_password, methods=["POST"]),
        *(Route(path, partial(front.page, giver, "atom")) for path, giver in FEEDS),
    ]
    for role, pages in (("reader", OWN_PAGES), ("editor", EDITOR_PAGES)):
        for path, handler in pages:
            for form, end in (("json", ".json"), ("csv", ".csv"), ("html", "")):
                made.append(Route(path + end, partial(front.page, handler, form, role=role)))
    for role, forms in (("reader", OWN_FORMS), ("editor", EDITOR_FORMS)):
        for path, taker in forms:
            made.append(Route(path, partial(front.form, taker, role, writes=False), methods=["POST"]))
    return made


class _Front:
    """Takes requests and gives answers."""

    entry: Entry | None = None  # the door of a shared workspace

    def __init__(self, house: House) -> None:
        self._house = house
        self._templates = house.templates
        self._kitchen: Kitchen[Page | Raw] = Kitchen(house.settings.patience)

    async def static(self, request: Request) -> Response:
        """A style sheet or script of ours."""
        name = request.path_params["name"]
        if name not in _STATIC:
            return self.refuse(request, Missing("error.no_page", TRIES))
        body = (files("armstrail.web") / "static" / name).read_bytes()
        if name.endswith(".css"):
            body = palette().encode() + body
        return Response(body, media_type=_STATIC[name])

    async def page(self, handler: Handler, form: str, request: Request, role: str = "reader") -> Response:
        """A page in one of its forms."""
        try:
            await self._admit(request, role)
            asked = Asked(
                request.path_params, request.query_params.multi_items(), request.cookies, visit=visit_of(request)
            )
            found = await run_in_threadpool(self._ask, handler, asked, form, request)
            if isinstance(found, Response):
                return found
            return await run_in_threadpool(self._lay_out, request, found, form)
        except ArmstrailError as error:
            return self.refuse(request, error, form)

    def _ask(self, handler: Handler, asked: Asked, form: str, request: Request) -> Page | Raw | Response:
        """What was asked for; where it takes longer than a reader should wait, the answer for the meantime.

        Programs wait to the end.
        """
        if form != "html":
            return self._make(handler, asked, form)
        stamp = self._house.stamp()
        reader = tuple(sorted(request.cookies.items()))  # what a page shows may hang on whose browser it is
        key = (request.url.path, request.url.query, reader, stamp)
        return self._kitchen.order(
            key,
            lambda: self._make(handler, asked, form),
            lambda: self._waiting(request, handler, asked),
            plain=handler not in FIRST,
        )

    def _waiting(self, request: Request, handler: Handler, asked: Asked) -> Response:
        """What a reader sees until her page is made: what needs no working out, where the page has such a part."""
        if handler in FIRST:
            with self._house.desk() as desk:
                page = FIRST[handler](desk, asked)
        else:
            page = Page("waiting.html.j2", self._house.words("waiting.title"), {}, None, status=202)
        answer = self.show(request, page)
        answer.headers["Retry-After"] = str(_AGAIN)
        return answer

    def _make(self, handler: Handler, asked: Asked, form: str) -> Page | Raw:
        with self._house.desk() as desk:
            found = handler(desk, asked)
            if isinstance(found, Raw):
                return found
            if form == "json":
                return replace(found, record=found.record()) if callable(found.record) else found
            if form == "csv":
                table = found.table
                if table is None or not callable(table.rows):
                    return found
                return replace(found, table=replace(table, rows=list(table.rows())))
            return taken_in(desk, found)

    async def form(self, taker: FormHandler, role: str, request: Request, writes: bool = True) -> Response:
        """What a reader sends with a form; `writes` tells that it is for the ledger."""
        try:
            if writes and self._house.settings.read_only:
                raise Forbidden("error.read_only", TRIES)
            await self._admit(request, role)
            return await self._take(taker, request, role)
        except ArmstrailError as error:
            return self.refuse(request, error)

    async def _admit(self, request: Request, role: str) -> None:
        """Refuse what a visitor may not do, and note it.

        Raises:
            Forbidden: the account's role does not allow it.
        """
        visit = visit_of(request)
        if visit is None:
            return
        if visit.visitor is None or not visit.visitor.may(role):
            await self._note(request, "forbidden", request.url.path)
            raise Forbidden("error.role", TRIES, role=Said(f"role.{role}"))

    async def _take(self, taker: FormHandler, request: Request, role: str) -> Response:
        fields, visit = await read_form(request), visit_of(request)
        token = only_value(fields, "token")
        told = [(name, value) for name, value in fields if name != "token"]
        if visit is not None and not visit.owns(token):
            assert self.entry is not None
            return self.entry.send_again(request, request.url.path, told)
        if visit is None and not guard.is_token(self._house.settings.secret, request.cookies.get(guard.SEAT), token):
            raise Forbidden("error.token", TRIES)
        asked = Asked(request.path_params, told, request.cookies, visit)
        away = await run_in_threadpool(taker, self._house, asked)
        if role == "analyst":
            await self._note(request, "decided", f"{request.url.path} {asked.one('action') or ''}".strip())
        answer = RedirectResponse(away.to, 303)
        _keep(request, answer, away.cookies)
        return answer

    async def _note(self, request: Request, event: str, detail: str) -> None:
        """A row in the log of a shared workspace. What was decided stands in the ledger even where this fails."""
        visit = visit_of(request)
        if visit is None or visit.visitor is None or self._house.accounts is None:
            return
        name = visit.visitor.name
        try:
            await run_in_threadpool(
                partial(note, self._house.accounts, event, account=name, by=name, address=visit.address, detail=detail)
            )
        except AccountsError as error:
            _LOG.error("the log could not be written: %s", error)

    def _lay_out(self, request: Request, found: Page | Raw, form: str) -> Response:
        if isinstance(found, Raw):
            headers = {"Content-Disposition": f'attachment; filename="{found.name}"'} if found.name else {}
            if found.policy:
                headers["Content-Security-Policy"] = found.policy
            return Response(found.body, media_type=found.media, headers=headers)
        if form == "json":
            return Response(to_json(found.record), found.status, media_type="application/json")
        if form == "csv":
            if found.table is None:
                raise Missing("error.no_table", [(request.url.path.removesuffix(".csv"), "itself")])
            return Response(to_csv(found.table), found.status, media_type="text/csv; charset=utf-8")
        if visit_of(request) is not None:
            answer = self.show(request, found)
        else:
            seat = request.cookies.get(guard.SEAT) or guard.new_seat()
            answer = Response(self._html(request, found, seat), found.status, media_type="text/html")
            if not self._house.settings.read_only and guard.SEAT not in request.cookies:
                answer.set_cookie(guard.SEAT, seat, httponly=True, samesite="lax", secure=is_secure(request))
        _keep(request, answer, found.cookies)
        return answer

    def show(self, request: Request, page: Page) -> Response:
        """A page as HTML."""
        seat = request.cookies.get(guard.SEAT, "")
        return Response(self._html(request, page, seat), page.status, media_type="text/html")

    def _html(self, request: Request, page: Page, seat: str) -> str:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        visit, settings = visit_of(request), self._house.settings
        visitor = visit.visitor if visit else None
        return self._templates.get_template(page.template).render(
            page=page,
            here=here,
            cookies=request.cookies,
            token=visit.token if visit else guard.token_of(settings.secret, seat),
            visit=visit,
            visitor=visitor,
            writable=not settings.read_only and (visit is None or (visitor is not None and visitor.may("analyst"))),
            keeps=not settings.read_only,
            may_undo=partial(may_undo, visitor),
            **(page.view() if callable(page.view) else page.view),
        )

    def refuse(self, request: Request, error: ArmstrailError, form: str = "html") -> Response:
        """An error as a page with the right status; what is inside stays in the log."""
        refusal = self._told(error)
        if refusal.status >= 500:
            told = map(guard.in_log, (request.method, request.url.path, error.__cause__ or error))
            _LOG.warning("%s %s: %s", *told)
        words = self._house.words
        record = {"status": refusal.status, "code": refusal.code, "error": refusal.said(load_words(REFERENCE))}
        if form != "html":
            return Response(to_json(record), refusal.status, media_type="application/json")
        title = words.find(f"status.{refusal.status}") or words("status.500")
        both = refusal.both if isinstance(refusal, Overtaken) else ()
        tries = self._named(refusal.tries)
        view: dict[str, Any] = {
            "message": refusal.said(words), "tries": tries, "status": refusal.status, "both": both,
            "again": refusal.again,
        }  # fmt: skip
        page = Page("error.html.j2", title, view, record, status=refusal.status)
        return self.show(request, page)

    def _named(self, tries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(to, self._house.words(f"nav.{name}")) for to, name in tries]

    def _told(self, error: ArmstrailError) -> Refusal:
        if isinstance(error, Refusal):
            return error
        if isinstance(error, BadValue):
            return refused(error, TRIES)
        if isinstance(error, AccountsError):
            return Unready("error.no_accounts")
        return Unready("error.unready") if isinstance(error, LedgerError) else Broken("error.broken")

    async def refused_by_route(self, request: Request, error: Exception) -> Response:
        """No such address, or not in this way."""
        assert isinstance(error, HTTPException)
        refusal = Missing("error.no_page", TRIES) if error.status_code == 404 else BadAsk("error.method", TRIES)
        refusal.status = error.status_code
        answer = self.refuse(request, refusal, "json" if request.url.path.endswith(PROGRAMS) else "html")
        for name, value in (error.headers or {}).items():
            answer.headers[name] = value
        return answer

    async def broken(self, request: Request, error: Exception) -> Response:
        """Something that nobody foresaw: the log has it, the page does not."""
        _LOG.error("%s %s broke", *map(guard.in_log, (request.method, request.url.path)), exc_info=error)
        told = Broken("error.broken", TRIES)
        try:
            answer = self.refuse(request, told)
        except Exception:  # whatever is wrong with the pages themselves, the reader gets an answer
            answer = Response(f"{told.said(self._house.words)}\n", 500, media_type="text/plain")
        answer.headers["Content-Security-Policy"] = guard.POLICY
        return answer


def _keep(request: Request, answer: Response, cookies: Mapping[str, str | None]) -> None:
    """Ask the browser to keep some values for a year, and to forget those that are None."""
    for name, value in cookies.items():
        if value is None:
            answer.delete_cookie(name)
        else:
            answer.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax", secure=is_secure(request))
