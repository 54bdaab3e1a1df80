"""What an edit of a document did to its claims."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue

WHATS = ("changed", "gone", "new")


@dataclass(frozen=True, slots=True)
class Edit:
    """A claim that an edit changed, took out or put in: its ids in the version before and in the one after.

    `slots` are those that a changed claim has otherwise than before, by the names of `model.slots`.
    """

    what: str
    before: str | None
    after: str | None
    slots: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        told = {"changed": (True, True), "gone": (True, False), "new": (False, True)}.get(self.what)
        if told != (self.before is not None, self.after is not None):
            raise BadValue(f"an edit is one of {', '.join(WHATS)}, with the claims that it has; got {self!r}")


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit where it happened: at which address, since when (YYYY-MM-DD), and its claims with their versions."""

    address: str
    since: str
    edit: Edit
    before: tuple[Claim, Document] | None
    after: tuple[Claim, Document] | None
