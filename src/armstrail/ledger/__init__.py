"""The ledger: every claim with its source and its two dates, kept so that nothing is ever lost or changed.

The room is the only one with a state. It exists so that a figure in a brief can be asked, years later, who
said it, in which words, when that was published and when it was recorded here; and so that the ledger as it
stood on any day can be asked again. A better reading supersedes an earlier one and a person may withdraw a
claim, but both stay: the database itself refuses to change or delete a row.
"""

from armstrail.ledger.book import Ledger
from armstrail.ledger.copying import Copied, copy
from armstrail.ledger.decisions import in_force, second_readings
from armstrail.ledger.evidence import EvidenceFolder
from armstrail.ledger.pooling import Pool
from armstrail.ledger.server import is_on_server, name_of
from armstrail.ledger.values import (
    Amended,
    BadLine,
    ClaimQuery,
    Decision,
    DocumentRow,
    FailureRow,
    ImportSummary,
    MissQuery,
    Neighbour,
    Problem,
    Seconded,
)

__all__ = [
    "Amended",
    "BadLine",
    "ClaimQuery",
    "Copied",
    "Decision",
    "DocumentRow",
    "EvidenceFolder",
    "FailureRow",
    "ImportSummary",
    "Ledger",
    "MissQuery",
    "Neighbour",
    "Pool",
    "Problem",
    "Seconded",
    "copy",
    "in_force",
    "is_on_server",
    "name_of",
    "second_readings",
]
