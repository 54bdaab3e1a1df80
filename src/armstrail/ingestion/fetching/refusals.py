"""A refusal that time may mend."""

from __future__ import annotations

from typing import Final

from armstrail.ingestion.rows import Refused

LATER: Final = "try again later"


class NotNow(Refused):
    """A refusal that may be another answer next time; `after` is for how many seconds the server asks to wait."""

    def __init__(self, reason: str, mend: str = LATER, after: float | None = None) -> None:
        super().__init__(reason, mend)
        self.after = after
