"""What a text file says about itself before its body begins."""

from __future__ import annotations

import re
from typing import Final

from armstrail.ingestion.cleaning import Fields, clean_date, clean_line
from armstrail.ingestion.language import normalise_language

_ENTRY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*)|)\Z")
_CONTINUED: Final = re.compile(r"(?:[ \t]+\S|-[ \t]).*\Z")
_FENCE: Final = re.compile(r"---[ \t]*\Z")
_CLOSE: Final = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_KEYS: Final = {
    "title": "title",
    "published": "published",
    "date": "published",
    "publisher": "publisher",
    "url": "url",
    "lang": "lang",
    "language": "lang",
}
_BLOCK_SIGN: Final = re.compile(r"[>|][+-]?\Z")  # YAML's 'the value stands on the lines below'
_NOTHING: Final = frozenset(("", "null", "~"))
_CRAWL_DATE: Final = re.compile(r"\s*date:?[ \t]+(\d{4}-\d{2}(?:-\d{2}(?:T\S*)?)?)(?:\s+|\Z)", re.IGNORECASE)


def split_front_matter(text: str) -> tuple[Fields, str]:
    """The fields that stand before the body of a clean text, and the body without outer blank lines.

    Reads `key: value` lines between two `---` lines, or `date YYYY-MM[-DD]` as the first words. A block
    that is not closed, has a line of another shape or none of the keys we know is text, not metadata.

    Raises:
        Refused: metadata with a date that is no date.
    """
    if block := _read_block(text):
        values, body = block
        return _to_fields(values), body.strip()
    if dated := _CRAWL_DATE.match(text):
        return Fields(published=clean_date(dated[1])), text[dated.end() :].strip()
    return Fields(), text.strip()


def split_heading(text: str) -> tuple[str | None, str]:
    """The leading heading of a Markdown text (`# Heading`, or a line underlined with `=`), and the rest."""
    first, _, rest = text.partition("\n")
    if first.startswith("# ") and (heading := re.sub(r"[ \t]+#+[ \t]*\Z", "", first[2:]).strip()):
        return clean_line(heading), rest.strip()
    underline, _, below = rest.partition("\n")
    if first.strip() and re.fullmatch(r"=+[ \t]*", underline):
        return clean_line(first), below.strip()
    return None, text


def _read_block(text: str) -> tuple[dict[str, str], str] | None:
    """The values of the known keys and what follows the block; None where there is no such block."""
    text = text.lstrip()
    line, at = _line_at(text, 0)
    if not _FENCE.match(line):
        return None
    values: dict[str, str] = {}
    key: str | None = None
    while at < len(text):
        line, at = _line_at(text, at)
        if _CLOSE.match(line):
            return (values, text[at:]) if values else None
        if entry := _ENTRY.match(line):
            key = _KEYS.get(entry[1].lower())
            if key in values:
                key = None  # the first one stands
            if key:
                values[key] = (entry[2] or "").strip()
        elif _CONTINUED.match(line):
            if key:
                begun = "" if _BLOCK_SIGN.match(values[key]) else values[key]
                values[key] = f"{begun} {line.strip()}"
        elif line.strip() and not line.startswith("#"):
            return None
    return None


def _line_at(text: str, start: int) -> tuple[str, int]:
    """The line that begins at `start`, and where the next one does; a long text is not cut up for it."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return text[start:end], end + 1


def _to_fields(values: dict[str, str]) -> Fields:
    plain = {key: clean_line(_unquote(value)) for key, value in values.items()}
    return Fields(
        title=plain.get("title"),
        published=clean_date(plain.get("published")),
        publisher=plain.get("publisher"),
        url=plain.get("url"),
        lang=normalise_language(plain.get("lang") or ""),
    )


def _unquote(value: str) -> str:
    """A value without its quotes; a word that means 'nothing' in YAML is nothing."""
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return "" if value.lower() in _NOTHING else value
