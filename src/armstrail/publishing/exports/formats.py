"""The formats that can be exported, by name: what each holds, and what it needs to be worked out first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from armstrail.model.errors import BadValue
from armstrail.publishing.exports.annotations import to_annotations
from armstrail.publishing.exports.att import to_att
from armstrail.publishing.exports.bibtex import to_bibtex
from armstrail.publishing.exports.claimreview import to_claimreview
from armstrail.publishing.exports.csl import to_csl
from armstrail.publishing.exports.csvw import to_csvw
from armstrail.publishing.exports.ftm import to_ftm
from armstrail.publishing.exports.geojson import to_geojson
from armstrail.publishing.exports.graphml import to_graphml
from armstrail.publishing.exports.jsonl import to_jsonl
from armstrail.publishing.exports.parquet import to_parquet
from armstrail.publishing.exports.prov import to_prov
from armstrail.publishing.exports.ris import to_ris
from armstrail.publishing.exports.sipri import to_sipri
from armstrail.publishing.exports.sqlite import to_sqlite
from armstrail.publishing.exports.stix import to_stix
from armstrail.publishing.exports.unroca import to_unroca
from armstrail.publishing.exports.values import Holdings
from armstrail.publishing.exports.xlsx import to_xlsx

DEPTHS: Final = ("claims", "voices", "estimates")  # each with what stands before it
Content = str | bytes | Mapping[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, what it holds, how far the ledger must be worked out for it, and what writes it.

    `suffix` is that of its file, empty where it is a folder of several; `binary` is whether it is no text.
    """

    name: str
    holds: str
    depth: str
    suffix: str
    write: Callable[[Holdings], Content]
    binary: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether several files arise."""
        return not self.suffix

    def files(self, holdings: Holdings) -> dict[str, bytes]:
        """The files by their names; where there is but one, it is named after the format."""
        content = self.write(holdings)
        named = {f"armstrail{self.suffix}": content} if isinstance(content, str | bytes) else content
        return {name: each.encode() if isinstance(each, str) else each for name, each in named.items()}


FORMATS: Final = {
    each.name: each
    for each in (
        Format("jsonl", "everything, exact: claims, voices, findings, estimates", "estimates", ".jsonl", to_jsonl),
        Format("csv", "a folder of tables with CSVW metadata", "estimates", "", to_csvw),
        Format("xlsx", "one workbook, a sheet a table, caveats beside numbers", "estimates", ".xlsx", to_xlsx, True),
        Format("parquet", "a folder of the same tables for data frames (needs pyarrow)", "estimates", "", to_parquet),
        Format("geojson", "the places of claims with their roles, disputes noted", "claims", ".geojson", to_geojson),
        Format("graphml", "who says what through whom, as a graph", "voices", ".graphml", to_graphml),
        Format("web-annotation", "claims as W3C Web Annotations of their pages", "claims", ".jsonld", to_annotations),
        Format("csl-json", "the documents as sources, for reference managers", "claims", ".csl.json", to_csl),
        Format("bibtex", "the documents as sources, for LaTeX", "claims", ".bib", to_bibtex),
        Format("ris", "the documents as sources, for reference managers", "claims", ".ris", to_ris),
        Format("ftm", "FollowTheMoney entities, with a sidecar of figures and spans", "claims", "", to_ftm),
        Format(
            "prov", "where each claim, voice and estimate comes from (PROV-JSON)", "estimates", ".prov.json", to_prov
        ),
        Format("stix", "a STIX 2.1 report bundle, a note for each claim", "estimates", ".stix.json", to_stix),
        Format("claimreview", "voices as schema.org claims, none rated", "voices", ".jsonld", to_claimreview),
        Format("sqlite", "the tables as a database with search, for Datasette", "estimates", ".db", to_sqlite, True),
        Format(
            "sipri",
            "voices in the layout of SIPRI's trade register, and what it does not cover",
            "voices",
            "",
            to_sipri,
        ),
        Format("unroca", "voices by category of the UN Register, and what fits none", "voices", "", to_unroca),
        Format("att", "voices by category of the Arms Trade Treaty, and what fits none", "voices", "", to_att),
    )
}


def find_format(name: str) -> Format:
    """The format of a name.

    Raises:
        BadValue: there is none; lists those there are.
    """
    if name not in FORMATS:
        raise BadValue(f"format {name!r} is not known; use one of {', '.join(FORMATS)}")
    return FORMATS[name]
