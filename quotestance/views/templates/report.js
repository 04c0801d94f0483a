// The overview: every figure from typed arrays, lists shown page by page, so that a hundred thousand quotations stay quick.
// Text from the data enters the page as text nodes alone.
"use strict";
(async () => {
  const LABELS = ["favor", "against", "neutral", "abstained"];
  const SIGNS = ["▲", "▼", "●", "?"];
  const PAGE = 20;
  const SLICE = 4000; // quotations searched before the browser may draw and take keys again
  const $ = (id) => document.getElementById(id);

  const el = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "style") Object.assign(element.style, value);
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };
  const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const bdi = (text) => el("bdi", { lang: "hi" }, text);

  const read = async () => {
    const source = $("data");
    if (source.dataset.encoding === "json") return JSON.parse(source.textContent);
    if (typeof DecompressionStream === "undefined") throw new Error("this browser is too old to unpack the data");
    const bytes = Uint8Array.from(atob(source.textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };
  let data;
  try {
    data = await read();
  } catch (error) {
    $("loading").textContent = `The data on this page cannot be read: ${error.message}`;
    return;
  }
  $("data").remove();
  const KINDS = data.kinds;
  const HOWS = data.hows;
  const quote = {};
  for (const name of ["document", "speaker", "form", "kind", "how", "start", "end"]) quote[name] = Int32Array.from(data.quotes[name]);
  const said = data.quotes.text;
  const stance = {};
  for (const name of ["quote", "target", "label"]) stance[name] = Int32Array.from(data.stances[name]);
  const count = said.length;
  // Stances stand in the order of their quotations: those of quotation i are first[i] … first[i + 1] - 1.
  const first = new Int32Array(count + 1);
  for (const q of stance.quote) first[q + 1] += 1;
  for (let i = 0; i < count; i += 1) first[i + 1] += first[i];
  const WIDTH = { day: 10, month: 7, year: 4 }[data.period];
  const periodOf = (date) => (date === null ? null : date.slice(0, WIDTH));

  // ---- counts -------------------------------------------------------------------------------------------------------------------
  const total = (c) => c[0] + c[1] + c[2];
  const byName = (names) => (a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : 0);
  const speakers = data.speakers.map(() => ({ quotations: 0, documents: 0, counts: [0, 0, 0, 0] }));
  {
    const last = new Map();
    for (let i = 0; i < count; i += 1) {
      const s = quote.speaker[i];
      if (s < 0) continue;
      speakers[s].quotations += 1;
      // Quotations stand document by document.
      if (last.get(s) !== quote.document[i]) { last.set(s, quote.document[i]); speakers[s].documents += 1; }
    }
  }
  const targets = data.targets.map(() => [0, 0, 0, 0]);
  const pairs = new Map();
  const columns = data.targets.length;
  for (let j = 0; j < stance.quote.length; j += 1) {
    const s = quote.speaker[stance.quote[j]];
    const t = stance.target[j];
    targets[t][stance.label[j]] += 1;
    if (s < 0) continue;
    speakers[s].counts[stance.label[j]] += 1;
    const key = s * columns + t;
    let cell = pairs.get(key);
    if (!cell) pairs.set(key, (cell = [0, 0, 0, 0]));
    cell[stance.label[j]] += 1;
  }
  const speakerOrder = data.speakers.map((_, s) => s).sort((a, b) => speakers[b].quotations - speakers[a].quotations || byName(data.speakers)(a, b));
  const targetOrder = data.targets.map((_, t) => t).sort((a, b) => total(targets[b]) + targets[b][3] - total(targets[a]) - targets[a][3] || byName(data.targets)(a, b));

  // ---- pieces of the page -------------------------------------------------------------------------------------------------------
  const share = (counts) => {
    const n = total(counts);
    const bar = el("span", { class: "share", "aria-hidden": "true" });
    if (n) for (let l = 0; l < 3; l += 1) bar.append(el("span", { class: `fill-${l}`, style: { width: `${(100 * counts[l]) / n}%` } }));
    return bar;
  };
  const percent = (part, whole) => (whole ? `${Math.round((100 * part) / whole)}%` : "–");
  const figures = (counts, shares = false) => {
    const out = el("span", { class: "counts" });
    const n = total(counts);
    for (let l = 0; l < 4; l += 1) {
      if (!counts[l] || (shares && l === 3)) continue;
      out.append(el("span", { class: LABELS[l] }, `${SIGNS[l]}${shares ? percent(counts[l], n) : counts[l]}`));
    }
    if (shares) out.append(el("span", { class: "quiet" }, `n ${n}`));
    return out;
  };
  const spoken = (counts) => LABELS.map((label, l) => `${label === "abstained" ? "no label" : label} ${counts[l]}`).join(", ");
  const link = (name, onclick) => el("button", { type: "button", class: "link", onclick }, bdi(name));

  const growing = (rows, body, button, step) => {
    let shown = 0;
    const more = () => {
      body.append(...rows.slice(shown, shown + step).map((make) => make()));
      shown = Math.min(rows.length, shown + step);
      button.hidden = shown >= rows.length;
      button.textContent = `more (${shown} of ${rows.length})`;
    };
    body.replaceChildren();
    button.onclick = more;
    more();
  };

  const dates = data.dates.filter((d) => d !== null).sort();
  {
    const parts = [plural(data.documents.length, "document"), plural(count, "quotation"), plural(data.speakers.length, "speaker"), plural(data.targets.length, "target"), plural(stance.quote.length, "stance")];
    if (dates.length) parts.push(`${dates[0]} to ${dates[dates.length - 1]}`);
    if (data.failed) parts.push(`${plural(data.failed, "document")} failed and ${data.failed === 1 ? "is" : "are"} not counted`);
    if (data.undated) parts.push(`${plural(data.undated, "date")} could not be read`);
    $("summary").textContent = parts.join(" · ");
  }
  const drawSpeakers = () => growing(
    speakerOrder.filter((s) => !$("speaker-type").value || data.types[s] === $("speaker-type").value).map((s) => () =>
      el("tr", {}, el("th", { scope: "row" }, link(data.speakers[s], () => pick({ speaker: s }))), el("td", { class: "quiet" }, data.types[s]),
        el("td", { class: "num" }, String(speakers[s].quotations)), el("td", { class: "num" }, String(speakers[s].documents)),
        el("td", {}, share(speakers[s].counts), figures(speakers[s].counts)))),
    $("speaker-rows"), $("more-speakers"), PAGE);
  $("speaker-type").addEventListener("change", drawSpeakers);
  drawSpeakers();

  // ---- matrix -------------------------------------------------------------------------------------------------------------------
  const drawMatrix = () => {
    const rows = speakerOrder.filter((s) => total(speakers[s].counts) + speakers[s].counts[3]).slice(0, Number($("matrix-rows").value));
    const heads = targetOrder.slice(0, Number($("matrix-columns").value));
    const shares = $("matrix-cells").value === "shares";
    const head = el("tr", {}, el("td", {}), ...heads.map((t) => el("th", { scope: "col" }, link(data.targets[t], () => chooseTarget(t)))));
    const body = rows.map((s) =>
      el("tr", {}, el("th", { scope: "row" }, link(data.speakers[s], () => pick({ speaker: s }))), ...heads.map((t) => {
        const counts = pairs.get(s * columns + t);
        if (!counts) return el("td", {});
        const label = `${data.speakers[s]} toward ${data.targets[t]}: ${spoken(counts)}`;
        return el("td", {}, el("button", { type: "button", class: "cell", "aria-label": label, title: label, onclick: () => pick({ speaker: s, target: t }) },
          share(counts), figures(counts, shares)));
      })));
    $("matrix-table").replaceChildren(el("thead", {}, head), el("tbody", {}, ...body));
  };
  for (const id of ["matrix-rows", "matrix-columns", "matrix-cells"]) $(id).addEventListener("change", drawMatrix);
  drawMatrix();

  // ---- one target ---------------------------------------------------------------------------------------------------------------
  const numberOf = (names) => new Map(names.map((name, i) => [name, i]));
  const targetNumber = numberOf(data.targets);
  const speakerNumber = numberOf(data.speakers);
  const timeOf = (t) => {
    const out = new Map();
    for (let j = 0; j < stance.quote.length; j += 1) {
      if (stance.target[j] !== t) continue;
      const period = periodOf(data.dates[quote.document[stance.quote[j]]]);
      if (period === null) continue;
      if (!out.has(period)) out.set(period, [0, 0, 0, 0]);
      out.get(period)[stance.label[j]] += 1;
    }
    return [...out].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  // A chart without its empty periods would make a pause look like steady talk.
  const withGaps = (time) => {
    if (!time.length) return time;
    const known = new Map(time);
    const out = [];
    const date = new Date(`${time[0][0]}${"-01-01".slice(time[0][0].length - 4)}T00:00:00Z`);
    const last = time[time.length - 1][0];
    for (let period = ""; period < last && out.length < 400; ) {
      period = date.toISOString().slice(0, WIDTH);
      out.push([period, known.get(period) || [0, 0, 0, 0]]);
      if (data.period === "day") date.setUTCDate(date.getUTCDate() + 1);
      else if (data.period === "month") date.setUTCMonth(date.getUTCMonth() + 1);
      else date.setUTCFullYear(date.getUTCFullYear() + 1);
    }
    return out;
  };
  const drawTarget = (t) => {
    const time = withGaps(timeOf(t));
    const most = Math.max(1, ...time.map(([, c]) => total(c)));
    $("target-note").replaceChildren(figures(targets[t]), ` n ${total(targets[t])}`);
    $("target-time").replaceChildren(time.length
      ? el("div", { class: "chart", role: "group", "aria-label": `Stance over time, by ${data.period}` }, ...time.map(([period, counts]) => {
          const label = `${period}: ${spoken(counts)}`;
          const stack = el("span", { class: "stack" });
          for (const l of [2, 1, 0]) stack.append(el("span", { class: `fill-${l}`, style: { height: `${(100 * counts[l]) / most}%` } }));
          return el("button", { type: "button", class: "column", title: label, "aria-label": label, onclick: () => pick({ target: t, from: period, to: period }) },
            String(total(counts) || "·"), stack, el("span", { class: "when" }, period.replaceAll("-", "\u200b-")));
        }))
      : el("p", { class: "quiet" }, "No dates: add a field “date” (2024-05-17) to each record to see the stance over time."));
    const rows = speakerOrder.filter((s) => pairs.has(s * columns + t));
    const counts = (s) => pairs.get(s * columns + t);
    rows.sort((a, b) => total(counts(b)) - total(counts(a)));
    growing(rows.map((s) => () => el("tr", {}, el("th", { scope: "row" }, link(data.speakers[s], () => pick({ speaker: s, target: t }))),
      el("td", { class: "num" }, String(total(counts(s)))),
      el("td", {}, share(counts(s)), ...[0, 1, 2].filter((l) => counts(s)[l]).map((l) =>
        el("button", { type: "button", class: `link ${LABELS[l]}`, "aria-label": `${LABELS[l]}: ${counts(s)[l]}`, onclick: () => pick({ speaker: s, target: t, label: l }) },
          `${SIGNS[l]}${counts(s)[l]}\u2002`))))), $("target-rows"), $("more-target"), PAGE);
  };
  let chosenTarget = -1;
  const chooseTarget = (t, move = true) => {
    chosenTarget = t;
    $("target-name").value = data.targets[t];
    drawTarget(t);
    if (move) { $("target").scrollIntoView(); $("target-name").focus({ preventScroll: true }); }
  };
  $("target-name").addEventListener("change", () => {
    const t = targetNumber.get($("target-name").value.trim());
    if (t === undefined) $("target-note").textContent = $("target-name").value.trim() ? "No such target: choose one from the list." : "";
    else chooseTarget(t, false);
  });
  if (targetOrder.length) chooseTarget(targetOrder[0], false);
  // A list of suggestions of many thousands would itself be slow: the most frequent, and whatever is typed.
  const offers = (list, order, names) => list.replaceChildren(...order.slice(0, 300).map((i) => el("option", { value: names[i] })));
  offers($("target-names"), targetOrder, data.targets);
  offers($("speaker-names"), speakerOrder, data.speakers);
  const offerTyped = (input, list, order, names) => input.addEventListener("input", () => {
    const typed = fold(input.value.trim());
    offers(list, typed ? order.filter((i) => fold(names[i]).includes(typed)) : order, names);
  });

  // ---- quotations ---------------------------------------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFD").replace(/[\u093c\u200b-\u200d\u2060\ufeff]/g, "").replace(/\u0901/g, "\u0902").toLowerCase();
  const folded = new Array(count);
  offerTyped($("target-name"), $("target-names"), targetOrder, data.targets);
  offerTyped($("f-target"), $("target-names"), targetOrder, data.targets);
  offerTyped($("f-speaker"), $("speaker-names"), speakerOrder, data.speakers);
  let found = [];
  let page = 0;
  let run = 0;
  const named = (input, numbers, names) => {
    // An exact name, else every name that holds what was typed; null: no condition.
    const value = input.value.trim();
    if (!value) return null;
    if (numbers.has(value)) return new Set([numbers.get(value)]);
    const key = fold(value);
    return new Set(names.map((_, i) => i).filter((i) => fold(names[i]).includes(key)));
  };
  const search = () => {
    run += 1;
    const mine = run;
    const words = fold($("f-words").value).split(/\s+/).filter(Boolean);
    const who = named($("f-speaker"), speakerNumber, data.speakers);
    const toward = named($("f-target"), targetNumber, data.targets);
    const label = $("f-label").value === "" ? -1 : Number($("f-label").value);
    const kind = $("f-kind").value === "" ? -1 : Number($("f-kind").value);
    const from = $("f-from").value.trim();
    const to = $("f-to").value.trim();
    const dated = data.dates.map((d) => (!from && !to) || (d !== null && (!from || d >= from) && (!to || d.slice(0, to.length) <= to)));
    const fits = (i) => {
      if (kind >= 0 && quote.kind[i] !== kind) return false;
      if (who && !who.has(quote.speaker[i])) return false;
      if (!dated[quote.document[i]]) return false;
      if (toward || label >= 0) {
        let any = false;
        for (let j = first[i]; j < first[i + 1] && !any; j += 1) any = (!toward || toward.has(stance.target[j])) && (label < 0 || stance.label[j] === label);
        if (!any) return false;
      }
      if (!words.length) return true;
      if (folded[i] === undefined) folded[i] = fold(said[i]);
      return words.every((word) => folded[i].includes(word));
    };
    const hits = [];
    const slice = (start) => {
      if (mine !== run) return; // the reader has asked for something else
      const end = Math.min(count, start + SLICE);
      for (let i = start; i < end; i += 1) if (fits(i)) hits.push(i);
      if (end < count) {
        $("found").textContent = `${hits.length} found, searching …`;
        setTimeout(slice, 0, end);
        return;
      }
      found = hits;
      page = 0;
      $("found").textContent = `${found.length} of ${plural(count, "quotation")}`;
      drawPage();
    };
    slice(0);
  };
  const result = (i) => {
    const s = quote.speaker[i];
    const form = quote.form[i] < 0 ? null : data.forms[quote.form[i]];
    const head = el("p", {}, s < 0 ? el("i", {}, "speaker not identified") : link(data.speakers[s], () => pick({ speaker: s })));
    if (form !== null && form !== data.speakers[s]) head.append(el("span", { class: "quiet" }, " as ", bdi(form)));
    const date = data.dates[quote.document[i]];
    head.append(el("span", { class: "quiet" }, ` · ${date === null ? "" : `${date} · `}`, bdi(data.documents[quote.document[i]]), ` · ${KINDS[quote.kind[i]]}`));
    const chips = el("ul", { class: "stances", "aria-label": "Stance toward" });
    for (let j = first[i]; j < first[i + 1]; j += 1) {
      const label = stance.label[j];
      chips.append(el("li", { class: `chip ${LABELS[label]}` }, el("span", { class: "label" }, `${SIGNS[label]} ${label === 3 ? "no label" : LABELS[label]}`), " ", bdi(data.targets[stance.target[j]])));
    }
    return el("li", { class: "result" }, head, el("p", { class: "said", lang: "hi", dir: "auto" }, said[i] || "(the record has no text)"), chips);
  };
  const drawPage = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    $("results").replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map(result));
    $("page").textContent = `${page + 1} of ${pages}`;
    $("previous").disabled = page === 0;
    $("next").disabled = page >= pages - 1;
  };
  const turn = (step) => { page += step; drawPage(); $("quotations").scrollIntoView(); };
  $("previous").addEventListener("click", () => turn(-1));
  $("next").addEventListener("click", () => turn(1));
  const pick = ({ speaker, target, label, from, to }) => {
    $("filters").reset();
    if (speaker !== undefined) $("f-speaker").value = data.speakers[speaker];
    if (target !== undefined) $("f-target").value = data.targets[target];
    if (label !== undefined) $("f-label").value = String(label);
    if (from !== undefined) $("f-from").value = from;
    if (to !== undefined) $("f-to").value = to;
    $("quotations").scrollIntoView();
    $("f-words").focus({ preventScroll: true });
  };
  let waiting = 0;
  $("filters").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  $("filters").addEventListener("submit", (event) => { event.preventDefault(); search(); });
  $("filters").addEventListener("reset", () => { clearTimeout(waiting); waiting = setTimeout(search, 0); });
  search();

  // ---- names --------------------------------------------------------------------------------------------------------------------
  const joined = data.joined.filter(([form, name, , rule]) => form !== name || rule !== "own");
  growing(joined.map(([form, name, n, rule]) => () =>
    el("tr", {}, el("td", {}, bdi(form)), el("td", {}, bdi(name)), el("td", { class: "num" }, String(n)), el("td", {}, rule))),
    $("name-rows"), $("more-names"), 50);

  // ---- downloads ----------------------------------------------------------------------------------------------------------------
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    let text = String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd");
    // No spreadsheet may take a text for a formula.
    if (typeof value === "string" && /^\s*[=+\-@＝＋－＠]/.test(text)) text = `'${text}`;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const countHeads = ["n", "favor", "against", "neutral", "no_label", "favor_share", "against_share", "neutral_share"];
  const countCells = (c) => [total(c), ...c, ...[0, 1, 2].map((l) => (total(c) ? Math.round((1e4 * c[l]) / total(c)) / 1e4 : null))];
  const rowsOf = {
    speakers: () => [["speaker", "type", "quotations", "documents", ...countHeads],
      ...speakerOrder.map((s) => [data.speakers[s], data.types[s], speakers[s].quotations, speakers[s].documents, ...countCells(speakers[s].counts)])],
    matrix: () => [["speaker", "target", ...countHeads],
      ...[...pairs].sort(([a, c], [b, d]) => total(d) + d[3] - total(c) - c[3]
        || byName(data.speakers)(Math.floor(a / columns), Math.floor(b / columns)) || byName(data.targets)(a % columns, b % columns))
        .map(([key, c]) => [data.speakers[Math.floor(key / columns)], data.targets[key % columns], ...countCells(c)])],
    time: () => [["target", "period", ...countHeads],
      ...(chosenTarget < 0 ? [] : timeOf(chosenTarget).map(([period, c]) => [data.targets[chosenTarget], period, ...countCells(c)]))],
    joined: () => [["form", "name", "quotations", "rule"], ...data.joined],
    quotations: () => {
      const rows = [["id", "date", "start", "end", "kind", "speaker", "form", "how", "text", "target", "label"]];
      for (const i of found) {
        const base = [data.documents[quote.document[i]], data.dates[quote.document[i]], quote.start[i], quote.end[i], KINDS[quote.kind[i]],
          quote.speaker[i] < 0 ? null : data.speakers[quote.speaker[i]], quote.form[i] < 0 ? null : data.forms[quote.form[i]], HOWS[quote.how[i]], said[i]];
        if (first[i] === first[i + 1]) rows.push([...base, null, null]);
        for (let j = first[i]; j < first[i + 1]; j += 1) rows.push([...base, data.targets[stance.target[j]], stance.label[j] === 3 ? null : LABELS[stance.label[j]]]);
      }
      return rows;
    },
  };
  for (const button of document.querySelectorAll("[data-csv]")) {
    const name = button.dataset.csv;
    button.setAttribute("aria-label", `Download ${name} as CSV`);
    button.addEventListener("click", () => {
      const text = rowsOf[name]().map((row) => row.map(cell).join(",")).join("\r\n");
      // The mark at the start tells a spreadsheet that the file is UTF-8.
      const url = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" }));
      const anchor = el("a", { href: url, download: `${name}.csv` });
      document.body.append(anchor);
      anchor.click();
      anchor.remove();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    });
  }
  $("loading").remove();
  document.body.dataset.ready = "true";
})();
