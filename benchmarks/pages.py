"""News pages as sites send them, for benchmarks: articles of the everyday texts and, some, of the annotated ones.

    python benchmarks/pages.py FILE.warc.gz [--pages 10000] [--relevant 0.02] [--seed 1]

Each page is that of one of five made-up sites: a head with metadata and linked data, inline styles and scripts, menus,
teasers of other articles (one in ten on the war, as front pages have them), the article, comments, a footer. The same
seed gives the same bytes. Texts are of the repository; the rest is drawn from them and from a few words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MENU = ("World", "Europe", "Africa", "Politics", "Business", "Markets", "Sport", "Culture", "Opinion", "Weather",
        "Video", "Podcasts", "Newsletters", "Subscribe", "Sign in", "Crosswords", "Travel", "Books")  # fmt: skip
LANDS = ("Ukraine", "Russia", "Israel", "China", "United States", "Middle East", "Defence")
WAR = ("Russia and Ukraine trade blame over night of strikes", "What the war in Ukraine means for grain prices",
       "Moscow says talks with Washington may go on", "Kyiv asks its allies for more air defence")  # fmt: skip
NAMES = ("Anna", "Luca", "Marta", "Jonas", "Irene", "Pavel", "Noor", "Tomas")


class Article(NamedTuple):
    """A text to be put on a page, and whether it holds claims."""

    lang: str
    title: str
    paragraphs: tuple[str, ...]
    relevant: bool


def _texts(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def everyday() -> list[Article]:
    """The texts without claims."""
    return [
        Article(each["lang"], each.get("title") or each["text"][:70].rpartition(" ")[0], _paragraphs(each), False)
        for each in _texts(ROOT / "benchmarks" / "everyday.jsonl")
    ]


def annotated(shortest: int = 400) -> list[Article]:
    """The annotated texts with claims that are longer than so many characters."""
    found = []
    for file in sorted((ROOT / "tests" / "accuracy" / "gold").glob("*.jsonl")):
        for each in _texts(file):
            if each.get("claims") and len(each["text"]) > shortest:
                title = each.get("title") or each["text"][:70].rpartition(" ")[0]
                found.append(Article(each["lang"], title, _paragraphs(each), True))
    return found


def _paragraphs(record: dict[str, str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in record["text"].split("\n") if line.strip())


def articles(count: int, relevant: float, seed: int) -> Iterator[Article]:
    """So many articles, this share of them with claims; those without are put together from several texts."""
    chance = random.Random(seed)
    plain, claimed = everyday(), annotated()
    for _ in range(count):
        if chance.random() < relevant:
            yield chance.choice(claimed)
            continue
        first = chance.choice(plain)
        second = chance.choice([each for each in plain if each.lang == first.lang])
        paragraphs = [*first.paragraphs, *second.paragraphs]
        body = chance.sample(paragraphs, min(len(paragraphs), chance.randrange(6, 16)))
        yield Article(first.lang, first.title, tuple(body), False)


def page(article: Article, number: int, chance: random.Random, others: list[Article]) -> bytes:
    """An article as one of the sites sends it."""
    site = number % 5
    title = escape(article.title)
    day = f"2024-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    url = f"https://site{site}.example/{article.lang}/{day.replace('-', '/')}/{number}"
    linked = json.dumps(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "datePublished": day}
    )
    head = (
        f'<meta charset="utf-8"><title>{title} | Site {site}</title><link rel="canonical" href="{url}">'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Site {site}">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z">'
        f'<meta name="description" content="{escape(article.paragraphs[0][:160])}">'
        f'<script type="application/ld+json">{linked}</script><style>{_style(chance)}</style>'
        f"<script>{_script(chance, 60)}</script>"
    )
    body = _article(article, site, chance)
    blocks = [_menu(chance, site), body, _teasers(chance, others), _comments(chance, others), _footer()]
    if site in (1, 3):
        blocks[1:3] = [f'<div class="columns">{_teasers(chance, others)}{body}</div>']
    return (
        f'<!DOCTYPE html><html lang="{article.lang}"><head>{head}</head><body class="page s{site}">'
        f"{''.join(blocks)}<script>{_script(chance, 90)}</script></body></html>"
    ).encode()


def _article(article: Article, site: int, chance: random.Random) -> str:
    paragraphs = [f"<p>{escape(each)}</p>" for each in article.paragraphs]
    picture = f'<img src="/i/{chance.randrange(9999)}.jpg" alt="A view"><figcaption>Photo: Site {site}</figcaption>'
    paragraphs.insert(len(paragraphs) // 2, f"<figure>{picture}</figure>")
    inner = f"<h1>{escape(article.title)}</h1><p class='byline'>By Staff</p>{''.join(paragraphs)}"
    match site:
        case 0 | 1:
            return f"<main><article>{inner}</article></main>"
        case 2:
            return f'<div id="content"><div class="article-body story">{inner}</div></div>'
        case 3:
            return f'<div class="post"><div class="entry-content">{inner}</div></div>'
        case _:
            return f'<div class="wrap"><section class="text">{inner}</section></div>'


def _menu(chance: random.Random, site: int) -> str:
    names = [*MENU, *(LANDS if site in (0, 2) else ())]
    links = "".join(
        f'<li class="menu-item item-{chance.randrange(999)}"><a href="/{name.lower()}" data-track="nav-{name}">'
        f"<span>{name}</span></a></li>"
        for name in names
    )
    lists = "".join(f'<nav class="nav nav-{part}"><ul>{links}</ul></nav>' for part in ("top", "main", "mobile"))
    return f'<header class="site-header"><div class="logo"><a href="/">Site {site}</a></div>{lists}</header>'


def _teasers(chance: random.Random, others: list[Article]) -> str:
    cards = []
    for _ in range(30):
        other = chance.choice(others)
        title = chance.choice(WAR) if chance.random() < 0.1 else other.title
        cards.append(
            f'<div class="card card--{chance.randrange(99)}"><a href="/a/{chance.randrange(99999)}">'
            f'<img loading="lazy" src="/t/{chance.randrange(9999)}.jpg" srcset="/t/1.jpg 1x, /t/2.jpg 2x" alt="">'
            f"<h3>{escape(title)}</h3></a><span class='time'>{chance.randrange(1, 23)} h</span></div>"
        )
    return f'<aside class="sidebar related"><h2>More</h2>{"".join(cards)}</aside>'


def _comments(chance: random.Random, others: list[Article]) -> str:
    words = [escape(chance.choice(chance.choice(others).paragraphs)[:140]) for _ in range(8)]
    said = "".join(f'<li class="comment"><b>{chance.choice(NAMES)}</b><p>{each}</p></li>' for each in words)
    return f'<section id="comments" class="comments"><h2>Comments</h2><ol>{said}</ol></section>'


def _footer() -> str:
    links = "".join(f'<a href="/about/{number}">{word}</a> ' for number, word in enumerate(MENU * 2))
    return f'<footer class="site-footer"><div>{links}</div><p>© Site. All rights reserved.</p></footer>'


def _style(chance: random.Random) -> str:
    return "".join(
        f".c{chance.randrange(9999)}{{margin:{chance.randrange(40)}px;color:#{chance.randrange(4096):03x}}}"
        for _ in range(200)
    )


def _script(chance: random.Random, lines: int) -> str:
    return "".join(
        f'window.q=window.q||[];q.push(["track",{{id:"{chance.randbytes(12).hex()}",w:{chance.randrange(999)}}}]);\n'
        for _ in range(lines)
    )


def records(count: int, relevant: float, seed: int) -> Iterator[tuple[str, bytes]]:
    """The pages with their addresses."""
    chance = random.Random(f"pages {seed}")
    others: dict[str, list[Article]] = {}
    for each in everyday():
        others.setdefault(each.lang, []).append(each)
    for number, article in enumerate(articles(count, relevant, seed)):
        yield f"https://site{number % 5}.example/{number}", page(article, number, chance, others[article.lang])


def write_warc(path: Path, count: int, relevant: float, seed: int) -> None:
    """The pages as a web archive, each record packed by itself, as crawlers write them."""
    with path.open("wb") as out:
        for number, (url, body) in enumerate(records(count, relevant, seed)):
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
                f"WARC-Date: 2024-10-19T10:00:00Z\r\nWARC-Target-URI: {url}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 6, mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--relevant", type=float, default=0.02)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asked.file.parent.mkdir(parents=True, exist_ok=True)
    write_warc(asked.file, asked.pages, asked.relevant, asked.seed)


if __name__ == "__main__":
    main()
