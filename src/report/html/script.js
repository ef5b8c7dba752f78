"use strict";
(() => {
  const list = document.getElementById("list");
  // A link into a closed entry opens it.
  const reveal = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (_) { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    if (!target.matches("details")) return;
    if (target.hidden) clear();
    target.open = true;
    target.scrollIntoView();
  };
  let shut = [];
  addEventListener("beforeprint", () => {
    shut = [...document.querySelectorAll("details:not([open]):not([hidden])")];
    for (const entry of shut) entry.open = true;
  });
  addEventListener("afterprint", () => { for (const entry of shut) entry.open = false; });
  addEventListener("hashchange", reveal);
  if (!list) { reveal(); return; }

  const threats = [...list.children];
  const texts = threats.map((entry) => entry.textContent.toLowerCase());
  const form = document.getElementById("filter");
  const words = document.getElementById("f-text"), status = document.getElementById("f-status");
  const severity = document.getElementById("f-severity"), category = document.getElementById("f-category");
  const count = document.getElementById("f-count");
  let place = "";
  const offer = (select, values) => {
    for (const value of values) {
      if (!value) continue;
      const option = document.createElement("option");
      option.value = option.textContent = value;
      select.append(option);
    }
  };
  const seen = (key) => new Set(threats.map((entry) => entry.dataset[key]));
  offer(status, seen("s"));
  offer(severity, ["critical", "high", "medium", "low", "none"].filter((value) => seen("v").has(value)));
  offer(category, [...seen("c")].sort());

  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    threats.forEach((entry, i) => {
      const data = entry.dataset;
      const fits = (status.value === "" || (status.value === "todo" ? data.s === "open" || data.s === "undetermined" : data.s === status.value)) &&
        (severity.value === "" || data.v === severity.value) && (category.value === "" || data.c === category.value) &&
        (place === "" || data.p === place) && wanted.every((word) => texts[i].includes(word));
      entry.hidden = !fits;
      shown += fits;
    });
    count.textContent = `${shown} of ${threats.length} threats` + (place ? ` at ${place}` : "");
  };
  function clear() {
    words.value = severity.value = category.value = status.value = place = "";
    apply();
  }
  let waiting = 0;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); };
  words.addEventListener("input", later);
  for (const select of [status, severity, category]) select.addEventListener("change", apply);
  document.getElementById("f-clear").addEventListener("click", clear);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const link of document.querySelectorAll(".at-place")) {
    link.addEventListener("click", () => {
      clear();
      place = link.dataset.place;
      apply();
    });
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    words.focus();
  });
  form.hidden = false;
  if (!threats.some((entry) => entry.dataset.s === "open" || entry.dataset.s === "undetermined")) status.value = "";
  apply();
  reveal();
})();
