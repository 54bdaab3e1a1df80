"""What goes in and out: UTF-8 whatever the locale, files written whole or not at all, JSON lines."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final, TextIO

from armstrail.model.errors import ReadError


def prepare_streams() -> None:
    """Write UTF-8 with plain line ends under every locale, and never fail on a name that is not Unicode."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


_COMMANDS: Final = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def write_record(out: TextIO, record: object) -> None:
    """Write one JSON line; signs that could command a terminal or turn a line round are JSON escapes."""
    out.write(json.dumps(record, ensure_ascii=False).translate(_COMMANDS) + "\n")


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines.

    Raises:
        ReadError: the file cannot be read, or a line is no JSON object; names file and line.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _parse(f"{path}:{number}", line)
    except UnicodeDecodeError as error:
        raise ReadError(f"{path} is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}; name another file, or mend its permissions") from error


def _parse(where: str, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where}: not JSON ({error}); write one object a line") from error
    if not isinstance(record, dict):
        raise ReadError(f"{where}: not a JSON object; write one object a line")
    return record


@contextmanager
def output_to(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name only once it is complete.

    Raises:
        ReadError: the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    with _whole(path) as temporary, open(temporary, "w", encoding="utf-8", newline="\n") as out:
        yield out


def write_file(path: Path, content: bytes) -> None:
    """Write a file that takes its name only once it is complete.

    Raises:
        ReadError: the file cannot be written.
    """
    with _whole(path) as temporary:
        temporary.write_bytes(content)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that takes its name only once all its files are complete; a name may hold folders (`a/b.csv`).

    An older folder of the same files makes room; one that holds anything else is left as it is.

    Raises:
        ReadError: the folder cannot be written, or holds other files.
    """
    if path.exists() and not path.is_dir():
        raise ReadError(f"{path} is a file; name a folder with --output")
    others = sorted({each.name for each in path.iterdir()} - files.keys()) if path.is_dir() else []
    if others:
        raise ReadError(f"{path} holds other files ({', '.join(others[:3])}); name a new folder with --output")
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.absolute().parent))
    except OSError as error:
        raise ReadError(f"{path} cannot be written ({error.strerror}); name another folder with --output") from error
    try:
        new, old = temporary / "new", temporary / "old"
        new.mkdir()
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        if path.is_dir():
            os.replace(path, old)
        try:
            os.replace(new, path)
        except OSError:
            if old.is_dir():
                os.replace(old, path)
            raise
    finally:
        shutil.rmtree(temporary)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its name at the end, or vanishes where something goes wrong."""
    if path.is_dir():
        raise ReadError(f"{path} is a folder; name a file in it")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    except OSError as error:
        raise ReadError(f"{path} cannot be written ({error.strerror}); name another file with --output") from error
    os.close(handle)
    try:
        yield Path(name)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def lines_of(source: str) -> Iterator[Iterable[str]]:
    """The lines of a file, or of standard input for `-`. A byte that is not UTF-8 spoils its line alone.

    Raises:
        ReadError: the file cannot be read.
    """
    if source == "-":
        yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
        return
    try:
        file = open(source, encoding="utf-8", errors="surrogateescape", newline="\n")  # noqa: SIM115
    except OSError as error:
        raise ReadError(f"{source}: {error.strerror}; name another file, or mend its permissions") from error
    with file:
        yield file
