"""Feeds are followed: what is new is fetched once, whatever happens on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sites import NOW, answer, article, make_fetcher, moved, patience_for, silent

from armstrail.model.errors import LedgerError
from armstrail.pipeline import load_books
from armstrail.pipeline.watched import TRIES, Watched
from armstrail.pipeline.watching import Watch


def rss(*links: str) -> bytes:
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f"<rss><channel>{items}</channel></rss>".encode()


@pytest.fixture
def watch(ledger, packs, folder, tmp_path):
    """A watch that does not wait, on a day in October 2024."""
    return Watch(ledger, packs, make_fetcher(), folder, Watched(tmp_path / "armstrail.db-watch"), lambda: NOW)


def whats(done) -> list[str]:
    return [row.what for row in done.articles]


def test_each_article_is_fetched_once_ever(site, watch):
    """However often feeds name it, under whatever spelling."""
    site.pages |= {"/feed": answer(rss("/a", "/a#x", "/b")), "/a": answer(article()), "/b": answer(article("7,000"))}
    assert whats(watch.look([site.at("/feed")])) == ["added", "added"]
    site.pages["/feed"] = answer(rss("/b", "/a"))
    assert whats(watch.look([site.at("/feed")])) == []
    assert site.paths().count("/a") == site.paths().count("/b") == 1


def test_a_feed_is_asked_for_what_is_new(site, watch):
    """With the validators of its last answer."""
    site.pages["/a"] = answer(article())
    site.pages["/feed"] = lambda request, connection: connection.sendall(
        answer(b"", status="304 Not Modified")
        if request.headers.get("if-none-match") == 'W/"7"'
        and request.headers.get("if-modified-since") == "Sun, 20 Oct 2024 00:00:00 GMT"
        else answer(rss("/a"), etag='W/"7"', last_modified="Sun, 20 Oct 2024 00:00:00 GMT")
    )
    (first,) = watch.look([site.at("/feed")]).feeds
    (second,) = watch.look([site.at("/feed")]).feeds
    assert (first.new, first.unchanged, second.unchanged) == (1, False, True)


class Killed(BaseException):
    """The end of a process, for a test."""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_watch_that_is_killed_is_taken_up_by_the_next(site, watch, after):
    """Nothing is lost, though the feed has nothing new to tell; nothing is fetched twice."""
    pages = {f"/{n}": answer(article(f"{n},000")) for n in range(2, 6)}
    site.pages |= pages
    site.pages["/feed"] = lambda request, connection: connection.sendall(
        answer(b"", status="304 Not Modified")
        if "if-none-match" in request.headers
        else answer(rss(*pages), etag='"1"')
    )
    seen = []

    def kill(row):
        seen.append(row)
        if len(seen) == after + 1:  # the first row is that of the feed
            raise Killed

    with pytest.raises(Killed):
        watch.look([site.at("/feed")], on_row=kill)
    watch.look([site.at("/feed")])
    assert watch.watched.waiting() == []
    assert len(list(watch.ledger.documents())) == 4
    assert [site.paths().count(path) for path in pages] == [1] * 4


def test_an_article_that_cannot_be_had_for_now_waits(site, watch):
    """And is tried again, so many times; one that is refused for good is not."""
    site.pages |= {"/feed": answer(rss("/a", "/gone", "/slow")), "/slow": answer(b"", status="502 Bad Gateway")}
    done = watch.look([site.at("/feed")])
    assert (whats(done), done.waiting, done.refused) == (["refused"] * 3, 1, 3)
    for _ in range(TRIES):
        done = watch.look([site.at("/feed")])
    assert done.waiting == 0
    assert site.paths().count("/slow") == TRIES
    assert site.paths().count("/gone") == 1


def test_a_host_that_asks_to_wait_is_left_alone_across_runs(site, ledger, packs, folder, tmp_path):
    """The next process knows of it; when the time is over it goes on."""
    site.pages |= {"/feed": answer(rss("/a", "/b")), "/a": answer(b"", status="429 Too Many", retry_after=3600)}
    memory = Watched(tmp_path / "w")
    first = Watch(ledger, packs, make_fetcher(), folder, memory, lambda: NOW)
    first.look([site.at("/feed")])
    site.asked.clear()
    second = Watch(ledger, packs, make_fetcher(), folder, Watched(tmp_path / "w"), lambda: NOW + timedelta(minutes=30))
    (row,) = second.look([site.at("/feed")]).feeds
    assert "left alone" in row.failure.reason
    assert site.asked == []
    site.pages |= {"/a": answer(article()), "/b": answer(article("6,000"))}
    third = Watch(ledger, packs, make_fetcher(), folder, memory, lambda: NOW + timedelta(minutes=61))
    assert whats(third.look([site.at("/feed")])) == ["added", "added"]


def test_lists_may_lie_here_or_on_the_web_and_name_one_another(site, watch, tmp_path):
    """Each feed and each list is looked at once, in a circle or not."""
    outline = f'<outline xmlUrl="{site.at("/list")}"/><outline xmlUrl="{site.at("/feed")}"/>'
    listed = f"<opml><body>{outline}</body></opml>".encode()
    (tmp_path / "feeds.opml").write_bytes(listed)
    site.pages |= {"/list": answer(listed), "/feed": answer(rss("/a")), "/a": answer(article())}
    done = watch.look([str(tmp_path / "feeds.opml"), site.at("/list"), site.at("/feed")])
    assert [row.address for row in done.feeds] == [site.at("/feed")]
    assert whats(done) == ["added"]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer(b"<html>no feed</html>"), "is no feed"),
        (moved("/feed"), "in a circle"),
        (answer(b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>'), "declares entities"),
        (silent, "took too long"),
        (answer(b""), "empty answer"),
        (answer(b"", status="404 Not Found"), "404"),
    ],
)
def test_a_bad_feed_is_a_row_and_the_others_go_on(site, watch, page, reason):
    """With the reason."""
    site.pages |= {"/feed": page, "/good": answer(rss("/a")), "/a": answer(article())}
    watch = replace(watch, fetcher=make_fetcher(limits=patience_for(page)))
    done = watch.look([site.at("/feed"), site.at("/good"), "no/such/list.opml"])
    assert reason in done.feeds[0].failure.reason
    assert "cannot be read" in done.feeds[2].failure.reason
    assert whats(done) == ["added"]


def test_what_a_feed_may_not_name_is_a_row(site, ledger, packs, folder, tmp_path):
    """Links to this machine, to other schemes, and a feed that names itself."""
    links = ["http://localhost:9/x", "file:///etc/passwd", "/feed"]
    site.pages |= {"/feed": answer(rss(*links, "/a")), "/a": answer(article())}
    done = Watch(ledger, packs, make_fetcher(), folder, Watched(tmp_path / "w"), lambda: NOW).look([site.at("/feed")])
    assert [each.where for each in done.feeds[0].refused] == links[:2]
    assert [(row.what, row.failure and row.failure.reason) for row in done.articles] == [
        ("refused", "is a feed, not an article"), ("added", None),
    ]  # fmt: skip


def test_a_round_may_be_bounded(site, watch):
    """What is left waits for the next."""
    site.pages |= {"/feed": answer(rss("/a", "/b")), "/a": answer(article()), "/b": answer(article("7,000"))}
    done = watch.look([site.at("/feed")], most=1)
    assert (whats(done), done.waiting) == (["added"], 1)
    assert whats(watch.look([site.at("/feed")], most=1)) == ["added"]


def test_a_watch_tells_what_moved(site, watch, ledger):
    """The estimate before and after the round, and by whose word."""
    site.pages |= {"/feed": answer(rss("/a")), "/a": answer(article("5,000"))}
    watch.look([site.at("/feed")])
    before = NOW + timedelta(seconds=1)
    ledger._clock = lambda: NOW + timedelta(days=3)
    site.pages |= {"/feed": answer(rss("/b")), "/b": answer(article("9,000", published="2024-10-22"))}
    (news,) = watch.moved(watch.look([site.at("/feed")]), load_books(), before)
    assert (news.supplier, news.recipient) == ("KP", "RU")
    assert any(moved.before and moved.after and moved.before != moved.after for moved in news.changes.moved)


def test_the_memory_of_a_watch_is_told_from_other_files(tmp_path):
    """A ledger, or any file, is not written over."""
    (tmp_path / "notes").write_text("not a database, but some words that are long enough to look like one")
    with pytest.raises(LedgerError, match="--state"):
        Watched(tmp_path / "notes")
    with pytest.raises(LedgerError, match="--state"):
        Watched.beside("postgresql+psycopg://host/name")
