"""What could be said of the example figures at each quarter's end, against what is known of that day since.

    python benchmarks/backtest.py [--picture docs/backtest.svg]

Prints the tables of docs/estimation.md, out of examples/dprk-russia/figures.csv alone: each question with at least
three voices as known now, at each quarter's end from 2023-12 to 2025-09 by which anybody had spoken. Where the last
voice speaks of an earlier day, both figures are carried on to the quarter's end.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "estimation"))

from looking_back import Look, interval_score, look_back
from scoring_worlds import score

from armstrail.model.finding import Question
from armstrail.publishing.pictures import Picture, draw

DRAWN = {
    ("cargo", "containers"): "containers",
    ("arms.ammunition.artillery", "pieces"): "artillery shells",
    ("personnel.troops", "persons"): "troops",
    ("arms.missile.ballistic", "pieces"): "ballistic missiles",
}
WIDTH, HEIGHT = 300, 190
THEN, NOW = "#0072B2", "#D55E00"


def name(question: Question) -> str:
    """A question in a few words."""
    return f"{question.item}, {question.unit}" + ("" if question.stage == "delivered" else f", {question.stage}")


def row(look: Look) -> str:
    """One line of the long table."""
    answers = look.answers()
    scores = " | ".join(f"{interval_score(answer):.2f}" for answer in answers.values())
    said = "-" if not look.news else "yes" if look.inside else "**no**"
    band = f"{short(look.then.median)} [{short(look.then.low90)}, {short(look.then.high90)}]"
    counts = f"{look.voices} / {look.families} / {look.news}"
    return f"| {look.day} | {counts} | {band} | {short(look.now.median)} | {said} | {scores} |"


def short(amount: float) -> str:
    """Three digits of an amount."""
    return f"{float(f'{amount:.3g}'):,.10g}"


def by_question(looks: Sequence[Look]) -> None:
    """One line for each question: how often what is known now lay inside, and the mean score of each method."""
    print("| question | inside | ladder | latest | mean | highest |\n| --- | --- | --- | --- | --- | --- |")
    for question, some in groupby(looks, key=lambda look: look.question):
        these = list(some)
        answers = [look.answers() for look in these]
        scores = " | ".join(f"{score([each[method] for each in answers]).interval_score:.2f}" for method in answers[0])
        print(f"| {name(question)} | {sum(look.inside for look in these)} of {len(these)} | {scores} |")


def summary(title: str, looks: Sequence[Look], truths: Sequence[float]) -> None:
    """How each method did over many looks."""
    print(
        f"\n{title}: {len(looks)} looks\n\n| method | 90 % covers | interval score | error |\n| --- | --- | --- | --- |"
    )
    answers = [look.answers(truth) for look, truth in zip(looks, truths, strict=True)]
    for method in answers[0]:
        scores = score([each[method] for each in answers])
        print(f"| {method} | {scores.cover90:.3f} | {scores.interval_score:.2f} | {scores.error:.3f} |")


def panel(title: str, looks: Sequence[Look]) -> dict[str, Any]:
    """One series: the bands of then as bars with their middles, what is known now as a line."""
    values = [
        {"day": look.day, "low": look.then.low90, "high": look.then.high90, "then": look.then.median,
         "now": look.now.median}
        for look in looks
    ]  # fmt: skip
    day = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%b %Y", "labelOverlap": True}}
    then = {"field": "then", "type": "quantitative", "title": None, "axis": {"format": "~s", "tickCount": 5}}
    return {
        "title": title, "width": WIDTH, "height": HEIGHT, "data": {"values": values},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.3, "color": THEN},
             "encoding": {"x": day, "y": {**then, "field": "low"}, "y2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "size": 45, "color": THEN}, "encoding": {"x": day, "y": then}},
            {"mark": {"type": "line", "point": {"size": 18, "color": NOW}, "color": NOW},
             "encoding": {"x": day, "y": {**then, "field": "now"}}},
        ],
    }  # fmt: skip


def picture(looks: Sequence[Look]) -> str:
    """Four series as SVG."""
    panels = [
        panel(title, [look for look in looks if key == (look.question.item, look.question.unit)
                      and look.question.stage == "delivered"])
        for key, title in DRAWN.items()
    ]  # fmt: skip
    words = "Blue: the total as known at each quarter's end, with its 90 % band. Orange: the same day as known now."
    spec = {
        "title": {"text": words, "anchor": "start", "fontSize": 12, "fontWeight": "normal"}, "autosize": "pad",
        "columns": 2, "concat": panels, "config": {"font": "sans-serif", "axis": {"gridColor": "#e6e6e6"}},
    }  # fmt: skip
    return draw(Picture(words, words, spec), "backtest")


def main() -> None:
    """Print the tables, draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    looks = look_back()
    for question, some in groupby(looks, key=lambda look: look.question):
        print(f"\n**{name(question)}**\n")
        print(
            "| day | voices / families / since | known then | known now | inside | ladder | latest | mean | highest |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for look in some:
            print(row(look))
    new = [look for look in looks if look.news]
    print("\nWhere voices came since:\n")
    by_question(new)
    summary("Against the ladder as known now, where voices came since", new, [look.now.median for look in new])
    told = [look for look in looks if look.others]
    summary("Against those later voices alone", told, [statistics.median(look.others) for look in told])
    if options.picture:
        options.picture.write_text(picture(looks), "utf-8")


if __name__ == "__main__":
    main()
