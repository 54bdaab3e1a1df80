"""The one place where the rooms meet, in one written order: read, extract, keep; and ask, reconcile, estimate, tell."""

from armstrail.pipeline.briefs import FORMS, lay_out, make_brief
from armstrail.pipeline.importing import Figures, Imported, import_figures, read_tables
from armstrail.pipeline.losses import LOSS_GROUPS, find_losses, group_losses, likeliest
from armstrail.pipeline.reading import (
    Added,
    AddSummary,
    Failure,
    Packs,
    Progress,
    add,
    quantities,
    read_document,
    read_paths,
    shipped_packs,
    try_reading,
)

__all__ = [
    "FORMS", "LOSS_GROUPS", "AddSummary", "Added", "Failure", "Figures", "Imported", "Packs", "Progress", "add",
    "find_losses", "group_losses", "import_figures", "lay_out", "likeliest", "make_brief", "quantities",
    "read_document", "read_paths", "read_tables", "shipped_packs", "try_reading",
]  # fmt: skip
