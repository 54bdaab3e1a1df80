"""A person's ruling on which claims are one voice, or on how far a source or an item is to be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armstrail.model.errors import BadValue
from armstrail.model.terms import check_term

RULINGS: Final = ("merge", "part", "grade")
LETTERS: Final = ("A", "B", "C", "D", "E", "F")
DIGITS: Final = (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision that holds, on the claim `claim` of the document with digest `document`.

    `merge` says that it repeats the voice of the claim `other` (document, claim), `part` that it does not; a part
    without `other` sets it on its own. `grade` gives the Admiralty `letter` of the `origin` on whose word the claim
    rests, or the `digit` of this item, or both. `id` is that of the ledger's decision, by which it is undone.
    """

    id: str
    action: str
    document: str
    claim: str
    who: str
    why: str
    other: tuple[str, str] | None = None
    origin: str | None = None
    letter: str | None = None
    digit: int | None = None

    def __post_init__(self) -> None:
        check_term("ruling", self.action, RULINGS)
        check_term("letter", self.letter, LETTERS)
        if self.digit is not None and self.digit not in DIGITS:
            raise BadValue(f"digit {self.digit!r} is not known; use one of 1 to 6")
        if self.action == "merge" and self.other is None:
            raise BadValue("a merge needs the other claim")
        if self.action == "grade" and (self.letter, self.digit) == (None, None):
            raise BadValue("a grade needs a letter, a digit, or both")
        if self.letter is not None and not self.origin:
            raise BadValue("a letter grades an origin; name it")
