"""The sketches by which documents meet, made where the documents are read: some 3 kB of each leave the worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from armstrail.model.document import Document
from armstrail.reconciliation.copies import LEAST_SHINGLES, read_texts


def sketch_rows(documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
    """The rows of the sketches of documents; one too short to be compared has none."""
    for text in read_texts(documents):
        if len(text.shingles) >= LEAST_SHINGLES:
            yield {
                "digest": text.digest, "day": text.day, "shingles": text.shingles, "prints": text.prints,
                "bands": text.keys,
            }  # fmt: skip
