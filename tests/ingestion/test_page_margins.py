"""Margins are told from the article by their tags alone, and no word of an article goes with them."""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from armstrail.ingestion.lightening import runs_of, split_margins, without_code, without_margins
from armstrail.ingestion.webpage import _take_apart

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import pages

WEATHER = "Rain fell over the hills all night, and in the morning the road to the village was under water again. "
MARGINS = {"nav", "aside", "footer"}
CODE = {"script", "style"}
TAGS = [
    f"<{sign}{name}>"
    for name in (*sorted(MARGINS), "div", "section", "article", "p", "ul", "td", "b")
    for sign in ("", "/")
]
SOUP = st.lists(
    st.sampled_from([*TAGS, "WORD", "WORD", "<script>a = '<nav>' < 'code0';</script>", "<style>code1 {}</style>"]),
    max_size=30,
)


def page_of(pieces: list[str]) -> str:
    """Tags in any order with words between them, each word another."""
    words = (f" word{number} " if piece == "WORD" else piece for number, piece in enumerate(pieces))
    return f"<html><body>{''.join(words)}</body></html>"


def words_of(markup: str, without: set[str]) -> list[str]:
    """The words that a parser finds outside these elements."""
    tree = html.document_fromstring(markup)
    for element in list(tree.iter(*without)):
        if element.getparent() is not None:
            element.drop_tree()
    return re.findall(r"word\d+", tree.text_content())


@given(SOUP)
def test_no_word_outside_the_margins_is_lost_to_the_careful_reading(pieces):
    """However elements are crossed, doubled or left open, a parser finds the same words outside margins as before."""
    markup = page_of(pieces)
    assert words_of(without_margins(markup), MARGINS | CODE) == words_of(markup, MARGINS | CODE)


@given(SOUP)
def test_the_rough_reading_sees_every_word_that_is_no_code(pieces):
    """In the article or in the margins, each once; scripts and styles are in neither, but for those of a margin."""
    markup = page_of(pieces)
    article, margins = split_margins(markup)
    assert sorted(re.findall(r"word\d+", article + "".join(margins))) == sorted(re.findall(r"word\d+", markup))
    assert "code" not in article


@given(SOUP)
def test_no_word_is_lost_with_the_code(pieces):
    """Scripts and styles go, wherever they stand but in a margin; every word stays in its place."""
    markup = page_of(pieces)
    kept = without_code(markup)
    assert re.findall(r"word\d+", kept) == re.findall(r"word\d+", markup)
    assert words_of(kept, CODE) == words_of(markup, CODE)


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (f"<p>{WEATHER}</p><li>Home</li>", [WEATHER]),
        (f"<li>Home</li>{WEATHER}<p>a > {WEATHER}", [WEATHER, f"a > {WEATHER}"]),
        (f"<p>a < {WEATHER}</p>", [WEATHER]),
        (f"<p>a <{WEATHER}</p>", []),
        (f"<aside><SCRIPT>{WEATHER}</SCRIPT><style media='x'>{WEATHER}</style></aside>", []),
        (f"p>{WEATHER}<p>{WEATHER}", [WEATHER, WEATHER]),
        (f"<p>a < {WEATHER}<p>{WEATHER} < {WEATHER}", [WEATHER] * 3),
    ],
    ids=[
        "a paragraph",
        "behind an end, with a sign",
        "behind a sign",
        "a tag to every parser",
        "code",
        "in a piece of a page",
        "signs among paragraphs",
    ],
)
def test_long_runs_of_words_are_found_by_their_signs(markup, found):
    """What a reader sees behind a tag or a sign, where it is long enough for a sentence."""
    assert list(runs_of(markup)) == [run.strip() for run in found]


@pytest.mark.parametrize("cut", [lambda markup: split_margins(markup)[0], without_margins], ids=["rough", "careful"])
@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<p>a</p><nav><ul><li>Home</ul></nav><p>b</p>", "<p>a</p><p>b</p>"),
        ("<nav class='top'>a<nav>b</nav>c</nav>d", "d"),
        ("<nav>Home<p>the article</p>", "<nav>Home<p>the article</p>"),
        ("<nav-bar>Home</nav-bar><p>a</p>", "<nav-bar>Home</nav-bar><p>a</p>"),
        ("<style>nav > a { color: red }</style>a<aside>b</aside>", "a"),
        ("artil<style></style>lery", "artillery"),
        ("<NAV>Home</NAV><p>a</p>", "<NAV>Home</NAV><p>a</p>"),
    ],
    ids=["one", "nested", "open", "other name", "styles", "in a word", "capitals"],
)
def test_margins_are_found_by_their_tags(cut, markup, left):
    """What is closed goes, with what is in it; what is not stays."""
    assert cut(markup) == left


def test_what_a_large_element_crosses_stays():
    """`</div>` ends an aside that was left open in it: what follows is the article, though `</aside>` comes later."""
    markup = "<div><aside>More</div><p>the article</p></aside>"
    assert without_margins(markup) == markup


def test_a_margin_whose_end_stands_in_a_script_stays():
    """A script may write the end of what it stands in; a parser does not take it for one."""
    markup = "<nav><script>write('</nav>')</script>Home</nav><p>the article</p>"
    assert without_margins(markup) == markup


def test_scripts_stay_for_what_they_say_of_the_page():
    """And a margin in their words is none."""
    markup = '<script type=\'application/ld+json\'>{"headline": "<nav>"}</script><p>a</p><nav>Home</nav>'
    assert without_margins(markup) == markup.removesuffix("<nav>Home</nav>")


@pytest.mark.parametrize("margin", sorted(MARGINS))
@pytest.mark.parametrize("beside", ["<main><p>{}</p></main>", "<div><p>{}</p></div>", "<p>{}</p>"])
def test_the_careful_reading_takes_no_words_from_margins(margin, beside):
    """However much stands in one and however little beside it: cutting them out first changes no word."""
    article = beside.format(WEATHER)
    page = f"<html><body>{article}<{margin}>{f'<p>{WEATHER.upper()}</p>' * 10}</{margin}></body></html>"
    whole, cut = _take_apart(page), _take_apart(without_margins(page))
    assert whole[0].split() == cut[0].split() == WEATHER.split()
    assert whole[1] == cut[1]


def test_pages_of_sites_are_read_well_as_if_they_were_whole():
    """Words, title, day, site and address of annotated texts on five kinds of site, with menus, teasers and footers."""
    others = pages.everyday()
    for number, article in enumerate(pages.annotated()[::20]):
        page = pages.page(article, number, random.Random(number), others).decode()
        cut = without_margins(page)
        assert len(cut) < 0.8 * len(page)
        assert _take_apart(cut) == _take_apart(page)


@pytest.mark.parametrize("margin", ["nav", "aside", "script", "style"])
@pytest.mark.parametrize("closing", ["", "</{}>", "<{}></{}>"], ids=["open", "one closed", "the last closed"])
def test_margins_gone_mad_cost_little_time(margin, closing):
    """Ten thousand that are not closed: no time that grows with the square of their number."""
    markup = f"<{margin}>" * 10_000 + WEATHER * 100 + closing.format(margin, margin)
    start = time.process_time()
    split_margins(markup)
    without_margins(markup)
    assert time.process_time() - start < 2.0
