"""The copy: a document that another one, older, was copied or translated from."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model.errors import BadValue
from armstrail.model.terms import check_term

COPY_KINDS = ("near_copy", "translated")


@dataclass(frozen=True, slots=True)
class Copy:
    """That a document was copied or translated, however it says so itself.

    `of` is the digest of the oldest document it goes back to, `nearest` that of the older document it is most like
    (the same, where nothing stands between). `share` is the measured likeness with `nearest`, 0 to 1, and `why`
    names what was measured (`model.ground`).
    """

    of: str
    nearest: str
    kind: str
    share: float
    why: str

    def __post_init__(self) -> None:
        check_term("kind of copy", self.kind, COPY_KINDS)
        if not 0 <= self.share <= 1:
            raise BadValue(f"copy of {self.of}: share must lie between 0 and 1, got {self.share!r}")
