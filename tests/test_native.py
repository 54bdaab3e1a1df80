"""The compiled wheel: what of the source is compiled, and what keeps it reading as the source does."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
HOOK = BUILD["targets"]["wheel"]["hooks"]["custom"]


def compiled_modules() -> list[Path]:
    return sorted({path for pattern in HOOK["modules"] for path in SOURCE.glob(pattern)})


def test_a_wheel_is_pure_unless_asked_otherwise():
    """Whoever installs the package needs no compiler."""
    assert HOOK["enable-by-default"] is False


@pytest.mark.parametrize("pattern", HOOK["modules"])
def test_every_pattern_names_modules(pattern):
    """A module that was renamed is not left out in silence."""
    assert list(SOURCE.glob(pattern))


@pytest.mark.parametrize("path", compiled_modules(), ids=lambda path: path.stem)
def test_a_compiled_module_keeps_no_properties(path):
    """mypyc takes `cached_property` for a plain property: it would be worked out anew each time it is asked for."""
    assert "cached_property" not in path.read_text("utf-8")


def test_an_installation_that_points_at_the_sources_compiles_nothing():
    """`pip install -e` stays what it is: a binary beside a module that changes would hide the change."""
    hook = runpy.run_path(str(ROOT / "hatch_build.py"))["NativeHook"]
    build_data: dict[str, object] = {}
    native = hook(str(ROOT), HOOK, None, None, "", "wheel")
    native.initialize("editable", build_data)
    assert build_data == {}
