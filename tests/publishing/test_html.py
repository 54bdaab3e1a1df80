"""One file, no network, nothing runs but our own; every figure opens on its words."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from brief_makers import brief_of, make_claim, make_document, only_claim, whole_story

from armstrail.model.errors import BadValue
from armstrail.publishing import to_html

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Elements with their attributes, ids, and the text of each element by its id or class."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = {key: value or "" for key, value in attrs}
        self.elements.append((tag, values))
        if tag not in VOID:
            names = [f"#{values['id']}"] if "id" in values else []
            names += [f"{tag}.{name}" for name in values.get("class", "").split()] or [tag]
            self._open.append((tag, names))
            for name in names:
                self.texts.setdefault(name, "")

    def handle_endtag(self, tag):
        opened, _ = self._open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data):
        for name in {name for _, names in self._open for name in names}:
            self.texts[name] += data

    def attributes(self, name: str) -> list[str]:
        return [values[name] for _, values in self.elements if name in values]


def page_of(*pairs, **asked) -> Page:
    return Page(to_html(brief_of(*pairs, **asked), [document for _, document in pairs]))


def test_nothing_is_loaded_from_anywhere():
    """No source, style sheet, image, frame or font; the only web links are the documents' own addresses."""
    text = make_document("10 tanks went.", url="https://example.org/tanks")
    page = page_of(make_claim(text, "10 tanks"))
    assert page.attributes("src") == []
    assert [tag for tag, _ in page.elements if tag in ("link", "img", "iframe", "object", "form")] == []
    assert {link for link in page.attributes("href") if not link.startswith("#")} == {"https://example.org/tanks"}


def test_every_link_inside_the_page_leads_somewhere():
    """Figures, footnotes, back-links and contents all have their targets, and no id stands twice."""
    page = page_of(*whole_story())
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.attributes("href") if link.startswith("#")} <= set(ids)


def test_a_figure_opens_on_its_words():
    """The link of 'about 12,000 soldiers' leads to the mark around those words in the document."""
    page = page_of(*whole_story())
    html = to_html(brief_of(*whole_story()), [document for _, document in whole_story()])
    target = re.search(r'<a class="figure" href="#(w\d+)">about 12,000 soldiers</a>', html)
    assert target
    assert page.texts[f"#{target[1]}"] == "About 12,000 soldiers"


def test_the_document_is_shown_letter_by_letter():
    """The text of the page's document is the document's text."""
    story = whole_story()
    assert page_of(*story).texts["div.text"] == story[0][1].text


def test_a_document_is_embedded_once():
    """Eight claims of one document bring its text once."""
    html = to_html(brief_of(*whole_story()), [document for _, document in whole_story()])
    assert html.count('class="document"') == 1


def test_what_comes_from_a_document_is_text():
    """A title, publisher, source or text with markup in it is shown, not run."""
    evil = "<script>alert(1)</script>"
    text = make_document(
        f"{evil} sent 10 tanks, says {evil}.", title=evil, publisher=evil, id=evil, lang='it" onload="x'
    )
    page = page_of(make_claim(text, "10 tanks", source=evil, designation=evil))
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert "onload" not in {name for _, values in page.elements for name in values}
    assert evil in page.texts["article.document"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_web_addresses_are_links(url):
    """Any other address is shown as text."""
    page = page_of(make_claim(make_document("10 tanks went.", url=url), "10 tanks"))
    assert url not in page.attributes("href")
    assert url in page.texts["article.document"]


def test_the_policy_allows_our_own_style_and_script_alone():
    """The hashes in the policy are those of the two inlined texts, and nothing unsafe is allowed."""
    html = to_html(brief_of(*whole_story()), [document for _, document in whole_story()])
    page = Page(html)
    policy = next(values["content"] for _, values in page.elements if "http-equiv" in values)
    inlined = [re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1] for tag in ("style", "script")]
    hashes = ["sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inlined]
    assert policy == (
        f"default-src 'none'; style-src '{hashes[0]}'; script-src '{hashes[1]}'; base-uri 'none'; form-action 'none'"
    )
    assert page.attributes("style") == []


def test_quotes_carry_their_language():
    """Italian words in an English brief are marked as Italian, Arabic ones run from the right."""
    page = page_of(
        only_claim("Mosca ha ricevuto 10 carri.", "10 carri", document={"lang": "it", "id": "i"}),
        only_claim("وصلت 10 دبابات", "10 دبابات", document={"lang": "ar", "id": "a"}),
    )
    quotes = {(values["lang"], values["dir"]) for tag, values in page.elements if tag == "blockquote"}
    assert quotes == {("it", "ltr"), ("ar", "rtl")}


def test_the_page_says_its_own_language():
    """An Italian brief is an Italian page."""
    page = page_of(*whole_story(), language="it")
    assert next(values["lang"] for tag, values in page.elements if tag == "html") == "it"


def test_a_cited_document_that_is_not_given_is_named():
    """The page cannot lead to words that it was not given."""
    with pytest.raises(BadValue, match="the brief cites document d1"):
        to_html(brief_of(*whole_story()), [])


def test_an_empty_brief_is_a_page_too():
    """The sentence and the advice, and nothing that leads nowhere."""
    page = Page(to_html(brief_of(), []))
    assert "The ledger holds no claim" in page.texts["div.lead"]


def test_same_input_same_bytes():
    """Nothing of the day, the machine or chance is in the page."""
    pages = {to_html(brief_of(*story), [story[0][1]]) for story in (whole_story(), whole_story()[::-1])}
    assert len(pages) == 1
