"""The table of what may be set beside what (`comparable.toml`), and its one loader."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from armstrail.model.errors import PackError

_SAID: Final = ("same", "part", "unknown")
_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "supplier": _SAID, "recipient": _SAID, "item": ("same", "below", "above", "unknown"),
    "unit": ("same", "share", "other"), "stage": ("same", "used", "underway", "other"),
    "nature": ("same", "flow", "stock", "share"), "measure": ("total", "increment", "rate", "share", "none"),
    "coverage": ("none", "partial", "stock"), "grade": ("yes", "no"), "opinion": ("yes", "no"),
    "capacity": ("yes", "no"), "unit_derived": ("yes", "no"),
}  # fmt: skip
_OUTCOMES: Final = ("in", "floor", "aside")
_NAME: Final = "reconciliation/comparable.toml"


class Rule(NamedTuple):
    """A row of the table: what must hold, what follows, the reason code of an aside, and why in words."""

    when: Mapping[str, str]
    outcome: str
    reason: str
    because: str


class Links(NamedTuple):
    """When two claims or voices go back to one word: windows in days, shares, and numbers of digits."""

    before: int
    after: int
    briefing: int
    sentence: float
    digits_alone: int
    digits_near: int
    ratio: float
    dwarfed: float
    ratio_digits: int


class Comparable(NamedTuple):
    """The whole table: links, groups that are their state's own, and the rules in their order."""

    links: Links
    of_state: frozenset[str]
    rules: tuple[Rule, ...]


def load_comparable(text: str | None = None) -> Comparable:
    """The table as it is shipped, or from `text` in the same form.

    Raises:
        PackError: a key missing, unknown or misspelt, or no last rule for the rest; names file and line.
    """
    return _read(text if text is not None else _shipped())


@cache
def _shipped() -> str:
    return (files("armstrail.reconciliation") / "comparable.toml").read_text("utf-8")


@cache
def _read(text: str) -> Comparable:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{_NAME}: not TOML ({error})") from error
    _keys(_NAME, table, ("links", "parties", "rules"))
    _keys(f"{_NAME}: links", table["links"], Links._fields)
    for key, value in table["links"].items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise PackError(f"{_NAME}: links.{key} must be a number of at least 0, got {value!r}")
    _keys(f"{_NAME}: parties", table["parties"], ("of_state",))
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[rules]]"]
    rules = tuple(_rule(f"{_NAME}:{line}", row) for line, row in zip(lines, table["rules"], strict=True))
    if not rules or rules[-1].when:
        raise PackError(f"{_NAME}: the last rule must fit everything; give it 'when = {{}}'")
    return Comparable(Links(**table["links"]), frozenset(table["parties"]["of_state"]), rules)


def _rule(where: str, row: Mapping[str, Any]) -> Rule:
    outcome = row.get("outcome")
    if outcome not in _OUTCOMES:
        raise PackError(f"{where}: outcome {outcome!r} is not known; use one of {', '.join(_OUTCOMES)}")
    _keys(where, row, ("when", "outcome", "because", *(["reason"] if outcome == "aside" else [])))
    for fact, value in row["when"].items():
        if value not in _FACTS.get(fact, ()):
            allowed = _FACTS.get(fact) or tuple(_FACTS)
            raise PackError(f"{where}: {fact} = {value!r} is not known; use one of {', '.join(allowed)}")
    return Rule(row["when"], outcome, row.get("reason", ""), row["because"])


def _keys(where: str, table: Mapping[str, Any], wanted: tuple[str, ...]) -> None:
    if missing := [key for key in wanted if key not in table]:
        raise PackError(f"{where}: lacks {', '.join(missing)}")
    if unknown := [key for key in table if key not in wanted]:
        raise PackError(f"{where}: has no key {', '.join(unknown)}; use {', '.join(wanted)}")
