"""The day that a document sets on a line of its own, which is the only date that many reports give.

The day on which a file was made or saved is no day of publication and is never taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from armstrail.ingestion.webdates import labelled_date

_LONGEST: Final = 40  # signs: 'Woensdag 18 september 2024' and a place, not a sentence
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORDS: Final = 4
_PLACE: Final = re.compile(r"^[^\W\d_][^\d,]{1,24},\s*(?=\S)")
_OF_YEAR: Final = re.compile(r"\s*(?:г(?:ода|\.)?|р(?:оку|\.)?|r\.|roku)\s*$")


def find_dateline(lines: Iterable[str]) -> str | None:
    """The day (YYYY-MM-DD) that a line among these names and nothing else; None where none does, or two differ."""
    found = {day for line in lines if (day := _day_of(line)) is not None}
    return found.pop() if len(found) == 1 else None


def _day_of(line: str) -> str | None:
    line = _OF_YEAR.sub("", line)
    return _plain_day(line) or _plain_day(_PLACE.sub("", line, count=1))


def _plain_day(line: str) -> str | None:
    if len(line) > _LONGEST or not _YEAR.search(line) or len(line.split()) > _WORDS + 2:
        return None
    if iso := re.fullmatch(r"\W*((?:19|20)\d\d)[-./](\d\d?)[-./](\d\d?)\W*", line):
        return _checked(iso[1], iso[2], iso[3])
    if korean := re.fullmatch(r"\W*((?:19|20)\d\d)\s*[년年]\s*(\d\d?)\s*[월月]\s*(\d\d?)\s*[일日].{0,6}", line):
        return _checked(korean[1], korean[2], korean[3])
    if dotted := re.fullmatch(r"\W*(\d\d?)\.\s?(\d\d?)\.\s?((?:19|20)\d\d)\W*", line):
        return _checked(dotted[3], dotted[2], dotted[1])
    numbers = re.findall(r"\d+", line)
    letters = re.findall(r"[^\W\d_]+", line)
    if len(numbers) != 2 or not 1 <= len(letters) <= _WORDS:
        return None
    from lxml import html

    return labelled_date(html.document_fromstring(f'<html><body><p class="date">{escape(line)}</p></body></html>'))


def _checked(year: str, month: str, day: str) -> str | None:
    from datetime import date

    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
