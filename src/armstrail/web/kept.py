"""The searches that a reader keeps: in her browser where she is alone, with her account in a shared workspace."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final
from urllib.parse import parse_qsl, urlencode

from armstrail.accounts import forget_search, keep_search, list_searches
from armstrail.model.errors import BadValue
from armstrail.web.asked import Asked
from armstrail.web.desk import House
from armstrail.web.page import Away
from armstrail.web.refusals import BadAsk, refused

FILTERS: Final = (
    "q", "lang", "supplier", "recipient", "item", "kind", "source", "source_type", "unit", "status", "modality",
    "stance", "from", "to",
)  # fmt: skip
SAVED: Final = "armstrail_saved"
_MOST_SAVED: Final = 20
_MOST_COOKIE: Final = 3_000
_TRIES: Final = (("/search", "search"),)


def kept_searches(house: House, asked: Asked) -> list[str]:
    """The searches that whoever asks keeps, as the fields of their addresses, the newest first."""
    if house.accounts is not None and asked.visitor is not None:
        held = list_searches(house.accounts, asked.visitor.name)
        return [code for code in (_known(each) for each in held) if code]
    return saved(asked.cookies)


def save(house: House, asked: Asked) -> Away:
    """Keep a search, or forget one.

    In a shared workspace those that a browser kept for itself go to the account with the first one kept there.
    """
    asked.only("search", "forget")
    code, forgotten = asked.one("search"), asked.one("forget")
    known = _known(code) if code else ""
    if code and not known:
        raise BadAsk("search.feed_of_what", _TRIES)
    to = f"/search?{known}" if known else "/search"
    if house.accounts is None or asked.visitor is None:
        kept = [each for each in saved(asked.cookies) if each not in (known, forgotten)]
        value = "|".join([*([known] if known else []), *kept][:_MOST_SAVED])
        if len(value) > _MOST_COOKIE:
            raise BadAsk("search.too_many", _TRIES)
        return Away(to, {SAVED: value or None})
    file, name = house.accounts, asked.visitor.name
    if forgotten:
        forget_search(file, name, forgotten)
    for each in reversed(saved(asked.cookies)):
        if each != forgotten:
            with suppress(BadValue):  # an account that is full keeps no more; else nobody could make room in it
                keep_search(file, name, each)
    try:
        if known:
            keep_search(file, name, known)
    except BadValue as error:
        raise refused(error, _TRIES) from error
    return Away(to, {SAVED: None} if SAVED in asked.cookies else {})


def saved(cookies: Mapping[str, str]) -> list[str]:
    """The searches that a browser keeps; what is none is passed over."""
    codes = cookies.get(SAVED, "").split("|")[:_MOST_SAVED]
    return [code for code in (_known(each) for each in codes) if code]


def _known(code: str) -> str:
    """A search without fields that are none."""
    return urlencode([(name, value) for name, value in parse_qsl(code) if name in FILTERS])
