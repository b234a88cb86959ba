/**
 * The list of events below the timeline, kept in step with it. A short list is the page's own, whose lines are
 * hidden and shown; a long one is drawn anew as far as it is in view, so that a page of ten thousand events stays light.
 */

import { h } from "./dom.js";

/** From so many events on the list is drawn as far as it is in view. */
export const LONG = 1500;
const LINE = 64;

/** The list of the page as it came. */
export class PageList {
  /** @param {import("./element.js").TimelineElement} host */
  constructor(host) {
    this.host = host;
    this.lines = new Map();
    for (const line of host.querySelectorAll("li.ct-event")) {
      const href = line.querySelector("a.ct-title")?.getAttribute("href") ?? "";
      const i = host.columns.indexOf(href.split("/").at(-2) ?? "");
      if (i < 0) continue;
      if (this.lines.has(i)) this.lines.get(i).push(line);
      else this.lines.set(i, [line]);
    }
  }

  /** @param {import("./filters.js").Result} result */
  show({ matches }) {
    for (const [i, lines] of this.lines) for (const line of lines) line.hidden = !matches[i];
    for (const group of this.host.querySelectorAll(".ct-group")) {
      const shown = group.querySelectorAll("li.ct-event:not([hidden])").length;
      group.hidden = shown === 0;
      const count = group.querySelector(":is(h2, h3) .ct-count");
      if (count) count.textContent = this.host.t(shown === 1 ? "event" : "events", { n: this.host.number(shown) });
    }
    for (const link of this.host.querySelectorAll(".ct-years a")) {
      const target = document.getElementById(link.getAttribute("href").slice(1));
      link.parentElement.hidden = target?.hidden ?? false;
    }
  }

  /** Nothing to do on paper: every line is there. */
  expand() {}

  mark(i) {
    this.host.querySelector("li.ct-event.ct-tl-selected")?.classList.remove("ct-tl-selected");
    this.lines.get(i)?.[0].classList.add("ct-tl-selected");
  }
}

/** A list of which only what is in view is there. */
export class WindowedList {
  /** @param {import("./element.js").TimelineElement} host */
  constructor(host) {
    this.host = host;
    this.found = new Uint32Array(0);
    this.selected = -1;
    this.list = h("ol", { class: "ct-tl-window", "aria-label": host.t("list") });
    this.drawn = new Map();
    addEventListener("scroll", () => this.later(), { passive: true, signal: host.gone.signal });
    addEventListener("resize", () => this.later(), { passive: true, signal: host.gone.signal });
    host.body.append(this.list);
    this.replacing = this.replace();
  }

  /** Take the page's own lines away, some at a time, so that no single step holds the page up. */
  async replace() {
    const groups = [...this.host.body.querySelectorAll(".ct-group, .ct-years, .ct-lines")];
    for (const group of groups) group.style.display = "none"; // out of the layout at once; then taking away is cheap
    for (const group of groups) {
      let lines = [...group.querySelectorAll("li.ct-event")].reverse();
      while (lines.length) {
        for (const line of lines.splice(0, 150)) line.remove();
        await new Promise((done) => { requestAnimationFrame(done); });
      }
      group.remove();
    }
  }

  /** @param {import("./filters.js").Result} result */
  show({ order }) {
    this.found = order;
    this.list.style.height = `${this.found.length * LINE}px`;
    for (const line of this.drawn.values()) line.remove();
    this.drawn.clear();
    this.later();
  }

  mark(i) {
    this.selected = i;
    for (const [at, line] of this.drawn) line.classList.toggle("ct-tl-selected", this.found[at] === i);
  }

  /** Draw all lines, for paper. */
  expand() {
    for (let at = 0; at < this.found.length; at++) if (!this.drawn.has(at)) this.line(at);
    this.list.append(...[...this.drawn].sort(([one], [other]) => one - other).map(([, line]) => line));
    addEventListener("afterprint", () => this.later(), { once: true });
  }

  later() {
    this.asked ??= requestAnimationFrame(() => {
      this.asked = null;
      this.draw();
    });
  }

  draw() {
    const above = this.list.getBoundingClientRect().top;
    const from = Math.max(0, Math.floor(-above / LINE) - 5);
    const to = Math.min(this.found.length, Math.ceil((innerHeight - above) / LINE) + 5);
    for (const [at, line] of this.drawn) {
      if (at < from || at >= to) {
        line.remove();
        this.drawn.delete(at);
      }
    }
    for (let at = from; at < to; at++) if (!this.drawn.has(at)) this.line(at);
  }

  line(at) {
    const { host } = this;
    const i = this.found[at];
    const line = h("li", { class: "ct-event", "aria-setsize": this.found.length, "aria-posinset": at + 1 });
    line.style.top = `${at * LINE}px`;
    line.classList.toggle("ct-tl-selected", i === this.selected);
    this.drawn.set(at, line);
    this.list.append(line);
    const fill = (block) => {
      const place = i - block.first;
      const words = [...host.columns.lanesOf(i).map((lane) => host.columns.conflicts[lane].name), block.where[place], host.columns.types[host.columns.type[i]].name];
      line.append(
        h("span", { class: "ct-when" }, block.dates[place]),
        h("span", { class: "ct-what" },
          ...host.columns.lanesOf(i).map((lane) => h("span", { class: `ct-dot ct-lane-${host.columns.conflicts[lane].id}`, "aria-hidden": "true" })),
          h("a", { class: "ct-title", href: host.address(i) }, block.titles[place]),
          h("span", { class: "ct-meta" }, words.filter(Boolean).join(" · "))));
    };
    const there = host.words.loaded.get(host.words.blockOf(i));
    if (there) fill(there);
    else host.words.load(i).then((block) => { if (line.isConnected) fill(block); }, () => {});
  }
}
