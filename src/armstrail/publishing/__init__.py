"""From standing claims to a brief in which every figure opens on the words that carry it.

The room exists so that nobody has to take a figure on our word. A brief lays the figures of each source
side by side, says who speaks and how sure, and leads from each number to the sentence it was read from.
It adds nothing up, settles nothing and takes no side.
"""

from armstrail.publishing.appendix import SHOWN, explain
from armstrail.publishing.as_json import to_json
from armstrail.publishing.brief import Brief
from armstrail.publishing.html import to_html, to_word
from armstrail.publishing.making import make_brief
from armstrail.publishing.markdown import to_markdown
from armstrail.publishing.newsletters import drift_part
from armstrail.publishing.pdf import to_pdf
from armstrail.publishing.receipt import Receipt
from armstrail.publishing.receipt_lines import receipt_to_terminal
from armstrail.publishing.report import report_to_terminal
from armstrail.publishing.sources import sources_to_bibtex, sources_to_csl
from armstrail.publishing.terminal import to_terminal
from armstrail.publishing.wordbook import languages

__all__ = [
    "SHOWN",
    "Brief",
    "Receipt",
    "drift_part",
    "explain",
    "languages",
    "make_brief",
    "receipt_to_terminal",
    "report_to_terminal",
    "sources_to_bibtex",
    "sources_to_csl",
    "to_html",
    "to_json",
    "to_markdown",
    "to_pdf",
    "to_terminal",
    "to_word",
]
