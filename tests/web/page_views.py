"""Ways to look at a page as a reader would."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Seen(HTMLParser):
    """The elements of a page with their attributes, its text, and what was left open or closed too much."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text, self._open, self.broken = "", [], []
        self.marked: list[str] = []
        self.feed(html)
        self.close()
        self.broken += self._open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag):
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.broken.append(f"/{tag}")

    def handle_data(self, data):
        if not self._open or self._open[-1] not in ("script", "style"):
            self.text += data
        if self._open and self._open[-1] == "mark":
            self.marked.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [values for name, values in self.elements if name == tag]

    @property
    def links(self) -> list[str]:
        return [values["href"] for name, values in self.elements if name == "a" and "href" in values]

    def fields(self, action: str) -> dict[str, str]:
        """The hidden fields of the first form to an address."""
        inside, found = False, {}
        for name, values in self.elements:
            if name == "form":
                inside = values.get("action") == action and not found
            if name == "input" and inside and values.get("type") == "hidden":
                found[values["name"]] = values.get("value", "")
        return found


def see(client, path: str, status: int = 200) -> Seen:
    """A page, which must be whole HTML with the status."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    seen = Seen(answer.text)
    assert seen.broken == [], path
    return seen


def sheet(client, path: str) -> list[dict[str, str]]:
    """The rows of a CSV twin."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))
