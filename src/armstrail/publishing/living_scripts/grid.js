// The rungs of possible answers, what a speaker can have meant on them, and how one month leads to the next.
const Grid = (() => {
  const TINY = 1e-300;

  // Where an amount stands: its log, or the logit of a percentage, which is kept off 0 and 100.
  const placeOf = (amount, share, p) => {
    if (!share) return Math.log(amount);
    const part = Math.min(Math.max(amount, p.smallest_share), p.largest_share) / 100;
    return Math.log(part / (1 - part));
  };

  const amountAt = (place, share) => (share ? 100 / (1 + Math.exp(-place)) : Math.exp(place));

  const make = (low, high, below, p) => {
    const cell = Math.max(p.cell, (high - low + below + p.above) / p.largest);
    const top = high + p.above;
    const size = Math.ceil((top - (low - below)) / cell) + 1;
    const rungs = new Float64Array(size);
    const edges = new Float64Array(size + 1);
    for (let at = 0; at < size; at += 1) rungs[at] = top - cell * (size - 1 - at);
    for (let at = 0; at <= size; at += 1) edges[at] = top + cell / 2 - cell * (size - at);
    const noise = p.scales.map((scale) => Curves.student(size, cell, scale, p.noise_freedom, p.noise_density));
    return { cell, size, rungs, edges, noise, heard: new Map(), climbs: new Map(), walks: new Map() };
  };

  const steps = (grid, below) => {
    const mass = new Float64Array(grid.size);
    let last = below(grid.edges[0]);
    for (let at = 0; at < grid.size; at += 1) {
      const next = below(grid.edges[at + 1]);
      mass[at] = next - last;
      last = next;
    }
    return mass;
  };

  const point = (grid, place) => grid.rungs.map((rung) => Math.max(0, 1 - Math.abs(rung - place) / grid.cell));

  // The mass of a zone on every rung.
  const MASSES = {
    box: (zone, grid) => {
      const width = zone.high - zone.low;
      if (width < grid.cell) return point(grid, (zone.low + zone.high) / 2);
      return steps(grid, (edge) => Math.min(Math.max((edge - zone.low) / width, 0), 1));
    },
    floor: (zone, grid) => steps(grid, (edge) => -Math.expm1(-Math.max(edge - zone.low, 0) / zone.scale)),
    ceiling: (zone, grid) => steps(grid, (edge) => Math.exp(-Math.max(zone.high - edge, 0) / zone.scale)),
    order: (zone, grid) => {
      const area = (place) => Curves.normal((place - zone.centre) / zone.scale);
      const whole = area(zone.high) - area(zone.low);
      return steps(grid, (edge) => area(Math.min(Math.max(edge, zone.low), zone.high)) / whole);
    },
  };

  // A zone blurred by the noise of every scale, as mass; kept for the next asking.
  const blur = (zone, grid) => {
    const key = `${zone.shape} ${zone.low} ${zone.high} ${zone.scale} ${zone.centre}`;
    if (!grid.heard.has(key)) {
      const mass = MASSES[zone.shape](zone, grid);
      grid.heard.set(key, grid.noise.map((noise) => {
        const result = new Float64Array(grid.size);
        for (let from = 0; from < grid.size; from += 1) {
          if (mass[from] === 0) continue;
          for (let to = 0; to < grid.size; to += 1) result[to] += mass[from] * noise[Math.abs(to - from)];
        }
        return result;
      }));
    }
    return grid.heard.get(key);
  };

  const logs = (rows) => rows.map((row) => row.map((mass) => Math.log(Math.max(mass, TINY))));

  // For an amount added, as a total that must have reached it.
  const reached = (rows) => rows.map((row) => {
    let sum = 0;
    return row.map((mass) => (sum += mass));
  });

  // By how many rungs a total climbs from the month at `place` to the next: stay, or grow by a log-normal share.
  const climb = (grid, place, p) => {
    if (!grid.climbs.has(place)) {
      const mass = new Float64Array(grid.size);
      let last = 0;
      for (let at = 0; at < grid.size; at += 1) {
        const rise = (at + 0.5) * grid.cell;
        const edge = rise + Math.log(-Math.expm1(-rise));
        const below = Curves.normal((edge + Math.log(place + 1.5) + p.growth_shift) / p.growth_spread);
        mass[at] = (1 - p.stay) * (below - last);
        last = below;
      }
      mass[0] += p.stay;
      grid.climbs.set(place, mass);
    }
    return grid.climbs.get(place);
  };

  // How far a stock or a share moves in a month, either way alike.
  const wander = (grid, spread) => {
    if (!grid.walks.has(spread)) {
      const below = (away) => Curves.normal((-away * grid.cell) / spread);
      grid.walks.set(spread, Float64Array.from({ length: grid.size }, (_, at) => below(at - 0.5) - below(at + 0.5)));
    }
    return grid.walks.get(spread);
  };

  // How the month at `place` leads to the next: mass by how many rungs, and whether it may fall as well.
  const step = ({ grid, nature, p }, place) => {
    if (nature === "flow") return { mass: climb(grid, place, p), falls: false };
    return { mass: wander(grid, nature === "stock" ? p.stock_walk : p.share_walk), falls: true };
  };

  return { TINY, placeOf, amountAt, make, blur, logs, reached, step };
})();
