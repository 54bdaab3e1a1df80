"""Near-copies over a whole corpus, on disk: the same pairs as `reconciliation.copies` finds in memory by words.

The sketches come from where the documents were read. Here only those that share a key meet: keys are thrown into
buckets on disk by their value, so that all of one key lie in one bucket, and a bucket is sorted in memory. Pairs are
thrown into buckets of their own, counted there, and measured on the shingles, which lie in one file. What stays in
memory is some 60 bytes of each document that is compared, one bucket, and the copies found.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from armstrail.distributed.places import Folder, arrow
from armstrail.model.copy import Copy
from armstrail.reconciliation.copies import FORMULA, REACH, Parent, by_words, keep, settle
from armstrail.reconciliation.shingles import BANDS, neighbours

BUCKET: Final = 2_000_000  # keys or pairs that are sorted in memory at a time, about
_ROWS: Final = 4096  # documents whose keys are thrown at a time
_KEY: Final = np.dtype([("key", "<u8"), ("rank", "<i8")])

Ranks = NDArray[np.int64]


def find_copies(folder: Folder, bucket: int = BUCKET) -> Iterator[tuple[str, Copy]]:
    """The copies among the documents that a run compared, by the age of the copy.

    Args:
        bucket: how many keys are sorted in memory at a time, about.
    """
    index = _Index(folder)
    if not len(index.digests):
        return
    with tempfile.TemporaryDirectory(prefix="armstrail-copies-") as scratch:
        shelf = _Shelf(Path(scratch), index, bucket)
        shelf.fill(folder)
        parents: dict[int, Parent] = {}
        for pair in shelf.pairs():
            earlier, later = pair >> 32, pair & 0xFFFFFFFF
            keep(parents, later, by_words(shelf.shingles(earlier), shelf.shingles(later), -earlier))
        yield from settle(parents, index.digest_of)


class _Index:
    """The documents that are compared, each once, in the order of their age."""

    def __init__(self, folder: Folder) -> None:
        days, digests = [], []
        for table in _sketches(folder, ["day", "digest"]):
            days.append(table["day"].to_numpy())
            digests.append(np.array([bytes.fromhex(each) for each in table["digest"].to_pylist()], dtype="S32"))
        all_digests = np.concatenate(digests) if digests else np.empty(0, "S32")
        order = np.lexsort((all_digests, np.concatenate(days))) if days else np.empty(0, np.int64)
        ordered = all_digests[order]
        new = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(order) else np.empty(0, bool)
        self.digests = ordered[new]
        ranks = np.cumsum(new) - 1
        self.ranks = np.full(len(order), -1, dtype=np.int64)  # by the place among the rows; -1 where it came before
        self.ranks[order[new]] = ranks[new]

    def digest_of(self, rank: int) -> str:
        """The digest of a document."""
        return bytes(self.digests[rank]).ljust(32, b"\0").hex()


class _Shelf:
    """The keys, pairs and shingles on disk."""

    def __init__(self, scratch: Path, index: _Index, bucket: int) -> None:
        count = len(index.digests)
        self._scratch = scratch
        self._ranks = index.ranks
        self._bucket = bucket
        self._starts = np.zeros(count, dtype=np.int64)
        self._sizes = np.zeros(count, dtype=np.int32)
        self._prints = np.zeros(count, dtype=np.int32)
        self._shingles: NDArray[np.uint32] = np.empty(0, dtype=np.uint32)
        self._thrown = {"prints": 0, "pairs": 0}

    def fill(self, folder: Folder) -> None:
        """Throw the keys of all documents into buckets, and lay their shingles into one file."""
        split = _power(len(self._starts) // self._bucket + 1)
        prints = _power(len(self._starts) * 50 // self._bucket + 1)
        row = at = 0
        with (self._scratch / "shingles").open("wb") as file:
            for table in _sketches(folder, ["shingles", "prints", "bands"]):
                ranks = self._ranks[row : row + table.num_rows]
                row += table.num_rows
                new = np.flatnonzero(ranks >= 0)
                ranks, table = ranks[new], table.take(new)
                bands = _flat(table["bands"]).reshape(len(ranks), BANDS)
                for band in range(BANDS):
                    self._throw(f"band-{band}", split, bands[:, band], ranks)
                counts = _lengths(table["prints"])
                self._prints[ranks] = counts
                self._throw("prints", prints, _flat(table["prints"]), np.repeat(ranks, counts))
                sizes = _lengths(table["shingles"])
                self._starts[ranks] = at + np.concatenate(([0], np.cumsum(sizes)[:-1])) if len(sizes) else at
                self._sizes[ranks] = sizes
                at += int(sizes.sum())
                file.write(_flat(table["shingles"]).tobytes())
        if at:
            self._shingles = np.memmap(self._scratch / "shingles", dtype=np.uint32, mode="r")

    def shingles(self, rank: int) -> NDArray[np.uint32]:
        """The shingles of a document."""
        start = self._starts[rank]
        return self._shingles[start : start + self._sizes[rank]]

    def pairs(self) -> Iterator[int]:
        """The pairs that share a band or a fair part of their fingerprints, each once, as `older << 32 | younger`."""
        into = _power(len(self._starts) * 20 // self._bucket + 1)
        for path in sorted(self._scratch.glob("band-*")):
            self._throw_pairs("alike", into, path, 0)
        for path in sorted(self._scratch.glob("prints.*")):
            self._throw_pairs("printed", into, path, FORMULA)
        for number in range(into):
            alike, printed = (self._load(f"{name}.{number}", np.dtype(np.int64)) for name in ("alike", "printed"))
            met, times = np.unique(printed, return_counts=True)
            fewest = np.minimum(self._prints[met >> 32], self._prints[met & 0xFFFFFFFF])
            yield from np.unique(np.concatenate([alike, met[times * 5 >= fewest]])).tolist()

    def _throw(self, name: str, into: int, keys: NDArray[np.uint64], ranks: Ranks) -> None:
        """Append keys to the buckets of a name, by the upper bits of the key."""
        rows = np.empty(len(keys), dtype=_KEY)
        rows["key"], rows["rank"] = keys, ranks
        self._append(name, into, rows, (keys >> np.uint64(32)) % np.uint64(into))

    def _throw_pairs(self, name: str, into: int, path: Path, most: int) -> None:
        rows = np.fromfile(path, dtype=_KEY)
        path.unlink()
        keys, ranks = np.ascontiguousarray(rows["key"]), np.ascontiguousarray(rows["rank"])
        met = np.concatenate([pairs[:, 0] << 32 | pairs[:, 1] for pairs in neighbours(keys, ranks, REACH, most)])
        self._append(name, into, met, met % into)

    def _append(self, name: str, into: int, rows: NDArray[Any], buckets: NDArray[Any]) -> None:
        order = np.argsort(buckets, kind="stable")
        bounds = np.searchsorted(buckets[order], np.arange(into + 1))
        for number in range(into):
            mine = rows[order[bounds[number] : bounds[number + 1]]]
            if len(mine):
                with (self._scratch / f"{name}.{number}").open("ab") as file:
                    file.write(mine.tobytes())

    def _load(self, name: str, kind: np.dtype[Any]) -> NDArray[Any]:
        path = self._scratch / name
        return np.fromfile(path, dtype=kind) if path.exists() else np.empty(0, dtype=kind)


def _sketches(folder: Folder, columns: list[str]) -> Iterator[Any]:
    """The rows of the sketches, some thousand documents at a time, always in the same order."""
    pa = arrow()
    waiting: list[Any] = []
    held = 0
    for name in folder.sizes("sketches"):
        with folder.open(f"sketches/{name}") as file:
            table = pa.parquet.read_table(file, columns=columns)
        waiting.append(table)
        held += table.num_rows
        if held >= _ROWS:
            yield pa.concat_tables(waiting).combine_chunks()
            waiting, held = [], 0
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def _flat(column: Any) -> NDArray[Any]:
    values: NDArray[Any] = column.combine_chunks().flatten().to_numpy(zero_copy_only=False)
    return values


def _lengths(column: Any) -> NDArray[np.int64]:
    import pyarrow.compute as pc

    lengths: NDArray[np.int64] = pc.list_value_length(column).to_numpy().astype(np.int64)
    return lengths


def _power(count: int) -> int:
    """The least power of two that is not below a count."""
    return 1 << max(0, count - 1).bit_length()
