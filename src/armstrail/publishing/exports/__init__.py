"""What leaves the ledger in the forms that the field works with; one module a format.

The room exists so that nothing is lost on the way out: every number leaves with the claims and words that carry it,
or with the caveats of its estimate, and what the words leave open stays open. `docs/exporting.md` says what each
format holds and what it has no place for.
"""

from armstrail.publishing.exports.changed import changes_table, values_table
from armstrail.publishing.exports.formats import DEPTHS, FORMATS, Format, find_format
from armstrail.publishing.exports.tables import Table, claims_table, documents_table, tables_of
from armstrail.publishing.exports.values import Answered, Flow, Holdings

__all__ = [
    "DEPTHS", "FORMATS", "Answered", "Flow", "Format", "Holdings", "Table", "changes_table", "claims_table",
    "documents_table", "find_format", "tables_of", "values_table",
]  # fmt: skip
