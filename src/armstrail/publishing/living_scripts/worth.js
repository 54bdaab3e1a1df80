// What a flow is worth: quantities times prices, drawn from their quantiles as the valuation does.
const Worth = (() => {
  const Z95 = 1.6448536269514722;
  const Z75 = 0.6744897501960817;

  // The value of an input at a standard normal deviate: straight between its quantiles, and on at the slope from the
  // median to the outermost beyond them.
  const input = (quantiles) => {
    const deviates = quantiles.map(([share]) => Curves.deviate(share));
    const logs = quantiles.map(([, value]) => Math.log(value));
    const inside = (z) => {
      let at = 1;
      while (at < deviates.length - 1 && deviates[at] < z) at += 1;
      const share = (z - deviates[at - 1]) / (deviates[at] - deviates[at - 1]);
      return logs[at - 1] + share * (logs[at] - logs[at - 1]);
    };
    const middle = inside(0);
    const last = deviates.length - 1;
    const at = (z) => {
      const end = z < deviates[0] ? 0 : z > deviates[last] ? last : null;
      if (end === null) return inside(z);
      return logs[end] + ((logs[end] - middle) / deviates[end]) * (z - deviates[end]);
    };
    const [low, high] = [at(-Z95), at(Z95)];
    return { at, middle, spread: (high - low) / (2 * Z95), lean: Math.abs(high + low - 2 * middle) };
  };

  // One deviate out of each of so many strata, in an order of the input's own: its name is the seed.
  const stream = (name, draws) => {
    let seed = 2166136261;
    for (let at = 0; at < name.length; at += 1) seed = Math.imul(seed ^ name.charCodeAt(at), 16777619);
    const random = () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    const result = new Float64Array(draws);
    for (let at = 0; at < draws; at += 1) {
      const other = Math.floor(random() * (at + 1));
      result[at] = result[other];
      result[other] = at;
    }
    return result.map((place) => Curves.deviate(Math.min(Math.max((place + random()) / draws, 1e-12), 1 - 1e-12)));
  };

  const levels = { low90: 0.05, low50: 0.25, median: 0.5, high50: 0.75, high90: 0.95 };

  const ofSample = (sample) => {
    const sorted = sample.slice().sort();
    return Object.fromEntries(Object.entries(levels).map(([name, level]) => {
      const place = level * (sorted.length - 1);
      const before = Math.floor(place);
      return [name, sorted[before] + (place - before) * (sorted[Math.min(before + 1, sorted.length - 1)] - sorted[before])];
    }));
  };

  // Inputs that lean little against the width of their product are worked out as lognormals.
  const isPlain = (inputs) => {
    const width = 2 * Z95 * Math.hypot(...inputs.map((one) => one.spread));
    return inputs.reduce((all, one) => all + one.lean, 0) <= 0.1 * width + 1e-9;
  };

  const ofProduct = (inputs, scale) => {
    const middle = Math.log(scale) + inputs.reduce((all, one) => all + one.middle, 0);
    const spread = Math.hypot(...inputs.map((one) => one.spread));
    const at = (z) => Math.exp(middle + z * spread);
    return { low90: at(-Z95), low50: at(-Z75), median: at(0), high50: at(Z75), high90: at(Z95) };
  };

  // lines: `name`, `quantity` (an interval with quantiles), `factor` (the price's name), `price` (low, central, high) and
  // `rate`. Gives the total, and each line's own money; null where there are no lines.
  const value = (lines, draws) => {
    if (!lines.length) return null;
    const streams = new Map();
    const drawn = (name) => {
      if (!streams.has(name)) streams.set(name, stream(name, draws));
      return streams.get(name);
    };
    const total = new Float64Array(draws);
    const moneys = lines.map((line) => {
      const price = input([[0.05, line.price[0]], [0.5, line.price[1]], [0.95, line.price[2]]]);
      const quantity = input(line.quantity.quantiles);
      const counts = drawn(`quantity:${line.name}`);
      const prices = drawn(line.factor);
      const sample = counts.map((z, at) => line.rate * Math.exp(quantity.at(z) + price.at(prices[at])));
      sample.forEach((each, at) => (total[at] += each));
      const inputs = [quantity, price];
      return isPlain(inputs) ? ofProduct(inputs, line.rate) : ofSample(sample);
    });
    return { total: lines.length === 1 ? moneys[0] : ofSample(total), lines: moneys };
  };

  return { value };
})();
