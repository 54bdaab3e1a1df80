"""Feeds and lists of feeds, read without trust."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.ingestion.fetching import is_feed, parse_address, read_feed, read_list
from armstrail.ingestion.fetching.feeds import MAX_ENTRIES
from armstrail.ingestion.rows import Refused

BASE = parse_address("https://example.org/feeds/all.xml")
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>
<link>https://example.org/</link><atom:link rel="self" href="https://example.org/feeds/all.xml"/>
<item><title>One &amp; only</title><link>https://example.org/1</link><guid isPermaLink="false">x1</guid></item>
<item><title>Two</title><link> /2 </link></item>
<item><title>Three</title><guid>https://example.org/3</guid></item>
<item><title>One again</title><link>https://example.org/1#top</link></item>
<item><title>No address</title></item>
<item><title>Elsewhere</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.net/base/">
<entry><id>urn:1</id><link rel="alternate" href="one"/><link rel="enclosure" href="https://example.net/a.mp3"/></entry>
<entry><id>urn:2</id><link href="https://example.net/two"/><updated>2024-10-20T00:00:00Z</updated></entry>
<entry><id>urn:3</id><link rel="self" href="https://example.net/self"/></entry>
</feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://example.org/"/><item rdf:about="a"><title>A</title><link>https://example.org/a</link></item>
</rdf:RDF>"""
OPML = b"""<opml version="2.0"><body><outline text="Agencies"><outline type="rss" xmlUrl="https://example.org/rss"/>
<outline type="rss" xmlUrl="https://example.org/rss"/><outline type="rss" xmlUrl="ftp://example.org/x"/></outline>
<outline text="a note without a feed"/></body></opml>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><link>http://example.org/&c;</link></item></channel></rss>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss><channel><item><link>http://example.org/&a;</link></item></channel></rss>"""


def articles(data: bytes) -> list[str]:
    return [str(entry.address) for entry in read_feed(data, BASE).entries if entry.address is not None]


def test_an_rss_feed_names_its_articles_once_each():
    """By link, else by a guid that is an address; relative to the feed; what is no article's address is refused."""
    assert articles(RSS) == ["https://example.org/1", "https://example.org/2", "https://example.org/3"]
    (refused,) = [entry for entry in read_feed(RSS, BASE).entries if entry.refused]
    assert refused.written == "javascript:alert(1)"


def test_an_atom_feed_names_the_pages_of_its_entries():
    """Not enclosures, and not itself; relative to the base that it gives."""
    assert articles(ATOM) == ["https://example.net/base/one", "https://example.net/two"]


def test_a_feed_in_rdf_is_read_too():
    """RSS 1.0 is not extinct."""
    assert articles(RDF) == ["https://example.org/a"]


def test_a_list_names_its_feeds_once_each():
    """And what may not be asked is refused, with the reason."""
    good, bad = read_list(OPML)
    assert str(good.address) == "https://example.org/rss"
    assert bad.refused is not None


def one_item(inside: str) -> bytes:
    return f"<rss version='2.0'><channel><item>{inside}</item></channel></rss>".encode()


@pytest.mark.parametrize(
    ("feed", "address"),
    [
        (one_item("<link>https://example.org/a?x=1&y=2</link>"), "https://example.org/a?x=1&y=2"),
        (one_item("&nbsp;<title>A &mdash; B</title><link>https://example.org/a</link>"), "https://example.org/a"),
        (one_item("<title>&</title><link><![CDATA[https://example.org/a?x=1&y=2]]></link>"),
         "https://example.org/a?x=1&y=2"),
        (one_item("<link>\n  https://example.org/\n  shells at sea.html\n</link>"),
         "https://example.org/shells%20at%20sea.html"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link type='application/json' href='https://example.org/j'/>"
         b"<link type='text/html' href='https://example.org/a'/></entry></feed>", "https://example.org/a"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>tag:x</id><content src='https://example.org/a'/></entry>"
         b"</feed>", "https://example.org/a"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>https://example.org/a</id></entry></feed>",
         "https://example.org/a"),
    ],
    ids=["bare ampersand", "unknown entity", "CDATA", "broken lines", "type", "content", "id"],
)  # fmt: skip
def test_what_feeds_of_the_world_do_wrong_leads_to_the_right_article(feed, address):
    """No sign of an address is lost on the way, for another address would be fetched."""
    assert articles(feed) == [address]


def test_an_entry_that_is_cut_short_names_nothing():
    """Its address may be cut, too, and lead to another place."""
    whole = one_item("<link>https://example.org/1</link></item><item><link>https://example.org/2024/shells</link>")
    assert articles(whole[: whole.index(b"/shells")]) == ["https://example.org/1"]


def test_a_list_is_read_as_programs_write_it():
    """In small letters, with `feed:` for the scheme or before it, with a bare ampersand."""
    outlines = ("xmlurl='https://example.org/a'", "xmlUrl='feed://example.org/b'", "xmlUrl='feed:https://example.org/c'",
                "xmlUrl='https://example.org/d?x=1&y=2'")  # fmt: skip
    told = "".join(f"<outline {each}/>" for each in outlines)
    found = [str(entry.address) for entry in read_list(f"<opml><body>{told}</body></opml>".encode())]
    assert found == ["https://example.org/a", "http://example.org/b", "https://example.org/c",
                     "https://example.org/d?x=1&y=2"]  # fmt: skip


def test_a_damaged_feed_gives_what_stands_before_the_damage():
    """Many feeds of the world are not well-formed."""
    assert articles(RSS.replace(b"&amp;", b"&nbsp; & &bogus;")[:-30])[:2] == [
        "https://example.org/1",
        "https://example.org/2",
    ]


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE])
def test_entities_are_refused(data):
    """A feed needs none of its own; they are how a kilobyte grows to a gigabyte, or reaches for a file."""
    with pytest.raises(Refused, match="declares entities"):
        read_feed(data, BASE)


@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"<html><body>no feed</body></html>", b"{}", b"\x00\x01\x02", OPML, b"<rss", b"<a>" * 5000,
     b"<feed>" * 300 + b"</feed>" * 300],
)  # fmt: skip
def test_what_is_no_feed_is_refused(data):
    """With the reason, and no other end."""
    with pytest.raises(Refused):
        read_feed(data, BASE)


@pytest.mark.parametrize("data", [b"", RSS, b"<opml><body/></opml>", b"<opml"])
def test_what_is_no_list_is_refused(data):
    """A list that names no feed is none."""
    with pytest.raises(Refused):
        read_list(data)


def test_a_feed_without_end_is_bounded():
    """What it names beyond the bound is counted."""
    items = b"".join(b"<item><link>/%d</link></item>" % number for number in range(MAX_ENTRIES + 10))
    feed = read_feed(b"<rss><channel>" + items + b"</channel></rss>", BASE)
    assert (len(feed.entries), feed.left_out) == (MAX_ENTRIES, 10)


def test_feeds_are_told_from_pages():
    """By how they begin."""
    assert all(map(is_feed, (RSS, ATOM, RDF, OPML, b"\xef\xbb\xbf" + RSS)))
    assert not any(map(is_feed, (b"<html><rss>", b"rss", b"", b"<!DOCTYPE html><feed>x", b"%PDF-<rss>")[:3]))


@pytest.mark.parametrize("seed", [RSS, ATOM, RDF, OPML], ids=["rss", "atom", "rdf", "opml"])
def test_damaged_feeds_give_entries_or_a_refusal(seed):
    """Bits turned, stretches cut out and doubled: the same ones in every run."""
    chance = random.Random(seed)
    for _ in range(150):
        data = bytearray(seed)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 40)]
                case _:
                    data[at:at] = data[at : at + chance.randint(1, 40)] * chance.randint(1, 3)
            data = data or bytearray(b"<")
        for read in (lambda data: read_feed(data, BASE).entries, read_list):
            try:
                entries = read(bytes(data))
            except Refused:
                continue
            for entry in entries:
                assert (entry.address is None) != (entry.refused is None)


@given(st.binary(max_size=200))
def test_any_bytes_at_all_end_in_entries_or_a_refusal(data):
    """And nothing else is raised."""
    with suppress(Refused):
        for entry in read_feed(b"<rss><channel><item><link>" + data, BASE).entries:
            assert (entry.address is None) != (entry.refused is None)
