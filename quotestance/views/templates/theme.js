// Theme: follows the system until the reader chooses; the choice is remembered where the browser lets a file remember.
"use strict";
(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const remember = (value) => { try { localStorage.setItem("quotestance-theme", value); } catch { /* not allowed here */ } };
  const show = () => {
    button.textContent = dark() ? "☀ light" : "☾ dark";
    button.setAttribute("aria-label", dark() ? "Change to the light theme" : "Change to the dark theme");
  };
  try {
    const kept = localStorage.getItem("quotestance-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* not allowed here */ }
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remember(root.dataset.theme);
    show();
  });
  system.addEventListener("change", show);
  show();
})();
