"""Feeds and lists of feeds: which articles they name. RSS (also the RDF kind), Atom and OPML, read without trust.

A feed brings addresses and dates here and never words: what an article says is read on its own page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from armstrail.ingestion.fetching.addresses import Address, join_address, parse_address
from armstrail.ingestion.rows import Refused
from armstrail.ingestion.xmls import local, parse_xml

MAX_FEED: Final = 16 << 20  # bytes
MAX_ENTRIES: Final = 2_000
MAX_FEEDS: Final = 2_000
_ROOTS: Final = {"rss": "feed", "RDF": "feed", "feed": "feed", "opml": "list"}
_OPENING: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(rss|RDF|feed|opml)[\s>]")
_PREAMBLE: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*", re.S)
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_MEND: Final = "give the address of an RSS or Atom feed, or of an OPML list of feeds"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed names, or why what it names is none; one of `address` and `refused` is None."""

    written: str
    address: Address | None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed in its order, each address once; `left_out` counts those beyond what one feed may name."""

    entries: tuple[Entry, ...]
    left_out: int = 0


def is_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed or a list of feeds does."""
    preamble = _PREAMBLE.match(data[:4096])
    return _OPENING.match(data, preamble.end() if preamble else 0) is not None


def read_feed(data: bytes, base: Address | None) -> Feed:
    """What a feed names.

    Args:
        base: the address of the feed, for links that leave out their beginning.
    Raises:
        Refused: it is no feed, damaged beyond reading, or declares entities.
    """
    root = _root(data, "feed")
    entries: dict[str, Entry] = {}
    left_out = 0
    for element in root.iter():
        if local(element) not in ("item", "entry"):
            continue
        entry = _entry(element, base)
        if entry is None or (key := str(entry.address or entry.written)) in entries:
            continue
        if len(entries) == MAX_ENTRIES:
            left_out += 1
        else:
            entries[key] = entry
    return Feed(tuple(entries.values()), left_out)


def read_list(data: bytes) -> tuple[Entry, ...]:
    """The feeds that an OPML list names, each once, in its order.

    Raises:
        Refused: it is no such list, names none, or declares entities.
    """
    found: dict[str, Entry] = {}
    for element in _root(data, "list").iter():
        written = (element.get("xmlUrl") or "").strip() if local(element) == "outline" else ""
        if written and len(found) < MAX_FEEDS:
            entry = _parsed(written, None)
            found.setdefault(str(entry.address or written), entry)
    if not found:
        raise Refused("names no feed", "give each outline its address as xmlUrl")
    return tuple(found.values())


def _root(data: bytes, wanted: str) -> Any:
    if len(data) > MAX_FEED:
        raise Refused(f"is larger than {MAX_FEED >> 20} MB", _MEND)
    root = parse_xml(data.lstrip(), "feed", mend=_MEND, recover=True)
    if root is None or not len(root) or _ROOTS.get(local(root)) != wanted:
        raise Refused("is no feed" if wanted == "feed" else "is no OPML list of feeds", _MEND)
    return root


def _entry(element: Any, base: Address | None) -> Entry | None:
    """The article of one entry; None where it names none at all."""
    written = next(_links(element), None)
    return None if written is None else _parsed(written, _base(element, base))


def _links(element: Any) -> Iterator[str]:
    """The addresses that an entry gives for its article, the best first."""
    guids = []
    for child in element:
        name, words = local(child), "".join(child.itertext()).strip()
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            yield child.get("href").strip()
        elif name == "link" and words and child.get("href") is None:
            yield words
        elif name == "guid" and child.get("isPermaLink", "true") == "true" and words.startswith("http"):
            guids.append(words)
    yield from guids


def _base(element: Any, base: Address | None) -> Address | None:
    """What the links of an element begin with."""
    told = [each.get(_XML_BASE) for each in (element, *element.iterancestors()) if each.get(_XML_BASE)]
    for words in reversed(told):  # from the outermost in
        try:
            base = parse_address(words) if base is None else join_address(base, words)
        except Refused:
            continue
    return base


def _parsed(written: str, base: Address | None) -> Entry:
    try:
        return Entry(written, parse_address(written) if base is None else join_address(base, written))
    except Refused as refused:
        return Entry(written, None, refused)
