"""Why something was held to be so, without language: a code, and what stands in the places of its words.

Written as one line, so that a table can hold it and a program read it: `digits_within | 4 | 30`. What the codes mean in
a language stands among its words (`publishing/wording/*.toml`, `[ground]`).
"""

from __future__ import annotations

from typing import Final

GROUNDS: Final = (
    "person", "misnamed", "total_so_far", "row", "taken_back", "ruling", "shingles", "figures", "digits",
    "digits_within", "passed_on", "factor", "tagged_derived", "tagged_repeat",
)  # fmt: skip
_BETWEEN: Final = " | "


def ground(code: str, *told: object) -> str:
    """A ground in one line."""
    return _BETWEEN.join((code, *(str(each).replace(_BETWEEN, " ¦ ") for each in told)))


def read_ground(line: str) -> tuple[str, list[str]]:
    """The code of a ground, and what it tells."""
    code, *told = line.split(_BETWEEN)
    return code, told
