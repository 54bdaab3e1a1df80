"""The table of what each change of wording weighs, and its one loader."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from armstrail.model.errors import PackError

CHANGES: Final = (
    "denial_lost", "capacity_became_content", "plan_became_fact", "unit_slipped", "scale_slipped",
    "stock_became_flow", "flow_became_stock", "measure_changed", "or_became_and", "part_became_whole",
    "condition_dropped", "denial_added", "ceiling_became_floor", "ceiling_became_estimate", "range_cut_to_top",
    "range_cut_to_bottom", "floor_became_ceiling", "hedge_raised", "range_became_middle", "order_became_figure",
    "floor_became_estimate", "hedge_lowered", "hedge_dropped", "range_appeared", "figure_changed", "rounded",
    "hedge_added", "item_swapped", "model_swapped", "item_narrowed", "item_broadened", "start_moved",
    "start_dropped", "start_added", "source_swapped", "source_dropped", "doubt_dropped", "confirmation_added",
    "plan_hardened", "source_added", "doubt_added", "fact_became_plan",
)  # fmt: skip
HEAVIEST: Final = 10

_NAME: Final = "reconciliation/drift.toml"


def load_drift_weights(text: str | None = None) -> Mapping[str, float]:
    """The weight of each change of wording.

    Args:
        text: a table of one's own, as TOML; None for the one that comes with armstrail.
    Raises:
        PackError: the file is no TOML, a change has no weight, is not known or stands twice, or a weight is not a
            number from 0 to 10; names file and line, or file and key.
    """
    if text is None:
        text = (files("armstrail.reconciliation") / "drift.toml").read_text("utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{_NAME}: {error}") from error
    if set(table) != {"weights"} or not isinstance(table["weights"], dict):
        raise PackError(f"{_NAME}: must hold the one table [weights], got {', '.join(sorted(table)) or 'nothing'}")
    weights = table["weights"]
    for what in weights:
        if what not in CHANGES:
            raise PackError(f"{_line(text, what)}: change {what!r} is not known; use one of {', '.join(CHANGES)}")
    for what in CHANGES:
        if what not in weights:
            raise PackError(f"{_NAME}: change {what!r} has no weight; give it one from 0 to {HEAVIEST}")
        weight = weights[what]
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= HEAVIEST:
            raise PackError(f"{_line(text, what)}: weight of {what!r} must be a number from 0 to {HEAVIEST}")
    return {what: float(weights[what]) for what in CHANGES}


def _line(text: str, key: str) -> str:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.split("=")[0].strip() == key]
    return f"{_NAME}:{lines[0]}" if lines else _NAME
