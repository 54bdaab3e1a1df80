"""The contract of a table of published figures: one loader for `figures.toml`, which refuses gaps and typos."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from armstrail.model import terms
from armstrail.model.errors import BadValue, PackError

_FILE: Final = "ingestion/figures.toml"


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tag of a note settles; None where nothing. `foreign` says that the family is not the source's."""

    value: bool = False
    tag: str | None = None
    kind: str | None = None
    status: str | None = None
    modality: str | None = None
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """The columns in their order, which of them no row may leave empty, what notes become, and which words behind
    an outlet only name its edition."""

    lang: str
    columns: tuple[str, ...]
    needed: frozenset[str]
    tags: Mapping[str, Tag]
    families: Mapping[str, str]
    estimated: re.Pattern[str]
    basis: Mapping[str, re.Pattern[str]]
    editions: frozenset[str]


@cache
def load_contract() -> Contract:
    """The contract of the table.

    Raises:
        PackError: a key missing or unknown, or a word that the claim model does not know; names the key.
    """
    told = tomllib.loads((files("armstrail.ingestion") / "figures.toml").read_text("utf-8"))
    sections = {"lang", "columns", "tags", "families", "estimated", "basis", "carriers"}
    if told.keys() != sections:
        raise PackError(f"{_FILE}: sections must be {', '.join(sorted(sections))}, got {', '.join(sorted(told))}")
    if odd := {name for name, told_of in told["columns"].items() if told_of not in ("needed", "open")}:
        raise PackError(f"{_FILE}: columns {', '.join(sorted(odd))} must be 'needed' or 'open'")
    if odd := set(told["basis"]) - set(terms.BASES):
        raise PackError(f"{_FILE}: basis {', '.join(sorted(odd))} is not known; use {', '.join(terms.BASES)}")
    return Contract(
        lang=told["lang"],
        columns=tuple(told["columns"]),
        needed=frozenset(name for name, told_of in told["columns"].items() if told_of == "needed"),
        tags={name: _tag(name, slots) for name, slots in told["tags"].items()},
        families=told["families"],
        estimated=_any_of(told["estimated"]["words"]),
        basis={base: _any_of(words) for base, words in told["basis"].items()},
        editions=frozenset(told["carriers"]["editions"]),
    )


def _tag(name: str, slots: Mapping[str, Any]) -> Tag:
    try:
        tag = Tag(**slots)
        for slot, allowed in (("kind", terms.KINDS), ("status", terms.STATUSES), ("modality", terms.MODALITIES)):
            terms.check_term(slot, getattr(tag, slot), allowed)
        if tag.tag not in (None, "derived", *terms.TAGS):
            raise BadValue(f"tag {tag.tag!r} is not known; use derived, or one of {', '.join(terms.TAGS)}")
    except (TypeError, BadValue) as error:
        raise PackError(f"{_FILE}: tags.{name}: {error}") from error
    return tag


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
