"""The documents as sources in BibTeX: `@misc` entries in UTF-8, which BibLaTeX reads too."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from armstrail.model.document import Document
from armstrail.publishing.exports.citations import date_of, key_of, notes_of, title_of
from armstrail.publishing.exports.values import Holdings

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIALS: Final = {  # braces by name: BibTeX counts them even behind a backslash
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
}  # fmt: skip
_SPECIAL: Final = re.compile("|".join(map(re.escape, _SPECIALS)))
_ADDRESS: Final = "!$&'()*+,/:;=?@[]-._~%#"  # what an address may hold as it is; braces and backslashes it may not


def to_bibtex(holdings: Holdings) -> str:
    """One entry a document, in the order of publication; empty where there is none."""
    notes = notes_of(holdings)
    return "\n".join(_entry(document, notes[document.digest]) for document in holdings.documents)


def _entry(document: Document, note: str) -> str:
    date = date_of(document)
    fields = {
        "title": f"{{{{{_escape(title_of(document))}}}}}",  # twice, so that styles leave its capitals alone
        "howpublished": _braced(document.publisher),
        "year": f"{{{date[0]:04d}}}" if date else None,
        "month": _MONTHS[date[1] - 1] if len(date) > 1 else None,
        "day": f"{{{date[2]}}}" if len(date) > 2 else None,
        "url": f"{{{quote(document.url, safe=_ADDRESS)}}}" if document.url else None,
        "language": _braced(document.lang),
        "note": _braced(note),
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value is not None)
    return f"@misc{{{key_of(document)},\n{lines}}}\n"


def _braced(text: str | None) -> str | None:
    return f"{{{_escape(' '.join(text.split()))}}}" if text else None


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _SPECIALS[match[0]], text)
