"""The sources of a brief as a bibliography: the documents that its footnotes cite, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.publishing.brief import Brief
from armstrail.publishing.exports.bibtex import to_bibtex
from armstrail.publishing.exports.csl import to_csl
from armstrail.publishing.exports.values import Holdings
from armstrail.publishing.footnotes import Carried


def sources_to_csl(brief: Brief, claims: Iterable[tuple[Claim, Document]]) -> str:
    """CSL-JSON, in the order of publication; each source names the claims that the brief takes from it."""
    return to_csl(_cited(brief, claims))


def sources_to_bibtex(brief: Brief, claims: Iterable[tuple[Claim, Document]]) -> str:
    """BibTeX, in the order of publication; each source names the claims that the brief takes from it."""
    return to_bibtex(_cited(brief, claims))


def _cited(brief: Brief, claims: Iterable[tuple[Claim, Document]]) -> Holdings:
    places = {(note.document, note.claim) for note in brief.footnotes}
    carried = (Carried(claim, document) for claim, document in claims)
    return Holdings(tuple(one for one in carried if one.place in places))
