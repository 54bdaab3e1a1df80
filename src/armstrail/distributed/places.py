"""Files wherever they lie: on a disk, or in an object store under an address such as s3://bucket/folder.

Arrow's file systems open both. A file is written under a name of its own and renamed when it is whole; an object store
shows an object only when it is whole.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from armstrail.model.errors import PackageError, ReadError, RunError

BUFFER = 1 << 20  # bytes read ahead
_HALF = ".half-"
_LOCK = ".lock"


def arrow() -> Any:
    """Arrow's library, which is large, and so an extra.

    Raises:
        PackageError: it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.fs
        import pyarrow.parquet
    except ImportError as error:
        raise PackageError("pyarrow is needed for this; install it: pip install 'armstrail[scale]'") from error
    return pyarrow


def is_address(path: str) -> bool:
    """Whether a path is the address of an object store (or any other that Arrow knows)."""
    return "://" in path


def open_input(path: str) -> BinaryIO:
    """A file on a disk or in an object store, open at its beginning and able to go to any place.

    Raises:
        OSError: it cannot be opened.
        ReadError: nobody knows such an address.
    """
    if not is_address(path):
        return open(path, "rb", buffering=BUFFER)
    system, inside = _find(path)
    return io.BufferedReader(cast("io.RawIOBase", system.open_input_file(inside)), BUFFER)


def list_files(path: str) -> list[tuple[str, int]]:
    """The files under an address, or the one that it names, by name, each with its size in bytes.

    The settings of an address (`?region=...`) stand in the addresses of its files, too: each is opened by itself.

    Raises:
        OSError: there is nothing, or it cannot be listed.
        ReadError: nobody knows such an address.
    """
    system, inside = _find(path)
    scheme, _, rest = path.partition("://")
    place, mark, settings = rest.partition("?")
    user = "".join(place.partition("/")[0].rpartition("@")[:2])
    kinds = arrow().fs.FileType
    info = system.get_file_info(inside)
    if info.type == kinds.NotFound:
        raise FileNotFoundError(f"{path} does not exist")
    found = [info] if info.type == kinds.File else system.get_file_info(arrow().fs.FileSelector(inside, recursive=True))
    files = [(each.path, each.size) for each in found if each.type == kinds.File]
    return [(f"{scheme}://{user}{name}{mark}{settings}", size) for name, size in sorted(files)]


def without_settings(path: str) -> str:
    """An address without what stands behind the name of its file."""
    return path.partition("?")[0] if is_address(path) else path


def _find(path: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it.

    Raises:
        ReadError: nobody knows such an address, or it holds a key: it would stand in the plan and in every part.
    """
    pa = arrow()
    if ":" in path.partition("://")[2].partition("/")[0].rpartition("@")[0]:
        raise ReadError("an address of a store must hold no key; give keys as the store's own tools take them")
    try:
        system, inside = pa.fs.FileSystem.from_uri(path)
    except (pa.ArrowException, ValueError) as error:
        raise ReadError(
            f"{path} is no address that Arrow can open ({error}); name a file, a folder or s3://…"
        ) from None
    return system, inside


class Folder:
    """A folder that parts are written into and read from, on a disk or in an object store."""

    def __init__(self, path: str) -> None:
        self.path = path
        if is_address(path):
            self._system, self._inside = _find(path)
        else:
            self._system, self._inside = arrow().fs.LocalFileSystem(), str(Path(path).absolute())
        self._renames = self._system.type_name == "local"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs out of a folder on a disk; of an object store nobody can.

        Raises:
            RunError: another run holds it.
        """
        if not self._renames:
            yield
            return
        self._system.create_dir(self._inside, recursive=True)
        with open(f"{self._inside}/{_LOCK}", "ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # let go of by the system, however this process ends
            except BlockingIOError:
                raise RunError(
                    f"another run is writing into {self.path}; wait for it, or name another folder"
                ) from None
            yield

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole, or not at all; one of that name is replaced.

        Raises:
            OSError: it cannot be written.
        """
        final = f"{self._inside}/{name}"
        self._system.create_dir(final.rpartition("/")[0], recursive=True)
        half = f"{final}{_HALF}{os.getpid()}" if self._renames else final
        with self._system.open_output_stream(half) as out:
            out.write(data)
        if self._renames:
            self._system.move(half, final)

    def read(self, name: str) -> bytes:
        """A file of the folder.

        Raises:
            OSError: there is none, or it cannot be read.
        """
        with self._system.open_input_stream(f"{self._inside}/{name}") as stream:
            data: bytes = stream.read()
        return data

    def open(self, name: str) -> Any:
        """A file of the folder, open to be read from any place, as Arrow's readers want it."""
        return self._system.open_input_file(f"{self._inside}/{name}")

    def sizes(self, within: str = "") -> dict[str, int]:
        """The files in a folder of the folder, by name, with their sizes; halves of files are none."""
        selector = arrow().fs.FileSelector(
            f"{self._inside}/{within}".rstrip("/"), recursive=False, allow_not_found=True
        )
        files = self._system.get_file_info(selector)
        return {
            each.base_name: each.size
            for each in sorted(files, key=lambda each: each.path)
            if each.type == arrow().fs.FileType.File and _HALF not in each.base_name
        }

    def sweep(self, folders: Iterator[str]) -> None:
        """Remove the halves of files that a killed run left."""
        selector = arrow().fs.FileSelector
        for within in folders:
            files = self._system.get_file_info(selector(f"{self._inside}/{within}", allow_not_found=True))
            for each in files:
                if _HALF in each.base_name:
                    self._system.delete_file(each.path)
