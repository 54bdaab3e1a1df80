// An estimate over time as a picture: what was published as outlines, what follows now as bands, voices as points.
const Chart = (() => {
  const HIGH = 280;
  const LEFT = 58;
  const RIGHT = 12;
  const TOP = 12;
  const FOOT = 26;
  const COLOURS = 8;

  const make = (name, attributes, ...inside) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...inside);
    return element;
  };

  const time = (day) => Date.parse(`${day}T00:00:00Z`);
  const line = (points) => points.map(([x, y], at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

  const ticks = (most) => {
    const raw = most / 4;
    const ten = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((each) => each * ten).find((each) => each >= raw);
    return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
  };

  const shape = (hedge, x, y) => {
    const paths = {
      at_least: `M${x - 5} ${y + 4}L${x + 5} ${y + 4}L${x} ${y - 5}Z`,
      at_most: `M${x - 5} ${y - 4}L${x + 5} ${y - 4}L${x} ${y + 5}Z`,
      order: `M${x} ${y - 6}L${x + 5} ${y}L${x} ${y + 6}L${x - 5} ${y}Z`,
    };
    return paths[hedge] ? make("path", { d: paths[hedge] }) : make("circle", { cx: x, cy: y, r: 4.5 });
  };

  // The days in their order: ends of months up to the day spoken of last, that day, and the one it is carried on to.
  const along = ({ series, headline, projected }) => [
    ...series.filter((one) => one.day < headline.day), headline, ...(projected ? [projected] : []),
  ];

  const band = (series, low, high, x, y, kind) => {
    const over = series.map((one) => [x(one.day), y(one[high])]);
    const under = series.map((one) => [x(one.day), y(one[low])]).reverse();
    return make("path", { class: kind, d: `${line([...over, ...under])}Z` });
  };

  const ends = ({ low, high }) => (low !== null && high !== null ? [low > 0 ? Math.sqrt(low * high) : (low + high) / 2, low, high] : [low ?? high, null, null]);

  // question: with its voices and what was published; found: the estimate now, null where nothing was changed.
  const draw = (place, question, found, families, label) => {
    const WIDE = Math.min(Math.max(place.clientWidth, 320), 720); // so that a narrow screen does not shrink the words
    const published = along(question.published);
    const now = found && !found.nothing ? along(found) : [];
    const shown = question.heard.map((one) => ({ ...one, at: ends(one.point), stands: !found || (!found.nothing && found.votes.has(one.voice)) }));
    const days = [...published, ...now].map((one) => time(one.day)).concat(shown.map((one) => time(one.as_of)));
    const [first, last] = [Math.min(...days), Math.max(...days)];
    const most = 1.04 * Math.max(...[...published, ...now].map((one) => one.high90));
    const x = (day) => LEFT + ((time(day) - first) / Math.max(last - first, 1)) * (WIDE - LEFT - RIGHT);
    const y = (value) => TOP + (1 - Math.min(value, most) / most) * (HIGH - TOP - FOOT);
    const svg = make("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": label });
    const numbers = new Intl.NumberFormat(Words.locale(), { notation: "compact", maximumSignificantDigits: 3 });
    ticks(most).forEach((value) => svg.append(
      make("line", { class: "grid", x1: LEFT, x2: WIDE - RIGHT, y1: y(value), y2: y(value) }),
      make("text", { class: "tick", x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, numbers.format(value)),
    ));
    const months = new Intl.DateTimeFormat(Words.locale(), { month: "short", year: "numeric", timeZone: "UTC" });
    for (let at = 0; at <= 4; at += 1) {
      const when = new Date(first + (at / 4) * (last - first));
      const anchor = ["start", "middle", "middle", "middle", "end"][at];
      svg.append(make("text", { class: "tick", x: x(when.toISOString().slice(0, 10)), y: HIGH - 6, "text-anchor": anchor }, months.format(when)));
    }
    const bands = found ? now : published;
    if (bands.length) {
      svg.append(band(bands, "low90", "high90", x, y, "band"), band(bands, "low50", "high50", x, y, "band"));
      svg.append(make("path", { class: "middle", d: line(bands.map((one) => [x(one.day), y(one.median)])) }));
    }
    if (found) {
      svg.append(band(published, "low90", "high90", x, y, "was"));
      svg.append(make("path", { class: "was", d: line(published.map((one) => [x(one.day), y(one.median)])) }));
    }
    shown.forEach((one) => {
      const [middle, low, high] = one.at;
      const colour = `f${families.indexOf(one.family) % COLOURS}`;
      const group = make("g", { class: `voice ${colour}${one.stands ? "" : " silent"}` }, make("title", {}, one.said));
      if (low !== high) group.append(make("line", { x1: x(one.as_of), x2: x(one.as_of), y1: y(low), y2: y(high) }));
      group.append(shape(one.point.hedge, x(one.as_of), y(middle)));
      svg.append(group);
    });
    place.replaceChildren(svg);
  };

  return { draw };
})();
