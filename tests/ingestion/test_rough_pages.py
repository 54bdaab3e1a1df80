"""The gate before web pages: what may hold a claim is read as if there were none, the rest by its words alone."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest
from document_makers import gzip_records, make_page, warc_record
from sheet_makers import write

from armstrail import pipeline
from armstrail.ingestion.rough import read_roughly
from armstrail.ingestion.webpage import read_page

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import pages

PACKS = pipeline.shipped_packs()
GATE = pipeline.page_gate(PACKS)
LIMIT = 1_000_000
CLAIM = "North Korea has sent Russia more than 13,000 containers of artillery shells, South Korea said on Monday. "
WEATHER = "Rain fell over the hills all night, and in the morning the road to the village was under water again. "


def read_both(html: bytes):
    """A page with the gate and without."""
    return read_page(html, LIMIT, GATE), read_page(html, LIMIT)


def test_a_page_with_claims_is_read_as_if_there_were_no_gate():
    """Annotated texts in ten languages, each on one of five sites with menus, teasers and comments around it."""
    chance, others = random.Random(1), pages.everyday()
    annotated = pages.annotated()
    tried = 0
    for number, article in enumerate(annotated[:: max(1, len(annotated) // 40)]):
        with_gate, without = read_both(pages.page(article, number, chance, others))
        if pipeline.read_document(without, PACKS).claims:
            tried += 1
            assert with_gate == without
    assert tried > 25


def test_the_gate_lets_every_annotated_text_with_claims_pass():
    """All of them, in ten languages, as a bare page and as that of a site: nothing is turned away in which claims are
    read."""
    chance, others = random.Random(2), pages.everyday()
    turned_away, tried = [], 0
    for number, article in enumerate(pages.annotated(shortest=0)):
        bare = make_page("\n".join(article.paragraphs), title=article.title)
        dressed = pages.page(article, number, chance, others).decode()
        for html in (bare, dressed):
            tried += 1
            if read_roughly(html, GATE) is not None and reads_claims(html):
                turned_away.append(article.title)
    assert turned_away == []
    assert tried > 500


def reads_claims(html: str) -> bool:
    """Whether a page that is read well holds claims that the extraction reads."""
    return bool(pipeline.read_document(read_page(html.encode(), LIMIT), PACKS).claims)


@pytest.mark.parametrize("lang", ["pt", "es", "ru", "uk"])
def test_a_neighbour_of_its_language_is_not_taken_for_it(lang):
    """Of pages turned away, whatever they declare; Galician is as near to Portuguese as it is itself."""
    others = [each for each in pages.everyday() if each.lang == lang]
    neighbour = {"pt": "es", "es": "pt", "ru": "uk", "uk": "ru"}[lang]
    for number, article in enumerate(others):
        html = pages.page(article, number, random.Random(3), others)
        assert read_page(html, LIMIT, GATE).lang == lang
        wrong = html.replace(f'<html lang="{lang}"'.encode(), f'<html lang="{neighbour}"'.encode())
        assert wrong != html
        assert read_page(wrong, LIMIT, GATE).lang == lang


def test_words_beside_the_main_text_are_seen_through_their_signs():
    """`North&nbsp;Korea` is a party there, too."""
    coded = CLAIM.replace("North Korea", "North&nbsp;Korea").replace("South Korea", "somebody").replace("Russia", "us")
    html = f"<html><body><main>{WEATHER * 10}</main><div class='sidebar'><p>{coded * 3}</p></div></body></html>"
    assert read_roughly(html, GATE) is None


@pytest.mark.parametrize("margin", ["nav", "aside", "footer"])
@pytest.mark.parametrize("length", [1, 10], ids=["little text", "much text"])
def test_of_margins_those_count_that_the_careful_reading_has(margin, length):
    """One that other elements cross may be the article to a parser; one that is whole is left out by both."""
    words = f"<main><p>{WEATHER * length}</p></main>"
    whole = f"<html><body>{words}<{margin}><div><p>{CLAIM * 3}</p></div></{margin}></body></html>"
    crossed = f"<html><body>{words}<div><{margin}>More</div><p>{CLAIM * 3}</p></{margin}></body></html>"
    assert read_roughly(whole, GATE) is not None
    assert read_roughly(crossed, GATE) is None
    assert "shells" not in read_page(whole.encode(), LIMIT).text


@pytest.mark.parametrize("size", [300, 15_000, 60_000])
def test_pictures_written_out_change_nothing(size):
    """A page with one is turned away or read like the same without."""
    picture = f'<img src="data:image/png;base64,{"iVBO" * (size // 4)}">'
    for words in (WEATHER * 10, CLAIM * 10):
        plain = make_page(words, title="Rain").encode()
        assert read_page(plain.replace(b"<body>", f"<body>{picture}".encode()), LIMIT, GATE) == read_page(
            plain, LIMIT, GATE
        )


def test_a_page_about_something_else_is_kept_by_its_words():
    """Main text, title, day, site and address; read, and off topic."""
    chance, others = random.Random(1), [each for each in pages.everyday() if each.lang == "it"]
    for number in range(5):
        html = pages.page(others[number % len(others)], number, chance, others)
        document = read_page(html, LIMIT, GATE)
        assert read_roughly(html.decode(), GATE) is not None
        assert others[number % len(others)].paragraphs[1] in document.text
        assert "Newsletters" not in document.text
        assert (document.lang, document.title) == ("it", others[number % len(others)].title)
        assert (document.publisher, document.published) == (f"Site {number}", read_page(html, LIMIT).published)
        assert (document.url or "").startswith(f"https://site{number}.example/it/")
        assert pipeline.read_document(document, PACKS).state == "off_topic"


@pytest.mark.parametrize("label", ["sidebar", "related-articles", "comments", "promo", "advert"])
def test_an_article_that_looks_like_a_margin_is_not_lost(label):
    """The plain rule may take it for one: long runs of words are looked at wherever they stand."""
    html = f"<html><body><main>{WEATHER * 10}</main><div class='{label}'><p>{CLAIM * 3}</p></div></body></html>"
    assert read_roughly(html, GATE) is None


def test_of_a_page_with_little_text_all_words_count():
    """A short report may stand where a rule finds no main text."""
    html = f"<html><body><div class='menu'>{CLAIM}</div><p>{WEATHER}</p></body></html>"
    assert read_roughly(html, GATE) is None


def test_a_title_counts():
    """A text may leave the parties to its title."""
    html = make_page(WEATHER * 10, title="Shells from North Korea reach Russia")
    assert read_roughly(html, GATE) is None
    assert read_roughly(make_page(WEATHER * 10, title="Rain"), GATE) is not None


def test_scripts_are_no_words():
    """What a page tells its programs is not read."""
    script = f"<script>var related = {'[' + repr(CLAIM * 3) + ']'};</script>"
    assert read_roughly(make_page(WEATHER * 10, head=script).replace("</body>", f"{script}</body>"), GATE) is not None


def test_a_language_without_a_pack_is_kept_by_its_words():
    """Nothing can be read in it yet."""
    swedish = "Regnet föll hela natten över kullarna, och på morgonen stod vägen till byn under vatten igen. "
    document = read_page(make_page(swedish * 10).encode(), LIMIT, GATE)
    assert document.lang == "sv"
    assert pipeline.read_document(document, PACKS).state == "no_pack"


def test_an_archive_is_read_with_the_gate(tmp_path):
    """Both pages are documents; the one with claims is that which is read without."""
    records = [
        warc_record("https://example.org/a", make_page(CLAIM * 6).encode()),
        warc_record("https://example.org/b", make_page(WEATHER * 10, title="Rain").encode()),
    ]
    path = write(tmp_path / "a.warc.gz", gzip_records(records))
    gated, careful = list(pipeline.read_paths([path], packs=PACKS)), list(pipeline.read_paths([path]))
    assert gated[0] == careful[0]
    assert [each.url for each in gated] == ["https://example.org/a", "https://example.org/b"]
    assert gated[1].published == "2024-10-19"


@pytest.mark.parametrize(
    "html",
    ["<div>" * 50_000 + WEATHER * 20, "<DIV>" * 2_999 + WEATHER * 20, "<article>" * 20_000 + WEATHER * 20,
     "<select>" + "<option>" * 60_000 + WEATHER * 20, f"<p>{WEATHER * 20}" + "<a></p>" * 30_000,
     f"<p>{WEATHER * 20}" + "<!--" * 50_000, "<" * 300_000, f"<p>{WEATHER * 20}" + "<meta property=" * 10_000],
    ids=["divs", "DIVS", "articles", "options", "links", "comments", "signs", "metas"],
)  # fmt: skip
def test_markup_gone_mad_costs_little_time(html):
    """No more than a second of processor time for each hundred kilobytes."""
    start = time.process_time()
    read_roughly(html, GATE)
    assert time.process_time() - start < max(1.0, len(html) / 100_000)
