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
_CLOSING: Final = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?(?:rss|RDF|feed|opml)\s*>")
# What is no reference though it begins as one; what stands in CDATA begins none.
_BARE: Final = re.compile(rb"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?!#?\w{1,32};)", re.S)
_BREAKS: Final = re.compile(r"[\t\r\n]+\s*")
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
    elements = [element for element in root.iter() if local(element) in ("item", "entry")]
    if not _is_whole(data):
        del elements[-1:]  # its link may be cut short, and lead elsewhere
    for element in elements:
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
        written = _address_of(element) if local(element) == "outline" else ""
        if written and len(found) < MAX_FEEDS:
            entry = _parsed(written, None)
            found.setdefault(str(entry.address or written), entry)
    if not found:
        raise Refused("names no feed", "give each outline its address as xmlUrl")
    return tuple(found.values())


def _address_of(outline: Any) -> str:
    """The address of a feed in a list; some programs write `xmlurl`, and `feed:` before or for `http:`."""
    written = next((value.strip() for name, value in outline.attrib.items() if name.lower() == "xmlurl"), "")
    if not written.lower().startswith("feed:"):
        return written
    return f"http:{written[5:]}" if written[5:].startswith("//") else written[5:]


def _root(data: bytes, wanted: str) -> Any:
    if len(data) > MAX_FEED:
        raise Refused(f"is larger than {MAX_FEED >> 20} MB", _MEND)
    data = data.lstrip()
    try:
        root = parse_xml(data, "feed", mend=_MEND)
    except Refused:
        # a parser that reads on would leave out a bare ampersand, and so turn one address into another
        root = parse_xml(_BARE.sub(_escaped, data), "feed", mend=_MEND, recover=True)
    if root is None or not len(root) or _ROOTS.get(local(root)) != wanted:
        raise Refused("is no feed" if wanted == "feed" else "is no OPML list of feeds", _MEND)
    return root


def _escaped(match: re.Match[bytes]) -> bytes:
    return match[1] or b"&amp;"


def _is_whole(data: bytes) -> bool:
    """Whether the root is closed; in wide encodings, which the sign would not show, it is taken to be."""
    return b"\x00" in data[:64] or _CLOSING.search(data, max(0, len(data) - 4096)) is not None


def _entry(element: Any, base: Address | None) -> Entry | None:
    """The article of one entry; None where it names none at all."""
    written = next(_links(element), None)
    return None if written is None else _parsed(written, _base(element, base))


def _links(element: Any) -> Iterator[str]:
    """The addresses that an entry gives for its article, the best first."""
    other: list[str] = []
    guids: list[str] = []
    for child in element:
        if not (name := local(child)):
            continue  # a reference to an entity that nobody declared, as &nbsp; in many a feed
        words = "".join(child.itertext()).strip()
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            if "html" in child.get("type", "html"):
                yield child.get("href")
            else:
                other.append(child.get("href"))
        elif name == "link" and words and child.get("href") is None:
            yield words
        elif name == "content" and child.get("src"):
            other.append(child.get("src"))
        elif name in ("guid", "id") and child.get("isPermaLink", "true") == "true" and words.startswith("http"):
            guids.append(words)
    yield from other
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


def _parsed(words: str, base: Address | None) -> Entry:
    """The entry of an address as it is written in a feed: on several lines, or with blanks, as browsers take them."""
    written = _BREAKS.sub("", words.strip()).replace(" ", "%20")
    try:
        return Entry(written, parse_address(written) if base is None else join_address(base, written))
    except Refused as refused:
        return Entry(written, None, refused)
