"""Parts of the bench that have a peer in another process: extraction, pages, a stream, near-copies, a flow page."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import peers
from pages import records as archived
from peers import Documents, Peer
from rounds import Budget, Line, compared

RELEVANT = 0.02
NAVIGATION = 40  # links around an article
ARCHIVED = 60  # pages of an archive


def extraction(budget: Budget) -> Iterator[Line]:
    """Articles with claims beside spaCy's small English pipeline, and everyday articles beside a bare scan."""
    documents = peers.articles_with_claims()
    mine, spacy = in_turn(documents, ("armstrail", "spacy"), budget)
    yield rates("articles with claims, a second; ratio of rates", mine, spacy)
    everyday = peers.articles_without()
    mine, scan = in_turn(everyday, ("armstrail", "scan"), budget)
    yield rates("articles without, a second; ratio of rates", mine, scan)


def pages(budget: Budget) -> Iterator[Line]:
    """Irrelevant web pages, from bytes to the gate, beside the main text by bare resiliparse: short ones with hardly
    anything around the article, and such as sites send them."""
    for what, documents in (
        ("an irrelevant web page, 23 kB", [page_of(document) for document in peers.articles_without()]),
        ("an irrelevant web page as sites send it, 40 kB", turned_away(ARCHIVED)),
    ):
        mine, bare, told = in_turn(documents, ("pages", "resiliparse", "resiliparse, told UTF-8"), budget)
        yield costs(what, mine, bare, "≤ 1.5")
        yield costs("the same", mine, told, "≤ 1.5")


def turned_away(count: int) -> Documents:
    """Pages of an archive without claims that the gate turns away, the first of so many."""
    from armstrail import pipeline
    from armstrail.ingestion.rough import read_roughly

    gate = pipeline.page_gate(pipeline.shipped_packs())
    held = [data.decode() for _, data in archived(count, relevant=0, seed=1)]
    return [{"html": each} for each in held if read_roughly(each, gate) is not None]


def stream(budget: Budget) -> Iterator[Line]:
    """Articles of which two in a hundred are relevant, beside a bare scan of the same."""
    everyday, relevant = peers.articles_without(), peers.articles_with_claims()
    chance = random.Random(1)
    count = round(len(relevant) / RELEVANT)
    documents = [*relevant, *(everyday[at % len(everyday)] for at in range(count - len(relevant)))]
    chance.shuffle(documents)
    mine, scan = in_turn(documents, ("armstrail", "scan"), budget)
    yield costs(f"an article, {len(relevant)} of {count} relevant", mine, scan, "≤ 8")


def copies(budget: Budget) -> Iterator[Line]:
    """Near-copies among a thousand articles, verified, beside candidates by datasketch and by rensa."""
    documents = retold(1_000)
    mine, datasketch, rensa = in_turn(documents, ("copies", "datasketch", "rensa"), budget)
    yield costs("near-copies, an article (the peers: candidates alone)", mine, datasketch, "")
    yield costs("the same", mine, rensa, "")


def flow(budget: Budget) -> Iterator[Line]:
    """What a flow page asks of a ledger, as claims and documents, beside the bare rows by DuckDB over Parquet."""
    with tempfile.TemporaryDirectory() as folder:
        mine, duckdb = in_turn([filled(Path(folder), budget.rows)], ("flow", "duckdb"), budget)
    yield costs("ten flows out of a ledger (the peer: tuples of the same rows)", mine, duckdb, "")


def page(budget: Budget) -> Iterator[Line]:
    """The page of a flow of a thousand claims, opened for the first time; beside it with as many threads as cores."""
    with tempfile.TemporaryDirectory() as folder:
        told = [filled(Path(folder), 1_000, pairs=1)]
        mine, threads = in_turn(told, ("page", "page with threads"), budget)
    yield costs("a flow of 1,000 claims, first opened", mine, threads, "")


def in_turn(documents: Documents, names: Sequence[str], budget: Budget) -> list[Peer]:
    """Peers that have done the same work in turn."""
    measured = [Peer(name, documents) for name in names]
    peers.interleave(measured, budget.rounds, budget.seconds)
    return measured


def rates(what: str, mine: Peer, other: Peer) -> Line:
    """Documents a second of both."""
    return compared(what, "a second", mine.rates, other.name, other.rates)


def costs(what: str, mine: Peer, other: Peer, asked: str) -> Line:
    """Milliseconds a document of both."""
    ours, theirs = ([1_000 / rate for rate in each.rates] for each in (mine, other))
    return compared(f"{what}, ms; ratio of costs", "ms", ours, other.name, theirs, asked)


def page_of(document: dict[str, str]) -> dict[str, str]:
    """An article as a web page: with a head, a bar of links, a list of other articles and a foot."""
    paragraphs = "".join(f"<p>{part}</p>" for part in document["text"].split("\n") if part)
    links = "".join(f'<li><a href="/section/{at}">Section {at} and more of it</a></li>' for at in range(NAVIGATION))
    style = ".a{color:red} " * 400
    html = (
        f'<!doctype html><html lang="{document["lang"]}"><head><meta charset="utf-8"><title>{document["id"]}</title>'
        f'<meta property="og:site_name" content="The Daily"><meta name="date" content="2025-01-10">'
        f"<style>{style}</style>"
        f"<script>{'var x = 1; ' * 800}</script></head><body><nav><ul>{links}</ul></nav><main><article>"
        f"<h1>{document['id']}</h1>{paragraphs}</article></main><aside><ul>{links}</ul></aside><footer>{links}</footer>"
        "</body></html>"
    )
    return document | {"html": html}


def retold(count: int) -> Documents:
    """So many articles out of the sentences of the corpus, every fifth a copy of another with a sentence dropped."""
    chance = random.Random(1)
    texts = peers.articles_with_claims() + peers.articles_without()
    sentences = [part for document in texts for part in document["text"].replace("\n", " ").split(". ") if part]
    made: Documents = []
    for number in range(count):
        parts = chance.sample(sentences, 12)
        if number % 5 == 4:
            parts = made[chance.randrange(number)]["text"].split(". ")
            parts.pop(chance.randrange(len(parts)))
        made.append({"id": f"d{number}", "lang": "en", "published": "2025-01-10", "text": ". ".join(parts)})
    return made


def filled(folder: Path, rows: int, pairs: int | None = None) -> dict[str, str]:
    """A ledger of so many claims with its claims and documents as Parquet, and the ten pairs that are asked for."""
    import sqlite3

    import bulk
    import pyarrow as pa  # type: ignore[import-not-found, unused-ignore]
    import pyarrow.parquet as pq  # type: ignore[import-not-found, unused-ignore]

    path = folder / "flow.db"
    bulk.fill(path, bulk.made(rows, pairs or max(20, rows // 200)))
    told = {"ledger": str(path)}
    with sqlite3.connect(path) as connection:
        asked = {
            "claims": "SELECT c.*, r.document FROM claims c JOIN readings r ON r.sequence = c.reading",
            "documents": "SELECT * FROM documents",
        }
        for name, statement in asked.items():
            cursor = connection.execute(statement)
            columns = [each[0] for each in cursor.description]
            values = zip(*cursor.fetchall(), strict=True)
            told[name] = str(folder / f"{name}.parquet")
            pq.write_table(pa.table(dict(zip(columns, map(list, values), strict=True))), told[name])
        asked_for = connection.execute(
            "SELECT supplier, recipient FROM claims GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT 10"
        )
        told["pairs"] = " ".join(f"{giver}>{taker}" for giver, taker in asked_for)
    return told
