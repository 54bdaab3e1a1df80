// From what was heard to an estimate, as of a day, without some families: the method of docs/estimation.md.
const Estimation = (() => {
  const monthOf = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const monthEnd = (month) => {
    const last = new Date(Date.UTC(2000, 0, 1));
    last.setUTCFullYear(Math.floor(month / 12), (month % 12) + 1, 0);
    return last.toISOString().slice(0, 10);
  };

  // How far the errors of each two voices go together.
  const kinship = (heard, p) => {
    const ids = new Map(heard.map((one, at) => [one.voice, at]));
    const descent = heard.map((one) => {
      const parent = ids.get(one.parent);
      if (one.parent === null && !one.parents.length) return null;
      return heard.map((other, at) => {
        if (parent !== undefined) return at === parent ? p.derived : 0;
        return one.parents.includes(other.family) ? p.derived_family : 0;
      });
    });
    const house = (a, b) => {
      if (a.family !== b.family) return p.strangers;
      return a.origin === b.origin ? p.same_origin : p.same_family;
    };
    return heard.map((one, at) => heard.map((other, beside) => {
      const near = Math.max(house(one, other), descent[at]?.[beside] ?? 0, descent[beside]?.[at] ?? 0);
      return near * Math.exp(-Math.abs(one.day - other.day) / (p.fading * p.days_a_month));
    }));
  };

  // What each voice weighs, by how far each is heard: its trust over its correlations with those present.
  const weigher = (heard, p) => {
    const kin = kinship(heard, p);
    return (present) => heard.map((one, at) => {
      const crowd = kin[at].reduce((all, near, beside) => all + (at === beside ? 0 : near * present[beside]), 1);
      return (present[at] * one.trust) / crowd;
    });
  };

  // A flow starts as the earliest total that names a start has it, else at the earliest start of an amount added; a
  // stock or a share with the first voice.
  const firstMonth = (heard, p, nature) => {
    const months = heard.map((one) => one.month);
    const earliest = Math.min(...months);
    if (nature !== "flow") return earliest;
    const named = heard.filter((one) => one.start !== null);
    const order = (a, b) => a.added - b.added || (a.added ? 0 : a.as_of.localeCompare(b.as_of)) || a.start - b.start;
    const first = named.length ? Math.min(named.sort(order)[0].start, earliest) : earliest - p.lead;
    return Math.max(first, Math.max(...months) - p.longest + 1);
  };

  const ends = (heard, share, p) => {
    const of = (list, side) => list.filter((one) => one.added || one.meant.shape !== side).flatMap((one) => one.figures);
    const all = heard.flatMap((one) => one.figures);
    const [low, high] = [of(heard, "floor"), of(heard, "ceiling")];
    const [least, most] = [Math.min(...(low.length ? low : all)), Math.max(...(high.length ? high : all))];
    return [Grid.placeOf(least, share, p), Grid.placeOf(most, share, p)];
  };

  // How far the rungs reach below the smallest figure: to where each total began if the flow was even since.
  const roomBelow = (heard, low, first, p) => {
    const grown = (months) => Array.from({ length: months }, (_, at) => 1 / (at + 1)).reduce((a, b) => a + b, 0);
    const begun = heard
      .filter((one) => one.figures.length && !one.added && one.meant.shape !== "floor")
      .map((one) => Math.log(Math.min(...one.figures)) - grown(one.month - first));
    return Math.max(p.below, low - Math.min(low, ...begun));
  };

  const poolOf = (inputs, p, state) => {
    const { nature } = inputs.question;
    const share = nature === "share";
    let heard = inputs.heard.filter(
      (one) => !state.dropped.has(one.family) && (state.day === null || one.known <= state.day),
    );
    const latest = Math.max(...heard.map((one) => one.month));
    heard = heard.filter((one) => one.month > latest - p.longest);
    if (heard.every((one) => one.added)) {
      heard = heard.map((one) => (one.part ? { ...one, meant: one.part, added: false } : one));
    }
    if (!heard.length) return null;
    const first = firstMonth(heard, p, nature);
    const said = heard.map((one) => ({
      place: one.month - first, zone: one.meant, added: one.added,
      since: one.since === null ? null : one.since - first,
    }));
    const [low, high] = ends(heard, share, p);
    const below = nature === "flow" ? roomBelow(heard, low, first, p) : p.below;
    const grid = Grid.make(low, high, below, p);
    return { heard, said, first, months: latest - first + 1, grid, nature, share, p };
  };

  const interval = (day, places, { p: { levels }, share }) => {
    const quantiles = places.map((place, at) => [levels[at], Grid.amountAt(place, share)]);
    const at = (level) => quantiles[levels.indexOf(level)][1];
    return { day, median: at(0.5), low50: at(0.25), high50: at(0.75), low90: at(0.05), high90: at(0.95), quantiles };
  };

  // The quantiles of a total do not fall; those of a stock or a share may.
  const rising = (rows, { nature }) => (nature !== "flow" ? rows : rows.reduce((all, row) => {
    const before = all.at(-1);
    return [...all, before ? row.map((place, at) => Math.max(place, before[at])) : row];
  }, []));

  // The median that each family alone would give.
  const byFamily = (pool, heard, weigh, place) => {
    const families = [...new Set(pool.heard.map((one) => one.family))].sort().slice(0, pool.p.candidates);
    return families.map((family) => {
      const stands = pool.heard.map((one) => (one.family === family ? 1 : 0));
      const present = stands.map((each, at) => each * heard[at]);
      const weights = weigh(Ladder.sum(present) > 0 ? present : stands);
      const { swept, odds } = Additions.run(pool, weights, [place]);
      const [middle] = Ladder.quantiles(Ladder.mix(swept.posteriors.get(place), odds), pool, [0.5]);
      return [family, Grid.amountAt(middle, pool.share)];
    });
  };

  // state: `day` (what was public by then; null for all), `asOf` (the day asked for; null for the last spoken of), and
  // `dropped` families. Gives an estimate, or why there is none.
  const estimate = (inputs, p, state) => {
    const pool = poolOf(inputs, p, state);
    if (!pool) return { nothing: "no_voice" };
    if (state.asOf !== null && monthOf(state.asOf) < pool.first) return { nothing: "before_start" };
    const last = pool.heard.reduce((latest, one) => (one.as_of > latest ? one.as_of : latest), "");
    const day = state.asOf !== null && state.asOf < last ? state.asOf : last;
    const weigh = weigher(pool.heard, p);
    const heard = Bounds.hearing(pool, weigh);
    const votes = weigh(heard);
    const place = monthOf(day) - pool.first;
    const wanted = Array.from({ length: place + 1 }, (_, at) => at);
    const { swept, odds } = Additions.run(pool, votes, wanted);
    const mixed = wanted.map((at) => Ladder.mix(swept.posteriors.get(at), odds));
    const spots = rising(mixed.map((row) => Ladder.quantiles(row, pool, p.levels)), pool);
    const headline = interval(day, spots.at(-1), pool);
    let projected = null;
    if (state.asOf !== null && state.asOf > last) {
      const ahead = Math.min(monthOf(state.asOf) - monthOf(last), p.longest);
      const later = Ladder.quantiles(Ladder.mix(Ladder.carry(pool, swept.last, ahead), odds), pool, p.levels);
      projected = interval(state.asOf, rising([spots.at(-1), later], pool).at(-1), pool);
    }
    const torn = odds.reduce((all, odd, at) => all + (p.scales[at] >= p.contradicting ? odd : 0), 0) > p.contradicting;
    return {
      headline, projected, asked: projected ?? headline,
      series: spots.map((row, at) => interval(monthEnd(pool.first + at), row, pool)),
      votes: new Map(pool.heard.map((one, at) => [one.voice, votes[at]])),
      families: [...new Set(pool.heard.map((one) => one.family))].sort(),
      effective: Ladder.sum(votes),
      carriers: pool.heard.flatMap((one) => one.carriers.filter((known) => state.day === null || known <= state.day)).length,
      apart: torn ? byFamily(pool, heard, weigh, place) : null,
      shapes: new Set(pool.heard.map((one) => (one.added ? "increment" : one.meant.shape))),
    };
  };

  return { estimate };
})();
