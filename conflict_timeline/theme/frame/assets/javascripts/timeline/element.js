/**
 * `<conflict-timeline>`: takes over the list of events inside it and sets a timeline above that stays in step with it.
 *
 * Attributes: `data` the address of columns.json; `events` the way to the folder of events; `words` the interface's
 * strings as JSON; `narrow` filters that always hold, such as `actor=example-state`; `compact` leaves the filters out.
 * Events: `timeline-ready` once the first marks are painted.
 */

import { Brush } from "./brush.js";
import { Card } from "./card.js";
import { Columns, Words } from "./columns.js";
import { catalogue, h } from "./dom.js";
import { hue, outline } from "./draw.js";
import { Filter, folded, nothing } from "./filters.js";
import { read, written } from "./fragment.js";
import { split } from "./layout.js";
import { LONG, PageList, WindowedList } from "./list.js";
import { Panel } from "./panel.js";
import { iso } from "./scale.js";
import { Stage } from "./stage.js";
import { copy, csv, download, rows } from "./take.js";

export class TimelineElement extends HTMLElement {
  async connectedCallback() {
    if (this.started) return;
    this.started = true;
    this.gone = new AbortController();
    this.t = catalogue(JSON.parse(this.getAttribute("words") ?? "{}"));
    try {
      await this.load();
    } catch (error) {
      this.setAttribute("data-failed", ""); // the list stays as it is
      console.warn(error);
    }
  }

  disconnectedCallback() {
    this.gone?.abort();
  }

  /** Resolves when the list inside is there: this script may run while the page still comes. */
  async parsed() {
    while (document.readyState === "loading" && !this.nextSibling) await new Promise((done) => { requestAnimationFrame(done); });
  }

  async load() {
    const base = new URL(this.getAttribute("data"), document.baseURI);
    const parsed = async (path) => {
      const answer = await fetch(new URL(path, base));
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    };
    const raw = await parsed(base);
    await this.parsed();
    this.columns = new Columns(raw);
    this.words = new Words(this.columns, parsed);
    this.selected = -1;
    this.lane = 0;
    this.texts = new Map();
    this.state = read(location.hash);
    this.narrow = read(`#${this.getAttribute("narrow") ?? ""}`).filters;
    this.prepare();
    if (!this.getAttribute("narrow") && !written(this.state)) {
      // Everything is shown: the first view need not wait for places, actors and links.
      this.stage.resize();
      await new Promise((done) => { this.addEventListener("timeline-ready", done, { once: true }); });
    }
    this.columns.add(await parsed(raw.facets));
    this.prepare();
    await turn();
    this.complete();
    await turn();
    await this.apply();
    for (const name of ["hashchange", "popstate"]) addEventListener(name, () => this.restore(), { signal: this.gone.signal });
    addEventListener("beforeprint", () => this.print(), { signal: this.gone.signal });
  }

  /** What can be worked out from the columns that are there: what this page holds, and all of it matching. */
  prepare() {
    this.filter_ = new Filter(this.columns, (i) => this.text(i));
    const own = this.filter_.run(this.narrow);
    this.narrowed = this.getAttribute("narrow") ? own.matches : null;
    this.own = own.order;
    this.all = own.total;
    this.span = null;
    this.found(own);
    if (!this.stage) this.build();
  }

  /** What matches now. @param {import("./filters.js").Result} result */
  found(result) {
    this.result = result;
    this.matching = result.matches;
    this.split = split(this.columns, result.order);
  }

  build() {
    const { t } = this;
    this.stage = new Stage(this);
    this.brush = new Brush(this);
    this.card = new Card(this);
    this.live = h("p", { class: "ct-hidden", "aria-live": "polite", role: "status" });
    this.hint = h("p", { class: "ct-tl-hint ct-meta", hidden: true });
    this.keys = h("div", { class: "ct-tl-keys ct-meta", id: "ct-tl-keys", hidden: true }, t("keys"));
    this.place = h("div", { class: "ct-tl-place" });
    const button = (label, words, act) => h("button", { type: "button", "aria-label": words, title: words, onclick: act }, label);
    const view = h("div", { class: "ct-tl-buttons", role: "group", "aria-label": t("view") },
      button("+", t("nearer"), () => this.stage.zoomTo(1.6)), button("−", t("farther"), () => this.stage.zoomTo(1 / 1.6)),
      button(t("whole"), t("whole"), () => this.whole()), button("?", t("help"), () => this.help()));
    const take = h("div", { class: "ct-tl-take" },
      button(t("copy_link"), t("copy_link"), () => this.copyLink()), button(t("copy_list"), t("copy_list"), () => this.copyList()),
      button(t("csv"), t("csv"), () => this.csv()), button(t("print"), t("print"), () => this.printAll()));
    this.body = h("div", { class: "ct-tl-list" });
    this.still = this.querySelector(".ct-still-figure");
    this.still?.remove();
    this.body.append(...this.childNodes);
    const middle = h("div", { class: "ct-tl-middle" }, h("div", { class: "ct-tl-left" }, this.still, this.stage.element, this.brush.element), this.card.element);
    if (this.hasAttribute("compact")) this.append(view, middle, this.keys, this.hint, this.live, this.body);
    else this.append(this.place, view, middle, this.keys, this.hint, take, this.live, this.body);
    this.stage.restyle();
  }

  /** Add what needs all columns: the filters, and the list in step. */
  complete() {
    this.panel = new Panel(this);
    this.place.append(this.panel.element);
    this.list = this.columns.count > LONG && !this.hasAttribute("compact") ? new WindowedList(this) : new PageList(this);
    this.key = h("div", { class: "ct-tl-key" });
    this.keys.before(this.key);
    this.legend();
    if (this.narrowed) this.stage.scale = null; // the bounds are those of this page's events
    this.stage.resize();
  }

  /** Which shape is which family, for the families that this page's events are of, and which colour is what. */
  legend() {
    if (!this.key) return; // there are no colours yet
    const used = new Set(this.own.map((i) => this.columns.family[i]));
    const families = [...used].sort((one, other) => one - other);
    const shapes = families.map((family) => h("li", {}, drawn(outline(family)), this.columns.families[family].name));
    const colours = this.meanings().map(([name, colour]) => {
      const swatch = h("span", { class: "ct-tl-swatch", "aria-hidden": "true" });
      swatch.style.backgroundColor = colour;
      return h("li", {}, swatch, name);
    });
    const list = (label, lines) => lines.length > 0 && h("ul", { class: "ct-tl-legend", "aria-label": this.t(label) }, ...lines);
    this.key.replaceChildren(...[list("legend", shapes), list("legend_colours", colours)].filter(Boolean));
  }

  /** What the colours mean; lanes say their own. */
  meanings() {
    const { columns, stage } = this;
    const { look } = stage;
    const hues = (options) => options.map(({ name }, number) => [name, hue(number, options.length, look.scheme)]);
    if (this.state.colour === "status") return columns.statuses.map(({ name }, number) => [name, look.statuses[number] ?? look.soft]);
    if (this.state.colour === "family") return hues(columns.families);
    if (this.state.colour === "level") return [...hues(columns.levels), [this.t("nobody"), look.soft]];
    return [];
  }

  /** The days that a view may show: the events of this page with some room. */
  bounds() {
    if (!this.span) {
      let [first, last] = [Infinity, -Infinity];
      const { start, end } = this.columns;
      for (let at = 0; at < this.own.length; at++) {
        const i = this.own[at];
        if (start[i] < first) first = start[i];
        if (end[i] > last) last = end[i];
      }
      if (first > last) [first, last] = [0, 365];
      const room = Math.max(20, (last - first) * 0.04);
      this.span = [Math.floor(first - room), Math.ceil(last + room)];
    }
    return this.span;
  }

  number(n) {
    this.format ??= new Intl.NumberFormat(document.documentElement.lang || "en");
    return this.format.format(n);
  }

  address(i) {
    return `${this.getAttribute("events")}${this.columns.ids[i]}/`;
  }

  /** The folded text of an event that the text filter looks into; null while it is not loaded. */
  text(i) {
    let found = this.texts.get(i);
    if (found === undefined) {
      const { words } = this;
      if (words.get(i, "titles") === null) return null;
      found = folded(["titles", "summaries", "where", "words"].map((field) => words.get(i, field)).join(" "));
      this.texts.set(i, found);
    }
    return found;
  }

  /** Bring everything into step with the state. */
  async apply() {
    const { filters } = this.state;
    if (filters.text.trim() && !this.words.complete) {
      try {
        await this.words.loadAll();
      } catch {
        this.say(this.t("failed"));
      }
    }
    this.found(this.filter_.run(filters, this.narrowed));
    this.list.show(this.result);
    this.panel.refresh();
    const { scale } = this.stage;
    if (this.state.view && scale) this.stage.scale = scale.between(...this.state.view);
    const wanted = this.state.event ? this.columns.indexOf(this.state.event) : -1;
    if (wanted !== this.selected) this.choose(wanted, { move: !this.state.view });
    this.stage.request();
  }

  painted() {
    this.brush.paint();
    if (this.hasAttribute("data-ready")) return;
    this.setAttribute("data-ready", "");
    this.still?.remove();
    this.dispatchEvent(new CustomEvent("timeline-ready", { bubbles: true }));
  }

  /** Change filters: some of the fields of `nothing()`. @param {object} changes */
  async change(changes) {
    this.state.filters = { ...this.state.filters, ...changes };
    await this.apply();
    this.later();
    this.say(this.t("count", { n: this.number(this.result.total), all: this.number(this.all) }), { quiet: true });
  }

  /** Set filters, those not named to nothing. @param {object} changes */
  filter(changes) {
    return this.change({ ...nothing(), ...changes });
  }

  toggle(name, id) {
    const now = this.state.filters[name];
    return this.change({ [name]: now.includes(id) ? now.filter((one) => one !== id) : [...now, id] });
  }

  look(changes) {
    Object.assign(this.state, changes);
    this.panel.refresh();
    this.legend();
    this.stage.request();
    this.later();
  }

  /** Select an event, or with -1 none. */
  select(i, options = {}) {
    this.state.event = i < 0 ? "" : this.columns.ids[i];
    this.choose(i, options);
    this.later();
    if (options.focus) this.stage.element.focus({ preventScroll: true });
  }

  choose(i, { lane, move = false } = {}) {
    this.selected = i;
    this.card.show(i);
    this.list?.mark(i);
    if (i >= 0) {
      const lanes = this.columns.lanesOf(i);
      this.lane = lane !== undefined && lanes.includes(lane) ? lane : lanes[0] ?? 0;
      if (move) this.bringIn(this.columns.start[i], this.columns.end[i]);
      this.tell(i);
    }
    this.stage.request();
  }

  bringIn(a, b) {
    const { scale } = this.stage;
    if (!scale || scale.sees(a, Math.min(b, a + (scale.to - scale.from) / 2))) return;
    const half = (scale.to - scale.from) / 2;
    this.stage.view(scale.between(a - half, a + half));
  }

  /** Go along a link: the other event is selected, and the view shows both ends. */
  follow(from, to) {
    const { columns, stage } = this;
    const [a, b] = [Math.min(columns.start[from], columns.start[to]), Math.max(columns.end[from], columns.end[to])];
    if (stage.scale && !stage.scale.sees(a, b)) stage.view(stage.scale.showing(a, b));
    this.select(to, { focus: true });
  }

  /** Show the events of a cluster apart. */
  show(from, to) {
    const { columns, stage } = this;
    if (!stage.scale) return;
    const days = [columns.start[from], columns.start[to]];
    stage.view(stage.scale.showing(Math.min(...days), Math.max(...days)));
  }

  whole() {
    const { scale } = this.stage;
    if (scale) this.stage.view(scale.between(...this.bounds()));
  }

  open() {
    if (this.selected >= 0) location.assign(this.address(this.selected));
  }

  help() {
    this.keys.hidden = !this.keys.hidden;
  }

  /** Say where one is, for those who listen. */
  async tell(i) {
    let block = null;
    try {
      block = await this.words.load(i);
    } catch {
      return;
    }
    if (this.selected !== i) return;
    let place = 0;
    for (let other = 0; other <= i; other++) place += this.matching[other];
    const words = [block.long, block.titles, block.where].map((field) => field[i - block.first]).filter(Boolean).join(", ");
    this.say(this.t("position", { n: this.number(place), all: this.number(this.result.total), words }), { quiet: true });
  }

  /** Say what is in view, for those who listen. */
  sayView() {
    const { scale } = this.stage;
    const { low, high } = this.columns;
    if (!scale || !this.result) return;
    const seen = this.result.order.reduce((sum, i) => sum + (high[i] >= scale.from && low[i] <= scale.to), 0);
    this.say(this.t("in_view", { from: iso(scale.from), to: iso(scale.to), n: this.number(seen) }), { quiet: true });
  }

  /** Say something to those who listen, and unless it is `quiet` show it too. */
  say(text, { quiet = false } = {}) {
    this.live.textContent = text;
    this.hint.hidden = quiet && text !== this.t("wheel");
    this.hint.textContent = text;
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => { this.hint.hidden = true; }, 4000);
  }

  /** The view has moved; the address follows when it rests. */
  moved() {
    const { scale } = this.stage;
    if (!this.list) return; // the first view is no choice of the reader's
    const bounds = this.bounds();
    const whole = scale.from <= bounds[0] + 1 && scale.to >= bounds[1] - 1;
    this.state.view = whole ? null : [Math.round(scale.from), Math.round(scale.to)];
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.remember(true), 300);
  }

  /** Write the state into the fragment once the frame that shows it is painted: the history takes its time. */
  later() {
    requestAnimationFrame(() => setTimeout(() => this.remember()));
  }

  /** Write the state into the fragment: a new entry of the history, or for mere movement in place of the last. */
  remember(movement = false) {
    const text = written(this.state);
    if (text === location.hash.slice(1)) return;
    const url = text ? `#${text}` : location.pathname + location.search;
    if (movement) history.replaceState(history.state, "", url);
    else history.pushState(history.state, "", url);
  }

  restore() {
    const text = location.hash;
    if (text && !text.includes("=")) return; // an anchor of the page
    this.state = read(text);
    if (!this.state.view) this.whole();
    clearTimeout(this.resting);
    this.apply();
  }

  async copyLink() {
    await copy(new URL(`#${written(this.state)}`, location.href).href);
    this.say(this.t("copied"));
  }

  async copyList() {
    const found = await rows(this);
    await copy(found.map((row) => `${row.date}: ${row.title}${row.place ? ` (${row.place})` : ""}\n${row.address}`).join("\n\n"));
    this.say(this.t("copied"));
  }

  async csv() {
    const found = await rows(this);
    const names = ["id", "date", "title", "place", "type", "status", "origins", "conflicts", "summary", "address"];
    download("events.csv", csv([names, ...found.map((row) => names.map((name) => row[name]))]), "text/csv;charset=utf-8");
  }

  /** Print all events that match, whose words are fetched first. */
  async printAll() {
    try {
      await this.words.loadAll();
    } catch {
      this.say(this.t("failed"));
      return;
    }
    print();
  }

  /** On paper a list is whole, and links say their addresses. */
  print() {
    this.list.expand();
    for (const link of this.body.querySelectorAll("a.ct-title")) link.setAttribute("data-address", link.href);
  }
}

/** A shape as a picture beside words. @param {string} path */
function drawn(path) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  shape.setAttribute("viewBox", "0 0 14 14");
  shape.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  shape.append(line);
  return shape;
}

/** Let the browser do what waits, such as answering a hand, before more is worked out. */
function turn() {
  return new Promise((done) => { setTimeout(done); });
}

customElements.define("conflict-timeline", TimelineElement);
