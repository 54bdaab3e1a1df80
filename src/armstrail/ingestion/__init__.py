"""From the outside to documents: files, folders and standard input become `model.Document` values.

The room exists so that nothing behind it ever meets a byte, an encoding, a markup, an archive or a folder. What
cannot be read leaves as an `Unreadable` that says what, where and the mend: a bad file costs its own
row, never the run, and nothing is dropped in silence. No reader opens a connection; what gets a page from the network,
and only on request, is `ingestion.fetching`.
"""

from armstrail.ingestion.figures import IMPORTER, read_figures
from armstrail.ingestion.language import detect_language
from armstrail.ingestion.layouts import LAYOUTS, Layout, load_layout, read_mapping
from armstrail.ingestion.pieces import Piece, cut, read_piece
from armstrail.ingestion.reading import MAX_CHARACTERS, read_paths, read_source, read_stream
from armstrail.ingestion.rough import Gate
from armstrail.ingestion.rows import Remark, Source, Unreadable
from armstrail.ingestion.sheets import open_sheet, read_sheet
from armstrail.ingestion.sources import links_out, list_sources

__all__ = [
    "IMPORTER",
    "LAYOUTS",
    "MAX_CHARACTERS",
    "Gate",
    "Layout",
    "Piece",
    "Remark",
    "Source",
    "Unreadable",
    "cut",
    "detect_language",
    "links_out",
    "list_sources",
    "load_layout",
    "open_sheet",
    "read_figures",
    "read_mapping",
    "read_paths",
    "read_piece",
    "read_sheet",
    "read_source",
    "read_stream",
]
