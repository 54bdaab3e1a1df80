"""A well-behaved program: what it asks, whom it refuses to ask, and what it makes of answers of every kind."""

from __future__ import annotations

import gzip
import io
import ssl
import time
import zlib

import pytest
import trustme
from fastwarc.warc import ArchiveIterator, WarcRecordType
from sites import (
    NOW,
    REST,
    SHELLS,
    Site,
    Time,
    answer,
    article,
    dripping,
    make_fetcher,
    moved,
    packed,
    patience_for,
    serving,
    silent,
)

from armstrail import __version__
from armstrail.ingestion import Unreadable, read_paths
from armstrail.ingestion.fetching import NotNow, agent_of, read_received
from armstrail.ingestion.rows import Refused
from armstrail.model.document import Document

BOMB = gzip.compress(b"\0" * 50_000_000)


def refusal_of(site: Site, path: str, **given) -> Refused:
    with pytest.raises(Refused) as caught:
        make_fetcher(**given).get(site.at(path))
    return caught.value


def test_a_page_is_received_whole(site):
    """The document has the words of the page, its own date, and the address that it came from."""
    site.pages["/a"] = answer(article())
    (document,) = read_received(make_fetcher().get(site.at("/a")))
    assert document.text == f"{SHELLS.format(count='5,000')}\n{REST}"
    assert (document.published, document.url, document.title) == ("2024-10-14", site.at("/a"), "Shells for Russia")


def test_a_page_without_a_date_takes_the_day_on_which_it_came(site):
    """By then it was surely public."""
    site.pages["/a"] = answer(article(published=None))
    (document,) = read_received(make_fetcher().get(site.at("/a")))
    assert document.published == NOW.date().isoformat()


def test_the_program_says_who_it_is(site):
    """Name, version and whom to write to; no cookie, no referrer."""
    site.pages["/a"] = answer(article(), set_cookie="a=b")
    fetcher = make_fetcher(agent=agent_of("desk@example.org"))
    fetcher.get(site.at("/a"))
    fetcher.get(site.at("/a"))
    for request in site.asked:
        assert request.headers["user-agent"] == f"armstrail/{__version__} (+desk@example.org)"
        assert not {"cookie", "referer", "authorization"} & set(request.headers)


@pytest.mark.parametrize("contact", ["a\r\nX: b", "a(b)", "ü@example.org", " "])
def test_a_contact_that_cannot_be_sent_is_refused(contact):
    """A line end in it would be a header of its own."""
    with pytest.raises(Refused, match="cannot be sent"):
        agent_of(contact)


def test_the_evidence_holds_what_went_over_the_line(site, tmp_path):
    """Request and answer byte for byte, redirects included; read as a web archive it gives the same document."""
    site.pages["/old"] = moved("/a", "301 Moved Permanently")
    site.pages["/a"] = packed(article())
    received = make_fetcher().get(site.at("/old"))
    records = list(ArchiveIterator(io.BytesIO(received.warc), record_types=WarcRecordType.any_type, parse_http=False))
    kinds = [record.headers["WARC-Type"] for record in records]
    assert kinds == ["warcinfo", "request", "response", "request", "response"]
    blocks = [
        record.reader.read()
        for record in ArchiveIterator(io.BytesIO(received.warc), record_types=WarcRecordType.response, parse_http=False)
    ]
    assert blocks == [site.pages["/old"], site.pages["/a"]]
    file = tmp_path / "evidence.warc.gz"
    file.write_bytes(received.warc)
    assert list(read_paths([str(file)])) == list(read_received(received))


def test_the_same_exchange_gives_the_same_evidence(site):
    """So that it is kept once."""
    site.pages["/a"] = answer(article())
    assert make_fetcher().get(site.at("/a")).warc == make_fetcher().get(site.at("/a")).warc


def test_robots_txt_is_honoured(site):
    """What it forbids is not asked for."""
    site.pages["/robots.txt"] = answer(b"User-agent: armstrail\nDisallow: /secret*.html\nAllow: /\n", kind="text/plain")
    site.pages["/secret1.html"] = site.pages["/a"] = answer(article())
    assert "robots.txt" in refusal_of(site, "/secret1.html").reason
    make_fetcher().get(site.at("/a"))
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (answer(b"", status="404 Not Found"), True),
        (answer(b"", status="403 Forbidden"), True),
        (answer(b"", status="500 Internal Server Error"), False),
        (answer(b"", status="429 Too Many Requests"), False),
        (moved("/rules"), False),
        (moved("/robots.txt"), False),
        (silent, False),
        (answer(b"\xff\xfe\x00garbage\x00" * 50), True),
        (packed(b"User-agent: *\nDisallow: /"), False),
    ],
)
def test_a_robots_txt_in_every_state(site, robots, allowed):
    """One that is not there allows everything, one that cannot be had nothing; one that moved is followed."""
    site.pages |= {"/robots.txt": robots, "/rules": answer(b"User-agent: *\nDisallow: /"), "/a": answer(article())}
    if allowed:
        assert make_fetcher().get(site.at("/a")).payload
    else:
        refusal_of(site, "/a", limits=patience_for(robots))
        assert "/a" not in site.paths()


def test_robots_txt_is_asked_for_once_a_day(site):
    """Not before each page; and again on the next day."""
    site.pages["/a"] = site.pages["/b"] = answer(article())
    seconds = Time()
    fetcher = make_fetcher(seconds)
    for path in ("/a", "/b"):
        fetcher.get(site.at(path))
    assert sum(request.path == "/robots.txt" for request in site.asked) == 1
    seconds.now += 25 * 3600
    fetcher.get(site.at("/a"))
    assert sum(request.path == "/robots.txt" for request in site.asked) == 2


def test_a_host_is_asked_at_its_pace(site):
    """Our pause between two requests, or the longer one that its robots.txt asks for."""
    site.pages["/a"] = answer(article())
    seconds = Time()
    fetcher = make_fetcher(seconds, pause=2.0)
    fetcher.get(site.at("/a"))
    fetcher.get(site.at("/a"))
    assert seconds.slept == [2.0]
    site.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 7\n")
    seconds = Time()
    fetcher = make_fetcher(seconds, pause=2.0)
    fetcher.get(site.at("/a"))
    fetcher.get(site.at("/a"))
    assert seconds.slept == [7.0]


@pytest.mark.parametrize("told", ["30", "Sun, 20 Oct 2024 12:00:30 GMT"])
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_server_that_asks_to_wait_is_left_alone(site, status, told):
    """For as long as it says, in seconds or by a date, whatever else is wanted of it; then it is asked again."""
    site.pages["/busy"] = answer(b"later", status=status, retry_after=told)
    site.pages["/a"] = answer(article())
    seconds = Time()
    fetcher = make_fetcher(seconds)
    with pytest.raises(NotNow, match="wait 30 seconds") as caught:
        fetcher.get(site.at("/busy"))
    assert caught.value.after == 30
    with pytest.raises(NotNow, match="left alone"):
        fetcher.get(site.at("/a"))
    assert site.paths() == ["/busy"]
    seconds.now += 31
    assert fetcher.get(site.at("/a")).payload


def test_nothing_new_is_told_by_the_server(site):
    """With the validators of the last answer it need not send it again."""
    site.pages["/a"] = lambda request, connection: connection.sendall(
        answer(b"", status="304 Not Modified") if request.headers.get("if-none-match") == '"1"' else answer(article())
    )
    assert make_fetcher().get(site.at("/a"), etag='"1"').unchanged
    assert not make_fetcher().get(site.at("/a"), etag='"2"').unchanged


PRIVATE = {"allow_private": False}


def test_this_machine_is_asked_only_on_demand(site):
    """Without `--allow-private` no connection is opened, not even for the robots.txt."""
    site.pages["/a"] = answer(article())
    assert "private or reserved network (127.0.0.1)" in refusal_of(site, "/a", allow_private=False).reason
    assert site.asked == []


def open_network(*names: str):
    """A resolver that lets these names stand for this machine, and every other for itself."""
    return lambda host, _port, _wait: ["127.0.0.1"] if host in names else [host]


@pytest.mark.parametrize("to", ["http://10.0.0.1/", "http://[::1]/", "http://inside.example/", "file:///etc/passwd"])
def test_a_redirect_into_a_private_network_is_refused(site, monkeypatch, to):
    """At every hop, by number or by name; what it leads to is told."""
    import armstrail.ingestion.fetching.line as line

    honest = line.is_public
    monkeypatch.setattr(line, "is_public", lambda machine: str(machine) == "127.0.0.1" or honest(machine))
    site.pages["/a"] = moved(to)
    resolve = lambda host, _port, _wait: ["192.168.0.7"] if host == "inside.example" else [host]  # noqa: E731
    told = refusal_of(site, "/a", allow_private=False, resolve=resolve).reason
    assert "moved to" in told
    assert "private or reserved network" in told or "begins with file:" in told


def test_the_address_that_was_checked_is_the_one_that_is_asked(site):
    """A name that answers otherwise the second time gains nothing: each connection resolves it once."""
    asked = []

    def rebinding(host, _port, _wait):
        asked.append(host)
        return ["127.0.0.1"]

    site.pages["/a"] = answer(article())
    received = make_fetcher(resolve=rebinding).get(site.at("/a", "rebound.example"))
    assert asked == ["rebound.example", "rebound.example"]  # one for robots.txt, one for the page
    assert received.last.machine == "127.0.0.1"
    assert site.asked[-1].headers["host"].startswith("rebound.example:")


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ({"/a": moved("/b"), "/b": moved("/a")}, "in a circle"),
        ({"/a": moved("/a")}, "in a circle"),
        ({f"/{'a' * n}": moved(f"/{'a' * (n + 1)}") for n in range(1, 9)}, "more than 5 times"),
        ({"/a": answer(b"", status="302 Found")}, "not where it moved to"),
        ({"/a": moved("http://user@example.org/")}, "names a user"),
        ({"/a": moved("http://exa mple/")}, "blank"),
    ],
)
def test_redirects_that_lead_nowhere(site, pages, reason):
    """Circles, endless rows, and addresses that are none."""
    site.pages |= pages
    assert reason in refusal_of(site, "/a").reason


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (silent, "took too long"),
        (dripping, "took too long"),
        (answer(b"x" * 300_000), "larger than"),
        (answer(BOMB, content_encoding="gzip"), "unpacks to more than"),
        (answer(zlib.compress(b"\0" * 50_000_000), content_encoding="deflate"), "unpacks to more than"),
        (answer(b"abc", content_encoding="br"), "not asked for"),
        (answer(b"<html>", content_length=500), "cut short"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n500\r\n<html>", "cut short"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", "as a web server does"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n", "as a web server does"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "as a web server does|broke off|cut short"),
        (b"", "broke off|cut short|as a web server does"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 40_000, "larger than|as a web server does"),
        (answer(b""), "empty answer"),
        (answer(b" \r\n\0\0"), "empty answer"),
        (answer(b"gone", status="410 Gone"), "410 \\(Gone\\)"),
        (answer(b"no", status="401 Unauthorized"), "401"),
        (answer(b"oops", status="500 Internal Server Error"), "500"),
        (answer(b"?", status="299 Odd"), "299"),
        (answer(b"part", status="206 Partial Content"), "206"),
    ],
)
def test_bad_answers_are_refused_with_the_reason(site, page, reason):
    """In time and in bounded memory, whatever the server sends."""
    site.pages["/a"] = page
    begun = time.monotonic()
    with pytest.raises(Refused, match=reason):
        make_fetcher(limits=patience_for(page)).get(site.at("/a"))
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize(
    ("page", "passing"),
    [
        (silent, True),
        (answer(b"", status="502 Bad Gateway"), True),
        (answer(b"<html>", content_length=500), True),
        (answer(b"", status="404 Not Found"), False),
    ],
)
def test_what_may_be_otherwise_next_time_is_told_apart(site, page, passing):
    """A page that is not there stays away; a server that stumbles may get up."""
    site.pages["/a"] = page
    assert isinstance(refusal_of(site, "/a", limits=patience_for(page)), NotNow) == passing


def test_an_interim_answer_is_no_answer(site):
    """Hints that come before it (103) are left out of the evidence, which would else be read as empty."""
    site.pages["/a"] = b"HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n" + answer(article())
    (document,) = read_received(make_fetcher().get(site.at("/a")))
    assert document.title == "Shells for Russia"


def test_a_port_where_nobody_listens_is_refused():
    """With what the system says."""
    with serving() as site:
        gone = site.at("/a")
    with pytest.raises(NotNow, match=r"does not answer|robots.txt that cannot be read"):
        make_fetcher().get(gone)


def test_a_name_that_nobody_knows_is_refused():
    """And one that takes too long to look up."""

    def unknown(_host, _port, _wait):
        raise NotNow("names a host that nobody knows")

    with pytest.raises(NotNow, match="nobody knows"):
        make_fetcher(resolve=unknown).get("http://nowhere.example/")


# -- encrypted


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def tls_of(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_an_encrypted_page_is_received_and_kept_in_the_clear(authority):
    """The certificate is held against the name, though the connection goes to a number."""
    with serving(tls_of(authority, "secure.example")) as site:
        site.pages["/a"] = answer(article())
        fetcher = make_fetcher(tls=trusting(authority), resolve=open_network("secure.example"))
        received = fetcher.get(site.at("/a", "secure.example"))
    assert received.last.came == site.pages["/a"]


@pytest.mark.parametrize("name", ["other.example", "secure.example"])
def test_a_certificate_that_cannot_be_trusted_is_refused(authority, name):
    """One for another name, or by an authority that nobody knows."""
    with serving(tls_of(authority, "secure.example")) as site:
        trust = trusting(authority) if name == "other.example" else ssl.create_default_context()
        fetcher = make_fetcher(tls=trust, resolve=open_network(name))
        with pytest.raises(Refused, match="no certificate that can be trusted"):
            fetcher.get(site.at("/a", name))


def test_a_server_that_does_not_encrypt_is_refused_under_https(site):
    """And the reason says so."""
    with pytest.raises(Refused, match=r"cannot be reached in an encrypted way|broke off"):
        make_fetcher().get(site.at("/a").replace("http:", "https:"))


# -- what came, read


@pytest.mark.parametrize("kind", ["text/html", "application/pdf", "image/png", "text/plain", "nonsense", ""])
def test_the_bytes_decide_what_a_page_is(site, kind):
    """Whatever type the server gives it."""
    site.pages["/a"] = answer(article(), kind=kind)
    (row,) = read_received(make_fetcher().get(site.at("/a")))
    if kind == "text/plain":
        assert isinstance(row, Document)  # a text may speak of tags
    else:
        assert row.title == "Shells for Russia"


@pytest.mark.parametrize("charset", ["utf-16", "koi8-r", "no-such-charset"])
def test_a_wrong_charset_does_not_spoil_the_words(site, charset):
    """The charset of the server is a promise; the words are read by their bytes."""
    words = "Corea del Nord: più di 5.000 proiettili d'artiglieria inviati in Russia, così l'agenzia di Seul. " * 4
    page = f"<html lang=it><head><title>T</title></head><body><article><p>{words}</p></article></body></html>"
    site.pages["/a"] = answer(page.encode(), kind=f"text/html; charset={charset}")
    (document,) = read_received(make_fetcher().get(site.at("/a")))
    assert "più di 5.000 proiettili" in document.text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
        (b"<rss><channel><item><link>http://example.org/</link></item></channel></rss>", "is a feed"),
        (b"<html><body></body></html>", "main text"),
        (b"%PDF-1.7 cut", ""),
    ],
)
def test_what_is_no_article_is_a_row_with_the_reason(site, body, reason):
    """Pictures, feeds, pages without words, damaged reports."""
    site.pages["/a"] = answer(body)
    (row,) = read_received(make_fetcher().get(site.at("/a")))
    assert isinstance(row, Unreadable)
    assert reason in row.reason
