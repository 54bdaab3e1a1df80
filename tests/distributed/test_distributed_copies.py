"""Copies found on disk, in buckets, are those that reconciliation finds in memory."""

from __future__ import annotations

import random
from pathlib import Path

from distributed_makers import FILLER, SHELLS, TROOPS

from armstrail.distributed.copying import find_copies
from armstrail.distributed.places import Folder
from armstrail.distributed.sketching import sketch_rows
from armstrail.distributed.tables import part_name, to_parquet
from armstrail.model.document import Document
from armstrail.reconciliation import copies

WORDS = f"{SHELLS} {TROOPS} {FILLER}".split()


def made(seed: int, count: int = 250) -> list[Document]:
    """Texts of random words, many of them others with words changed, cut or put around; some twice, some undated."""
    stream = random.Random(seed)
    texts: list[str] = []
    documents = []
    for number in range(count):
        words = [stream.choice(WORDS) + str(stream.randint(0, 300)) for _ in range(stream.randint(3, 150))]
        if texts and stream.random() < 0.6:
            words = stream.choice(texts).split()
            for _ in range(stream.randint(0, 12)):
                words[stream.randrange(len(words))] = "changed"
            words = words[: stream.randint(len(words) // 2, len(words))] + words[: stream.randint(0, 60)]
        texts.append(" ".join(words))
        day = f"2024-10-{stream.randint(1, 28):02}" if stream.random() < 0.9 else None
        documents.append(Document(f"d{number}", texts[-1], "en", day))
        if stream.random() < 0.05:
            documents.append(documents[-1])
    stream.shuffle(documents)
    return documents


def shelve(documents: list[Document], folder: Path, part: int) -> Folder:
    shelf = Folder(str(folder))
    for number, first in enumerate(range(0, len(documents), part)):
        shelf.write(
            part_name("sketches", number), to_parquet("sketches", list(sketch_rows(documents[first : first + part])))
        )
    return shelf


def test_the_copies_are_the_same_however_small_the_buckets(tmp_path):
    """In one bucket, or in so many that each holds few keys: the same pairs, roots, likeness and reasons."""
    documents = made(7)
    expected = copies(documents)
    assert len(expected) > 60
    shelf = shelve(documents, tmp_path, 40)
    for bucket in (1_000_000, 300, 40):
        assert dict(find_copies(shelf, bucket)) == expected


def test_a_corpus_without_texts_to_compare_has_no_copies(tmp_path):
    """Nothing, or lines too short to be articles."""
    assert list(find_copies(shelve([], tmp_path / "none", 1))) == []
    assert (
        list(find_copies(shelve([Document("a", "Too short."), Document("b", "Too short.")], tmp_path / "s", 1))) == []
    )
