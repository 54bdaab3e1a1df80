"""Document in, reading out: every claim the words make, and every number that became none, with the reason.

A cascade of small finders, each adding typed spans to those before it: sentences, numbers, quantities,
parties, acts, dates, speech; then assembly joins them into claims. Rules are code, words are data: no
finder knows which language it reads. No network, no model, no randomness.
"""

from armstrail.extraction.gate import words_may_hold_claims
from armstrail.extraction.leftovers import leftovers_of
from armstrail.extraction.quantified import quantities_of
from armstrail.extraction.reader import extract, extractor_of
from armstrail.extraction.sentences import sentence_around

__all__ = ["extract", "extractor_of", "leftovers_of", "quantities_of", "sentence_around", "words_may_hold_claims"]
