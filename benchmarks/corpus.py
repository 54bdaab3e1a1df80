"""A synthetic corpus of news for measuring runs: seeded, so that the same numbers give the same articles everywhere.

    python benchmarks/corpus.py FOLDER [--articles 1000000] [--form parquet|jsonl|warc] [--seed 1] [--file 50000]

Everyday news in ten languages, of sentences shuffled out of benchmarks/everyday.jsonl with other numbers in them;
5 % speak of arms transfers in seven languages, with claims, and a fifth of these is another such article printed again
with small changes. Lengths are skewed (log-normal, from 1 to 400 sentences). A few rows are poison: one in 20,000 has a
date that is none or no text, one in 400,000 an article of five million characters, which takes longer to read than
a run that is given `--seconds 20` allows. Every name and figure is made up; none of it happened.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

RELEVANT = 0.05
COPIED = 0.2
BROKEN = 20_000
ENDLESS = 400_000
FIRST_DAY = date(2024, 1, 1)
_SENTENCE = re.compile(r"(?<=[.!?。])\s+")
_NUMBER = re.compile(r"\d+")
_PUBLISHERS = ("Harbour Post", "Il Molo", "Küstenblatt", "Le Quai", "El Muelle", "Nabrzeże", "Причал", "부두일보")

# Who, what and by whose word, as each language says it; {n} is a figure.
_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "giver": ("North Korea", "Iran", "Turkey", "Poland", "South Korea", "France"),
        "taker": ("Russia", "Ukraine", "Libya", "Sudan", "Armenia"),
        "item": ("artillery shells", "152 mm shells", "drones", "armoured vehicles", "rifles", "howitzers"),
        "by": ("the defence ministry said", "officials in Seoul said", "the intelligence service said",
               "according to the Pentagon"),
        "say": ("{giver} has sent {taker} {n} {item}, {by} on Monday.",
                "At least {n} {item} were delivered to {taker} by {giver}, {by}.",
                "{giver} will supply {taker} with about {n} {item}, {by}.",
                "{taker} received more than {n} {item} from {giver} last year, {by}."),
    },
    "it": {
        "giver": ("la Corea del Nord", "l'Iran", "la Turchia", "la Polonia"),
        "taker": ("alla Russia", "all'Ucraina", "alla Libia", "al Sudan"),
        "item": ("proiettili di artiglieria", "droni", "veicoli blindati", "fucili"),
        "by": ("ha detto il ministero della Difesa", "secondo i servizi di Seul", "secondo il Pentagono"),
        "say": ("Oltre {n} {item} sono stati consegnati {taker} da Pyongyang, {by}.",
                "Nel corso dell'anno {giver} ha fornito {taker} almeno {n} {item}, {by}.",
                "{by}, {giver} ha inviato {taker} circa {n} {item}."),
    },
    "de": {
        "giver": ("Nordkorea", "der Iran", "die Türkei", "Polen"),
        "taker": ("Russland", "der Ukraine", "Libyen"),
        "item": ("Artilleriegranaten", "Drohnen", "gepanzerte Fahrzeuge", "Gewehre"),
        "by": ("teilte das Verteidigungsministerium mit", "sagte ein Sprecher des Pentagons"),
        "say": ("Seit Januar hat {giver} {taker} rund {n} {item} geliefert, {by}.",
                "Mehr als {n} {item} hat {giver} an Russland geliefert, {by}."),
    },
    "fr": {
        "giver": ("la Corée du Nord", "l'Iran", "la Turquie"),
        "taker": ("à la Russie", "à l'Ukraine", "à la Libye"),
        "item": ("obus d'artillerie", "drones", "véhicules blindés"),
        "by": ("a déclaré le ministère de la Défense", "selon le Pentagone"),
        "say": ("Depuis janvier, {giver} a livré {taker} environ {n} {item}, {by}.",
                "Au moins {n} {item} ont été livrés {taker} par Pyongyang, {by}."),
    },
    "es": {
        "giver": ("Corea del Norte", "Irán", "Turquía"),
        "taker": ("a Rusia", "a Ucrania", "a Libia"),
        "item": ("proyectiles de artillería", "drones", "vehículos blindados"),
        "by": ("dijo el Ministerio de Defensa", "según el Pentágono"),
        "say": ("Desde enero, {giver} ha enviado {taker} unos {n} {item}, {by}.",
                "{giver} entregó {taker} al menos {n} {item}, {by}."),
    },
    "pl": {
        "giver": ("Korea Północna", "Iran", "Turcja"),
        "taker": ("Rosji", "Ukrainie", "Libii"),
        "item": ("pocisków artyleryjskich", "dronów", "karabinów"),
        "by": ("poinformowało ministerstwo obrony", "podał Pentagon"),
        "say": ("{giver} przekazała {taker} około {n} {item}, {by}.",
                "Co najmniej {n} {item} dostarczyła {taker} {giver}, {by}."),
    },
    "ru": {
        "giver": ("КНДР", "Иран", "Турция"),
        "taker": ("России", "Украине", "Ливии"),
        "item": ("артиллерийских снарядов", "беспилотников", "винтовок"),
        "by": ("сообщило министерство обороны", "сообщил Пентагон"),
        "say": ("С начала года {giver} поставила {taker} около {n} {item}, {by}.",
                "{giver} передала {taker} не менее {n} {item}, {by}."),
    },
}  # fmt: skip


@cache
def everyday() -> dict[str, tuple[str, ...]]:
    """The sentences of everyday news by language."""
    found: dict[str, list[str]] = {}
    with (Path(__file__).parent / "everyday.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            found.setdefault(record["lang"], []).extend(_SENTENCE.split(record["text"].replace("\n", " ")))
    return {lang: tuple(sentences) for lang, sentences in found.items()}


def article(seed: int, number: int) -> dict[str, Any]:
    """The article of a number; it hangs on nothing else."""
    stream = random.Random(f"{seed}/{number}")
    if number % BROKEN == BROKEN // 2:
        return _record(number, stream, "en", None if stream.random() < 0.5 else "A text.", "the other day")
    if number % ENDLESS == ENDLESS // 2:
        text = " ".join(_telling(stream, "en") for _ in range(200))
        return _record(number, stream, "en", text * (5_000_000 // len(text) + 1))
    if not _is_relevant(seed, number):
        lang = stream.choice(tuple(everyday()))
        return _record(number, stream, lang, _text(stream, lang, 0))
    if number and stream.random() < COPIED and (first := _earlier(seed, number, stream)) is not None:
        return _printed_again(seed, number, first, stream)
    lang = stream.choice(tuple(_WORDS))
    return _record(number, stream, lang, _text(stream, lang, stream.randint(1, 5)))


def _is_relevant(seed: int, number: int) -> bool:
    return random.Random(f"{seed}/{number}/kind").random() < RELEVANT


def _earlier(seed: int, number: int, stream: random.Random) -> int | None:
    """A relevant article not long before."""
    start = number - stream.randint(1, 500)
    for candidate in range(start, max(start - 200, -1), -1):
        if candidate >= 0 and _is_relevant(seed, candidate) and candidate % ENDLESS != ENDLESS // 2:
            return candidate
    return None


def _printed_again(seed: int, number: int, first: int, stream: random.Random) -> dict[str, Any]:
    original = article(seed, first)
    if original["text"] is None:
        return original | {"id": f"synthetic-{number}"}
    sentences = original["text"].split(" ")
    sentences[stream.randrange(len(sentences))] = "–"
    text = " ".join(sentences) + " " + stream.choice(everyday()[original["lang"]])
    return _record(number, stream, original["lang"], text)


def _text(stream: random.Random, lang: str, tellings: int) -> str:
    sentences = [
        _NUMBER.sub(lambda match: str(stream.randint(1, 10 ** len(match[0]))), stream.choice(everyday()[lang]))
        for _ in range(max(1, min(400, round(stream.lognormvariate(2.3, 0.8)))))
    ]
    for _ in range(tellings):
        sentences.insert(stream.randint(0, len(sentences)), _telling(stream, lang))
    return " ".join(sentences)


def _telling(stream: random.Random, lang: str) -> str:
    words = _WORDS[lang]
    slots = {name: stream.choice(words[name]) for name in ("giver", "taker", "item", "by")}
    told = stream.choice(words["say"]).format(
        n=stream.choice((3, 12, 40, 250, 1500, 12000)) * stream.randint(1, 9), **slots
    )
    return told[0].upper() + told[1:]


def _record(number: int, stream: random.Random, lang: str, text: str | None, day: str | None = None) -> dict[str, Any]:
    return {
        "id": f"synthetic-{number}", "lang": lang,
        "published": day or str(FIRST_DAY + timedelta(days=number % 700)), "publisher": stream.choice(_PUBLISHERS),
        "title": None, "url": f"https://example.org/{number}", "text": text,
    }  # fmt: skip


def write_parquet(path: Path, records: Iterable[dict[str, Any]], group: int = 500) -> None:
    """One file, in groups of rows that a run can cut it at."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = ("id", "lang", "published", "publisher", "title", "url", "text")
    schema = pa.schema([(name, pa.string()) for name in columns])
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        for batch in _batches(records, group):
            out.write_table(pa.Table.from_pylist(batch, schema=schema))


def _batches(records: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for record in records:
        batch.append(record)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def write_jsonl(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """One file of JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_warc(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """One web archive of pages, each packed by itself, with the menus and scripts that sites put around."""
    import gzip

    with path.open("wb") as out:
        for record in records:
            stream = random.Random(record["id"])
            around = "".join(_link(stream) for _ in range(stream.randint(100, 300)))
            script = "".join(
                f"var v{stream.randrange(10**6)}={stream.random()};" for _ in range(stream.randint(300, 900))
            )
            body = (record["text"] or "").replace(". ", ".</p>\n<p>")
            page = (
                f'<html lang="{record["lang"]}"><head><title>{escape(record["id"])}</title></head>'
                f"<script>{script}</script><body><nav><ul>{around}</ul></nav><article><h1>{escape(record['id'])}</h1><p>{body}</p>"
                f"</article><footer><ul>{around}</ul></footer></body></html>"
            )
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {record['url']}\r\n"
                f"WARC-Date: {record['published'][:10]}T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 6, mtime=0))


def _link(stream: random.Random) -> str:
    place = f"section-{stream.randrange(1000)}/page-{stream.randrange(10**6)}"
    return f'<li class="menu-item level-{stream.randrange(3)}"><a href="/{place}">More of {place}</a></li>\n'


WRITERS = {"parquet": (write_parquet, ".parquet"), "jsonl": (write_jsonl, ".jsonl"), "warc": (write_warc, ".warc.gz")}


def main() -> None:
    """Write the corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--form", choices=WRITERS, default="parquet")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--file", type=int, default=50_000, help="articles in a file")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    write, ending = WRITERS[options.form]
    for first in range(0, options.articles, options.file):
        numbers = range(first, min(first + options.file, options.articles))
        write(options.folder / f"articles-{first:09}{ending}", (article(options.seed, number) for number in numbers))
        print(f"{numbers.stop:,} articles", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
