"""The workspace opened without a server, and a browser that asks it for pages."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from pathlib import Path

from armstrail.web import Settings, make_app
from armstrail.web.desk import House

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the test client of Starlette wants another name for its HTTP library
    from starlette.testclient import TestClient

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)


def settings_of(ledger: Path, **changed: object) -> Settings:
    return Settings(str(ledger), lambda: NOW, b"a secret of tests", **changed)


def browser(settings: Settings, house: House | None = None) -> TestClient:
    return TestClient(make_app(settings, house), "http://127.0.0.1:8765", raise_server_exceptions=False)
