"""On whose word claims rest: the origin, its family, and the persons who spoke for it in their time."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model import terms
from armstrail.model.errors import BadValue


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in the office of an origin: partial ISO dates, None where it is open or not known."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """An agency, institute, office or person on whose word claims rest.

    `code` is a slug (`kr-nis`). `family` names those who share information with it: one state, or one base of
    evidence. `home` is the actor code of its state or organisation. `aliases` are its names in any language,
    `terms` the times in which it spoke, where it is a person or an office held by one. `parent` is the origin that
    a person or branch speaks for.
    """

    code: str
    name: str
    family: str
    source_type: str | None = None
    home: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        terms.check_term("source type", self.source_type, terms.SOURCE_TYPES)
        if not self.code or not self.family:
            raise BadValue(f"origin {self.name!r} needs a code and a family")
