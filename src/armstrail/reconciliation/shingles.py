"""What of a text survives copying: its shingles, and from them two short sketches that find the same again.

Both sketches only name candidates; whether one text is a copy of another is measured on all shingles. MinHash bands
(Broder, 'On the resemblance and containment of documents', 1997; the bands after Leskovec, Rajaraman and Ullman,
'Mining of Massive Datasets', ch. 3) find texts that are alike as a whole. Winnowed fingerprints (Schleimer, Wilkerson
and Aiken, 'Winnowing', SIGMOD 2003) find a text inside a longer one, where the likeness of the wholes is small.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import rensa
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

WORDS: Final = 4  # a shingle of four words: shorter ones are shared by chance, longer ones break at each edit
SIGNS: Final = 9  # of nine signs in scripts that write no spaces between words, or whose words change at every edit
BANDS: Final = 16
PERMUTATIONS: Final = 128  # in 16 bands of 8, two texts meet at once at a likeness of 0.7 (61 %) or 0.8 (95 %)
SEED: Final = 20241018  # fixed, so that the same texts meet in the same bands in every run
WINDOW: Final = 16  # a run of 19 shared words (16 shingles of 4) always shares a fingerprint

# Han, kana and Hangul signs stand alone; everything else is cut at what is no letter or digit.
_TOKEN: Final = re.compile(r"[぀-ヿ㐀-鿿가-힣]|[^\W_぀-ヿ㐀-鿿가-힣]+")
_SIGN: Final = re.compile(r"[぀-ヿ㐀-鿿가-힣]")
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)


def shingle(text: str) -> Hashes:
    """The hash of each shingle of a text, in text order.

    Returns:
        one 64-bit hash for each run of `WORDS` words, or of `SIGNS` signs where most tokens are Han, kana or Hangul
        signs; none where the text is shorter than one shingle.
    """
    text = text.casefold()
    tokens = _TOKEN.findall(text)
    size = SIGNS if 2 * len(_SIGN.findall(text)) > len(tokens) else WORDS
    if len(tokens) < size:
        return np.empty(0, dtype=np.uint64)
    hashes = {token: zlib.crc32(token.encode()) for token in set(tokens)}
    words = np.fromiter(map(hashes.__getitem__, tokens), dtype=np.uint64, count=len(tokens))
    words = _mixed(words)
    count = len(tokens) - size + 1
    made = np.zeros(count, dtype=np.uint64)
    for k in range(size):
        made = made * _STEP + words[k : k + count]
    return _mixed(made)


def fingerprints(shingles: Hashes) -> Hashes:
    """The winnowed fingerprints of a text: the least hash of each window of `WINDOW` shingles, each once, sorted."""
    if not len(shingles):
        return shingles
    if len(shingles) <= WINDOW:
        return np.array([shingles.min()], dtype=np.uint64)
    least: Hashes = np.lib.stride_tricks.sliding_window_view(shingles, WINDOW).min(axis=1)
    return np.unique(least)


def bands(batch: Sequence[Hashes]) -> Hashes:
    """The band keys of a batch of texts.

    Args:
        batch: the shingles of each text, without repeats.
    Returns:
        an array of shape (texts, `BANDS`); two texts with one key in a band are candidates.
    """
    offsets = np.zeros(len(batch) + 1, dtype=np.uint64)
    offsets[1:] = np.cumsum([len(each) for each in batch])
    flat = np.concatenate(batch) if batch else np.empty(0, dtype=np.uint64)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, PERMUTATIONS, SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(batch), BANDS, PERMUTATIONS // BANDS)
    keys = np.zeros((len(batch), BANDS), dtype=np.uint64)
    for k in range(PERMUTATIONS // BANDS):
        keys = keys * _STEP + rows[:, :, k]
    return _mixed(keys)


def shared(first: NDArray[np.unsignedinteger], second: NDArray[np.unsignedinteger]) -> int:
    """How many shingles two sorted sets of them share."""
    return len(np.intersect1d(first, second, assume_unique=True))


def neighbours(keys: Hashes, members: NDArray[np.int64], reach: int, most: int) -> Iterator[NDArray[np.int64]]:
    """Pairs of members that share a key, in time linear in the number of keys.

    In each group of equal keys a member meets the first of the group and the `reach` members before it, so that a
    text carried by a thousand outlets does not become half a million pairs.

    Args:
        keys: one key for each membership; equal keys make a group.
        members: who holds the key, as numbers that rise with age.
        most: groups of more members are passed over; 0 for none.
    Yields:
        arrays of shape (pairs, 2), the earlier member first.
    """
    order = np.lexsort((members, keys))
    keys, members = keys[order], members[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.append(starts, len(keys)))
    size, start = np.repeat(sizes, sizes), np.repeat(starts, sizes)
    place = np.arange(len(keys)) - start
    meant = (size > 1) & ((size <= most) if most else True)
    for back in range(1, reach + 1):
        at = np.flatnonzero(meant & (place >= back))
        yield np.stack((members[at - back], members[at]), axis=1)
    at = np.flatnonzero(meant & (place > reach))
    yield np.stack((members[start[at]], members[at]), axis=1)


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits of hashes, so that neighbours in value are strangers (the finaliser of SplitMix64)."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed
