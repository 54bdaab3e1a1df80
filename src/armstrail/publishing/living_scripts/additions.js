// Amounts added over a time: first a floor of the total at their end, then a message from the total at their start.
const Additions = (() => {
  // The distribution of a sum from those of its two parts, all as masses on one grid.
  const sums = (before, added, cell) => {
    const size = before.length;
    const reach = Math.ceil(-Math.log(Math.expm1(cell / 2)) / cell) + 1;
    const result = new Float64Array(size);
    let left = 0;
    let right = 0;
    for (let at = reach + 1; at < size; at += 1) {
      left += added[at - reach - 1];
      right += before[at - reach - 1];
      result[at] += before[at] * left + added[at] * right;
    }
    const far = Math.min(reach, size - 1);
    for (let gap = -far; gap <= far; gap += 1) {
      const lift = Math.round(Math.log1p(Math.exp(gap * cell)) / cell);
      const last = Math.min(size, size - Math.max(gap, 0), size - lift);
      for (let from = Math.max(0, -gap); from < last; from += 1) result[from + lift] += before[from] * added[from + gap];
    }
    return result;
  };

  // The places of voices that tell an amount added since a month within the series.
  const linked = (pool) => pool.said.flatMap((one, at) => (one.added && one.since !== null && one.since > 0 ? [at] : []));

  // The ladder over all voices: posteriors of the months wanted, and how likely each scale is.
  const run = (pool, weights, wanted) => {
    const links = linked(pool);
    const alone = weights.map((each, at) => (links.includes(at) ? 0 : each));
    const months = Ladder.likelihoods(pool, alone);
    if (links.length) {
      const starts = [...new Set(links.map((at) => pool.said[at].since))].sort((a, b) => a - b);
      const floored = Ladder.likelihoods(pool, weights);
      const first = Ladder.sweep(pool, floored, starts);
      for (const at of links) {
        const one = pool.said[at];
        const amounts = Grid.blur(one.zone, pool.grid);
        const rows = first.posteriors.get(one.since).map((row, scale) => sums(row, amounts[scale], pool.grid.cell));
        Ladder.add(months, one.place, Grid.logs(rows), weights[at]);
      }
    }
    const swept = Ladder.sweep(pool, months, wanted);
    return { swept, odds: Ladder.odds(swept.evidence, pool.p) };
  };

  return { run };
})();
