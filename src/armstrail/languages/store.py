"""Keep what was compiled from the sources of a pack beside them, as Python keeps its `.pyc` files.

What is kept is only a saving of time: it is read where its key is the digest of the sources as they are now,
made anew where it is not, and not written where nothing may be written.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.resources.abc import Traversable
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from armstrail.model.collecting import without_collecting


def contents(folder: Traversable, *endings: str) -> Iterator[bytes]:
    """The names and the bytes of the files of a folder, in the order of their names."""
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(endings or ".toml"):
            yield file.name.encode()
            yield file.read_bytes()


def digest_of(parts: Iterable[bytes]) -> str:
    """SHA-256 (hex) of all parts and of where each ends."""
    found = hashlib.sha256()
    for part in parts:
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.hexdigest()


def kept(folder: Traversable, key: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What was kept for a folder under `key`, else what `make` gives, which is then kept.

    Only plain values: strings, numbers, tuples, lists, sets, dictionaries.
    """
    path = _path_of(folder)
    with without_collecting():
        if path is None:
            return make()
        value = _read(path, key.encode())
        if value is None:
            value = make()
            _write(path, key.encode(), value)
        return value


def _path_of(folder: Traversable) -> Path | None:
    """Where a folder's compiled form lies; None for a folder that is not on disk."""
    if not isinstance(folder, Path):
        return None
    try:
        return Path(cache_from_source(str(folder / "pack.py"))).with_suffix(".bin")
    except NotImplementedError:  # an interpreter that keeps nothing
        return None


def _read(path: Path, key: bytes) -> dict[str, Any] | None:
    """The value under `key`; None where there is none or the file is not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(key) + 32
    if data[: len(key)] != key or data[len(key) : head] != hashlib.sha256(data[head:]).digest():
        return None
    try:
        value = marshal.loads(memoryview(data)[head:])
    except (EOFError, ValueError, TypeError):
        return None
    return value if isinstance(value, dict) else None


def _write(path: Path, key: bytes, value: dict[str, Any]) -> None:
    """Write whole or not at all; where it may not be written nothing is lost but time."""
    data = marshal.dumps(value)
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(key + hashlib.sha256(data).digest() + data)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
