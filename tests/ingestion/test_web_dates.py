"""When a page was published: what it says of itself, never a day that a sentence names."""

from __future__ import annotations

import pytest
from reading_help import BODY, read

LONG = (
    "Dal 2020-10-18 in poi, scrive il rapporto diffuso il 3 maggio 2021, le forniture di Pyongyang a Mosca "
    "sono cresciute di mese in mese fino al 10.02.2024."
)


def published(tmp_path, body="", head=""):
    """The date of a page with this above its article and this in its head."""
    html = f"<html><head>{head}</head><body><article>{body}<p>{BODY}</p></article></body></html>"
    return read(tmp_path / "a.html", html).published


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-10-18T09:00:00+02:00">',
        '<meta name="date" content="2024-10-18">',
        '<meta itemprop="datePublished" content="2024-10-18">',
        '<link rel="canonical" href="https://example.org/2024/10/18/seul.html">',
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
        ' "datePublished": "2024-10-18T09:00:00Z", "dateModified": "2024-12-01T09:00:00Z"}</script>',
    ],
    ids=["open graph", "meta", "itemprop", "address", "linked data"],
)
def test_metadata_date_a_page(tmp_path, head):
    """In each of the ways that sites write it; a later change does not count."""
    assert published(tmp_path, head=head) == "2024-10-18"


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2024-10-18T10:00">un giorno fa</time>',
        '<p class="date">18 ottobre 2024</p>',
        '<div class="entry-date published">October 18, 2024</div>',
        '<span id="pub-date">18 октября 2024, 10:30</span>',
        '<div class="article__meta post-date">18. Oktober 2024, 10:30 Uhr</div>',
        '<div class="byline">입력 2024.10.18 15:30</div>',
    ],
)
def test_a_date_with_a_label_dates_a_page(tmp_path, body):
    """In figures or in words, in several languages."""
    assert published(tmp_path, body) == "2024-10-18"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{LONG}</p>",
        f"<div>{LONG}<br>{LONG}</div>",
        f"<blockquote>{LONG}</blockquote>",
        "<h1>Accordo del 18 ottobre 2020 tra Russia e Corea</h1>",
        "<p>Nel 2019 e nel 2020.</p>",
        '<p class="date">ottobre 2024</p>',
        '<p class="date">3 giorni fa</p>',
        '<p class="date">2024</p>',
        '<p class="update-note">ore 10:30</p>',
        '<img src="/foto/2022/03/04/soldati.jpg">',
        "<footer>Copyright 2015-2019, aggiornato il 2019-05-06</footer>",
        "<aside><span>2023-05-12</span> <a href='/x'>Altra notizia</a></aside>",
    ],
)
def test_other_days_do_not(tmp_path, body):
    """A wrong date is worse than none; and no day is filled in where only a month is given."""
    assert published(tmp_path, body) is None
