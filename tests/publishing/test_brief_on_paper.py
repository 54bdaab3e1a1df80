"""The brief for paper, Word and bibliographies: the same words, notes that lead back, nothing read as markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import pypdfium2
import pytest
from brief_makers import brief_of, make_claim, make_document, only_claim, whole_story

from armstrail.publishing import sources_to_bibtex, sources_to_csl, to_pdf, to_word
from armstrail.publishing.pdf import shown

HARM = (
    '<script>alert(1)</script> #panic("x") $x^2$ \\ @nobody `code` *bold* _soft_ [^1] = head // gone /* too */ '
    '#{read("/etc/passwd")} %S &amp; {{ 7*7 }} ]] <label> \' " ~ ' + "W" * 300
)


def text_of(pdf: bytes) -> str:
    """All words of a PDF on one line, as a reader copies them out, with words that were parted made whole."""
    pages = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(re.sub(r"\ufffe|\u00ad|\u200b|\x02", "", text).split())


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data):
        self.text += data


def test_the_paper_has_every_note_with_its_words():
    """Each quote stands under the page that first needs it, with publisher and date."""
    brief = brief_of(*whole_story())
    text = text_of(to_pdf(brief))
    assert brief.title in text
    for note in brief.footnotes:
        assert " ".join(note.quote.split()) in text
    assert "The Daily Ledger, 18 October 2024" in text


def test_the_same_brief_gives_the_same_bytes_on_paper():
    """No day, no random number and no font of the machine is in it."""
    brief = brief_of(*whole_story())
    assert to_pdf(brief) == to_pdf(brief)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ko", "북한이 러시아에 컨테이너 6700개를 보냈다고 국방부가 밝혔다. 北 무기 100발"),
     ("ru", "В Россию отправили 6700 контейнеров, сообщили в Сеуле."),
     ("uk", "До Росії відправили 6700 контейнерів, є підтвердження ґрунтовне."),
     ("pl", "Do Rosji wysłano 6700 kontenerów, źródło: służby."),
     ("fr", "« 6 700 » conteneurs, a-t-on précisé à Séoul — œuvre.")],
)  # fmt: skip
def test_every_language_of_the_ledger_can_be_read_on_paper(lang, words):
    """Letters come out as they went in: none is lost, boxed or replaced."""
    pair = only_claim(words, words.split()[0], document={"lang": lang, "title": words})
    text = text_of(to_pdf(brief_of(pair)))
    assert "[U+" not in text
    assert "".join(words.split()) in "".join(text.split())


def test_a_sign_without_a_shape_is_told_by_its_number():
    """A sign that no font of ours has is not swallowed; steering signs are taken out, controls become spaces."""
    assert shown("to 中國 \u202eeht\u202c now\x07!") == "to 中國 eht now !"
    assert shown("ship 🚢 कार") == "ship [U+1F6A2] [U+0915][U+093E][U+0930]"


def test_every_font_stands_with_its_licence():
    """A font may be passed on with its licence alone."""
    folder = files("armstrail.publishing") / "fonts"
    names = {entry.name for entry in folder.iterdir()}
    fonts = {name for name in names if name.endswith(".ttf")}
    assert len(fonts) == 4
    for name in fonts:
        licence = (folder / f"OFL-{name.partition('-')[0]}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in licence.upper()
        assert "Copyright" in licence


def test_nothing_in_a_title_is_a_command():
    """Markup of typst and HTML, braces of templates and a word wider than the page stand there as they were written."""
    document = make_document(f"{HARM} said 10 tanks went.", title=HARM, publisher=HARM, url="https://example.org/#a$b")
    pair = make_claim(document, "10 tanks", amount=(10, 10, "pieces", "exact"), source=HARM, source_type="media")
    brief = brief_of(pair)
    text = text_of(to_pdf(brief))
    packed = "".join(HARM.split())
    assert "".join(text.split()).count(packed) >= 3
    page = Elements(to_word(brief))
    assert "script" not in {tag for tag, _ in page.found}
    assert page.text.count(HARM) >= 3
    (entry,) = json.loads(sources_to_csl(brief, [pair]))
    assert entry["title"] == " ".join(HARM.split())
    bibtex = sources_to_bibtex(brief, [pair])
    assert bibtex.count("{") == bibtex.count("}")
    assert r"\#panic" in bibtex


def test_no_word_leaves_the_page():
    """A word without an end is parted inside the column; nothing is set beyond the right edge."""
    long = "Donaudampfschifffahrtsgesellschaft" * 12
    pair = only_claim(f"{long} said 10 tanks went.", "10 tanks", amount=(10, 10, "pieces", "exact"), source=long)
    document = pypdfium2.PdfDocument(to_pdf(brief_of(pair)))
    for page in document:
        words = page.get_textpage()
        for place in range(words.count_chars()):
            assert words.get_charbox(place)[2] <= page.get_width()


def test_only_the_web_is_linked_to_from_paper_and_word():
    """An address that runs something is shown or left out, never followed."""
    pair = only_claim("10 tanks went.", "10 tanks", document={"url": "javascript:alert(1)"})
    brief = brief_of(pair)
    assert b"javascript:" not in to_pdf(brief)
    addresses = [values["href"] for tag, values in Elements(to_word(brief)).found if tag == "a"]
    assert all(address.startswith("#") for address in addresses)


def test_word_finds_every_note_and_the_way_back():
    """Each is marked as Word marks its own, once at its first place, in the order in which Word will count them."""
    brief = brief_of(*whole_story())
    found = Elements(to_word(brief)).found
    numbers = [str(note.number) for note in brief.footnotes]
    assert [values["id"] for _, values in found if values.get("style") == "mso-element:footnote"] == [
        f"ftn{number}" for number in numbers
    ]
    names = [values["name"] for tag, values in found if tag == "a" and "name" in values]
    assert names == [f"_ftnref{number}" for number in numbers] + [f"_ftn{number}" for number in numbers]
    for number in numbers:
        marks = [values for _, values in found if values.get("style") == f"mso-footnote-id:ftn{number}"]
        assert [each["href"] for each in marks] == [f"#_ftn{number}", f"#_ftnref{number}"]
    assert {tag for tag, _ in found} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "b", "i", "u", "a", "sup",
        "span", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "div", "hr",
    }  # fmt: skip


def test_the_bibliography_holds_what_the_footnotes_cite():
    """A document that was read for the brief and cited nowhere is no source of it."""
    cited, elsewhere = only_claim("10 tanks went.", "10 tanks"), only_claim("9 ships left.", "9 ships", recipient="IR")
    brief = brief_of(cited, elsewhere)
    (entry,) = json.loads(sources_to_csl(brief, [cited, elsewhere]))
    assert entry["id"] == f"armstrail-{cited[1].digest[:12]}"
    assert sources_to_bibtex(brief, [cited, elsewhere]).count("@misc") == 1


def test_an_empty_brief_has_every_form():
    """Nothing to tell is told, on paper, in Word and as an empty list of sources."""
    brief = brief_of()
    assert brief.advice[0].split()[0] in text_of(to_pdf(brief))
    assert brief.advice[0] in Elements(to_word(brief)).text
    assert json.loads(sources_to_csl(brief, [])) == []
    assert sources_to_bibtex(brief, []) == ""
