"""How fast trees of the source read, beside one another: for a change too small to see in `speed.py`.

    python benchmarks/trees.py OLD NEW ... [--rounds 15]

Each is a folder that holds the package `armstrail` (`src` of a checkout, `build/native/site`). All read the example
corpus in rounds that alternate; of each document the least CPU time counts, for whatever else runs only adds to it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time

import peers


def work() -> None:
    """One process: take the documents, then for each line read them all and answer with the seconds of each."""
    from armstrail.extraction import extract
    from armstrail.languages import load_packs
    from armstrail.model.document import Document
    from armstrail.vocabulary import load_vocabulary

    documents = [Document.from_json(value) for value in json.loads(sys.stdin.readline())]
    packs = load_packs(load_vocabulary())
    for _ in sys.stdin:
        seconds = []
        for document in documents:
            start = time.process_time()
            extract(document, packs)
            seconds.append(time.process_time() - start)
        print(json.dumps(seconds), flush=True)


class Tree:
    """A process that reads with the package of one folder; `least` holds the least seconds of each document."""

    def __init__(self, folder: str, documents: peers.Documents) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--work"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **peers.ONE_THREAD, "PYTHONPATH": folder},
        )  # fmt: skip
        self.least = [float("inf")] * len(documents)
        self.send(json.dumps(documents))

    def send(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def round(self) -> None:
        self.send("")
        assert self.process.stdout is not None
        self.least = list(map(min, self.least, json.loads(self.process.stdout.readline())))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("trees", nargs="+", metavar="TREE")
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    documents = peers.articles_with_claims()
    trees = [Tree(folder, documents) for folder in asked.trees]
    for _ in range(asked.rounds):
        for tree in trees:
            tree.round()
    for tree in trees:
        mean = 1000 * sum(tree.least) / len(documents)
        print(f"{tree.folder}: {mean:.2f} ms a document, {sum(trees[0].least) / sum(tree.least):.2f} times the first")
        tree.process.terminate()


if __name__ == "__main__":
    work() if sys.argv[1:] == ["--work"] else main()
