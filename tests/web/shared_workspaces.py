"""A shared workspace with an account of each role, and browsers that log in at it."""

from __future__ import annotations

import re
from pathlib import Path

from page_views import Seen, see
from small_ledger import SPY_CLAIM, small_file
from workspaces import NOW, TestClient

from armstrail import accounts
from armstrail.web import Settings, make_app

PASSWORD = "four words in a row"
PEOPLE = {"Rita Read": "reader", "Ana Lyst": "analyst", "Ada Lyst": "analyst", "Edi Tor": "editor"}
PARTS = {
    "supplier": "KP", "recipient": "RU", "item": "cargo", "unit": "containers", "stage": "delivered",
    "claim": SPY_CLAIM.id, "document": "spy", "origin": "kr-nis", "decision": "abcdef", "form": "md",
    "original": "0" * 64,
}  # fmt: skip


def make_people(folder: Path) -> Path:
    """A file with an account of each role, to be copied: passwords take long to hash."""
    made = accounts.open_accounts(folder / "accounts", lambda: NOW, create=True)
    for name, role in PEOPLE.items():
        accounts.add(made, name, role, PASSWORD, by="tests")
    return made.path


class Workspace:
    """A shared workspace with a clock that a test moves."""

    def __init__(self, folder: Path, people: Path, **changed: object) -> None:
        self.now = NOW
        self.ledger = folder / "small.db"
        self.ledger.write_bytes(small_file(NOW))
        self.path = folder / "small.db.accounts"
        self.path.touch(0o600)
        self.path.write_bytes(people.read_bytes())
        self.file = accounts.open_accounts(self.path, lambda: self.now)
        self.changed = changed
        self.app = self.start()

    def start(self, secret=b"a secret of tests"):
        return make_app(Settings(str(self.ledger), lambda: self.now, secret, accounts=self.path, **self.changed))

    def browser(self, scheme="http", client="192.0.2.7"):
        return TestClient(
            self.app, f"{scheme}://127.0.0.1:8765", raise_server_exceptions=False, client=(client, 50_000)
        )

    def enter(self, name, **how):
        browser = self.browser(**how)
        answer = log_in(browser, name)
        assert answer.status_code == 200, answer.text
        return browser

    def events(self, **which):
        return [(each.event, each.account, each.by, each.detail) for each in accounts.list_events(self.file, **which)]


def log_in(browser, name, password=PASSWORD, path="/login", **told):
    fields = see(browser, path).fields("/login")
    return browser.post("/login", data={**fields, "name": name, "password": password, **told})


def filled(path):
    return re.sub(r"{(\w+)(:path)?}", lambda found: PARTS[found[1]], path)


def decide(browser, claim, action, **told):
    path = f"/claim/{claim.id}/decide"
    fields = see(browser, f"/claim/{claim.id}").fields(path)
    return browser.post(path, data={**fields, "why": "read both", "action": action, **told})


def seen(answer):
    return Seen(answer.text)


def resent(browser, answer, path, told):
    """The form to a path on a page, sent with its hidden fields."""
    return browser.post(path, data={**seen(answer).fields(path), **told})
