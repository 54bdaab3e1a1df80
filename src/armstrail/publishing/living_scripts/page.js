// The page: what the reader sets, what follows from it, beside what was published. Nothing is kept or sent.
(() => {
  const data = JSON.parse(document.getElementById("inputs").textContent);
  const { parameters: p, questions, words } = data;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  Words.begin(words);
  const codes = all("[data-family]").map((box) => box.dataset.family);
  const state = { at: data.days.length, dropped: new Set(), prices: new Map() };

  const isPublished = () => state.at === data.days.length && !state.dropped.size && !state.prices.size;
  const dayOf = () => (state.at === data.days.length ? null : data.days[state.at]);
  const asked = () => ({ day: dayOf(), asOf: dayOf() ?? data.as_of, dropped: state.dropped });
  const known = () => dayOf() ?? data.known_on;

  const show = (element, text) => {
    element.hidden = text === null;
    const words = one("[data-words]", element) ?? element;
    words.textContent = text ?? "";
  };

  const articles = all("[data-question]");

  // What was worked out for the settings before, by question: most changes leave most questions as they were.
  const kept = questions.map(() => ({ key: "", found: null }));

  // The estimate as the reader set it; null where nothing that she set touches the question.
  const foundOf = (at) => {
    const question = questions[at];
    const gone = [...state.dropped].filter((code) => question.heard.some((one) => one.family === code)).sort();
    if (dayOf() === null && !gone.length) return null;
    const key = JSON.stringify([dayOf(), gone]);
    if (kept[at].key !== key) kept[at] = { key, found: Estimation.estimate(question, p, asked()) };
    return kept[at].found;
  };

  const drawOne = (at, found) => {
    const article = articles[at];
    if (!article) return;
    const question = questions[at];
    show(one(".yours", article), found && Words.estimate(found, question, p, known()));
    Chart.draw(one(".chart", article), question, found, codes, `${Words.say("living.chart")}: ${question.title}`);
    all("[data-voice]", article).forEach((row) => {
      const vote = found && !found.nothing ? found.votes.get(row.dataset.voice) : undefined;
      row.classList.toggle("silent", Boolean(found) && vote === undefined);
      show(one(".vote", row), found && (vote === undefined ? Words.say("living.silent") : Words.vote(vote)));
    });
    const months = new Map(found && !found.nothing ? found.series.map((month) => [month.day, month]) : []);
    all("[data-month]", article).forEach((row) => {
      const month = months.get(row.dataset.month);
      show(one(".vote", row), found && (month ? Words.spread(month, question) : "–"));
    });
  };

  const priceOf = (factor) => state.prices.get(factor) ?? data.worth.prices[factor];

  const drawWorth = (found) => {
    if (!data.worth) return;
    const { lines, currency, nouns, years } = data.worth;
    const money = { unit: currency, nouns };
    const priced = found && lines.map((line, place) => ({ ...line, place, found: found[line.question] })).filter((line) => !line.found.nothing);
    const worth = found && Worth.value(priced.map((line) => ({
      name: String(line.place), quantity: line.found.asked, factor: line.factor, price: priceOf(line.factor), rate: line.rate,
    })), p.draws);
    all("[data-line]").forEach((row) => {
      const at = priced ? priced.findIndex((line) => line.place === Number(row.dataset.line)) : -1;
      const missing = Words.say("living.silent");
      show(one(".vote.count", row), found && (at < 0 ? missing : Words.spread(priced[at].found.asked, questions[priced[at].question])));
      show(one(".vote.money", row), found && (at < 0 ? missing : Words.spread(worth.lines[at], money)));
    });
    const day = priced && priced.reduce((latest, line) => (line.found.asked.day > latest ? line.found.asked.day : latest), "");
    const told = worth && Words.interval("worth.total", { ...worth.total, day }, money).replace("{years}", years);
    show(one("#worth .yours"), found && (told ?? Words.say("estimate.no_voice")));
  };

  // What elsewhere in the brief rests on words that are not heard: footnotes, and rows and figures that have no other.
  const links = all("main a[href^='#n'], main a[href^='#w']").filter((link) => !link.closest(".living, .notes"));
  const places = new Map();
  links.forEach((link) => {
    const place = link.closest("tr") ?? link;
    const number = link.hash.slice(2);
    if (number in data.notes) places.set(place, [...(places.get(place) ?? []), number]);
  });

  const setAside = () => {
    const silent = new Set(Object.entries(data.notes).filter(([, [day, code]]) => {
      const later = dayOf() !== null && day !== null && day > dayOf();
      return later || state.dropped.has(code);
    }).map(([number]) => number));
    Object.keys(data.notes).forEach((number) => one(`#n${number}`).classList.toggle("aside", silent.has(number)));
    places.forEach((numbers, place) => place.classList.toggle("aside", numbers.every((each) => silent.has(each))));
    return silent.size;
  };

  const status = (silent) => {
    const parts = [];
    if (dayOf()) parts.push(Words.say("living.told_day", { date: Words.date(dayOf()) }));
    if (state.dropped.size) {
      parts.push(Words.say("living.told_without", { families: [...state.dropped].map(Words.family).join(", ") }));
    }
    if (state.prices.size) parts.push(Words.say("living.told_prices", { count: String(state.prices.size) }));
    if (silent) parts.push(Words.count("set_aside", silent));
    return parts.length ? Words.say("living.changed", { changes: parts.join("; ") }) : Words.say("living.unchanged");
  };

  // Questions are worked out one after the other, so that the page answers meanwhile; a newer wish ends an older round.
  let round = 0;
  const follow = async () => {
    round += 1;
    const mine = round;
    const changed = !isPublished();
    one("#status").textContent = status(setAside());
    one("#again").hidden = !changed;
    document.body.classList.toggle("changed", changed);
    document.body.dataset.settled = "no";
    const found = [];
    for (let at = 0; at < questions.length; at += 1) {
      await new Promise((resolve) => setTimeout(resolve));
      if (mine !== round) return;
      found.push(foundOf(at));
      drawOne(at, found[at]);
    }
    const touched = data.worth && (state.prices.size || data.worth.lines.some((line) => found[line.question]));
    drawWorth(touched ? found.map((each, at) => each ?? { asked: questions[at].published.asked }) : null);
    document.body.dataset.settled = "yes";
  };

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    document.body.dataset.settled = "no";
    waiting = setTimeout(follow, 150);
  };

  const slider = one("#day");
  const tellDay = () => {
    const told = known() ? Words.date(known()) : Words.say("living.all_days");
    one("#day-told").textContent = told;
    slider.setAttribute("aria-valuetext", told);
  };
  slider.max = String(data.days.length);
  slider.value = slider.max;
  slider.addEventListener("input", () => {
    state.at = Number(slider.value);
    tellDay();
    soon();
  });
  all("[data-family]").forEach((box) => {
    box.checked = true;
    box.addEventListener("change", () => {
      state.dropped[box.checked ? "delete" : "add"](box.dataset.family);
      soon();
    });
  });
  const prices = all("[data-factor]");
  const readPrice = (factor) => {
    const fields = prices.filter((field) => field.dataset.factor === factor);
    const [low, central, high] = ["low", "central", "high"].map(
      (side) => Number(fields.find((field) => field.dataset.side === side).value),
    );
    const sound = low > 0 && low <= central && central <= high && Number.isFinite(high);
    fields.forEach((field) => field.setCustomValidity(sound ? "" : Words.say("living.price_wrong")));
    fields.forEach((field) => field.setAttribute("aria-invalid", String(!sound)));
    const wrong = one("#price-wrong");
    wrong.hidden = prices.every((field) => field.validity.valid);
    if (!sound) return;
    const was = data.worth.prices[factor];
    const same = low === was[0] && central === was[1] && high === was[2];
    if (same) state.prices.delete(factor);
    else state.prices.set(factor, [low, central, high]);
  };
  const twins = (field) => prices.filter((each) => each.dataset.factor === field.dataset.factor && each.dataset.side === field.dataset.side);
  prices.forEach((field) => field.addEventListener("input", () => {
    twins(field).forEach((twin) => {
      if (twin !== field) twin.value = field.value;
    });
    readPrice(field.dataset.factor);
    soon();
  }));
  one("#again").addEventListener("click", () => {
    state.at = data.days.length;
    slider.value = slider.max;
    state.dropped.clear();
    state.prices.clear();
    all("[data-family]").forEach((box) => (box.checked = true));
    prices.forEach((field) => {
      field.value = field.defaultValue;
      field.setCustomValidity("");
      field.removeAttribute("aria-invalid");
    });
    if (prices.length) one("#price-wrong").hidden = true;
    tellDay();
    slider.focus();
    follow();
  });

  all(".set").forEach((element) => (element.hidden = false));
  prices.forEach((field) => (field.disabled = false));
  tellDay();
  follow();
})();
