/** The canvas and what hands do to it: wheel, pinch, drag, buttons and keys. */

import { h } from "./dom.js";
import { Look, Painting, height, hue, top } from "./draw.js";
import { hit, lay } from "./layout.js";
import { Scale } from "./scale.js";

/** A movement of fewer pixels is a click. */
const STILL = 5;

/** Milliseconds without movement after which the view rests. */
const REST = 120;

export class Stage {
  /** @param {import("./element.js").TimelineElement} host */
  constructor(host) {
    this.host = host;
    this.rows = host.hasAttribute("compact") ? 4 : 6;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.element = h("div", {
      class: "ct-tl-stage", tabindex: "0", role: "application", "aria-roledescription": host.t("role"), "aria-label": host.t("label"),
      "aria-describedby": "ct-tl-keys",
    }, this.canvas);
    this.tip = h("div", { class: "ct-tl-tip", hidden: true });
    this.element.append(this.tip);
    this.pointers = new Map();
    this.widths = new Map();
    this.colours = new Map();
    this.listen();
  }

  listen() {
    const { element: e } = this;
    const { signal } = this.host.gone;
    e.addEventListener("wheel", (event) => this.wheel(event), { passive: false, signal });
    e.addEventListener("pointerdown", (event) => this.down(event), { signal });
    e.addEventListener("pointermove", (event) => this.move(event), { signal });
    e.addEventListener("pointerup", (event) => this.up(event), { signal });
    e.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId), { signal });
    e.addEventListener("pointerleave", () => this.hover(null), { signal });
    e.addEventListener("dblclick", (event) => this.zoom(2.5, this.at(event)[0]), { signal });
    e.addEventListener("keydown", (event) => this.key(event), { signal });
    new ResizeObserver(([entry]) => this.resize(Math.round(entry.contentRect.width))).observe(e);
    new MutationObserver(() => this.restyle()).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  }

  restyle() {
    this.look = new Look(this.element);
    this.widths.clear();
    this.colours.clear();
    this.host.legend();
    this.request();
  }

  resize(width = this.element.clientWidth) {
    if (!width || !this.host.columns) return;
    this.look ??= new Look(this.element);
    this.scale = this.scale ? this.scale.resized(width) : Scale.whole(width, this.host.bounds());
    const ratio = Math.min(3, devicePixelRatio || 1);
    const high = height(this.host.columns.conflicts.length, this.rows);
    const size = [Math.round(width * ratio), Math.round(high * ratio)];
    if (this.canvas.width !== size[0] || this.canvas.height !== size[1]) [this.canvas.width, this.canvas.height] = size; // this clears it
    this.canvas.style.height = `${high}px`;
    this.ratio = ratio;
    this.request();
  }

  /** Show another window on time. @param {Scale} scale */
  view(scale) {
    if (!scale) return; // there is no size yet
    this.scale = scale;
    this.moving = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
    this.request();
    this.host.moved();
  }

  /** The view has come to rest: now titles are fetched, which no frame of a movement has to wait for. */
  rest() {
    this.moving = false;
    this.fetchNear();
  }

  request() {
    this.asked ??= requestAnimationFrame(() => {
      this.asked = null;
      this.paint();
    });
  }

  paint() {
    const { host } = this;
    if (!this.scale || !host.split) return;
    this.lanes = lay(host.columns, host.split, this.scale, this.rows);
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    const scene = {
      columns: host.columns, words: host.words, scale: this.scale, lanes: this.lanes, rows: this.rows, look: this.look,
      selected: host.selected, hovered: this.hovered, arcs: host.state.arcs, matches: host.matching, widths: this.widths,
      faded: (colour) => this.faded(colour),
      month: (number) => this.month(number), number: (n) => host.number(n), colour: (i, lane) => this.colour(i, lane), laneColour: (lane) => this.laneColour(lane),
    };
    new Painting(this.context, scene).paint();
    if (!this.moving) this.fetchNear();
    host.painted();
  }

  /** Fetch the words of events whose titles have room; what comes is painted. */
  fetchNear() {
    const wanted = new Set();
    for (const { items } of this.lanes) {
      for (const item of items) if (item.label > 0 && this.host.words.get(item.i, "titles") === null) wanted.add(this.host.words.blockOf(item.i));
    }
    const next = [...wanted].filter((number) => !this.host.words.pending.has(number)).slice(0, 3);
    // Not inside the frame: starting a request takes longer than painting.
    if (next.length) setTimeout(() => { for (const number of next) this.host.words.loadBlock(number).then(() => this.request(), () => {}); });
  }

  /** The short name of a month; the browser's formats take long to wake, and a far view shows years alone. */
  month(number) {
    if (!this.months) {
      const format = new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: "short", timeZone: "UTC" });
      this.months = Array.from({ length: 12 }, (_, m) => format.format(Date.UTC(2021, m, 1)));
    }
    return this.months[number - 1];
  }

  laneColour(lane) {
    const { colour } = this.host.columns.conflicts[lane];
    return this.look.scheme === "dark" ? this.mixed(colour, "55%", "#fff") : colour;
  }

  /** The colour of an end that is not known. */
  faded(colour) {
    return this.mixed(colour, "12%", this.look.paper);
  }

  /** A mixture in the form that a canvas takes fastest, worked out once. */
  mixed(colour, share, other) {
    const key = `${colour} ${share}, ${other}`;
    if (!this.colours.has(key)) {
      const swatch = h("span");
      swatch.style.color = `color-mix(in srgb, ${key})`;
      this.element.append(swatch);
      this.colours.set(key, getComputedStyle(swatch).color);
      swatch.remove();
    }
    return this.colours.get(key);
  }

  colour(i, lane) {
    const { columns, state } = this.host;
    if (state.colour === "status") return this.look.statuses[columns.status[i]] ?? this.look.soft;
    if (state.colour === "family") return hue(columns.family[i], columns.families.length, this.look.scheme);
    if (state.colour === "level") return columns.level[i] ? hue(columns.level[i] - 1, columns.levels.length, this.look.scheme) : this.look.soft;
    return this.laneColour(lane);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  found(x, y, reach) {
    return this.lanes ? hit(this.lanes, x, y, (item) => top(item, this.rows), reach) : null;
  }

  zoom(factor, x = this.scale?.width / 2) {
    this.view(this.scale?.zoomed(x, factor));
  }

  /** Zoom as a key or a button asks, and say what is then in view. */
  zoomTo(factor) {
    this.zoom(factor, this.focusX());
    this.host.sayView();
  }

  /** A wheel zooms once the timeline has the focus, or with Ctrl; before that it scrolls the page as everywhere. */
  wheel(event) {
    const inside = this.element.contains(document.activeElement) || event.ctrlKey || event.metaKey;
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    if (!this.scale) return;
    if (!inside && !sideways) {
      this.host.say(this.host.t("wheel"), { quiet: true });
      return;
    }
    event.preventDefault();
    const pixels = (event.deltaMode === 1 ? 16 : 1) * (sideways ? event.deltaX || event.deltaY : event.deltaY);
    if (sideways) this.view(this.scale.moved(pixels));
    else this.zoom(Math.exp(-Math.max(-240, Math.min(240, pixels)) / (event.ctrlKey ? 120 : 300)), this.at(event)[0]);
  }

  down(event) {
    if (event.button || !this.scale) return;
    this.element.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.at(event));
    this.travelled = this.pointers.size > 1 ? Infinity : 0;
  }

  move(event) {
    const point = this.at(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.hover(event.pointerType === "mouse" ? this.found(...point, 4) : null, point);
      return;
    }
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    this.pointers.set(event.pointerId, point);
    this.travelled += Math.hypot(point[0] - before[0], point[1] - before[1]);
    if (others.length) {
      const [other] = others;
      const apart = Math.abs(before[0] - other[0]) || 1;
      const now = Math.abs(point[0] - other[0]) || 1;
      const middle = (before[0] + other[0]) / 2;
      this.view(this.scale.zoomed(middle, now / apart).moved(middle - (point[0] + other[0]) / 2));
    } else if (this.travelled > STILL) {
      this.hover(null);
      this.view(this.scale.moved(before[0] - point[0]));
    }
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId) || this.travelled > STILL) return;
    const [x, y] = this.at(event);
    const item = this.found(x, y, event.pointerType === "mouse" ? 8 : 16);
    if (item?.count > 1) this.host.show(item.i, item.last);
    else if (item) this.host.select(item.i, { lane: item.lane });
    else this.host.select(-1);
  }

  hover(item, point) {
    if (item === this.hovered) return;
    this.hovered = item;
    this.element.style.cursor = item ? "pointer" : "";
    this.tip.hidden = !item;
    if (item) {
      const { host } = this;
      const text = item.count > 1 ? host.t("events", { n: host.number(item.count) }) : host.words.get(item.i, "titles") ?? "";
      this.tip.textContent = item.count > 1 ? text : [host.words.get(item.i, "dates"), text].filter(Boolean).join(" · ");
      this.tip.hidden = !this.tip.textContent;
      this.tip.style.left = `${Math.min(point[0] + 12, Math.max(0, this.scale.width - 260))}px`;
      this.tip.style.top = `${point[1] + 16}px`;
    }
    this.request();
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== this.element || !this.scale) return;
    const { host } = this;
    const acts = {
      ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), ArrowDown: () => this.lane(1), ArrowUp: () => this.lane(-1),
      Home: () => this.edge(0), End: () => this.edge(-1), Enter: () => host.open(), Escape: () => host.select(-1),
      "+": () => this.zoomTo(1.6), "=": () => this.zoomTo(1.6), "-": () => this.zoomTo(1 / 1.6),
      "/": () => host.panel.search(), "?": () => host.help(),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  focusX() {
    const { host } = this;
    if (host.selected < 0) return this.scale.width / 2;
    return this.scale.x((host.columns.start[host.selected] + host.columns.end[host.selected]) / 2);
  }

  /** The next event in time, in the lane of the one that is selected. */
  step(way) {
    const { host } = this;
    const row = host.selected < 0 ? host.result.order : host.split[host.lane];
    if (!row.length) return;
    const here = row.indexOf(host.selected);
    const middle = this.scale.day(this.scale.width / 2);
    const next = here < 0 ? Math.max(0, row.findIndex((i) => host.columns.end[i] >= (way > 0 ? this.scale.from : middle))) : here + way;
    if (row[next] !== undefined) host.select(row[next], { lane: host.selected < 0 ? undefined : host.lane, move: true });
  }

  /** The event nearest in time in the next lane. */
  lane(way) {
    const { host } = this;
    const { columns } = host;
    const from = host.selected < 0 ? -1 : host.lane;
    for (let lane = from + way; lane >= 0 && lane < columns.conflicts.length; lane += way) {
      const day = host.selected < 0 ? this.scale.day(this.scale.width / 2) : columns.start[host.selected];
      const row = host.split[lane];
      if (!row.length) continue;
      const near = row.reduce((best, i) => (Math.abs(columns.start[i] - day) < Math.abs(columns.start[best] - day) ? i : best));
      host.select(near, { lane, move: true });
      return;
    }
  }

  edge(which) {
    const row = this.host.result.order;
    if (row.length) this.host.select(row.at(which), { move: true });
  }
}
