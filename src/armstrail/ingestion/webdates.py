"""When a web page was published, by what the page says of itself and not by the days its sentences name.

A wrong date places every claim of a document wrongly in time, and nobody notices; a missing one is
seen. So a date counts only where it is metadata, or stands in a short text labelled as a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from html import escape
from typing import Any, Final

# The latest date is fixed, for else it would be today's and the same page could read otherwise tomorrow.
METADATA_DATES: Final[dict[str, Any]] = {
    "original_date": True,
    "extensive_search": False,
    "max_date": "2100-12-31",
}
_LABELLED_DATES: Final[dict[str, Any]] = {**METADATA_DATES, "extensive_search": True}
_LABEL: Final = re.compile(
    r"(?:^|[\s_-])(?:pub(?:lished?|lication|date)?|posted|(?:entry|post|article|story)?-?(?:date|time)|timestamp"
    r"|data|fecha|datum|datetime)(?=$|[\s_-])",
    re.IGNORECASE,
)
_SENTENCES: Final = "//p | //li | //blockquote | //td | //dd | //figcaption"
_ELSEWHERE: Final = "//footer | //aside | //nav"
_SENTENCE: Final = 100  # signs; a line with the dates of publication and change is shorter, a sentence seldom
_CANDIDATES: Final = 3  # the article's own date stands above those of the pages it leads to


def without_sentences(tree: Any) -> Any:
    """A copy of a page (an lxml tree) in which no date is left that belongs to a sentence or to another page."""
    quiet = deepcopy(tree)
    for element in quiet.xpath(_ELSEWHERE):
        _drop(element)
    for element in quiet.xpath(_SENTENCES):
        if len(element.text_content()) > _SENTENCE:
            _drop(element)
    for body in quiet.xpath("//body"):
        for element in body.iter():
            if element.tag in ("script", "style"):
                continue
            if len(element.text or "") > _SENTENCE:
                element.text = ""
            if len(element.tail or "") > _SENTENCE:
                element.tail = ""
    return quiet


def _drop(element: Any) -> None:
    """Take an element away and leave what follows it; the root of a tree stays."""
    if element.getparent() is not None:
        element.drop_tree()


def labelled_date(tree: Any) -> str | None:
    """The day that the first labelled date in a page names in words ('18 ottobre 2024'), as YYYY-MM-DD."""
    from htmldate import find_date

    for text in _labelled_texts(tree):
        page = f'<html><body><p class="date">{escape(text)}</p><p></p></body></html>'
        date: str | None = find_date(page, **_LABELLED_DATES)
        if date is not None and _names(text, date):
            return date
    return None


def _labelled_texts(tree: Any) -> Iterator[str]:
    found = 0
    for element in tree.xpath("//body//*[@class or @id or @itemprop]"):
        label = " ".join(filter(None, map(element.get, ("class", "id", "itemprop"))))
        text = " ".join(element.text_content().split())
        if _LABEL.search(label) and 8 <= len(text) <= _SENTENCE:
            yield text
            if (found := found + 1) == _CANDIDATES:
                return


def _names(text: str, date: str) -> bool:
    """Whether the text has the year and the day of the month, so that neither was filled in."""
    numbers = re.findall(r"\d+", text)
    return date[:4] in numbers and any(int(number) == int(date[8:]) for number in numbers)
