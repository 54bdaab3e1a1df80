// Keys for the queue: j and k go down and up, a accepts, r goes to the reason, e corrects, o opens, u goes to undo the last.
// All of it can be done without: every key stands for a button or a field on the page.
"use strict";
(() => {
  const claims = [...document.querySelectorAll("article.waiting")];
  if (!claims.length) return;
  let at = -1;
  const go = (to) => {
    at = Math.max(0, Math.min(claims.length - 1, to));
    claims[at].focus({ preventScroll: true });
    claims[at].scrollIntoView({ block: "start" });
    claims.forEach((claim, place) => claim.toggleAttribute("data-here", place === at));
  };
  const press = (selector) => {
    const found = at >= 0 && claims[at].querySelector(selector);
    if (found) found.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") { event.target.blur(); go(at); }
      return;
    }
    const deeds = {
      j: () => go(at + 1),
      k: () => go(at - 1),
      a: () => press('button[value="accept"]'),
      r: () => at >= 0 && claims[at].querySelector('input[name="why"]')?.focus(),
      e: () => press("a.edit"),
      o: () => press("h2 a"),
      u: () => document.querySelector('form[action$="/undo"] input[name="why"]')?.focus(),
    };
    if (!Object.hasOwn(deeds, event.key)) return;
    event.preventDefault();  // a key that moves the focus to a field is not typed into it
    deeds[event.key]();
  });
})();

// Words selected in a text fill the form beside it: what they are, and where they stand, counted in code points from the
// beginning of the whole text, of which a page shows a stretch.
(() => {
  const text = document.getElementById("text");
  const form = document.getElementById("mark");
  if (!text || !form) return;
  const length = (words) => [...words].length;
  const trimmed = (words) => words.length - words.trimStart().length;
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    if (!words.trim()) return;
    const start = Number(text.dataset.start) + length(before.toString()) + length(words.slice(0, trimmed(words)));
    form.elements.words.value = words.trim();
    form.elements.start.value = start;
    form.elements.end.value = start + length(words.trim());
  });
})();
