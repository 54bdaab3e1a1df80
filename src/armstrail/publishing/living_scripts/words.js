// Numbers, dates and sentences as the brief words them.
const Words = (() => {
  let told = null;
  const begin = (words) => {
    told = words;
  };

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  const say = (key, values = {}) => fill(told.say[key], values);
  const form = (forms, value) => forms[new Intl.PluralRules(told.locale).select(value)] ?? forms.other;
  const plain = (text) => text.replace(/[\u00a0\u2009\u202f]/g, " ");

  // A number in full, or from a million on with its scale word.
  const number = (value) => {
    const compact = value >= 1e6 && value < 1e15;
    const options = compact
      ? { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 4 }
      : { maximumSignificantDigits: 15, useGrouping: "always" };
    return plain(new Intl.NumberFormat(told.locale, options).format(value));
  };

  const count = (key, value) => fill(form(told.counts[key], value), { number: number(value) });

  // Two digits; `how` is Math.round, or Math.floor and Math.ceil for bounds, which are rounded outward.
  const digits = (value, how) => {
    if (!value) return value;
    const step = Math.floor(Math.log10(value)) - 1;
    return Number(`${how(Number(`${Number(value.toPrecision(6))}e${-step}`))}e${step}`);
  };

  const isCount = (unit) => unit !== unit.toUpperCase();

  const percent = (value) => {
    const options = { style: "percent", maximumSignificantDigits: 15 };
    return say("quantity.percent", { number: plain(new Intl.NumberFormat(told.locale, options).format(value / 100)) });
  };

  const amount = (value, { unit, nouns }) => {
    if (unit === "percent") return percent(value);
    const text = number(value);
    const compact = /\d\D+$/.test(text) ? "_compact" : "";
    const noun = form(nouns, value);
    if (isCount(unit)) return say(`quantity.count${compact}`, { number: text, noun });
    return say(`quantity.money${compact}`, { number: text, code: unit, currency: noun });
  };

  const middle = (interval, counted) => amount(digits(interval.median, Math.round), counted);
  const bounds = (low, high, counted) => {
    const [first, last] = [digits(low, Math.floor), digits(high, Math.ceil)];
    return [isCount(counted.unit) ? number(first) : amount(first, counted), amount(last, counted)];
  };

  const date = (day) => told.dates[day] ?? day;
  const family = (code) => told.families[code] ?? code;

  const interval = (key, one, counted) => {
    const [low, high] = bounds(one.low90, one.high90, counted);
    return say(key, { median: middle(one, counted), low, high, date: date(one.day) });
  };

  const spread = (one, counted) => {
    const [low, high] = bounds(one.low90, one.high90, counted);
    return say("news.interval", { median: middle(one, counted), low, high });
  };

  const confidence = (found, p) => {
    const known = found.families.filter((each) => !each.startsWith("?")).length;
    const level = found.effective >= p.moderate_effective && known >= p.moderate_families ? "moderate" : "low";
    return say("estimate.confidence", {
      level: say(`confidence.${level}`), voices: count("voices", found.votes.size),
      families: count("families", found.families.length), effective: count("independent", Number(found.effective.toFixed(1))),
      claims: count("claims", found.carriers),
    });
  };

  const cautions = (found, question) => {
    const said = [];
    const add = (code, detail = "") => said.push(say(`caution.${code}`, { detail }));
    if (found.apart) {
      add("sources_contradict", found.apart.map(([code, median]) => `${family(code)} ${middle({ median }, question)}`).join(", "));
    }
    if (found.families.length === 1) add("one_family_only", family(found.families[0]));
    const shapes = [...found.shapes];
    if (shapes.every((shape) => ["floor", "increment"].includes(shape))) add("floors_only");
    if (shapes.every((shape) => shape === "ceiling")) add("ceilings_only");
    if (found.projected) add("projected");
    question.limits.filter(([voice]) => found.votes.has(voice)).forEach(([, words]) => said.push(words));
    return said;
  };

  // All that is told of an estimate, as the brief tells it.
  const estimate = (found, question, p, day) => {
    if (found.nothing) return say(`estimate.${found.nothing}`);
    const { headline, projected } = found;
    const [low, high] = bounds(headline.low50, headline.high50, question);
    return [
      interval("estimate.central", headline, question),
      say("estimate.even", { low, high }),
      day ? say("estimate.known", { date: date(day) }) : "",
      projected ? interval("estimate.projected", projected, question) : "",
      question.conveyance ? say("estimate.counts_seen") : "",
      confidence(found, p),
      ...cautions(found, question),
    ].filter(Boolean).join(" ");
  };

  const vote = (weight) => say("estimate.weight", { percent: String(Math.round(100 * weight)) });

  const locale = () => told.locale;
  return { begin, say, count, middle, date, family, interval, spread, estimate, vote, locale };
})();
