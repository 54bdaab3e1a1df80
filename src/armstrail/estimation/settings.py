"""The numbers of the method, in one frozen value that is read from one table with the source of each.

They stand apart from the code because most are judgement: a reader must be able to see, doubt and change them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from armstrail.model.errors import PackError

_TABLE: Final = "estimation/settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """All numbers of the ladder and of what is said about its answer; `settings.toml` tells each one's source.

    Lengths are in natural-log units (logits for shares), times in months, weights and correlations from 0 to 1.
    """

    cell: float
    below: float
    above: float
    about: float
    exact_cap: float
    floor: float
    floor_partial: float
    ceiling: float
    order_median: float
    order_spread: float
    order_top: float
    dozen_median: float
    dozen_top: float
    cleared: float
    heard: float
    noise_freedom: float
    scales: tuple[float, ...]
    scale_median: float
    scale_spread: float
    common: float
    same_origin: float
    derived: float
    derived_family: float
    same_family: float
    strangers: float
    fading: float
    stay: float
    growth_shift: float
    growth_spread: float
    lead: int
    stock_walk: float
    share_walk: float
    longest: int
    letters: Mapping[str, float]
    digits: Mapping[int, float]
    unnamed: float
    candidates: int
    deciding: float
    contradicting: float
    grades_moving: float
    high_effective: float
    high_families: int
    high_deciding: float
    moderate_effective: float
    moderate_families: int
    physical: tuple[str, ...]


def load_settings(path: Path | None = None) -> Settings:
    """The settings of a table; the one that comes with the project where `path` is None.

    Raises:
        PackError: a key missing, unknown or of the wrong kind, or one without a source; names file and key.
    """
    name = str(path) if path else _TABLE
    text = path.read_text("utf-8") if path else (files("armstrail.estimation") / "settings.toml").read_text("utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{name}: {error}") from error
    kinds = {field.name: str(field.type) for field in fields(Settings)}
    for key in table.keys() - kinds.keys():
        raise PackError(f"{name}: setting {key!r} is not known; take it out")
    for key in kinds.keys() - table.keys():
        raise PackError(f"{name}: setting {key!r} is missing; give it a value and a source")
    return Settings(**{key: _read(name, key, table[key], kind) for key, kind in kinds.items()})


def _read(name: str, key: str, entry: Any, kind: str) -> Any:
    if not isinstance(entry, dict) or entry.keys() != {"value", "source"} or not str(entry["source"]).strip():
        raise PackError(f"{name}: setting {key!r} needs a value and a source, and nothing else")
    value = entry["value"]
    try:
        if kind == "float":
            return _number(value)
        if kind == "int" and isinstance(value, int) and value >= 0:
            return value
        if kind == "tuple[float, ...]":
            return tuple(_number(each) for each in value)
        if kind == "tuple[str, ...]":
            return tuple(str(each) for each in value)
        if kind == "Mapping[str, float]":
            return {str(each): _number(weight) for each, weight in value.items()}
        if kind == "Mapping[int, float]":
            return {int(each): _number(weight) for each, weight in value.items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise PackError(f"{name}: setting {key!r} must be {kind}, got {value!r} ({error})") from error
    raise PackError(f"{name}: setting {key!r} must be {kind}, got {value!r}")


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ValueError(f"{value!r} is no number of at least 0")
    return float(value)


@cache
def default_settings() -> Settings:
    """The settings that come with the project, read once."""
    return load_settings()
