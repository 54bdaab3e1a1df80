"""Forms in two parts with words between them: `stellt … bereit` is one verb, wherever its prefix stands.

A `#` in the second part stands for a number: `put … at #`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from armstrail.languages.lexicon import Entry

GAP: Final = " … "
PARTED: Final = "parted"  # the class of first parts; their values say what they wait for
_BAR: Final = "|"


def with_first_parts(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, of a form in two parts its first part alone, which carries the second and the sense of both."""
    for entry in entries:
        first, gap, second = entry.form.partition(GAP)
        if gap:
            yield Entry(first, PARTED, _BAR.join((second, entry.cls, entry.value)))
        else:
            yield entry


def second_part(value: str) -> tuple[str, tuple[str, str]]:
    """What a first part waits for, and the (class, value) that both parts together stand for."""
    second, cls, sense = value.split(_BAR, 2)
    return second, (cls, sense)
