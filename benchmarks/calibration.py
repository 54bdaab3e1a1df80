"""The calibration tables and the picture of docs/estimation.md.

python benchmarks/calibration.py [--worlds 400] [--first-seed 90000] [--draws 3000] [--documents 150]
                                 [--picture docs/calibration.svg]
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.stats import chisquare

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "estimation"))

from own_prior import places_of_truth
from scoring_worlds import NAIVE, Scores, ask, ladder, naive, score
from whole_way import default_pairs, on_record
from worlds import DEFAULT, EASY, HARD

from armstrail.estimation import default_settings
from armstrail.vocabulary import load_origins

KINDS = {"default": DEFAULT, "hard": HARD, "easy": EASY}
GROUPS = ((1, 1), (2, 2), (3, 5), (6, 12), (13, 10**6))
BINS = 20


def row(name: str, scores: Scores) -> str:
    """One line of a table."""
    half = "" if np.isnan(scores.cover50) else f"{scores.cover50:.3f}"
    return (
        f"| {name} | {scores.queries} | {scores.cover90:.3f} | {half} | {scores.factor:.2f} "
        f"| {scores.interval_score:.2f} | {scores.error:.3f} |"
    )


def picture(counts: np.ndarray) -> str:
    """The histogram of the truth's place as SVG, with the band that chance alone would fill."""
    mean = counts.sum() / BINS
    spread = 2.58 * np.sqrt(mean * (1 - 1 / BINS))
    scale = 160 / (mean + 2 * spread)
    bars = "".join(
        f'<rect x="{20 + 20 * at}" y="{190 - count * scale:.1f}" width="18" '
        f'height="{count * scale:.1f}" fill="#4c78a8"/>'
        for at, count in enumerate(counts)
    )
    band = (
        f'<rect x="20" y="{190 - (mean + spread) * scale:.1f}" width="398" height="{2 * spread * scale:.1f}" '
        'fill="#f58518" opacity="0.25"/>'
    )
    words = (
        '<text x="20" y="210" font-family="sans-serif" font-size="11">place of the truth in the posterior, 0 to 1; '
        "orange: 99 % of chance</text>"
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 220">{bars}{band}{words}</svg>\n'


def main() -> None:
    """Print the tables, write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=400)
    parser.add_argument("--first-seed", type=int, default=90_000)
    parser.add_argument("--draws", type=int, default=3000)
    parser.add_argument("--documents", type=int, default=150, help="default worlds to tell as documents")
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    seeds = range(options.first_seed, options.first_seed + options.worlds)
    for name, kind in KINDS.items():
        if not seeds:
            break
        asked = ask(kind, seeds)
        answers = [ladder(query) for query in asked]
        print(row(f"**ladder**, {name} worlds", score(answers)))
        for least, most in GROUPS:
            some = [answer for answer in answers if least <= answer.voices <= most]
            if some:
                print(row(f"{name}, {least}{'' if most == least else f' to {most}'} voices", score(some)))
        for method, how in NAIVE.items():
            print(row(f"{method}, {name}", score(naive(how, asked))))
    told = range(options.first_seed, options.first_seed + options.documents)
    for name, origins in (("agencies on record", on_record()), ("agencies nobody knows", load_origins())):
        if told:  # what the arithmetic loses where voices must be told from repeats first
            from_documents, from_voices = default_pairs(told, origins)
            print(row(f"**ladder**, from documents, {name}", score(from_documents)))
            print(row("the same worlds, voices known", score(from_voices)))
    counts, _ = np.histogram(
        places_of_truth(options.draws, 12, replace(default_settings(), common=0.0)), bins=BINS, range=(0, 1)
    )
    print(f"own prior: {options.draws} draws, chi-square p = {chisquare(counts).pvalue:.3f}, {counts.tolist()}")
    if options.picture:
        options.picture.write_text(picture(counts), "utf-8")


if __name__ == "__main__":
    main()
