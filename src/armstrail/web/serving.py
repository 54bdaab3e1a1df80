"""The workspace served on this machine, with its flows worked out in the background, and kept beside the ledger."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
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
_SUMMED_UP: Final = 1_000  # flows, those with most claims first
_OPENED: Final = 10  # flows whose pages are worked out beforehand
PATIENCE: Final = 0.15  # seconds after which a reader is told that her page is being worked out
_TURN: Final = 0.001  # seconds that one thread may compute while another has something to say
_PAUSE: Final = 2.0  # seconds between two looks whether the ledger changed


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

    from armstrail.web.connections import MOST, Impatient

    take_turns()
    house = House.of(replace(settings, keeps=True, patience=PATIENCE))
    settings = house.settings
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
            http=Impatient,
            limit_concurrency=MOST,
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy or "",
        )
    finally:
        ended.set()


def take_turns() -> None:
    """Let the thread that answers a reader go before those that work something out, of which each would otherwise
    compute five times as long before another's turn comes."""
    sys.setswitchinterval(_TURN)


def _keep_warm(house: House, ended: Event) -> None:
    """Sum up the flows, and again whenever the ledger changed; a ledger that is away is tried later."""
    stamp: str | None = ""
    while not ended.is_set():
        try:
            if stamp != (now := house.stamp()):  # one on a server tells none: its flows are summed up once
                stamp = now
                warm(house, ended)
        except ArmstrailError as error:
            _LOG.warning("flows could not be summed up: %s", error)
        ended.wait(_PAUSE)


def warm(house: House, ended: Event | None = None) -> int:
    """Sum up the flows of the ledger as it stands, with their sizes, and open the pages of the largest; how many.

    It stops where the ledger changes meanwhile, since nobody will ask for what it was.

    Raises:
        Unready: the ledger cannot be reached.
    """
    done, begun = 0, house.stamp()

    def stopped() -> bool:
        return (ended is not None and ended.is_set()) or house.stamp() != begun

    with house.desk() as desk:
        rows = desk.flows()[:_SUMMED_UP]
        for row in rows:
            if stopped():
                return done
            desk.summary(row.supplier, row.recipient, size=True)
            done += 1
        for row in reversed(rows[:_OPENED]):  # what is opened last is kept longest
            if stopped():
                return done
            flow(desk, Asked({"supplier": row.supplier, "recipient": row.recipient}, ()))
    return done
