"""Documents leave as sources that a reference manager can read, whatever signs their titles hold."""

from __future__ import annotations

import json
import re

from export_makers import EMPTY, make_holdings, make_pair
from hypothesis import given
from hypothesis import strategies as st

from armstrail.publishing.exports import Holdings
from armstrail.publishing.exports.bibtex import to_bibtex
from armstrail.publishing.exports.csl import to_csl
from armstrail.publishing.exports.ris import to_ris


def entries(bibtex: str) -> list[dict[str, str]]:
    """The entries of a file of BibTeX, by a reader that counts braces as BibTeX does."""
    found = []
    at = 0
    while (at := bibtex.find("@", at)) >= 0:
        kind, key = re.match(r"@(\w+)\{([^,\s{}]+),", bibtex[at:]).groups()
        end = at + bibtex[at:].index("{")
        depth = 0
        for end in range(end, len(bibtex)):  # noqa: B020
            depth += (bibtex[end] == "{") - (bibtex[end] == "}")
            if depth == 0:
                break
        assert depth == 0, "braces do not match"
        body = bibtex[at : end + 1]
        fields = dict(re.findall(r"^  (\w+) = (.*),$", body, re.M))
        found.append({"kind": kind, "key": key} | fields)
        at = end + 1
    return found


def test_csl_items_have_type_title_date_and_address():
    """A partial date stays partial; a document without an address is no web page."""
    page, sheet = json.loads(to_csl(make_holdings()))
    assert (page["type"], page["issued"]) == ("webpage", {"date-parts": [[2024, 2, 26]]})
    assert page["URL"] == "https://example.org/a?b=1&c=2"
    assert (sheet["type"], sheet["issued"]) == ("document", {"date-parts": [[2024, 3]]})
    assert "URL" not in sheet
    assert len({each["id"] for each in (page, sheet)}) == 2


def test_sources_name_the_claims_they_make():
    """A citation leads back to the ledger."""
    held = make_holdings()
    for text in (to_csl(held), to_bibtex(held), to_ris(held)):
        assert all(pair.claim.id in text for pair in held.claims)


def test_bibtex_escapes_what_latex_would_read():
    """Braces, ampersands and the like are signs of the title, not of LaTeX."""
    _, second = entries(to_bibtex(make_holdings()))
    assert second["howpublished"] == r"{Łódź \& Söhne \textbraceleft{}Ltd\textbraceright{}}"
    assert second["title"] == r"{{-1+1 <Title> \& " + '"more"}}'
    assert second["month"] == "mar"
    assert "day" not in second


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_no_title_breaks_bibtex_or_ris(title):
    """Whatever the title, there is one entry and one record."""
    import unicodedata

    held = Holdings(
        (make_pair(document={"title": unicodedata.normalize("NFC", title), "url": "https://e.org/{a}\\b c"}),)
    )
    (entry,) = entries(to_bibtex(held))
    assert set(entry) == {"kind", "key", "title", "howpublished", "year", "month", "day", "url", "language", "note"}
    assert entry["url"] == "{https://e.org/%7Ba%7D%5Cb%20c}"
    lines = to_ris(held).split("\r\n")
    assert [line[:6] for line in lines[:-1]] == [
        f"{tag}  - " for tag in ("TY", "ID", "TI", "PB", "PY", "DA", "UR", "LA", "N1", "ER")
    ]


def test_ris_records_begin_and_end_as_they_must():
    """TY first, ER last, a partial date with empty parts, no line within a value."""
    text = to_ris(make_holdings())
    records = text.split("ER  - \r\n")
    assert records[-1] == ""
    assert [record[:9] for record in records[:-1]] == ["TY  - ELE", "TY  - GEN"]
    assert "DA  - 2024/03//\r\n" in text
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n")[:-1])


def test_an_empty_ledger_has_no_sources():
    """Empty files that are valid in their format."""
    assert json.loads(to_csl(EMPTY)) == []
    assert to_bibtex(EMPTY) == to_ris(EMPTY) == ""
