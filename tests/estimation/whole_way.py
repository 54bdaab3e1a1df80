"""The worlds told as documents, with copies and stale repeats, and sent through the telling of voices as well.

`scoring_worlds` hands the ladder each agency's word once. Here nobody sorts for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring_worlds import Answer, ladder
from worlds import DEFAULT, QUESTION, Kind, Query, day, make_world, queries, raw

from armstrail import reconciliation
from armstrail.vocabulary import Origins, load_factors, load_origins, load_vocabulary

FAMILIES, AGENCIES = range(5), range(3)  # as many as a world may have


def on_record() -> Origins:
    """The book of origins with every agency of the worlds in its family."""
    entry = '[origins.{0}]\nname = "{1}"\naliases = ["{2}"]\ntype = "government"\nfamily = "{3}"\n'
    lines = [
        entry.format(f"a{family}{agency}", name, name.lower(), f"f{family}")
        for family in FAMILIES
        for agency in AGENCIES
        for name in [f"Agency a{family}{agency} of f{family}"]
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agencies.toml"
        path.write_text("\n".join(lines), "utf-8")
        return load_origins(path)


def through_documents(kind: Kind, seeds: Sequence[int], origins: Origins) -> Iterator[tuple[Answer, Answer]]:
    """Every query of the worlds answered from documents alone, and, second, from voices that are known."""
    actors, factors = load_vocabulary().actors, load_factors().rows
    for seed in seeds:
        world = make_world(seed, kind)
        published = list(raw(world))
        for query in queries(world, seed):
            pairs = [(claim, document) for claim, document in published if document.published <= day(query.by)]
            voices = reconciliation.voices(pairs, origins, factors)
            finding = reconciliation.find(QUESTION, voices, pairs, origins, actors, factors)
            last = max(voice.as_of for voice in query.finding.voices)
            yield ladder(Query(finding, query.by, query.truth), as_of=last), ladder(query)


def default_pairs(seeds: Sequence[int], origins: Origins) -> tuple[list[Answer], list[Answer]]:
    """Answers from documents and from known voices, in default worlds."""
    told, known = zip(*through_documents(DEFAULT, seeds, origins), strict=True)
    return list(told), list(known)
