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
  // What a threat is, read off its own words: attributes would say everything twice.
  const facts = threats.map((entry) => ({
    status: entry.querySelector(".st").textContent,
    severity: entry.querySelector(".sev").textContent,
    category: entry.querySelector("i").textContent,
    place: decodeURIComponent(entry.querySelector("a").hash.slice(1)),
  }));
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
  const seen = (key) => new Set(facts.map((fact) => fact[key]));
  offer(status, seen("status"));
  const severities = seen("severity");
  offer(severity, ["critical", "high", "medium", "low", "none"].filter((value) => severities.has(value)));
  offer(category, [...seen("category")].sort());

  const toDo = (fact) => fact.status === "open" || fact.status === "undetermined";
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    threats.forEach((entry, i) => {
      const fact = facts[i];
      const fits = (status.value === "" || (status.value === "todo" ? toDo(fact) : fact.status === status.value)) &&
        (severity.value === "" || fact.severity === severity.value) && (category.value === "" || fact.category === category.value) &&
        (place === "" || fact.place === place) && wanted.every((word) => texts[i].includes(word));
      entry.hidden = !fits;
      shown += fits;
    });
    count.textContent = `${shown} of ${threats.length} threats` + (place ? ` at ${place.replace("place-", "")}` : "");
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
  if (!facts.some(toDo)) status.value = "";
  apply();
  reveal();
})();
