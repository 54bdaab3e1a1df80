"""Write the files that every search begins from: `python benchmarks/fuzz/corpus.py`.

They are small, made up, and kept in the repository, so that a search goes on from where the last one was; beside them
lie the smallest of those inputs that earlier searches found to reach further code (`run.py --keep-found`).
"""

from __future__ import annotations

import zlib
from pathlib import Path

import targets

CORPUS = Path(__file__).parent / "corpus"


def main() -> None:
    """Write every seed under its target, named by its checksum."""
    for target in targets.load_targets().values():
        folder = CORPUS / target.name
        folder.mkdir(parents=True, exist_ok=True)
        for data in target.seeds:
            (folder / f"seed-{zlib.crc32(data):08x}").write_bytes(data)


if __name__ == "__main__":
    main()
