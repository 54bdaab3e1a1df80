"""The formats that can be exported, by name: what each holds, and what it needs to be worked out first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from armstrail.model.errors import BadValue
from armstrail.publishing.exports.csvw import to_csvw
from armstrail.publishing.exports.jsonl import to_jsonl
from armstrail.publishing.exports.values import Holdings
from armstrail.publishing.exports.xlsx import to_xlsx

DEPTHS: Final = ("claims", "voices", "estimates")  # each with what stands before it
Content = str | bytes | Mapping[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, what it holds, how far the ledger must be worked out for it, and what writes it.

    `suffix` is that of its file, empty where it is a folder of several; `binary` is whether it is no text.
    """

    name: str
    holds: str
    depth: str
    suffix: str
    write: Callable[[Holdings], Content]
    binary: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether several files arise."""
        return not self.suffix

    def files(self, holdings: Holdings) -> dict[str, bytes]:
        """The files by their names; where there is but one, it is named after the format."""
        content = self.write(holdings)
        named = {f"armstrail{self.suffix}": content} if isinstance(content, str | bytes) else content
        return {name: each.encode() if isinstance(each, str) else each for name, each in named.items()}


FORMATS: Final = {
    each.name: each
    for each in (
        Format("jsonl", "everything, exact: claims, voices, findings, estimates", "estimates", ".jsonl", to_jsonl),
        Format("csv", "a folder of tables with CSVW metadata", "estimates", "", to_csvw),
        Format("xlsx", "one workbook, a sheet a table, caveats beside numbers", "estimates", ".xlsx", to_xlsx, True),
    )
}


def find_format(name: str) -> Format:
    """The format of a name.

    Raises:
        BadValue: there is none; lists those there are.
    """
    if name not in FORMATS:
        raise BadValue(f"format {name!r} is not known; use one of {', '.join(FORMATS)}")
    return FORMATS[name]
