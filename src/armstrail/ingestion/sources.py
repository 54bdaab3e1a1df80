"""Which files there are to read, in an order that is the same everywhere."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from typing import Final

from armstrail.ingestion.formats import BY_ENDING, ending_of
from armstrail.ingestion.rows import Refused, Remark, Source, Unreadable, refuse_os_error, show_path

# What stands beside documents without being one: a folder that holds a saved page or a web site would
# otherwise report each of its pictures and scripts as a failure.
COMPANIONS: Final = (
    ".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot",
    ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico", ".tif", ".tiff",
    ".mp3", ".mp4", ".m4a", ".ogg", ".wav", ".webm", ".mov", ".avi",
    ".ini", ".lnk", ".url", ".db", ".db-wal", ".db-shm", ".db-journal", ".db-derived", ".db-watch",
)  # fmt: skip
_PAGES: Final = (".html", ".htm", ".xhtml")
# What browsers append to the name of a saved page for the folder of its parts, in their languages.
_PAGE_FOLDERS: Final = (
    "_files", ".files", "-files", "_file", "-Dateien", "_fichiers", "-fichiers", "_archivos", "-archivos",
    "_arquivos", "_ficheiros", "_pliki", "-pliki", "_bestanden", "_soubory", "_filer", "_файлы", "_файли",
)  # fmt: skip

_ORIGINALS: Final = "-evidence"  # what stands behind the name of a ledger for the folder of what was read into it


def list_sources(paths: Iterable[str]) -> Iterator[Source | Unreadable]:
    """The files that `paths` name, each once, in defined order: as given, folders by name, recursively.

    '-' is standard input. In a folder, hidden files and folders, parts of web pages (pictures, scripts,
    fonts, the `page_files` folder of a saved page) and system files are passed over; a format that is not
    read, a link that leads nowhere, a folder loop and a folder without permission are each `Unreadable`.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if path == "-":
            if (0, 0) not in seen:
                seen.add((0, 0))
                yield Source("-", "unknown")
            continue
        yield from _walk(path, seen)


def links_out(sources: Iterable[Source | Unreadable], paths: Iterable[str]) -> Iterator[Remark]:
    """A remark for each source that only a link reaches, and that lies under none of the paths: a corpus may be put
    together from links, but in a folder that came from others a link can lead to any file of one's own."""
    homes = [os.path.realpath(path) for path in paths if path != "-"]
    inside = tuple(home.rstrip(os.sep) + os.sep for home in homes)
    for source in sources:
        if isinstance(source, Source) and source.path != "-":
            place = os.path.realpath(source.path)
            if place not in homes and not place.startswith(inside):
                yield Remark(source.where, f"a link out of the folder led to {show_path(place)}")


def _walk(top: str, seen: set[tuple[int, int]]) -> Iterator[Source | Unreadable]:
    """Depth first with a stack of its own: a folder may be nested deeper than Python recurses."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = os.stat(path)
            key = (status.st_dev, status.st_ino)
            if path is not top:
                _refuse_loop(path)
            if key in seen:
                continue
            if stat.S_ISDIR(status.st_mode):
                seen.add(key)
                waiting += reversed(_inside(path))
            elif (source := _as_source(path, status.st_mode, named=path is top)) is not None:
                seen.add(key)
                yield source
        except Refused as refusal:
            yield refusal.at(show_path(path))
        except (OSError, ValueError) as error:
            yield _refuse_path(path, error).at(show_path(path))


def _inside(folder: str) -> list[str]:
    """The paths in a folder worth a look, sorted by name."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    pages = {stem for stem, extension in map(os.path.splitext, names) if extension.lower() in _PAGES}
    parts = {stem + suffix for stem in pages for suffix in _PAGE_FOLDERS}
    parts |= {name + _ORIGINALS for name in names}
    return [os.path.join(folder, name) for name in names if name not in parts]


def _as_source(path: str, mode: int, *, named: bool) -> Source | None:
    """The source that a path is; None for what stands beside documents.

    Raises:
        Refused: the path is no file, or one of a format that is not read.
    """
    extension = ending_of(os.path.basename(path))
    if not stat.S_ISREG(mode):
        if named and (stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)):
            return Source(path, "unknown")  # `<(command)` and /dev/stdin
        raise Refused("is not a regular file", "name a file or a folder")
    if not extension:
        return Source(path, "unknown")
    if extension in BY_ENDING:
        return Source(path, BY_ENDING[extension])
    if extension in COMPANIONS and not named:
        return None
    raise Refused(
        f"format {show_path(extension)} is not read",
        f"convert it to one of {', '.join(BY_ENDING)}, or hand its text over on standard input ('-')",
    )


def _refuse_loop(path: str) -> None:
    """Raise for a link to a folder that it stands in."""
    if os.path.islink(path) and os.path.isdir(path):
        target, home = os.path.realpath(path), os.path.realpath(os.path.dirname(path))
        if os.path.commonpath([target, home]) == target:
            raise Refused(f"is a folder loop: it leads back to {show_path(target)}", "remove the link")


def _refuse_path(path: str, error: OSError | ValueError) -> Refused:
    if isinstance(error, ValueError):
        return Refused("is not a path", "check the name")  # the operating system takes no NUL in a name
    if error.errno == errno.ELOOP:
        return Refused("is a link that leads back to itself", "remove the link")
    if isinstance(error, FileNotFoundError) and os.path.islink(path):
        return Refused("is a link that leads nowhere", "remove it, or restore what it names")
    return refuse_os_error(error)
