"""The plan of a run: which pieces there are. It is made once, and a run that goes on finds it.

What follows from a corpus hangs on its bytes, the settings and the version of the extraction alone; all three stand in
the plan, and a run that would do something else with the same folder is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from armstrail import __version__, ingestion
from armstrail.distributed.batches import dumps
from armstrail.distributed.places import Folder, is_address, list_files, open_input, without_settings
from armstrail.distributed.tables import part_name, to_parquet
from armstrail.distributed.task import Task
from armstrail.extraction import extractor_of
from armstrail.ingestion import Piece, Source, Unreadable
from armstrail.model.document import Document
from armstrail.model.errors import BadValue, RunError
from armstrail.model.records import from_record, to_record
from armstrail.pipeline import shipped_packs

FORMAT: Final = 1
NAME: Final = "plan.json"
SOURCES: Final = "failures/sources.parquet"  # what could not even be opened
_PIECES: Final = "pieces.jsonl"
_BY_ENDING: Final = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".warc": "warc", ".warc.gz": "warc",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """The pieces of a corpus in its order; the number of a piece is its place among them."""

    inputs: tuple[str, ...]
    pieces: tuple[Piece, ...]


def make_plan(inputs: Sequence[str], folder: Folder, task: Task, size: int) -> Plan:
    """The plan that stands in a folder; where there is none, a new one, written there.

    Raises:
        BadValue: pieces of no records.
        RunError: the folder holds a run over another corpus, by other settings or of another version.
        OSError: an input cannot be read, or the folder not be written.
    """
    if size < 1:
        raise BadValue("a piece must hold at least one record")
    sources, refused = _list_inputs(inputs)
    told = {
        "format": FORMAT, "version": __version__, "inputs": list(inputs), "piece": size,
        "settings": {key: value for key, value in asdict(task).items() if key != "output"},
        "sources": [[source.where, size] for source, size in sources], "extractors": _extractors(),
    }  # fmt: skip
    if NAME in folder.sizes():
        _check_same(json.loads(folder.read(NAME)), told, folder.path)
        return read_plan(folder)
    pieces = [piece for source, _ in sources for piece in _cut(source, size)]
    folder.write(_PIECES, "".join(f"{dumps(to_record(piece))}\n" for piece in pieces).encode())
    rows = [{"where": each.where, "reason": each.reason, "mend": each.mend} for each in refused]
    folder.write(SOURCES, to_parquet("failures", rows))
    folder.write(NAME, f"{json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)}\n".encode())
    return Plan(tuple(inputs), tuple(pieces))


def read_plan(folder: Folder) -> Plan:
    """The plan that stands in a folder.

    Raises:
        RunError: none does, or one of a newer form.
    """
    try:
        told = json.loads(folder.read(NAME))
    except OSError as error:
        raise RunError(f"{folder.path} holds no run; name the folder that `distributed run` wrote into") from error
    if told.get("format") != FORMAT:
        raise RunError(f"{folder.path} holds a run of format {told.get('format')!r}, this armstrail reads {FORMAT}")
    lines = folder.read(_PIECES).decode().splitlines()
    return Plan(tuple(told["inputs"]), tuple(from_record(Piece, json.loads(line)) for line in lines))


def finished_name(number: int) -> str:
    """The name of the report on a piece."""
    return part_name("reports", number).replace(".parquet", ".json")


def _check_same(stands: dict[str, Any], asked: dict[str, Any], where: str) -> None:
    for key, name in (
        ("format", "of another form"), ("version", "of another version of armstrail"),
        ("extractors", "by another version of the extraction"), ("settings", "by other settings"),
        ("piece", "in pieces of another size"), ("inputs", "over other inputs"),
        ("sources", "over files that have changed since"),
    ):  # fmt: skip
        if stands.get(key) != asked[key]:
            raise RunError(f"{where} holds a run {name}; go on with that one as it was begun, or name another folder")


def _extractors() -> dict[str, str]:
    """By which version the documents of each language are read: a run holds one of each."""
    packs = shipped_packs()
    return {lang: extractor_of(Document("x", "x", lang), packs) for lang in sorted(packs)}


def _list_inputs(inputs: Iterable[str]) -> tuple[list[tuple[Source, int]], list[Unreadable]]:
    """The sources with their sizes in bytes, in order, and what is none."""
    sources: list[tuple[Source, int]] = []
    refused = []
    for path in inputs:
        if path == "-":
            raise RunError("standard input can be read only once, and a run may read twice; name files or folders")
        if is_address(path):
            sources += _in_store(path)
            continue
        for found in ingestion.list_sources([path]):
            if isinstance(found, Unreadable):
                refused.append(found)
            else:
                with open_input(found.path) as stream:
                    sources.append((found, stream.seek(0, 2)))
    return sources, refused


def _in_store(path: str) -> Iterator[tuple[Source, int]]:
    for name, size in list_files(path):
        for ending, form in _BY_ENDING.items():
            if without_settings(name).lower().endswith(ending):
                yield Source(name, form), size
                break


def _cut(source: Source, size: int) -> Iterator[Piece]:
    with open_input(source.path) as stream:
        yield from ingestion.cut(source, stream, size)
