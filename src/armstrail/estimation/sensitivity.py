"""Which input a number hangs on, so that effort goes where it narrows the answer.

Two views of one sample: the tornado for people (what does the total do when this input is low, or high), and the
first-order share of variance for the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from armstrail.estimation.sampling import Column, Input, Term, distinct, evaluate
from armstrail.model.valuation import Influence

BINS: Final = 50


def tornado(terms: Sequence[Term], inputs: Iterable[Input]) -> dict[str, tuple[float, float]]:
    """The total with each input in turn at its 5 % and its 95 %, all others at their median; by the input's id.

    The first number belongs to the input's 5 %; it is the larger one where the input divides.
    """
    all_inputs = distinct(inputs)
    middle = {each.id: np.array([each.median]) for each in all_inputs}
    swings = {}
    for each in all_inputs:
        at_low, at_high = (evaluate(terms, middle | {each.id: each.at(np.array([p]))})[0] for p in (0.05, 0.95))
        swings[each.id] = (float(at_low), float(at_high))
    return swings


def shares(values: Mapping[str, Column], total: Column, bins: int = BINS) -> dict[str, float]:
    """The first-order share of each input in the variance of the total's logarithm, from one sample.

    The sample is sorted by the input and cut into `bins` of equal size; the share is the variance of the bin means
    over the total variance. For a product of lognormals it is s_i^2 / sum s^2, up to about `bins` / draws.

    Source: Plischke, Borgonovo and Smith, 'Global sensitivity measures from given data', European Journal of
    Operational Research 226 (2013), 536-550.
    """
    logs = np.log(total)
    whole = float(np.var(logs))
    if whole == 0:
        return dict.fromkeys(sorted(values), 0.0)
    centre = float(np.mean(logs))
    result = {}
    for name in sorted(values):
        if np.ptp(values[name]) == 0:
            result[name] = 0.0
            continue
        parts = np.array_split(logs[np.argsort(values[name], kind="stable")], bins)
        between = sum(len(part) * (float(np.mean(part)) - centre) ** 2 for part in parts) / len(logs)
        result[name] = between / whole
    return result


def influences(
    terms: Sequence[Term], inputs: Iterable[Input], values: Mapping[str, Column], total: Column
) -> tuple[Influence, ...]:
    """Both views of every input, the largest share first."""
    swings, parts = tornado(terms, inputs), shares(values, total)
    found = [Influence(name, *swings[name], parts[name]) for name in sorted(parts)]
    return tuple(sorted(found, key=lambda each: (-each.share, each.input)))
