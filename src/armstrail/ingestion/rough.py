"""A page read roughly, to tell whether reading it well is worth the time.

Most pages of a crawl have nothing to do with arms. To find the main text of a page, its date and its site costs twenty
times what it costs to see its words; so the words are looked at first. A page whose words cannot hold a claim is kept
as this rough reading has it. Every other page is read as if there were no gate, so what is read in it does not hang on
one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Final, cast

from armstrail.ingestion.cleaning import Fields, clean_line, clean_text, date_or_none, make_document, without_title
from armstrail.ingestion.language import detect_language, normalise_language
from armstrail.ingestion.lightening import (
    holds_run,
    is_whole,
    lighten,
    may_hold_long_tags,
    runs_of,
    split_margins,
    without_code,
)
from armstrail.model.document import Document

# Whether words that stand in some places of a page, in a language (None: not known), may hold a claim.
Gate = Callable[[Sequence[str], str | None], bool]

_BRIEF: Final = 600  # characters of a main text below which any words may be the article
_SAMPLE: Final = 1_000  # characters from the middle of a main text
# How much farther than the best guess a language may be. On the texts of the repository the right one is at most 1.08
# times as far (Galician is guessed for Spanish and Portuguese), another that has a pack at least 1.16 times.
_AS_GOOD: Final = 1.1
_BEGINNING: Final = 40  # characters by which a run is found again in the main text
# One in the other, blocks take the plain rule a time that grows with their square; so do options of a form.
_MOST_BLOCKS: Final = 3_000
_MOST_TAGS: Final = 20_000
_BLOCK: Final = re.compile(r"<(?:[dD][iI][vV]|[aA][rR][tT][iI][cC][lL][eE])")
_LANGUAGE: Final = re.compile(r"""\s(?:xml:)?lang\s*=\s*["']?([\w-]+)""", re.I)
_META: Final = re.compile(r"""\s(?i:property|name)\s*=\s*["'](og:title|og:site_name|article:published_time)["']""")
_CONTENT: Final = re.compile(r"""\scontent\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_CANONICAL: Final = re.compile(r"""\srel\s*=\s*["']canonical["']""", re.I)
_ADDRESS: Final = re.compile(r"""\shref\s*=\s*["']([^"'\s]+)["']""", re.I)
_HEAD: Final = 2_000  # tags among which the head of a page is looked for
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


def read_roughly(markup: str, gate: Gate) -> Document | None:
    """The page if its words cannot hold a claim; None where it is to be read well.

    Kept are the main text as a plain rule cuts it out, and what the head says. Looked at are these and every long run
    of words outside the main text, lest the rule took the article for a margin; of a page with hardly any main text,
    all words. Margins that the careful reading leaves out are not looked at.

    Args:
        markup: decoded, and known to be of a size that can be read.
    """
    from resiliparse.extract.html2text import extract_plain_text

    if may_hold_long_tags(markup):
        markup = lighten(markup)
    article, margins = split_margins(markup)
    if _is_endless(article):
        return None
    main = extract_plain_text(article, main_content=True, comments=False, alt_texts=False, list_bullets=False)
    more = _words_beside(main, markup, article, margins)
    if more is None:
        return None
    text = clean_text(main).strip()
    if not any(map(str.isalnum, text)):
        return None
    head = _head_of(article)
    declared = normalise_language(head["lang"]) if "lang" in head else None
    about = _fields(head, _language_of(text, declared))
    document = make_document(without_title(text, about.title), about)
    words = (document.titled_text, clean_text(more)) if more else (document.titled_text,)
    if gate(words, document.lang) or (declared != document.lang and gate(words, declared)):
        return None
    return document


def _is_endless(markup: str) -> bool:
    """Whether there is so much in so many tags that the plain rule takes too long."""
    tags = markup.count("<")
    return tags >= _MOST_TAGS or (tags >= _MOST_BLOCKS and len(_BLOCK.findall(markup)) > _MOST_BLOCKS)


def _words_beside(main: str, markup: str, article: str, margins: list[str]) -> str | None:
    """What the careful reading might take for the article in place of the main text; None where that takes too long to
    tell."""
    from resiliparse.extract.html2text import extract_plain_text

    if len(main) >= _BRIEF:
        kept = (margin for margin in margins if holds_run(margin) and not is_whole(margin))
        return "\n".join(_outside(main, article, *kept))
    seen = article if all(map(is_whole, margins)) else without_code(markup)
    return None if _is_endless(seen) else extract_plain_text(seen, alt_texts=False, list_bullets=False, noscript=True)


def _outside(main: str, *markups: str) -> Iterator[str]:
    """The long runs of words of some markup that begin no line of the main text, as they are seen. Some that stand in
    the middle of a line are among them: to look through the whole text for each costs more than to read it twice."""
    lines = {line[:_BEGINNING] for line in main.split("\n")}
    for markup in markups:
        for run in runs_of(markup):
            if run[:_BEGINNING] not in lines and (seen := unescape(run))[:_BEGINNING] not in lines:
                yield seen


def _language_of(main: str, declared: str | None) -> str | None:
    """The language of a text: the declared one where it is as good as the best guess of a quick look, else that of a
    careful one."""
    from resiliparse.parse.lang import detect_fast

    middle = len(main) // 3
    found = detect_fast(main[middle : middle + _SAMPLE], n_results=3) if declared else []
    guesses = dict(cast("list[tuple[str, int]]", found))
    if declared in guesses and guesses[declared] <= _AS_GOOD * min(guesses.values()):
        return declared
    return detect_language(main) or declared


def _head_of(markup: str) -> Mapping[str, str]:
    """What the head of a page says of it, as it says it; the first that says it counts."""
    told: dict[str, str] = {}
    end = markup.find("<body")  # without one, or in capitals, all tags are looked at
    for piece in (markup[:end] if end > 0 else markup).split("<", _HEAD)[1:_HEAD]:
        match piece[:4].lower():
            case "meta":
                named = _META.search(piece) if "og:" in piece or "article:" in piece else None
                if named is not None and (content := _CONTENT.search(piece)) is not None:
                    told.setdefault(named[1], content[1] or content[2] or "")
            case "html":
                if (language := _LANGUAGE.search(piece)) is not None:
                    told.setdefault("lang", language[1])
            case "titl":
                told.setdefault("title", piece.partition(">")[2][:1_000])
            case "link":
                if _CANONICAL.search(piece) and (address := _ADDRESS.search(piece)) is not None:
                    told.setdefault("url", address[1])
            case "body":
                break
    return told


def _fields(head: Mapping[str, str], lang: str | None) -> Fields:
    day = _DAY.match(head.get("article:published_time", ""))
    return Fields(
        title=clean_line(unescape(head.get("og:title") or head.get("title") or "")),
        published=date_or_none(day[1]) if day else None,
        publisher=clean_line(unescape(head.get("og:site_name", ""))),
        url=clean_line(unescape(head.get("url", ""))),
        lang=lang,
    )
