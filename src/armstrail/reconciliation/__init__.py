"""Tell voices from repeats, and set what conflicts side by side.

Forty outlets that quote one service are one voice, not forty confirmations. This room exists so that no count of
independent sources is ever taken from a count of articles, and so that figures which differ stand beside each other
with the reason. It reports; what follows from it is for `estimation`.
"""

from armstrail.reconciliation.changes import changes
from armstrail.reconciliation.comparing import Comparable, load_comparable
from armstrail.reconciliation.conflicts import conflicts
from armstrail.reconciliation.copies import copies
from armstrail.reconciliation.drift import drifts
from armstrail.reconciliation.edits import edits, same_page
from armstrail.reconciliation.finding import find, findings
from armstrail.reconciliation.questions import Asked, question_of, questions
from armstrail.reconciliation.speakers import origin_of
from armstrail.reconciliation.voices import voices

__all__ = [
    "Asked", "Comparable", "changes", "conflicts", "copies", "drifts", "edits", "find", "findings", "load_comparable",
    "origin_of", "question_of", "questions", "same_page", "voices",
]  # fmt: skip
