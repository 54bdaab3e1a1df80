// The sliders of a flow: the day beside one follows it, and the page is asked for anew when it is let go.
// Without this the button sends the form. The address then holds days, not the numbers that a slider counts in.
"use strict";
(() => {
  const form = document.querySelector("form[data-clocks]");
  if (!form) return;
  const sliders = [...form.querySelectorAll('input[type="range"]')];
  const dayOf = (slider) => new Date(slider.valueAsNumber * 864e5);
  const told = new Intl.DateTimeFormat(form.dataset.clocks, { dateStyle: "medium", timeZone: "UTC" });
  const send = (slider) => {
    const address = new URL(form.action);
    for (const field of form.querySelectorAll('input[type="hidden"]')) address.searchParams.set(field.name, field.value);
    for (const each of sliders) {
      if (each.value !== each.max) address.searchParams.set(each.name.replace("_day", ""), dayOf(each).toISOString().slice(0, 10));
    }
    address.hash = slider.id;
    location.assign(address);
  };
  for (const slider of sliders) {
    let waiting;
    slider.addEventListener("input", () => {
      const words = told.format(dayOf(slider));
      slider.closest("label").querySelector("output").value = words;
      slider.setAttribute("aria-valuetext", words);
      clearTimeout(waiting);
    });
    slider.addEventListener("change", () => {
      clearTimeout(waiting);
      waiting = setTimeout(send, 500, slider); // by keys each step is a change: wait for the last
    });
    if (location.hash === `#${slider.id}`) slider.focus();
  }
})();
