"""Draw the pages of the workspace as a browser shows them, for docs/workspace.md and docs/sharing.md.

python docs/make_pages.py            writes docs/pages/*.png
python docs/make_pages.py flow log   only these

Every page of the route table is drawn, on the example of published figures; it needs Playwright and a Chromium.
"""

from __future__ import annotations

import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from armstrail import accounts, pipeline
from armstrail.languages import load_packs
from armstrail.ledger import Ledger
from armstrail.vocabulary import load_vocabulary
from armstrail.web import Settings, make_app
from armstrail.web.desk import House
from armstrail.web.routes import EDITOR_PAGES, OWN_PAGES, PAGES
from armstrail.web.serving import warm

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "dprk-russia"
CUT = {"source": 0.7}  # shorter: not every machine that draws has letters for every language
BEGIN = {"flow": "main h2"}  # what a picture begins with, where the top of the page has least of what it is for
WIDE, PHONE = {"width": 1120, "height": 720}, {"width": 390, "height": 760}
ON_A_PHONE, IN_THE_DARK = ("flow", "claim"), ("question",)
MOST = 150_000  # bytes of a picture
SLOWEST = 300_000  # milliseconds: what is opened for the first time must be worked out
QUESTION = {"supplier": "KP", "recipient": "RU", "item": "cargo", "unit": "containers", "stage": "delivered"}
FIELDS = {
    "/mark/{document}": "?start=0&end=40",
    "/search": "?q=containers",
    "/changes/{supplier}/{recipient}": "?since=2025-01-01",
}
PASSWORD = "four words in a row"
PEOPLE = {"Ada Example": "editor", "Ben Sample": "analyst", "Cleo Specimen": "reader"}


def main(wanted: list[str]) -> None:
    where = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if where is None:
        sys.exit("no chromium on the path; install it, or leave the pictures as they are")
    from playwright.sync_api import sync_playwright

    (ROOT / "docs" / "pages").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        settings = fill(Path(folder))
        house = House.of(settings)
        warm(house)  # sizes of all flows, as `serve` works them out in the background
        with served(settings, house) as address:
            draw_alone(browser, address, wanted, examples(settings.ledger))
        people = make_people(Path(folder))
        with served(Settings(settings.ledger, settings.clock, settings.secret, accounts=people)) as address:
            draw_shared(browser, address, wanted)
        browser.close()


def fill(folder: Path) -> Settings:
    """A ledger of the example's articles and table."""
    ticks = count()

    def clock() -> datetime:
        return datetime(2026, 2, 2, 9, tzinfo=UTC) + timedelta(seconds=next(ticks))

    ledger = folder / "armstrail.db"
    with Ledger.open(ledger, clock=clock) as book:
        vocabulary = load_vocabulary()
        pipeline.add([EXAMPLE / "documents"], book, load_packs(vocabulary))
        pipeline.import_figures(pipeline.read_tables([EXAMPLE / "figures.csv"], vocabulary), book)
        claims = [claim for claim, _ in book.claims()][:2]
        for claim in claims:
            book.add_decision("accept", claim.id, who="Ben Sample", why="read, and as the text has it")
    return Settings(str(ledger), clock, b"a secret of pictures")


def make_people(folder: Path) -> Path:
    file = accounts.open_accounts(folder / "accounts", lambda: datetime(2026, 2, 2, 8, tzinfo=UTC), create=True)
    for name, role in PEOPLE.items():
        accounts.add(file, name, role, PASSWORD, by="command line")
    return file.path


def examples(ledger: str) -> dict[str, str]:
    """Parts for the addresses of the route table: a claim on the question that is drawn, and its document."""
    with Ledger.open(ledger, clock=lambda: datetime.now(UTC), read_only=True) as book:
        held = [
            (claim, document)
            for claim, document in book.claims()
            if claim.item == "cargo"
            and claim.quantity
            and claim.quantity.unit == "containers"
            and document.lang == "en"
        ]
        decision = next(iter(book.decisions()))
    claim, document = max(held, key=lambda pair: (len(pair[1].text) < 4_000, len(pair[1].text)))
    return {**QUESTION, "claim": claim.id, "document": document.digest, "origin": "kr-nis", "decision": decision.id}


@contextmanager
def served(settings: Settings, house: House | None = None) -> Iterator[str]:
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(settings, house), host="127.0.0.1", port=port, log_level="warning"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            sys.exit("the workspace did not start")
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def name_of(path: str) -> str:
    """`/flow/{supplier}/{recipient}` as `flow`; the start has no word in its address."""
    return path.split("/")[1] or "start"


def draw_alone(browser: Browser, address: str, wanted: list[str], parts: dict[str, str]) -> None:
    drawn = set()
    for path, _ in PAGES:
        name = name_of(path)
        if name in drawn or (wanted and name not in wanted):
            continue
        drawn.add(name)
        here = address + re.sub(r"{(\w+)(:path)?}", lambda found: parts[found[1]], path) + FIELDS.get(path, "")
        for ending, look in looks(name):
            context = browser.new_context(**look)
            draw(context.new_page(), here, name + ending)
            context.close()


def looks(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """How a page is drawn: at a desk; some on a phone, some in the dark."""
    yield "", {"viewport": WIDE}
    if name in ON_A_PHONE:
        yield "-phone", {"viewport": PHONE, "is_mobile": True, "has_touch": True}
    if name in IN_THE_DARK:
        yield "-dark", {"viewport": WIDE, "color_scheme": "dark"}


def draw_shared(browser: Browser, address: str, wanted: list[str]) -> None:
    page = browser.new_context(viewport=WIDE).new_page()
    if not wanted or "login" in wanted:
        draw(page, f"{address}/login", "login")
    for name, password in (("Ben Sample", "not his own"), ("Ada Example", PASSWORD)):
        page.goto(f"{address}/login")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{address}/")
    for path, _ in (*OWN_PAGES, *EDITOR_PAGES):
        if not wanted or name_of(path) in wanted:
            draw(page, address + path, name_of(path))


def draw(page: Page, address: str, name: str) -> None:
    page.goto(address, timeout=SLOWEST)
    page.wait_for_load_state("networkidle", timeout=SLOWEST)
    file = ROOT / "docs" / "pages" / f"{name}.png"
    view = page.viewport_size or WIDE
    first = page.locator(BEGIN.get(name, "body")).first.bounding_box()
    top = max(0, round(first["y"]) - 16) if first and name in BEGIN else 0
    for share in (CUT.get(name, 1.0), 0.85, 0.7, 0.55):  # a page dense with words is cut shorter
        clip = {"x": 0, "y": top, "width": view["width"], "height": round(share * view["height"])}
        page.screenshot(path=file, scale="css", clip=clip, full_page=top > 0)
        if file.stat().st_size <= MOST:
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes")
            return
    sys.exit(f"{file} is larger than {MOST:,} bytes; draw less of the page")


if __name__ == "__main__":
    main(sys.argv[1:])
