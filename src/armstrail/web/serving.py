"""The workspace served on this machine, with its flows worked out in the background, and kept for the next start.

Several processes can serve one workspace at one address. What they must agree on lies outside all of them: the ledger,
the file of accounts with sessions and attempts, the file of what was worked out, and the secret that they are given.
What each keeps in memory stands under the state of the ledger, as it does in one process.
"""

from __future__ import annotations

import gc
import logging
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Final

from armstrail.accounts import check_managed, open_accounts
from armstrail.model.errors import ArmstrailError
from armstrail.pipeline.derived import Derived
from armstrail.web.app import make_app
from armstrail.web.asked import Asked
from armstrail.web.bodies import taken_in
from armstrail.web.desk import Desk, House
from armstrail.web.pages.flow import flow
from armstrail.web.pages.question import question
from armstrail.web.pages.review import ranked
from armstrail.web.settings import Settings, check_host
from armstrail.web.words import load_words

if TYPE_CHECKING:
    Turn = Any  # a lock of threads, or of processes

_LOG: Final = logging.getLogger("armstrail.web")
_SUMMED_UP: Final = 1_000  # flows, those with most claims first
_OPENED: Final = 250  # flows whose pages are worked out beforehand
_STUDIED: Final = 10  # those of them whose receipts and whose queue are worked out before the pages of the others
_RECEIPTS: Final = 3  # of a flow, those of the questions with most claims, which its queue asks, too
PATIENCE: Final = 0.15  # seconds after which a reader is told that her page is being worked out
_TURN: Final = 0.001  # seconds that one thread may compute while another has something to say
_START: Final = 0.3  # seconds for the page that a reader opens the workspace with, before anything else is begun
_PAUSE: Final = 2.0  # seconds between two looks whether the ledger changed
_LONGEST_TURN: Final = 60.0  # seconds
_IDLE: Final = 30  # seconds that a connection stays open between two requests, longer than browsers leave one alone
_BACKLOG: Final = 2_048  # callers that wait to be let in


def serve(settings: Settings, *, host: str, port: int, proxy: str | None = None, workers: int = 1) -> None:
    """Serve the workspace until it is interrupted.

    Args:
        proxy: the address of a proxy whose X-Forwarded-Proto and X-Forwarded-For are believed; None for nobody's.
        workers: how many processes serve it.
    Raises:
        BadValue: the host is not of this machine alone, and the workspace asks nobody who he is.
        PackError: the pages have no words in the language.
        AccountsError: the workspace is shared, and has no accounts, or nobody who manages them.
    """
    with _kept(settings) as settings:
        if settings.accounts is None:
            check_host(host)
        else:
            check_managed(open_accounts(settings.accounts, settings.clock))
        load_words(settings.language)
        with socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=_BACKLOG
        ) as door:
            if workers == 1:
                serve_at(door, settings, proxy, Lock())
            else:
                from armstrail.web.workers import serve_together

                serve_together(door, settings, proxy, workers)


@contextmanager
def _kept(settings: Settings) -> Iterator[Settings]:
    """The settings with a file for what is worked out: where the ledger has none beside it, one that ends with us."""
    settings = replace(settings, keeps=True, patience=PATIENCE)
    if settings.derived is not None or Derived.beside(settings.ledger, read_only=settings.read_only).is_kept:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="armstrail-") as folder:
        yield replace(settings, derived=Path(folder) / "derived")


def serve_at(door: socket.socket, settings: Settings, proxy: str | None, turn: Turn) -> None:
    """Serve the workspace at a socket until the process is interrupted.

    Args:
        turn: held by the one process that sums up the flows; the others find them summed up.
    """
    import uvicorn

    from armstrail.web.connections import MOST, Impatient

    gc.disable()  # what is loaded now stays: looking through it takes a tenth of the time until the first page
    take_turns()
    house, (host, port) = House.of(settings), door.getsockname()[:2]
    config = uvicorn.Config(
        make_app(settings, house),
        host=host,
        port=port,
        log_level="warning",
        http=Impatient,
        limit_concurrency=MOST,
        server_header=False,
        timeout_keep_alive=_IDLE,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy or "",
    )
    ended = Event()
    Thread(target=_keep_warm, args=(house, ended, turn), daemon=True, name="summing up").start()
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[door])
        if not server.started:
            raise SystemExit(1)  # it has said why
    except KeyboardInterrupt:
        pass  # the server has closed in good order before it says so
    finally:
        ended.set()
        house.reach.close()


def take_turns() -> None:
    """Let the thread that answers a reader go before those that work something out, of which each would otherwise
    compute five times as long before another's turn comes."""
    sys.setswitchinterval(_TURN)


def keep_for_good() -> None:
    """Take what is there, modules and books, to stay for as long as the process: it is no more looked through for
    garbage, which takes a tenth of a second and comes while somebody waits for a page."""
    gc.collect()
    gc.freeze()


def _keep_warm(house: House, ended: Event, turn: Turn) -> None:
    """Load what pages wait for; then sum up the flows, and again whenever the ledger changed. A ledger that is away is
    tried later."""
    stamp = ""
    try:
        if not ended.wait(_START):
            make_ready(house)
            keep_for_good()
    finally:
        gc.enable()
    while not ended.is_set():
        try:
            if stamp != (now := house.stamp()):
                stamp = now
                mine = turn.acquire(timeout=_LONGEST_TURN)  # one that was killed within its turn never ends it
                try:
                    warm(house, ended)
                finally:
                    if mine:
                        turn.release()
        except ArmstrailError as error:
            _LOG.warning("flows could not be summed up: %s", error)
        ended.wait(_PAUSE)


def warm(house: House, ended: Event | None = None) -> int:
    """Sum up the flows of the ledger as it stands, and work out the pages that a reader opens first; how many flows.

    What every page needs comes first; then the sizes of all flows, the pages of the largest with their receipts and
    queues, the pages of the others, and at last the receipts and queues of these. What was worked out before is read
    from beside the ledger. It stops where the ledger changes meanwhile, since nobody will ask for what it was.

    Raises:
        Unready: the ledger cannot be reached.
    """
    begun = house.stamp()

    def stopped() -> bool:
        return (ended is not None and ended.is_set()) or house.stamp() != begun

    with house.desk() as desk:
        rows = desk.flows()[:_SUMMED_UP]
        done = desk.sum_up(rows, stopped)
        pairs = [(row.supplier, row.recipient) for row in rows[:_OPENED]]
        first, others = pairs[:_STUDIED], pairs[_STUDIED:]
        tasks = [(task, pair) for pair in first for task in (_open, _study)]
        tasks += [(_open, pair) for pair in others] + [(_study, pair) for pair in others]
        for task, pair in tasks:
            if stopped():
                break
            task(desk, pair)
    return done


def _open(desk: Desk, pair: tuple[str, str]) -> None:
    """Work out the page of a flow."""
    taken_in(desk, flow(desk, Asked({"supplier": pair[0], "recipient": pair[1]}, ())))


def _study(desk: Desk, pair: tuple[str, str]) -> None:
    """Work out the queue of a flow, and the receipts of its first questions."""
    ranked(desk, pair)
    for asked, _ in desk.questions_between(*pair, None)[:_RECEIPTS]:
        parts = {
            "supplier": pair[0],
            "recipient": pair[1],
            "item": asked.item,
            "unit": asked.unit,
            "stage": asked.stage,
        }
        taken_in(desk, question(desk, Asked(parts, [("nature", asked.nature)])))


def make_ready(house: House) -> None:
    """Load once what the first page of its kind would wait for: templates, endings of words, what works things out and
    what draws pictures."""
    from armstrail.pipeline.estimates import start_estimating
    from armstrail.pipeline.searching import languages
    from armstrail.publishing.pictures import start_drawing

    for name in house.templates.list_templates(extensions=("j2",)):
        house.templates.get_template(name)
    languages()
    start_estimating()
    start_drawing()
