/** The strip below the timeline: how dense the matching events are over all time, where the view is, and a brush for dates. */

import { h } from "./dom.js";
import { bins } from "./layout.js";
import { Scale, civil } from "./scale.js";

const HIGH = 40;
/** Pixels of a column of the density. */
const STEP = 3;

export class Brush {
  /** @param {import("./element.js").TimelineElement} host */
  constructor(host) {
    this.host = host;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.element = h("div", { class: "ct-tl-brush", title: host.t("brush") }, this.canvas);
    const { signal } = host.gone;
    this.element.addEventListener("pointerdown", (event) => this.down(event), { signal });
    this.element.addEventListener("pointermove", (event) => this.move(event), { signal });
    this.element.addEventListener("pointerup", (event) => this.up(event), { signal });
    this.element.addEventListener("dblclick", () => host.change({ from: null, to: null }), { signal });
    new ResizeObserver(([entry]) => {
      this.wide = Math.round(entry.contentRect.width);
      this.paint();
    }).observe(this.element);
  }

  scale() {
    return Scale.whole(this.wide || 1, this.host.bounds());
  }

  x(event) {
    return event.clientX - this.canvas.getBoundingClientRect().left;
  }

  down(event) {
    if (event.button || !this.host.stage.scale) return;
    this.element.setPointerCapture(event.pointerId);
    this.from = this.x(event);
    this.to = this.from;
  }

  move(event) {
    if (this.from === undefined) return;
    this.to = this.x(event);
    this.paint();
  }

  up(event) {
    if (this.from === undefined) return;
    const [a, b] = [this.from, this.x(event)].sort((one, other) => one - other);
    this.from = undefined;
    const scale = this.scale();
    if (b - a < 4) {
      const { scale: view } = this.host.stage;
      const half = (view.to - view.from) / 2;
      this.host.stage.view(view.between(scale.day(a) - half, scale.day(a) + half));
      return;
    }
    const [from, to] = [Math.round(scale.day(a)), Math.round(scale.day(b))];
    this.host.change({ from, to });
    this.host.stage.view(this.host.stage.scale.showing(from, to));
  }

  paint() {
    const { host } = this;
    const { wide } = this;
    if (!wide || !host.result || !host.stage.look || !host.stage.scale) return;
    const ratio = Math.min(3, devicePixelRatio || 1);
    if (this.canvas.width !== Math.round(wide * ratio)) {
      this.canvas.width = Math.round(wide * ratio);
      this.canvas.height = HIGH * ratio;
    }
    const c = this.canvas.getContext("2d");
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, wide, HIGH);
    const scale = this.scale();
    const { look } = host.stage;
    this.density(c, scale, look);
    this.years(c, scale, look);
    const { filters } = host.state;
    if (this.from !== undefined) this.box(c, Math.min(this.from, this.to), Math.max(this.from, this.to), look.link, 0.2);
    else if (filters.from !== null || filters.to !== null) {
      this.box(c, scale.x(filters.from ?? host.bounds()[0]), scale.x((filters.to ?? host.bounds()[1]) + 1), look.link, 0.16);
    }
    const view = host.stage.scale;
    c.strokeStyle = look.ink;
    c.lineWidth = 1.5;
    c.strokeRect(Math.max(1, scale.x(view.from)), 1, Math.min(wide - 2, Math.max(3, scale.x(view.to) - scale.x(view.from))), HIGH - 16);
  }

  density(c, scale, look) {
    const { result, columns } = this.host;
    if (this.counted !== result || this.countedWide !== scale.width) {
      [this.counted, this.countedWide, this.bins] = [result, scale.width, bins(columns, result.order, scale, STEP)];
    }
    const { density, most } = this.bins;
    c.fillStyle = look.soft;
    c.beginPath();
    for (let bin = 0; bin < density.length; bin++) {
      if (!density[bin]) continue;
      const tall = Math.max(2, Math.sqrt(density[bin] / most) * (HIGH - 20));
      c.rect(bin * STEP, HIGH - 16 - tall, STEP - 1, tall);
    }
    c.fill();
  }

  years(c, scale, look) {
    c.font = look.small;
    c.fillStyle = look.soft;
    c.textBaseline = "middle";
    const [first, last] = [civil(scale.from).year, civil(scale.to).year];
    c.fillText(String(first), 2, HIGH - 7);
    const words = String(last);
    c.fillText(words, scale.width - c.measureText(words).width - 2, HIGH - 7);
  }

  box(c, a, b, colour, strength) {
    c.globalAlpha = strength;
    c.fillStyle = colour;
    c.fillRect(a, 0, b - a, HIGH - 14);
    c.globalAlpha = 1;
    c.fillRect(a - 1, 0, 2, HIGH - 14);
    c.fillRect(b - 1, 0, 2, HIGH - 14);
  }
}
