// The rungs of possible totals, what a speaker can have meant on them, and how a total climbs from month to month.
const Grid = (() => {
  const TINY = 1e-300;

  const make = (low, high, below, p) => {
    const cell = Math.max(p.cell, (high - low + below + p.above) / p.largest);
    const top = high + p.above;
    const size = Math.ceil((top - (low - below)) / cell) + 1;
    const rungs = new Float64Array(size);
    const edges = new Float64Array(size + 1);
    for (let at = 0; at < size; at += 1) rungs[at] = top - cell * (size - 1 - at);
    for (let at = 0; at <= size; at += 1) edges[at] = top + cell / 2 - cell * (size - at);
    const noise = p.scales.map((scale) => Curves.student(size, cell, scale, p.noise_freedom, p.noise_density));
    return { cell, size, rungs, edges, noise, heard: new Map(), climbs: new Map() };
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

  return { TINY, make, blur, logs, reached, climb };
})();
