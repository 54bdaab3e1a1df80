// What all voices together make of every month: forward and backward sums over the rungs, for each scale of noise.
const Ladder = (() => {
  const { TINY } = Grid;
  const sum = (row) => row.reduce((all, each) => all + each, 0);
  const scaled = (row, by) => row.map((each) => each / Math.max(by, TINY));

  const forth = (row, { mass, falls }) => {
    const result = new Float64Array(row.length);
    for (let from = 0; from < row.length; from += 1) {
      if (row[from] === 0) continue;
      for (let to = falls ? 0 : from; to < row.length; to += 1) result[to] += row[from] * mass[Math.abs(to - from)];
    }
    return result;
  };

  const back = (row, { mass, falls }) => {
    const result = new Float64Array(row.length);
    for (let from = 0; from < row.length; from += 1) {
      let all = 0;
      for (let to = falls ? 0 : from; to < row.length; to += 1) all += row[to] * mass[Math.abs(to - from)];
      result[from] = all;
    }
    return result;
  };

  // The sum of weighted log-likelihoods: for each month null, or a row of rungs for each scale.
  const likelihoods = (pool, weights) => {
    const months = new Array(pool.months).fill(null);
    pool.said.forEach((one, at) => {
      const heft = weights[at];
      if (heft === 0) return;
      const heard = Grid.blur(one.zone, pool.grid);
      add(months, one.place, Grid.logs(one.added ? Grid.reached(heard) : heard), heft);
    });
    return months;
  };

  const add = (months, place, logs, heft) => {
    months[place] ??= logs.map((row) => new Float64Array(row.length));
    months[place].forEach((row, scale) => {
      for (let at = 0; at < row.length; at += 1) row[at] += heft * logs[scale][at];
    });
  };

  // Posteriors of the months wanted (place to rows, one for each scale), the log evidence of each scale, and the
  // forward sums of the last month.
  const sweep = (pool, months, wanted) => {
    const { grid, p } = pool;
    const result = { posteriors: new Map(wanted.map((place) => [place, []])), evidence: [], last: [] };
    p.scales.forEach((_, scale) => {
      let evidence = 0;
      const factors = months.map((rows) => {
        if (!rows) return null;
        const peak = rows[scale].reduce((most, each) => Math.max(most, each), -Infinity);
        evidence += peak;
        return rows[scale].map((each) => Math.exp(each - peak));
      });
      const forward = [];
      let state = new Float64Array(grid.size).fill(1 / grid.size);
      for (let at = 0; at < pool.months; at += 1) {
        if (at) state = forth(state, Grid.step(pool, at - 1));
        if (factors[at]) state = state.map((each, rung) => each * factors[at][rung]);
        const all = sum(state);
        evidence += Math.log(Math.max(all, TINY));
        state = scaled(state, all);
        forward.push(state);
      }
      result.evidence.push(evidence);
      result.last.push(state);
      let after = new Float64Array(grid.size).fill(1);
      const least = wanted.length ? Math.min(...wanted) : pool.months;
      for (let at = pool.months - 1; at >= least; at -= 1) {
        if (at < pool.months - 1) {
          const factor = factors[at + 1];
          after = back(factor ? after.map((each, rung) => each * factor[rung]) : after, Grid.step(pool, at));
          after = scaled(after, after.reduce((most, each) => Math.max(most, each), 0));
        }
        if (result.posteriors.has(at)) {
          const joint = forward[at].map((each, rung) => each * after[rung]);
          result.posteriors.get(at).push(scaled(joint, sum(joint)));
        }
      }
    });
    return result;
  };

  // A posterior of the last month carried on by so many months with no news.
  const carry = (pool, rows, ahead) => rows.map((row) => {
    let state = row;
    for (let step = 0; step < ahead; step += 1) {
      state = forth(state, Grid.step(pool, pool.months - 1 + step));
      state = scaled(state, sum(state));
    }
    return state;
  });

  // How likely each scale is: its log-normal prior times its evidence.
  const odds = (evidence, p) => {
    const logs = evidence.map((each, at) => each - 0.5 * (Math.log(p.scales[at] / p.scale_median) / p.scale_spread) ** 2);
    const peak = Math.max(...logs);
    const all = logs.map((each) => Math.exp(each - peak));
    return all.map((each) => each / sum(all));
  };

  // Rows averaged over the scales.
  const mix = (rows, chances) => {
    const result = new Float64Array(rows[0].length);
    rows.forEach((row, scale) => row.forEach((each, at) => (result[at] += each * chances[scale])));
    return result;
  };

  // A distribution after the error common to all, with so many rungs more on either side.
  const widened = (mixed, pool) => {
    const { grid, p } = pool;
    const pad = p.common > 0 ? Math.ceil((5 * p.common) / grid.cell) : 0;
    let wide = new Float64Array(grid.size + 2 * pad);
    wide.set(mixed, pad);
    if (pad) {
      const kernel = [];
      for (let at = -pad; at <= pad; at += 1) {
        kernel.push(Curves.normal(((at + 0.5) * grid.cell) / p.common) - Curves.normal(((at - 0.5) * grid.cell) / p.common));
      }
      const all = sum(kernel);
      const spread = new Float64Array(wide.length);
      wide.forEach((mass, at) => {
        for (let away = -pad; mass && away <= pad; away += 1) {
          if (at + away >= 0 && at + away < wide.length) spread[at + away] += (mass * kernel[away + pad]) / all;
        }
      });
      wide = spread;
    }
    return { wide, pad };
  };

  // Places of the levels after the error common to all; mass even within a rung.
  const quantiles = (mixed, pool, levels) => {
    const { grid } = pool;
    const { wide, pad } = widened(mixed, pool);
    const whole = sum(wide);
    return levels.map((level) => {
      let below = 0;
      for (let at = 0; at < wide.length; at += 1) {
        const mass = wide[at] / whole;
        if (below + mass >= level || at === wide.length - 1) {
          const inside = mass > 0 ? (level - below) / mass : 0.5;
          return grid.edges[0] + grid.cell * (at - pad + inside);
        }
        below += mass;
      }
      return NaN;
    });
  };

  // The share of the mass below a place.
  const massBelow = (mixed, pool, place) => {
    const { wide, pad } = widened(mixed, pool);
    const at = Math.min(Math.max((place - pool.grid.edges[0]) / pool.grid.cell + pad, 0), wide.length);
    const whole = Math.floor(at);
    return (sum(wide.slice(0, whole)) + (at - whole) * (wide[whole] ?? 0)) / sum(wide);
  };

  return { likelihoods, add, sweep, carry, odds, mix, quantiles, massBelow, sum };
})();
