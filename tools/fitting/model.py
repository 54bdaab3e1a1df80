"""A softmax over options with an L2 penalty towards priors: convex, so one maximum and no seed."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


def fit(instances: list, l2: float, priors: dict[str, float] | None = None) -> dict[str, float]:
    """Softmax over options; an instance is (list of feature dictionaries, index of the right one, weight).

    The penalised likelihood is convex; L-BFGS from the priors finds its one maximum, so no seed is needed.
    """
    seen = Counter(name for options, _, _ in instances for option in options for name in option)
    priors = priors or {}
    names = sorted({name for name, count in seen.items() if count >= 2} | set(priors))
    index = {name: n for n, name in enumerate(names)}
    starts, cols, vals, groups, right, strength = [0], [], [], [], [], []
    for group, (options, chosen, weight) in enumerate(instances):
        right.append(len(groups) + chosen)
        strength.append(weight)
        for option in options:
            known = [(index[name], value) for name, value in option.items() if name in index]
            cols += [column for column, _ in known]
            vals += [value for _, value in known]
            starts.append(len(cols))
            groups.append(group)
    features = csr_matrix((np.array(vals, float), np.array(cols, int), np.array(starts)), (len(groups), len(names)))
    prior = np.array([priors.get(name, 0.0) for name in names])
    return dict(zip(names, map(float, _ascend(features, groups, right, strength, prior, l2)), strict=True))


def _ascend(features: csr_matrix, groups: list, right: list, strength: list, prior: np.ndarray, l2: float):
    turned, groups, right = features.T.tocsr(), np.array(groups), np.array(right)
    strength = np.array(strength, float)
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = features @ w
        top = np.maximum.reduceat(score, starts)
        e = np.exp(score - top[groups])
        total = np.add.reduceat(e, starts)
        p = e / total[groups] * strength[groups]
        p[right] -= strength
        away = w - prior
        likely = float((score[right] - top - np.log(total)) @ strength)
        return 0.5 * l2 * float(away @ away) - likely, turned @ p + l2 * away

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 300, "maxcor": 20})
    return found.x


def rounded(fitted: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in fitted.items() if abs(value) >= 0.02}


def split(fitted: dict[str, float]) -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for name, value in fitted.items():
        role, _, cue = name.partition("|")
        if abs(value) >= 0.02:
            tables[role][cue] = round(value, 2)
    return tables
