"""What a run is to do with each piece: the settings that every worker is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armstrail.model.errors import BadValue

KEEPS: Final = ("all", "read")
COMPARED: Final = ("read", "all", "none")


@dataclass(frozen=True, slots=True)
class Task:
    """The settings of a run.

    Args:
        output: the folder, or address, that parts are written into; every worker must be able to reach it.
        keep: whether the texts of all documents are kept, or of those alone that were read for claims. A ledger that is
            loaded from `all` is the one that `add` makes.
        compare: which documents are looked at for copies: those that were `read`, `all`, or `none`.
        seconds: of CPU that one document may take; one that takes more costs its row.
        memory: MiB that reading may take beside what its process holds at the start.
    Raises:
        BadValue: an unknown word, or a limit that is none.
    """

    output: str
    keep: str = "all"
    compare: str = "read"
    seconds: float = 60.0
    memory: int = 4096

    def __post_init__(self) -> None:
        if self.keep not in KEEPS:
            raise BadValue(f"keep must be one of {', '.join(KEEPS)}, not {self.keep!r}")
        if self.compare not in COMPARED:
            raise BadValue(f"compare must be one of {', '.join(COMPARED)}, not {self.compare!r}")
        if self.seconds <= 0 or self.memory <= 0:
            raise BadValue("the limits of time and memory must be above 0")
