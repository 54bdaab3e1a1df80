// Shows which figure is open; Escape closes its document and gives the focus back. All else works without.
"use strict";
(() => {
  let opener = null;
  const mark = (link) => {
    if (opener) opener.removeAttribute("aria-current");
    if (link) link.setAttribute("aria-current", "true");
    opener = link || opener;
  };
  const open = () => document.querySelector(".document:target, .document:has(:target)");
  document.addEventListener("click", (event) => {
    const link = event.target.closest('main a[href^="#w"], main a[href^="#m"], main a[href^="#d"]');
    if (link) mark(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open()) location.hash = "closed";
  });
  addEventListener("hashchange", () => {
    if (open() || !opener) return;
    if (location.hash === "#closed") opener.focus({ preventScroll: true });
    mark(null);
  });
})();
