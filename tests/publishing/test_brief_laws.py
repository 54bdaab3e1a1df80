"""What holds of every brief, whatever the claims: no number without its words, no word changed."""

from __future__ import annotations

import json
import unicodedata
from html.parser import HTMLParser

from brief_makers import all_rows, brief_of
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.model import terms
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span
from armstrail.publishing import Brief, to_html, to_json, to_markdown, to_terminal
from armstrail.publishing.marking import Mark, mark_up

LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]) | st.sampled_from("<>&\"'\n\t[]|*\u202e")


class Text(HTMLParser):
    """The text of a piece of HTML, and which letters stand in the element of an id."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.classes, self._open = "", {}, []
        self.feed(f"<div>{html}</div>")
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        if tag == "meta":
            return
        self._open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        for _, names in self._open:
            for name in names.split():
                self.classes[name] = self.classes.get(name, "") + data
        self.text += data


@st.composite
def spans(draw, size: int) -> Span:
    start = draw(st.integers(0, size - 1))
    return Span(start, draw(st.integers(start + 1, size)))


@st.composite
def marked_texts(draw):
    text = draw(st.text(LETTERS, min_size=1, max_size=60))
    marks = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        quote = draw(spans(len(text)))
        inner = draw(spans(quote.end - quote.start))
        marks.append(Mark(number, quote, Span(quote.start + inner.start, quote.start + inner.end)))
    return text, marks


@given(marked_texts())
def test_marking_changes_no_letter(case):
    """However spans nest and cross, the text of the marked document is the document's text."""
    text, marks = case
    assert Text(mark_up(text, marks).html).text == text


def test_a_sign_that_html_cannot_hold_is_replaced():
    """A NUL would vanish from the page and shift the words after it; it is shown as unreadable."""
    assert Text(mark_up("10\0 tanks", [Mark(1, Span(0, 9), Span(4, 9))]).html).text == "10\ufffd tanks"


@given(marked_texts())
def test_each_mark_holds_exactly_its_words(case):
    """The pieces of an anchor together are the anchor; one of them carries its id, one its link back."""
    text, marks = case
    html = mark_up(text, marks).html
    found = Text(html).classes
    for mark in marks:
        assert found[f"w{mark.number}"] == mark.anchor.cut(text)
        assert html.count(f'id="w{mark.number}"') == html.count(f'href="#n{mark.number}"') == 1


quantities = st.one_of(
    st.none(),
    st.builds(
        lambda low, more, unit, hedge, shape: Quantity(
            None if shape == "high" else low, None if shape == "low" else low + more, unit, hedge
        ),
        st.integers(0, 10**13) | st.floats(0, 1e6),
        st.sampled_from([0, 0, 1, 5000, 10**9]),
        st.sampled_from([*terms.COUNTS, "USD", "KRW", "XYZ"]),
        st.sampled_from(terms.HEDGES),
        st.sampled_from(["both", "low", "high"]),
    ),
)
partial_dates = st.sampled_from(["2023", "2024-02", "2024-10-18"])
parties = st.sampled_from(["KP", "RU", "KR", "hezbollah", None])


@st.composite
def stories(draw):
    """Up to three documents with up to four claims each, every slot filled at will."""
    pairs = []
    for name in range(draw(st.integers(1, 3))):
        optional = st.none() | st.text(LETTERS.filter(lambda c: c != "\n"), min_size=1, max_size=8)
        text = draw(st.text(LETTERS, min_size=1, max_size=40))
        document = Document(
            id=f"d{name}", text=_nfc(text), lang=draw(st.sampled_from([None, "it", "ar", "ko", "zz"])),
            published=draw(st.none() | partial_dates), publisher=_nfc(draw(optional)), title=_nfc(draw(optional)),
        )  # fmt: skip
        for number in range(draw(st.integers(0, 4))):
            pairs.append((draw(claims(document, number)), document))
    return pairs


@st.composite
def claims(draw, document: Document, number: int) -> Claim:
    size = len(document.text)
    anchor = draw(spans(size))
    term = {slot: st.none() | st.sampled_from(known) for slot, known in (
        ("measure", terms.MEASURES), ("status", terms.STATUSES), ("stance", terms.STANCES),
        ("source_type", terms.SOURCE_TYPES),
    )}  # fmt: skip
    return Claim(
        doc=document.id, id=f"{document.id}-{number}", kind=draw(st.sampled_from(terms.KINDS)),
        quote=anchor.cover(draw(spans(size))), anchor=anchor, supplier=draw(parties), recipient=draw(parties),
        item=draw(st.sampled_from([None, "arms", "arms.missile.ballistic", "personnel.troops", "arms.new_thing"])),
        designation=draw(st.sampled_from([None, "KN-23"])), quantity=draw(quantities),
        modality=draw(st.sampled_from(terms.MODALITIES)), source=draw(st.none() | spans(size)),
        basis=tuple(draw(st.lists(st.sampled_from(terms.BASES), max_size=2, unique=True))),
        period=draw(st.none() | st.builds(Period, partial_dates, st.none())),
        condition=draw(st.none() | spans(size)), alternative=draw(st.none() | st.just(1)),
        via=draw(st.sampled_from([(), ("Yonhap",), ("AP", "Tass")])),
        converted_from=draw(st.none() | st.sampled_from(["d0-0", "gone"])),
        **{slot: draw(choice) for slot, choice in term.items()},
    )  # fmt: skip


def _nfc(words: str | None) -> str | None:
    return words if words is None else unicodedata.normalize("NFC", words)


@given(stories())
@settings(max_examples=60)
def test_no_number_without_its_words(pairs):
    """Every row and every figure of the lead has footnotes, and every footnote quotes its document exactly."""
    brief = brief_of(*pairs)
    texts = {document.digest: document.text for _, document in pairs}
    assert all(row.notes for row in all_rows(brief))
    assert all(any(run.notes for run in sentence) for sentence in brief.lead[1:])
    for note in brief.footnotes:
        text = texts[note.document]
        assert note.quote == text[note.quote_start : note.quote_end]
        assert note.parts[1] == text[note.anchor_start : note.anchor_end]


@given(stories())
@settings(max_examples=40)
def test_every_claim_is_told_once_or_counted_as_anothers(pairs):
    """Nothing the ledger hands over is lost on the way."""
    brief = brief_of(*pairs)
    told = [claim for row in all_rows(brief) for claim in row.claims]
    assert len(told) == len(set(told))
    assert set(told) == {note.claim for note in brief.footnotes}


@given(stories(), st.sampled_from(["en", "it"]))
@settings(max_examples=40)
def test_every_rendering_is_made_and_made_again(pairs, language):
    """All four forms of any brief, twice the same; the page shows each cited document letter by letter."""
    brief = brief_of(*pairs, language=language, as_of="2024")
    documents = [document for _, document in pairs]
    page = to_html(brief, documents)
    assert page == to_html(brief, documents[::-1])
    texts = {document.digest: document.text for document in documents}
    assert Text(page).classes.get("text", "") == "".join(texts[carrier.digest] for carrier in brief.documents)
    assert (to_markdown(brief), to_terminal(brief, 50)) == (to_markdown(brief), to_terminal(brief, 50))
    assert Brief.from_json(json.loads(to_json(brief))) == brief
