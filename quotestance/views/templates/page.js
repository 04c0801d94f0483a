// The article page: what ties a quotation to its speaker shows on hover and on focus; the list of speakers filters.
"use strict";
(() => {
  const parts = new Map(); // quotation → the elements of the text and the card that belong to it
  const add = (key, element, role) => {
    if (!parts.has(key)) parts.set(key, []);
    parts.get(key).push([element, role]);
  };
  for (const [attribute, role] of [["q", "here"], ["tie", "on"]]) {
    for (const element of document.querySelectorAll(`[data-${attribute}]`)) {
      for (const key of element.dataset[attribute].split(" ")) add(key, element, role);
    }
  }
  let shown = [];
  const show = (keys) => {
    for (const key of shown) for (const [element, role] of parts.get(key) || []) element.classList.remove(role);
    shown = keys;
    for (const key of shown) for (const [element, role] of parts.get(key) || []) element.classList.add(role);
    if (shown.length) bringUp(document.getElementById(`c${shown[0]}`));
  };
  // Only the list of cards moves, never the page under the reader's eyes.
  const bringUp = (card) => {
    const list = card && card.parentElement;
    if (!list || card.hidden || list.scrollHeight <= list.clientHeight + 1) return;
    const frame = list.getBoundingClientRect();
    const box = card.getBoundingClientRect();
    if (box.top < frame.top) list.scrollTop -= frame.top - box.top + 4;
    else if (box.bottom > frame.bottom) list.scrollTop += Math.min(box.bottom - frame.bottom + 4, box.top - frame.top);
  };
  const keysAt = (target) => {
    const element = target instanceof Element ? target.closest("[data-q], [data-tie]") : null;
    return element ? (element.dataset.q || element.dataset.tie).split(" ") : [];
  };
  const focused = () => keysAt(document.activeElement);
  document.addEventListener("mouseover", (event) => {
    const keys = keysAt(event.target);
    show(keys.length ? keys : focused());
  });
  document.addEventListener("focusin", (event) => show(keysAt(event.target)));
  document.addEventListener("focusout", () => show([]));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(new Set()); });

  const buttons = [...document.querySelectorAll(".speakers button[data-speaker]")];
  const all = document.querySelector(".speakers .all");
  const status = document.getElementById("status");
  let chosen = new Set();
  const choose = (speakers) => {
    chosen = speakers;
    for (const button of buttons) button.setAttribute("aria-pressed", String(chosen.has(button.dataset.speaker)));
    if (all) all.setAttribute("aria-pressed", String(chosen.size === 0));
    const wanted = (element) => chosen.size === 0 || element.dataset.by.split(" ").some((speaker) => chosen.has(speaker));
    for (const element of document.querySelectorAll(".text [data-by]")) element.classList.toggle("off", !wanted(element));
    let count = 0;
    for (const card of document.querySelectorAll(".card")) {
      card.hidden = !wanted(card);
      count += !card.hidden;
    }
    for (const doc of document.querySelectorAll(".document")) {
      doc.hidden = chosen.size > 0 && !doc.querySelector(".card:not([hidden])");
    }
    if (status) status.textContent = `${count} ${count === 1 ? "quotation" : "quotations"} shown`;
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const next = new Set(chosen);
      if (!next.delete(button.dataset.speaker)) next.add(button.dataset.speaker);
      choose(next);
    });
  }
  if (all) all.addEventListener("click", () => choose(new Set()));
})();
