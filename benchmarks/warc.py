"""A web archive of news pages, read by armstrail and by bare libraries: pages a second, and memory by their number.

    python benchmarks/warc.py [--pages 2000] [--most 10000] [--rounds 5] [--relevant 0.02] [--only read]

The archive is made by `pages.py` (seeded: the same bytes each time). The bare peer walks it with fastwarc, decodes each
page and cuts out its main text with resiliparse, and does nothing with it; armstrail makes documents of the same pages
(title, date, site, language, identity), those that may hold claims by its careful reader; and, as a third row, reads
them for claims. "pages alone" is the same without the archive, on pages held in memory and without any that hold
claims: what the gate costs on what is not about arms. A stream of texts is a part of `bench.py`.

Each peer runs in a process of its own, one thread. Rounds alternate, so that a busy machine slows all; CPU time is
measured, not the clock on the wall; medians of rounds and of the ratios of neighbours count. The peak of memory is that
of a process that reads the first tenth of the archive, and of one that reads all of it.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pages
import peers

Work = Callable[[], int]


def bare(path: str) -> Work:
    """fastwarc and resiliparse, nothing else."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def run() -> int:
        count = 0
        with open(path, "rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
                data = record.reader.read()
                extract_plain_text(bytes_to_str(data, detect_encoding(data)), main_content=True)
                count += 1
        return count

    return run


def read(path: str) -> Work:
    """Documents of all pages, by the door that `armstrail add` uses."""
    from armstrail import pipeline

    packs = pipeline.shipped_packs()
    return lambda: sum(not isinstance(each, pipeline.Failure) for each in pipeline.read_paths([path], packs=packs))


def extract(path: str) -> Work:
    """The same, read for claims."""
    from armstrail import pipeline

    packs = pipeline.shipped_packs()

    def run() -> int:
        count = 0
        for each in pipeline.read_paths([path], packs=packs):
            if not isinstance(each, pipeline.Failure):
                pipeline.try_reading(each, packs)
                count += 1
        return count

    return run


def careful(path: str) -> Work:
    """Documents of all pages without a gate: each by the careful reader."""
    from armstrail import pipeline

    return lambda: sum(not isinstance(each, pipeline.Failure) for each in pipeline.read_paths([path]))


def _held(path: str) -> list[bytes]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with open(path, "rb") as stream:
        walked = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True)
        return [record.reader.read() for record in walked]


def bare_page(path: str) -> Work:
    """resiliparse on pages held in memory."""
    from resiliparse.extract.html2text import extract_plain_text

    held = [data.decode() for data in _held(path)]

    def run() -> int:
        for each in held:
            extract_plain_text(each, main_content=True)
        return len(held)

    return run


def gated_page(path: str) -> Work:
    """The same pages through the gate, as far as it takes to turn them away."""
    from armstrail import pipeline
    from armstrail.ingestion.rough import read_roughly

    gate = pipeline.page_gate(pipeline.shipped_packs())
    held = [data.decode() for data in _held(path)]

    def run() -> int:
        for each in held:
            read_roughly(each, gate)
        return len(held)

    return run


PEERS = {each.__name__: each for each in (bare, read, extract, careful, bare_page, gated_page)}


def work(name: str, path: str) -> None:
    """One process: get ready, then a round a line; each answers with CPU seconds a thing and the peak of memory."""
    run = PEERS[name](path)
    run()
    print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
    for _ in sys.stdin:
        start = time.process_time()
        count = run()
        print(json.dumps({"seconds": (time.process_time() - start) / count, "count": count}), flush=True)


def start(name: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, __file__, "--work", name, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def ask(process: subprocess.Popen[str]) -> float:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return float(json.loads(process.stdout.readline())["seconds"])


def compare(title: str, first: str, others: list[str], path: Path, rounds: int) -> None:
    """Print seconds of CPU time a thing for each peer, and their ratios to the first."""
    running = {name: start(name, path) for name in (first, *others)}
    for process in running.values():
        assert process.stdout is not None
        process.stdout.readline()
    spent: dict[str, list[float]] = {name: [] for name in running}
    for number in range(rounds):
        for name in list(running) if number % 2 == 0 else reversed(running):
            spent[name].append(ask(running[name]))
    for process in running.values():
        assert process.stdin is not None
        process.stdin.close()
        process.wait()
    print(f"## {title}\n\n| | ms each (median) | a second | lowest - highest, ms | / {first} (median of pairs) |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, each in spent.items():
        ratio = statistics.median(mine / theirs for mine, theirs in zip(each, spent[first], strict=True))
        middle, low, high = 1e3 * statistics.median(each), 1e3 * min(each), 1e3 * max(each)
        print(f"| {name} | {middle:.3f} | {1e3 / middle:,.0f} | {low:.3f} - {high:.3f} | {ratio:.2f} |")
    print(flush=True)


def peak_of(name: str, path: Path) -> float:
    process = start(name, path)
    assert process.stdin is not None
    assert process.stdout is not None
    peak = float(json.loads(process.stdout.readline())["peak"])
    process.stdin.close()
    process.wait()
    return peak


def made(folder: Path, count: int, relevant: float) -> Path:
    path = folder / f"{count}-{relevant:g}.warc.gz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        pages.write_warc(path, count, relevant, seed=1)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--work", nargs=2, metavar=("PEER", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--pages", type=int, default=2_000, help="of the archive whose speed is measured")
    parser.add_argument("--most", type=int, default=10_000, help="of the archive whose memory is measured")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--relevant", type=float, default=0.02)
    parser.add_argument("--only", nargs="*", default=["read", "extract", "careful"], help="peers beside `bare`")
    parser.add_argument("--folder", type=Path, default=Path("build/warc"))
    asked = parser.parse_args()
    if asked.work:
        work(*asked.work)
        return
    print(f"{peers.describe_machine()}; {asked.rounds} rounds\n", flush=True)
    archive = made(asked.folder, asked.pages, asked.relevant)
    share = f"{asked.relevant:.0%} with claims"
    compare(f"An archive of {asked.pages:,} pages, {share}", "bare", asked.only, archive, asked.rounds)
    idle = made(asked.folder, asked.pages // 4, 0.0)
    compare("Pages alone, none with claims", "bare_page", ["gated_page"], idle, asked.rounds)
    if asked.most:
        tenth, whole = (
            made(asked.folder, asked.most // 10, asked.relevant),
            made(asked.folder, asked.most, asked.relevant),
        )
        print("## Peak of memory, MiB\n")
        for name in ("bare", "read"):
            few, many = peak_of(name, tenth), peak_of(name, whole)
            print(f"- {name}: {few:.0f} for {asked.most // 10:,} pages, {many:.0f} for {asked.most:,}", flush=True)


if __name__ == "__main__":
    main()
