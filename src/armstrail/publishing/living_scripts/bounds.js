// Bounds that the other voices clear are set aside: "more than 1,000" is no evidence against 10,000.
const Bounds = (() => {
  // How far each bound is cleared by what the others make of its month: 1 wholly, 0 not at all.
  const slacks = (pool, bounds, weights) => {
    const { p, said } = pool;
    const wanted = [...new Set(bounds.map((at) => said[at].place))].sort((a, b) => a - b);
    const swept = Ladder.sweep(pool, Ladder.likelihoods(pool, weights), wanted);
    const chances = Ladder.odds(swept.evidence, p);
    return bounds.map((at) => {
      const { zone, place, slack } = said[at];
      const heft = weights[at] * (1 - slack);
      const logs = Grid.logs(Grid.blur(zone, pool.grid));
      const rest = new Float64Array(pool.grid.size);
      swept.posteriors.get(place).forEach((row, scale) => row.forEach((each, rung) => {
        rest[rung] += each * chances[scale] * Math.exp(Math.min(-heft * logs[scale][rung], 600));
      }));
      const levels = [p.slack_from, p.slack_to, 1 - p.slack_to, 1 - p.slack_from];
      const [least, low, high, most] = Ladder.quantiles(rest, pool, levels);
      const [past, width] = zone.shape === "ceiling" ? [zone.high - most, most - high] : [least - zone.low, low - least];
      return Math.min(Math.max(1 + past / Math.max(width, 1e-9), 0), 1);
    });
  };

  // Were floors and ceilings both let back, each would be cleared by the other again; the side that comes back further
  // does, and the other is asked again.
  const oneSide = (before, after, ceilings, torn) => {
    const falls = before.map((old, at) => old - after[at]);
    const furthest = (side) => Math.max(0, ...falls.filter((_, at) => ceilings[at] === side));
    if (Math.min(furthest(false), furthest(true)) < torn) return [after, false];
    const side = furthest(true) >= furthest(false);
    return [after.map((fresh, at) => (ceilings[at] === side ? fresh : before[at])), true];
  };

  // The pool with each bound's slack, asked in rounds.
  const loosen = (pool, weights) => {
    const { p } = pool;
    const bounds = pool.said.flatMap((one, at) => (["floor", "ceiling"].includes(one.zone.shape) && !one.added ? [at] : []));
    if (!bounds.length || pool.said.length < 2 || p.slack_from <= 0) return pool;
    const ceilings = bounds.map((at) => pool.said[at].zone.shape === "ceiling");
    let now = bounds.map(() => 0);
    let torn = false;
    let result = pool;
    for (let turn = 0; turn < p.turns && (turn < p.rounds || torn); turn += 1) {
      const before = now;
      [now, torn] = oneSide(before, slacks(result, bounds, weights), ceilings, p.torn);
      const said = result.said.map((one, at) => (bounds.includes(at) ? { ...one, slack: now[bounds.indexOf(at)] } : one));
      result = { ...result, said };
      if (Math.max(...now.map((each, at) => Math.abs(each - before[at]))) < p.settled) break;
    }
    return result;
  };

  return { loosen };
})();
