"""Firms that only the state they sit in names: `companies based in Singapore provided 250 million`."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.passage import Passage
from armstrail.languages import Mention

_COMPANY: Final = ("cues.institutions", "company")


def company_before(passage: Passage, last: int) -> Mention | None:
    """The noun of a firm that ends at a token, at most one participle between (`firms registered in Cyprus`): what
    stands under `in` behind it tells whose firm it is, and does and gets what the firm does."""
    company = passage.hits.ending("cues.institutions", last)
    if company is None and _is_participle(passage, last):
        company = passage.hits.ending("cues.institutions", last - 1)
    return company if company is not None and _COMPANY in company.senses else None


def names_firm(passage: Passage, first: int, last: int) -> bool:
    """Whether the noun of a firm begins inside tokens `[first, last)`: `the Czech arms maker`."""
    return any(_COMPANY in hit.senses for hit in passage.hits.between("cues.institutions", first, last))


def _is_participle(passage: Passage, at: int) -> bool:
    """Whether a word may say where a firm sits: a participle, or one that no list knows."""
    here = passage.hits.here.get(at, ())
    return all(cls in passage.pack.acts and (cls, "participle") in hit.senses for cls, hit in here)
