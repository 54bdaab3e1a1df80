"""The brief as one HTML file that needs no network: figures link to the marked words in the documents.

Styles and the small script stand in the page itself and are allowed by their hashes alone; nothing else
may load or run. Whatever comes from a document is text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.span import Span
from armstrail.publishing.brief import Brief, Carrier, Footnote
from armstrail.publishing.illustrations import Illustration
from armstrail.publishing.living import Living, scripts, view_of
from armstrail.publishing.marking import Mark, Unused, mark_up
from armstrail.publishing.names import direction

if TYPE_CHECKING:
    from jinja2 import Environment


_POLICY: Final = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


@dataclass(frozen=True, slots=True)
class _Page:
    """A document as the page shows it: how it is named, and its marked text."""

    id: str
    carrier: Carrier
    html: str


def to_html(
    brief: Brief,
    documents: Iterable[Document],
    living: Living | None = None,
    illustrations: Mapping[str, Illustration] | None = None,
) -> str:
    """The brief as a self-contained page.

    Args:
        brief: what to lay out.
        documents: at least the documents that its footnotes cite, in any order; others are left out.
        living: what lets its reader work the estimates out once more; None for a page that stays as it is.
        illustrations: pictures by the key of the line that they stand under, and a map under `map`.
    Raises:
        BadValue: a cited document is not among them; names it.
    """
    from markupsafe import Markup

    pages, cut = _pages(brief, {document.digest: document for document in documents})
    view = view_of(brief, living) if living else None
    style = palette() + _file("brief.css") + (_file("living.css") if view else "") + _rules(cut)
    script = _file("brief.js") + (scripts() if view else "")
    template = _environment().get_template("brief.html.j2")
    return template.render(
        brief=brief,
        words=brief.furniture,
        pages=pages,
        page_of={page.carrier.digest: page for page in pages},
        cited_at=_cited_at(brief),
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
        living=view,
        pictures={key: (each, Markup(each.svg)) for key, each in (illustrations or {}).items()},
        data=Markup(_data(view.data)) if view else "",
    )


def _data(record: Mapping[str, Any]) -> str:
    """A record as JSON that may stand in an element: no sign in it can end the element or begin another."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub(r"[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def to_word(brief: Brief) -> str:
    """The brief as plain HTML that Word opens as a document of its own: headings, tables, and real footnotes.

    A note is marked where its number comes up first, as Word marks its own and then numbers by itself; since notes are
    numbered in that very order, both agree. Later numbers lead to the first.
    """
    from markupsafe import Markup

    cited: set[int] = set()

    def first(number: int) -> bool:
        fresh = number not in cited
        cited.add(number)
        return fresh

    style = _file("word.css")
    return (
        _environment()
        .get_template("word.html.j2")
        .render(
            brief=brief,
            words=brief.furniture,
            carriers={carrier.digest: carrier for carrier in brief.documents},
            first=first,
            style=Markup(style),
            policy="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
        )
    )


def policy_of(page: str) -> str:
    """The content security policy that a page of `to_html` names itself, for a server that gives it as a header.

    Raises:
        BadValue: it names none.
    """
    found = _POLICY.search(page)
    if found is None:
        raise BadValue("the page names no content security policy; give one that to_html made")
    return unescape(found[1])


def _pages(brief: Brief, documents: Mapping[str, Document]) -> tuple[list[_Page], list[int]]:
    """Each cited document once, marked; and the footnotes whose words are marked in several pieces."""
    marks: dict[str, list[Mark]] = {}
    for note in brief.footnotes:
        marks.setdefault(note.document, []).append(_mark(note))
    unused: dict[str, list[Unused]] = {}
    for out in (out for group in (brief.appendix.groups if brief.appendix else ()) for out in group.shown):
        unused.setdefault(out.document, []).append(Unused(out.number, Span(out.start, out.end)))
    labels = brief.furniture
    pages: list[_Page] = []
    cut: list[int] = []
    for place, carrier in enumerate(brief.documents, 1):
        document = documents.get(carrier.digest)
        if document is None:
            raise BadValue(f"the brief cites document {carrier.id} ({carrier.digest[:12]}), which was not given")
        numbers = unused.get(carrier.digest, ())
        marked = mark_up(document.text, marks[carrier.digest], labels["note"], numbers, labels["left_out"])
        pages.append(_Page(f"d{place}", carrier, marked.html))
        cut.extend(marked.cut)
    return pages, cut


def _mark(note: Footnote) -> Mark:
    return Mark(note.number, Span(note.quote_start, note.quote_end), Span(note.anchor_start, note.anchor_end))


def _rules(cut: Iterable[int]) -> str:
    """Where an anchor had to be cut, all its pieces light up with the first."""
    return "".join(f":root:has(#w{number}:target) .w{number}{{background:var(--target)}}\n" for number in cut)


def _cited_at(brief: Brief) -> dict[int, list[str]]:
    """The ids of the places that cite each footnote, in order."""
    places: dict[int, list[str]] = {note.number: [] for note in brief.footnotes}
    for place, sentence in enumerate(brief.lead, 1):
        for number in dict.fromkeys(number for run in sentence for number in run.notes):
            places[number].append(f"l{place}")
    for section in brief.sections:
        for row in (row for group in section.groups for table in group.tables for row in table.rows):
            for number in row.notes:
                places[number].append(row.id)
    return places


def _policy(style: str, script: str) -> str:
    rules = {"style-src": _hash(style), "script-src": _hash(script)}
    allowed = "; ".join(f"{rule} '{digest}'" for rule, digest in rules.items())
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def palette() -> str:
    """The colours, typefaces and looks of pictures that briefs and pages share, as the beginning of a style sheet."""
    return _file("palette.css") + _file("pictures.css")


def _file(name: str) -> str:
    return (files("armstrail.publishing") / "templates" / name).read_text(encoding="utf-8")


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_file), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["lang"] = _language_attributes
    environment.filters["quoted"] = _quoted
    environment.tests["web_address"] = _is_web_address
    return environment


def _language_attributes(lang: str | None) -> Any:
    """` lang="it" dir="ltr"`; words of an unknown language find their own direction."""
    from markupsafe import Markup

    named = Markup(' lang="{}"').format(lang) if lang else Markup("")
    return named + Markup(' dir="{}"').format(direction(lang))


def _quoted(words: object, pattern: str) -> Any:
    """Words between the quotation marks of the brief's language."""
    from markupsafe import Markup, escape

    before, _, after = pattern.partition("{words}")
    return Markup("{}{}{}").format(before, escape(words), after)


def _is_web_address(url: str | None) -> bool:
    """Only the web is linked to: a page may not be led to run or open anything else."""
    return url is not None and url.startswith(("http://", "https://"))
