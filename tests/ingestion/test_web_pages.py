"""Saved web pages: the article, what the page says about it, and none of the rest."""

from __future__ import annotations

import pytest
from reading_help import BODY, read, refuse, rows

SECOND = "Il ministero ha espresso «forte preoccupazione» per la minaccia, che cresce di mese in mese."
HEAD = """<title>Seul: soldati in Russia - Agenzia Meridiana</title>
<meta property="og:title" content="Seul: soldati in Russia"><meta property="og:site_name" content="Agenzia Meridiana">
<link rel="canonical" href="https://www.example.org/mondo/seul">
<meta property="article:published_time" content="2024-10-18T23:30:00+02:00">"""


def page(body=f"<p>{BODY}</p><p>{SECOND}</p>", head=HEAD, lang="it"):
    """A page as a news site writes it."""
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>
<nav><ul><li><a href="/">Prima pagina</a></li><li><a href="/esteri">Esteri</a></li></ul></nav>
<article><h1>Seul: soldati in Russia</h1>{body}</article>
<section id="comments" class="comments"><p>Un lettore: i soldati sono 99.000, lo sanno tutti quanti.</p></section>
<footer><p>Tutti i diritti riservati 2020</p></footer><script>var x = "777.000 soldati";</script></body></html>"""


def test_the_article_is_the_text_and_the_page_speaks_for_it(tmp_path):
    """Title, date, site and address come from the page; menus, comments and scripts do not."""
    document = read(tmp_path / "a.html", page())
    assert document.text == f"{BODY}\n{SECOND}"
    assert (document.title, document.published) == ("Seul: soldati in Russia", "2024-10-18")
    assert (document.publisher, document.url) == ("Agenzia Meridiana", "https://www.example.org/mondo/seul")
    assert document.lang == "it"


def test_the_title_is_no_part_of_the_text(tmp_path):
    """The heading above the article repeats it."""
    assert "Seul: soldati" not in read(tmp_path / "a.html", page()).text


def test_entities_and_inline_markup_leave_words(tmp_path):
    """Bold, links and entities are how words look, not what they are."""
    words = "Circa <b>12.000</b> soldati, dice il <a href='#'>Nis</a>: &quot;pi&ugrave; di prima&quot;."
    text = read(tmp_path / "a.html", page(f"<p>{words}</p><p>{SECOND}</p>")).text
    assert text.startswith('Circa 12.000 soldati, dice il Nis: "più di prima".')


def test_the_language_is_that_of_the_text(tmp_path):
    """Sites declare that of their template."""
    assert read(tmp_path / "a.html", page(lang="en")).lang == "it"


def test_the_declared_language_counts_where_the_text_is_too_short(tmp_path):
    """A line of two words tells nothing."""
    assert read(tmp_path / "a.html", page("<p>Kim: ok</p>", head="", lang="fr-CA")).lang == "fr"


def test_a_page_without_a_word_about_itself_is_read(tmp_path):
    """What nobody says is None."""
    document = read(tmp_path / "a.htm", f"<html><body><p>{BODY}</p><p>{SECOND}</p></body></html>")
    assert (document.text, document.published, document.publisher, document.url) == (
        f"{BODY}\n{SECOND}", None, None, None,
    )  # fmt: skip


def test_a_fragment_is_read(tmp_path):
    """Somebody saved the article's markup alone."""
    assert read(tmp_path / "a.html", f"<p>{BODY}</p>").text == BODY


def test_a_date_in_the_future_of_nobody_is_read_the_same_every_day(tmp_path):
    """No clock is asked: a page dated ahead keeps its date."""
    head = '<meta property="article:published_time" content="2099-01-02">'
    assert read(tmp_path / "a.html", page(head=head)).published == "2099-01-02"


def test_the_address_that_a_browser_noted_is_taken(tmp_path):
    """Chrome writes it above a saved page."""
    saved = "<!DOCTYPE html>\n<!-- saved from url=(0026)https://example.org/seul/1 -->\n" + page(head="")
    assert read(tmp_path / "a.html", saved).url == "https://example.org/seul/1"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_page_in_another_encoding_comes_out_right(tmp_path, encoding):
    """Whatever it declares, for here it declares UTF-8."""
    assert read(tmp_path / "a.html", page().encode(encoding)).text == f"{BODY}\n{SECOND}"


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("euc-kr", "cp949", "북한은 러시아에 포탄을 보냈다."),
        ("windows-1251", "cp1251", "Корея: солдаты."),
        ("iso-8859-1", "cp1252", "Più di 5 € – «così»."),
        ("koi8-r", "koi8-r", "Корея: солдаты."),
    ],
)
def test_the_declared_encoding_is_taken_for_texts_too_short_to_tell(tmp_path, declared, encoding, text):
    """By the names that the web gives to encodings."""
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    html = f"<html><head>{head}</head><body><p>{text}</p></body></html>"
    assert read(tmp_path / "a.html", html.encode(encoding)).text == text


@pytest.mark.parametrize("declared", ["hex", "zip", "rot13", "idna", "undefined", "no-such"])
def test_a_declared_encoding_that_is_none_is_passed_over(tmp_path, declared):
    """Python has codecs by these names; a page must not reach them."""
    html = page().replace("utf-8", declared).encode("cp1252")
    assert read(tmp_path / "a.html", html).text == f"{BODY}\n{SECOND}"


def test_xhtml_with_its_declaration_is_read(tmp_path):
    """Which the parser does not take in a decoded text."""
    html = f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{BODY}</p></body></html>'
    assert read(tmp_path / "a.xhtml", html).text == BODY


def test_a_bad_byte_outside_the_article_does_no_harm(tmp_path):
    """In a script or a menu nobody reads it."""
    html = page().encode().replace(b"777.000", b"777\xff000")
    assert read(tmp_path / "a.html", html).text == f"{BODY}\n{SECOND}"


def test_a_bad_byte_in_the_article_is_reported(tmp_path):
    """A letter is missing from somebody's words."""
    assert (
        "broken in 1 place" in refuse(tmp_path / "a.html", page().encode().replace(b"minaccia", b"min\xffccia")).reason
    )


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>T</title></head><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html><body><script>var text = 'x';</script><noscript>Enable JavaScript</noscript></body></html>",
        "<!-- nothing but a comment -->",
        "<>",
    ],
)
def test_a_page_without_a_main_text_is_reported(tmp_path, html):
    """Menus and notices are no article."""
    assert refuse(tmp_path / "a.html", html).reason == "has no main text"


def test_an_empty_page_is_empty(tmp_path):
    """Not a byte in it."""
    assert refuse(tmp_path / "a.html", "").reason == "is empty"


def test_an_entity_bomb_does_not_go_off(tmp_path):
    """Ten entities that hold ten of each other would be ten thousand million words."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
    doctype = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "bomba">{entities}]>'
    html = f"{doctype}<html><body><p>{BODY} &e10;</p></body></html>"
    assert len(read(tmp_path / "a.xhtml", html).text) < 10_000


def test_an_outside_entity_is_not_fetched(tmp_path):
    """Neither from the disk nor from the net."""
    (tmp_path / "secret").write_text("parola segreta")
    html = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><html><body><p>{BODY} &x;</p></body></html>'
    assert "segreta" not in read(tmp_path / "a.xhtml", html).text


def test_a_page_with_pictures_inside_is_read(tmp_path):
    """Whole pages in one file carry megabytes of them."""
    picture = f'<img src="data:image/png;base64,{"A" * 3_000_000}">'
    (tmp_path / "a.html").write_text(page(f"<p>{BODY}</p>{picture}<p>{SECOND}</p>"))
    (document,) = rows(tmp_path / "a.html", max_characters=1_000_000)
    assert document.text == f"{BODY}\n{SECOND}"


@pytest.mark.parametrize(
    "html",
    ["<html><body><table><tr>" + "<td>x</td>" * 200_000, "<html><body>" + "<p>uno<br>" * 60_000],
    ids=["cells", "breaks"],
)
def test_a_page_of_countless_tags_is_reported(tmp_path, html):
    """Taking it apart would last for minutes."""
    assert refuse(tmp_path / "a.html", html).reason == "has more than 100,000 tags"


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 50_000 + BODY,
        f"<html><body><p {' '.join(f'a{n}=1' for n in range(100_000))}>{BODY}</p>",
        "<" * 500_000,
        "<html><body>" + "<p" * 50_000,
    ],
    ids=["deep", "attributes", "brackets", "unclosed"],
)
def test_markup_gone_mad_is_one_row_of_either_kind(tmp_path, html):
    """Neither a crash nor a wait of minutes."""
    (tmp_path / "a.html").write_text(html)
    assert len(rows(tmp_path / "a.html")) == 1


def test_a_failure_of_the_library_costs_its_own_row(tmp_path, monkeypatch):
    """It walks any markup, and may trip."""
    import trafilatura

    def trip(*_args, **_options):
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", trip)
    assert refuse(tmp_path / "a.html", page()).reason == "cannot be taken apart (RecursionError)"
