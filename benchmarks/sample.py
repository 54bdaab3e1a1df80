"""Whether a run has the claims that the plain loop finds, on a sample of its pieces.

    python benchmarks/sample.py RUN [--pieces 20] [--seed 1]

The plain loop is `ingestion.read_source` over the whole sources and `extract` for each document, in this process; the
pieces are drawn by the seed from those that the run has finished. Prints both counts and ends with 1 where they differ.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import islice

from armstrail import ingestion, pipeline
from armstrail.distributed.batches import dumps
from armstrail.distributed.places import Folder, arrow
from armstrail.distributed.plan import finished_name, read_plan
from armstrail.distributed.tables import part_name
from armstrail.ingestion import Piece, Source
from armstrail.model.document import Document
from armstrail.model.reading import Reading


def plain(piece: Piece) -> list[Document]:
    """The documents of a piece by the plain reader, which reads the source from its beginning."""
    rows = ingestion.read_source(Source(piece.path, piece.format))
    found = islice(rows, piece.first, piece.first + piece.records)
    return [row for row in found if isinstance(row, Document)]


def claims_of(document: Document) -> list[str]:
    """The claims of a document by the plain loop, as a run writes them."""
    reading = pipeline.try_reading(document, pipeline.shipped_packs())
    return [dumps(claim.to_json(document.text)) for claim in reading.claims] if isinstance(reading, Reading) else []


def main() -> None:
    """Draw, read, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("run")
    parser.add_argument("--pieces", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Folder(options.run)
    plan, done = read_plan(folder), folder.sizes("reports")
    finished = [number for number in range(len(plan.pieces)) if finished_name(number).partition("/")[2] in done]
    drawn = sorted(random.Random(options.seed).sample(finished, min(options.pieces, len(finished))))
    documents, here, there = [], [], []
    for number in drawn:
        found = plain(plan.pieces[number])
        documents += found
        here += [claim for document in found for claim in claims_of(document)]
        with folder.open(part_name("claims", number)) as file:
            there += arrow().parquet.read_table(file)["json"].to_pylist()
    told = "the same" if here == there else "NOT the same"
    print(f"{len(drawn)} pieces, {len(documents):,} documents")
    print(f"{len(here):,} claims by the plain loop, {len(there):,} by the run: {told}")
    sys.exit(here != there)


if __name__ == "__main__":
    main()
