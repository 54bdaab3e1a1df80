"""The workspace served on this machine, with its flows summed up in the background."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import Final

from armstrail.accounts import check_managed
from armstrail.model.errors import ArmstrailError
from armstrail.web.app import make_app
from armstrail.web.asked import Asked
from armstrail.web.desk import House
from armstrail.web.pages.flow import flow
from armstrail.web.settings import Settings, check_host

_LOG: Final = logging.getLogger("armstrail.web")
_SUMMED_UP: Final = 60  # flows, those with most claims first
_OPENED: Final = 3  # flows whose page is worked out beforehand
_PAUSE: Final = 20.0  # seconds between two looks at the ledger


def serve(settings: Settings, *, host: str, port: int, proxy: str | None = None) -> None:
    """Serve the workspace until it is interrupted.

    Args:
        proxy: the address of a proxy whose X-Forwarded-Proto and X-Forwarded-For are believed; None for nobody's.
    Raises:
        BadValue: the host is not of this machine alone, and the workspace asks nobody who he is.
        PackError: the pages have no words in the language.
        AccountsError: the workspace is shared, and has no accounts, or nobody who manages them.
    """
    import uvicorn

    house = House.of(settings)
    if house.accounts is None:
        check_host(host)
    else:
        check_managed(house.accounts)
    ended = Event()
    Thread(target=_keep_warm, args=(house, ended), daemon=True, name="summing up").start()
    try:
        uvicorn.run(
            make_app(settings, house),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy or "",
        )
    finally:
        ended.set()


def _keep_warm(house: House, ended: Event) -> None:
    """Sum up the flows, and again whenever the ledger changed; a ledger that is away is tried later."""
    while not ended.is_set():
        try:
            warm(house, ended)
        except ArmstrailError as error:
            _LOG.warning("flows could not be summed up: %s", error)
        ended.wait(_PAUSE)


def warm(house: House, ended: Event | None = None) -> int:
    """Sum up the flows of the ledger as it stands, with their sizes; how many.

    Raises:
        Unready: the ledger cannot be reached.
    """
    done = 0
    with house.desk() as desk:
        for row in desk.flows()[:_SUMMED_UP]:
            if ended is not None and ended.is_set():
                break
            desk.summary(row.supplier, row.recipient, size=True)
            done += 1
            if done <= _OPENED:
                flow(desk, Asked({"supplier": row.supplier, "recipient": row.recipient}, ()))
    return done
