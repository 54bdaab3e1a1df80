// Which bounds are heard: "more than 1,000" is no evidence against 10,000. The figures are heard first, then the bound
// that they contradict most, until the rest are cleared.
const Bounds = (() => {
  // What those heard make of the months that bounds speak of: for each place its rows, one for each scale.
  const sweep = (pool, bounds, weights) => {
    const wanted = [...new Set(bounds.map((at) => pool.said[at].place))].sort((a, b) => a - b);
    const swept = Ladder.sweep(pool, Ladder.likelihoods(pool, weights), wanted);
    const chances = Ladder.odds(swept.evidence, pool.p);
    swept.posteriors.forEach((rows) => rows.forEach((row, scale) => row.forEach((each, at) => {
      row[at] = each * chances[scale];
    })));
    return swept.posteriors;
  };

  // The chance that a bound's month gives to what it rules out, without its own weighted likelihood.
  const ruledOut = (pool, at, weights, joint) => {
    const { zone, place } = pool.said[at];
    const heft = weights[at];
    const logs = heft > 0 ? Grid.logs(Grid.blur(zone, pool.grid)) : null;
    const rest = new Float64Array(pool.grid.size);
    joint.get(place).forEach((row, scale) => row.forEach((each, rung) => {
      rest[rung] += logs ? each * Math.exp(Math.min(-heft * logs[scale][rung], 600)) : each;
    }));
    const below = Ladder.massBelow(rest, pool, zone.shape === "floor" ? zone.low : zone.high);
    return zone.shape === "floor" ? below : 1 - below;
  };

  const share = (past, p) => Math.min(Math.max((past - p.cleared) / (p.heard - p.cleared), 0), 1);

  // How far each voice is heard, from 0 to 1. `weigh` gives the weights of all for how far each is heard.
  const hearing = (pool, weigh) => {
    const { p, said } = pool;
    const bounds = said.flatMap((one, at) => (["floor", "ceiling"].includes(one.zone.shape) && !one.added ? [at] : []));
    const heard = said.map(() => 1);
    if (!bounds.length || said.length < 2 || p.heard <= 0) return heard;
    bounds.forEach((at) => (heard[at] = 0));
    let weights = weigh(heard);
    let joint = sweep(pool, bounds, weights);
    const look = () => {
      weights = weigh(heard);
      joint = sweep(pool, bounds, weights);
    };
    const contradicted = () => bounds.filter((at) => heard[at] === 0)
      .map((at) => ({ at, past: ruledOut(pool, at, weights, joint) }))
      .sort((a, b) => b.past - a.past || a.at - b.at);
    if (bounds.length === said.length) { // bounds and no figure: something must come first
      heard[contradicted()[0].at] = 1;
      look();
    }
    const few = bounds.length <= p.few;
    for (let turn = 0; turn < (few ? bounds.length : 1); turn += 1) {
      const chosen = contradicted().filter(({ past }) => past > p.cleared).slice(0, few ? 1 : bounds.length);
      if (!chosen.length) break;
      chosen.forEach(({ at, past }) => (heard[at] = share(past, p)));
      look();
    }
    if (bounds.length < said.length) review(pool, bounds, heard, { weights, joint }, weigh, few ? p.reviews : 1);
    return heard;
  };

  // Hold those that are heard against the rest again: what came after them may clear them.
  const review = (pool, bounds, heard, { weights, joint }, weigh, turns) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const within = bounds.filter((at) => heard[at] > 0);
      if (!within.length) return;
      if (turn) {
        weights = weigh(heard);
        joint = sweep(pool, bounds, weights);
      }
      const anew = within.map((at) => share(ruledOut(pool, at, weights, joint), pool.p));
      const changed = Math.max(...within.map((at, place) => Math.abs(anew[place] - heard[at])));
      within.forEach((at, place) => (heard[at] = anew[place]));
      if (changed < pool.p.settled) return;
    }
  };

  return { hearing };
})();
