"""The fields of a form, read from a request within its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from anyio import fail_after

from armstrail.web import guard
from armstrail.web.asked import TRIES
from armstrail.web.refusals import BadAsk

if TYPE_CHECKING:
    from starlette.requests import Request

_PATIENCE: Final = 20.0  # seconds for a form to arrive whole: who sends a letter a minute holds no place


async def read_form(request: Request) -> list[tuple[str, str]]:
    """The fields of a form.

    Raises:
        BadAsk: it is no such form, or too large.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise BadAsk("refused.no_form", TRIES)
    body = b""
    try:
        with fail_after(_PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > guard.MOST_BODY:
                    raise BadAsk("guard.large", TRIES, most=guard.MOST_BODY)
    except TimeoutError as error:
        raise BadAsk("refused.slow_form", TRIES) from error
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=False, max_num_fields=100)
    except ValueError as error:
        raise BadAsk("refused.form", TRIES) from error


def only_value(fields: list[tuple[str, str]], name: str) -> str | None:
    """The value of a field given once, as it was written; None where it is not, or given twice."""
    values = [value for key, value in fields if key == name]
    return values[0] if len(values) == 1 else None
