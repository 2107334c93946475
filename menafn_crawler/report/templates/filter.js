"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("counts").textContent);
  const [provider, section, said, chart] = ["provider", "section", "said", "chart"].map((name) => byId("filter-" + name));
  const numbers = (packed) => packed.split(",").map(Number);
  const shown = (count) => count.toLocaleString("en");
  const fill = (select, names, every) => [every, ...names].forEach((name, at) => select.add(new Option(name, at - 1)));
  fill(provider, data.providers, "all");
  fill(section, data.sections.map((name) => name || "no list"), "all");

  // Counts of the choice: -1 stands for all.
  function series() {
    const sums = data.periods.map(() => 0);
    const add = (packed) => numbers(packed).forEach((count, at) => { sums[at] += count; });
    const wanted = (place) => provider.value === "-1" || provider.value === place;
    if (section.value === "-1") {
      Object.entries(data.whole).forEach(([place, packed]) => { if (wanted(place)) add(packed); });
    } else {
      Object.entries(data.listed).forEach(([key, packed]) => {
        const [place, list] = key.split(",");
        if (list === section.value) if (wanted(place)) add(packed);
      });
    }
    return sums;
  }

  function draw(name, attributes, text) {
    const element = document.createElementNS(chart.namespaceURI, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    if (text !== undefined) element.textContent = text;
    return element;
  }

  const period = (at) => (data.unit === "day" ? "" : data.unit + " from ") + data.periods[at];

  function show() {
    const counts = series();
    const total = counts.reduce((sum, count) => sum + count, 0);
    const most = Math.max(1, ...counts);
    const outer = Math.max(280, byId("filter").clientWidth);
    const [left, top, width, height] = [46, 10, outer - 56, 190];
    chart.setAttribute("viewBox", `0 0 ${outer} 230`);
    const step = width / counts.length;
    const choice = [provider, section].map((select) => select.selectedOptions[0].text).filter((text) => text !== "all");
    said.textContent = `${shown(total)} articles${choice.length ? ": " + choice.join(", ") : ""}, `
      + `at most ${shown(Math.max(...counts))} a ${data.unit}`;
    chart.replaceChildren();
    for (const share of [0, 0.5, 1]) {
      const y = top + height * (1 - share);
      chart.append(draw("line", { x1: left, x2: left + width, y1: y, y2: y, class: "grid" }));
      if (share === 1 || most > 1) {
        chart.append(draw("text", { x: left - 6, y: y + 4, "text-anchor": "end" }, shown(Math.round(most * share))));
      }
    }
    counts.forEach((count, at) => {
      const high = height * count / most;
      const gap = step > 5 ? 1 : 0;
      const bar = draw("rect", { x: left + at * step, y: top, width: step, height, class: "hit" });
      bar.append(draw("title", {}, `${period(at)}: ${shown(count)}`));
      bar.addEventListener("click", () => { said.textContent = `${period(at)}: ${shown(count)} articles`; });
      chart.append(draw("rect", {
        x: left + at * step, y: top + height - high, width: Math.max(step - gap, 0.5), height: high, class: "count",
      }), bar);
    });
    const marks = counts.length === 1 ? [0] : [0, counts.length - 1];
    marks.forEach((at) => chart.append(draw("text", {
      x: left + (at + (at ? 1 : 0)) * step, y: top + height + 18, "text-anchor": at ? "end" : "start",
    }, data.periods[at])));
  }

  provider.addEventListener("change", show);
  section.addEventListener("change", show);
  window.addEventListener("resize", show);
  byId("filter-all").addEventListener("click", () => { provider.value = section.value = "-1"; show(); });
  byId("filter").hidden = false;
  show();
})();
