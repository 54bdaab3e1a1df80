"""The workspace opened without a server, and a browser that asks it for pages."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2.bccache import Bucket

from armstrail.web import Settings, desk, make_app
from armstrail.web.desk import House

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the test client of Starlette wants another name for its HTTP library
    from starlette.testclient import TestClient

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)


def settings_of(ledger: Path, **changed: object) -> Settings:
    return Settings(str(ledger), lambda: NOW, b"a secret of tests", **changed)


def browser(settings: Settings, house: House | None = None) -> TestClient:
    return TestClient(make_app(settings, house), "http://127.0.0.1:8765", raise_server_exceptions=False)


class _Kept(jinja2.BytecodeCache):
    """Templates that were compiled, as long as the process lives."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


@contextmanager
def compiled_once() -> Iterator[None]:
    """Meanwhile no workspace compiles the templates of its pages anew, which takes longer than most pages."""
    kept, plain = _Kept(), desk.environment

    def environment(house: House) -> jinja2.Environment:
        made = plain(house)
        made.bytecode_cache = kept
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "environment", environment)
        yield
