"""How long a picture of the workspace takes to draw, and how large it is, on the example's table of figures.

    python benchmarks/pictures.py

The first picture of a process starts Vega and is told apart. `cpu` is the computing of a drawing, the median of ten,
which a busy machine does not stretch; `zipped` is what it adds to a page that is sent.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from armstrail import pipeline
from armstrail.ledger import Ledger
from armstrail.model.finding import Question
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.pictures import (
    Hands,
    Picture,
    Telling,
    draw,
    make_plot,
    map_chart,
    network_chart,
    places_told,
    time_chart,
)
from armstrail.publishing.telling import Teller
from armstrail.vocabulary import load_vocabulary

EXAMPLE = Path(__file__).parents[1] / "examples" / "dprk-russia"
QUESTION = Question("KP", "RU", "cargo", "containers", "delivered", "flow")
REPEATS = 10


def pictures() -> dict[str, Picture]:
    """A chart, the map and the network of one flow."""
    vocabulary, books = load_vocabulary(), pipeline.load_books()
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "figures.db", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as ledger,
    ):
        pipeline.add([EXAMPLE / "documents"], ledger, pipeline.shipped_packs())
        pipeline.import_figures(pipeline.read_tables([EXAMPLE / "figures.csv"], vocabulary), ledger)
        evidence = pipeline.gather(ledger, "KP", "RU", books)
    teller = Teller("en", lambda code: evidence.name_of(code, books))
    answer = pipeline.answer(evidence, QUESTION, books, series=True, influence=False)
    hands, claims = Hands.by_voices(evidence.voices), {place: Carried(*pair) for place, pair in evidence.claims.items()}
    plot = make_plot(
        answer.outcome, pipeline.series_of(answer), answer.finding.voices, teller, teller.title(QUESTION),
        link=lambda voice: f"/claim/{voice.carriers[0].claim}",
    )  # fmt: skip
    places = places_told(claims.values(), "KP", "RU", vocabulary.places)
    found = {
        "chart": time_chart(plot, hands, teller),
        "map": map_chart(places, teller, lambda pair: f"/claim/{pair.claim.id}"),
        "network": network_chart(Telling.of("KP", "RU", evidence.voices, claims), hands, teller),
    }
    return {name: picture for name, picture in found.items() if picture is not None}


def main() -> None:
    """Draw each picture and print what it took."""
    made = pictures()
    began, busy = time.perf_counter(), time.process_time()
    draw(made["chart"], "first")
    print(
        f"the first picture of a process: {1000 * (time.process_time() - busy):.0f} ms of computing, "
        f"{1000 * (time.perf_counter() - began):.0f} ms",
        file=sys.stderr,
    )
    print("| picture | cpu ms | kB | zipped kB |\n| --- | --- | --- | --- |")
    for name, picture in made.items():
        times = []
        for _ in range(REPEATS):
            busy = time.process_time()
            told = draw(picture, name)
            times.append(1000 * (time.process_time() - busy))
        size, zipped = len(told.encode()) / 1000, len(gzip.compress(told.encode(), 5)) / 1000
        print(f"| {name} | {statistics.median(times):.0f} | {size:.0f} | {zipped:.0f} |")


if __name__ == "__main__":
    main()
