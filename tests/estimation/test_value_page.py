"""The page on value says what the functions on it give."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def test_every_figure_on_the_page_is_made_by_the_lines_above_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs" / "value.md"), module_relative=False, encoding="utf-8")
    assert tried > 40
    assert failed == 0
