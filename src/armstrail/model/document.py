"""A text with its language and date: what every reading starts from."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from json.encoder import encode_basestring
from typing import Any, Final

from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date


@dataclass(frozen=True)
class Document:
    """One document. `text` is its body alone, NFC, `\\n` line ends; all offsets count its code points.

    `lang` is a lower-case ISO 639-1 code, `published` a partial ISO date. All but `id` and `text` may be None.
    `pages` holds where each page begins in the text, the first at 0, and is empty where pages are not known;
    a page without text begins where the next one does.
    """

    id: str
    text: str
    lang: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    pages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.id:
            raise BadValue("a document needs an id")
        if self.published is not None:
            check_partial_date(self.published)
        self._check_words("text", self.text)
        self._check_words("title", self.title)
        self._check_words("publisher", self.publisher)
        if self.pages:
            self._check_pages()

    def _check_words(self, name: str, value: str | None) -> None:
        if not value:
            return
        if "\r" in value or not unicodedata.is_normalized("NFC", value):
            raise BadValue(f"document {self.id}: {name} must be in Unicode NFC with \\n line ends")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise BadValue(
                f"document {self.id}: {name} holds a lone surrogate; replace it before it is stored"
            ) from error

    def _check_pages(self) -> None:
        starts = self.pages
        if (
            any(type(start) is not int for start in starts)
            or starts[0] != 0
            or starts[-1] > len(self.text)
            or any(after < before for before, after in pairwise(starts))
        ):
            raise BadValue(f"document {self.id}: pages must begin at 0, in order, and within the text")

    @property
    def titled_text(self) -> str:
        """The text under its title, where there is one."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, on which a code point of the text stands; None where pages are not known."""
        return bisect_right(self.pages, offset) or None

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of what was published: text, title, date, publisher and address. Neither the id
        nor the detected language nor the pages count, so the same article is one document however it arrived."""
        # JSON put together by hand, for a general encoder takes twice the time.
        content = b'{"published": %b, "publisher": %b, "text": %b, "title": %b, "url": %b}' % (
            _in_json(self.published), _in_json(self.publisher), _in_json(self.text), _in_json(self.title),
            _in_json(self.url),
        )  # fmt: skip
        return hashlib.sha256(content).hexdigest()

    def named_by_content(self) -> Document:
        """The same document under an id that its content gives."""
        digest = self.digest
        named = object.__new__(type(self))  # as it was checked, with its digest, which does not hang on the id
        named.__dict__.update(self.__dict__, id=f"doc-{digest[:12]}")
        return named

    def to_json(self) -> dict[str, Any]:
        """The interchange form; `url` and `pages` only where there are any."""
        record: dict[str, Any] = {
            "id": self.id, "lang": self.lang, "published": self.published,
            "publisher": self.publisher, "title": self.title, "text": self.text,
        }  # fmt: skip
        if self.url is not None:
            record["url"] = self.url
        if self.pages:
            record["pages"] = list(self.pages)
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Document:
        """A document from its interchange form; other keys are ignored.

        Raises:
            BadValue: a key missing or of the wrong type.
        """
        for key in ("id", "text"):
            if not isinstance(record.get(key), str):
                raise BadValue(f"a document needs {key!r} as a string")
        values = {key: record.get(key) for key in ("lang", "published", "publisher", "title", "url")}
        for key, value in values.items():
            if value is not None and not isinstance(value, str):
                raise BadValue(f"document {record['id']}: {key!r} must be a string or null")
        pages = record.get("pages")
        if pages is not None and not isinstance(pages, list):
            raise BadValue(f"document {record['id']}: 'pages' must be a list of offsets")
        return cls(id=record["id"], text=record["text"], **values, pages=tuple(pages or ()))


_RARE_CONTROLS: Final = bytes(sign for sign in range(0x20) if sign != ord("\n"))


def _in_json(value: str | None) -> bytes:
    """A value as a JSON encoder writes it, in UTF-8. One that goes sign by sign takes three times as long."""
    if value is None:
        return b"null"
    data = value.encode()
    if len(data.translate(None, _RARE_CONTROLS)) < len(data):
        return encode_basestring(value).encode()
    return b'"%b"' % data.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
