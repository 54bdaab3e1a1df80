"""The application: which address leads to which page, and what becomes of a page or an error."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from armstrail.model.errors import ArmstrailError, BadValue, LedgerError
from armstrail.publishing.html import palette
from armstrail.web import guard
from armstrail.web.asked import TRIES, Asked
from armstrail.web.desk import Desk, House
from armstrail.web.page import Away, Page, Raw, to_csv, to_json
from armstrail.web.refusals import BadAsk, Forbidden, Missing, Overtaken, Refusal, Unready
from armstrail.web.rendering import environment
from armstrail.web.routes import FILES, FORMS, PAGES
from armstrail.web.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment

_LOG: Final = logging.getLogger("armstrail.web")
_STATIC: Final = {"workspace.css": "text/css", "workspace.js": "text/javascript", "icon.svg": "image/svg+xml"}
_YEAR: Final = 365 * 24 * 3600

Handler = Callable[[Desk, Asked], Page | Raw]
FormHandler = Callable[[House, Asked, Mapping[str, str]], Away]


def make_app(settings: Settings, house: House | None = None) -> Starlette:
    """The workspace as an ASGI application.

    Raises:
        PackError: the pages have no words in the language, or a book is broken.
    """
    front = _Front(house or House.of(settings))
    routes = [Route("/static/{name}", front.static)]
    for path, giver in FILES:
        routes.append(Route(path, partial(front.page, giver, "html")))
    for path, handler in PAGES:
        stem = "/index" if path == "/" else path
        for form in ("json", "csv"):
            routes.append(Route(f"{stem}.{form}", partial(front.page, handler, form)))
        routes.append(Route(path, partial(front.page, handler, "html")))
    for path, taker in FORMS:
        routes.append(Route(path, partial(front.form, taker), methods=["POST"]))
    return Starlette(
        routes=routes,
        middleware=[Middleware(guard.Guard, hosts=settings.hosts)],
        exception_handlers={Exception: front.broken, HTTPException: front.refused_by_route},
    )


class _Front:
    """Takes requests and gives answers."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._templates: Environment = environment(house)

    async def static(self, request: Request) -> Response:
        """A style sheet or script of ours."""
        name = request.path_params["name"]
        if name not in _STATIC:
            return self._refusal(request, Missing(self._house.words("error.no_page"), TRIES))
        body = (files("armstrail.web") / "static" / name).read_bytes()
        if name.endswith(".css"):
            body = palette().encode() + body
        return Response(body, media_type=_STATIC[name])

    async def page(self, handler: Handler, form: str, request: Request) -> Response:
        """A page in one of its forms."""
        try:
            asked = Asked(request.path_params, request.query_params.multi_items())
            found = await run_in_threadpool(self._make, handler, asked, form)
            return await run_in_threadpool(self._lay_out, request, found, form)
        except ArmstrailError as error:
            return self._refusal(request, error, form)

    def _make(self, handler: Handler, asked: Asked, form: str) -> Page | Raw:
        with self._house.desk() as desk:
            found = handler(desk, asked)
            if form == "json" and isinstance(found, Page) and callable(found.record):
                return replace(found, record=found.record())
            return found

    async def form(self, taker: FormHandler, request: Request) -> Response:
        """What a reader sends with a form."""
        try:
            return await self._take(taker, request)
        except ArmstrailError as error:
            return self._refusal(request, error)

    async def _take(self, taker: FormHandler, request: Request) -> Response:
        words, secret = self._house.words, self._house.settings.secret
        if self._house.settings.read_only:
            raise Forbidden(words("error.read_only"), TRIES)
        fields = await _fields(request)
        tokens = [value for name, value in fields if name == "token"]
        if not guard.is_token(secret, request.cookies.get(guard.SEAT), tokens[0] if len(tokens) == 1 else None):
            raise Forbidden(words("error.token"), TRIES)
        asked = Asked(request.path_params, [(name, value) for name, value in fields if name != "token"])
        away = await run_in_threadpool(taker, self._house, asked, request.cookies)
        answer = RedirectResponse(away.to, 303)
        for name, value in away.cookies.items():
            if value is None:
                answer.delete_cookie(name)
            else:
                answer.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax")
        return answer

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
                raise Missing(
                    self._house.words("error.no_table"), [(request.url.path.removesuffix(".csv"), found.title)]
                )
            return Response(to_csv(found.table), found.status, media_type="text/csv; charset=utf-8")
        seat = request.cookies.get(guard.SEAT) or guard.new_seat()
        answer = Response(self._html(request, found, seat), found.status, media_type="text/html")
        if not self._house.settings.read_only and guard.SEAT not in request.cookies:
            answer.set_cookie(guard.SEAT, seat, httponly=True, samesite="lax")
        return answer

    def _html(self, request: Request, page: Page, seat: str) -> str:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return self._templates.get_template(page.template).render(
            page=page,
            here=here,
            cookies=request.cookies,
            token=guard.token_of(self._house.settings.secret, seat),
            **page.view,
        )

    def _refusal(self, request: Request, error: ArmstrailError, form: str = "html") -> Response:
        """An error as a page with the right status; what is inside stays in the log."""
        refusal = self._told(error)
        if refusal.status >= 500:
            _LOG.warning("%s %s: %s", request.method, request.url.path, error.__cause__ or error)
        record = {"status": refusal.status, "error": str(refusal)}
        if form != "html":
            return Response(to_json(record), refusal.status, media_type="application/json")
        words = self._house.words
        title = words.find(f"status.{refusal.status}") or words("status.500")
        both = refusal.both if isinstance(refusal, Overtaken) else ()
        tries = self._named(refusal.tries)
        view: dict[str, Any] = {"message": str(refusal), "tries": tries, "status": refusal.status, "both": both}
        page = Page("error.html.j2", title, view, record, status=refusal.status)
        return Response(self._html(request, page, ""), refusal.status, media_type="text/html")

    def _named(self, tries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(to, self._house.words.find(f"nav.{name}") or name) for to, name in tries]

    def _told(self, error: ArmstrailError) -> Refusal:
        if isinstance(error, Refusal):
            return error
        if isinstance(error, BadValue):
            return BadAsk(str(error), TRIES)
        if isinstance(error, LedgerError):
            return Unready(self._house.words("error.unready"))
        told = Refusal(self._house.words("error.broken"))
        told.status = 500
        return told

    async def refused_by_route(self, request: Request, error: Exception) -> Response:
        """No such address, or not in this way."""
        assert isinstance(error, HTTPException)
        status, words = error.status_code, self._house.words
        refusal = Missing(words("error.no_page"), TRIES) if status == 404 else BadAsk(words("error.method"), TRIES)
        refusal.status = status
        answer = self._refusal(request, refusal)
        for name, value in (error.headers or {}).items():
            answer.headers[name] = value
        return answer

    async def broken(self, request: Request, error: Exception) -> Response:
        """Something that nobody foresaw: the log has it, the page does not."""
        _LOG.error("%s %s broke", request.method, request.url.path, exc_info=error)
        told = Refusal(self._house.words("error.broken"), TRIES)
        told.status = 500
        try:
            answer = self._refusal(request, told)
        except Exception:  # whatever is wrong with the pages themselves, the reader gets an answer
            answer = Response(f"{told}\n", 500, media_type="text/plain")
        answer.headers["Content-Security-Policy"] = guard.POLICY
        return answer


async def _fields(request: Request) -> list[tuple[str, str]]:
    """The fields of a form.

    Raises:
        BadAsk: it is no such form, or too large.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise BadAsk("a form is sent as application/x-www-form-urlencoded", TRIES)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > guard.MOST_BODY:
            raise BadAsk(f"the form is larger than {guard.MOST_BODY:,} bytes; write less", TRIES)
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=False, max_num_fields=100)
    except ValueError as error:
        raise BadAsk("the form cannot be read; send it again from its page", TRIES) from error
