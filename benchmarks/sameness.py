"""Whether two trees of the source read the same claims, byte for byte.

    python benchmarks/sameness.py OLD NEW

Each of OLD and NEW is a folder that holds the package `armstrail` (`src` of a checkout), or `-` for the one that is
installed. Both read all annotated documents, the everyday texts and every text of the phrase books: whole, without a
date or a title, in capitals, and in the halves that a cut anywhere makes. A faster way of reading is right when no
reading differs; what differs is printed and the exit code is 1.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from armstrail.model.document import Document

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 5  # readings that differ, printed in full


def documents() -> Iterator[Document]:
    """Every text that stands in the repository to be read, each under an id that tells where."""
    from armstrail.model.document import Document

    everyday = ROOT / "benchmarks" / "everyday.jsonl"
    for path in [*sorted((ROOT / "tests" / "accuracy" / "gold").glob("*.jsonl")), everyday]:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            value = {key: held for key, held in json.loads(line).items() if key != "claims"}
            document = Document.from_json(value)
            yield replace(document, id=f"{path.stem}:{number}")
    for book in sorted((ROOT / "tests" / "languages").glob("*.toml")):
        cases = [case for held in tomllib.loads(book.read_text("utf-8")).values() for case in held]
        for number, case in enumerate(cases, 1):
            yield Document(f"{book.stem}:{number}", case["text"], book.stem, published="2024-10-18")


def variants(document: Document) -> Iterator[Document]:
    """A document as it is, and in shapes that nobody wrote rules for."""
    yield document
    yield replace(document, id=f"{document.id}:undated", published=None, title=None)
    yield replace(document, id=f"{document.id}:capitals", text=unicodedata.normalize("NFC", document.text.upper()))
    middle = len(document.text) * 2 // 5
    for name, text in (("head", document.text[:middle]), ("tail", document.text[middle:])):
        if text.strip():
            yield replace(document, id=f"{document.id}:{name}", text=text)


def print_readings() -> None:
    """A line of JSON for each reading, by the package that Python finds."""
    from armstrail.extraction import extract, quantities_of
    from armstrail.languages import load_packs
    from armstrail.vocabulary import load_vocabulary

    packs = load_packs(load_vocabulary())
    for document in documents():
        for variant in variants(document):
            reading = extract(variant, packs).to_json(variant.text)
            reading.pop("extractor", None)
            counted = [repr(found) for found in quantities_of(variant.text, packs[variant.lang or ""])]
            print(json.dumps({"id": variant.id, "reading": reading, "quantities": counted}, ensure_ascii=False))


def readings_of(tree: str) -> list[str]:
    """What a tree prints, by line."""
    places = {"PYTHONPATH": tree} if tree != "-" else {}
    command = [sys.executable, "-P", __file__, "--print"]
    run = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **places})
    return run.stdout.splitlines()


def main(arguments: list[str]) -> int:
    """Compare two trees; 0 where all readings are the same."""
    if arguments == ["--print"]:
        print_readings()
        return 0
    if len(arguments) != 2:
        sys.exit(__doc__)
    old, new = map(readings_of, arguments)
    other = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    for a, b in other[:SHOWN]:
        print(f"- {a}\n+ {b}\n")
    print(f"{len(old)} readings, {len(other)} differ")
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
