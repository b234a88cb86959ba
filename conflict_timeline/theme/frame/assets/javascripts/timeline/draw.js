/** Paints the timeline on a canvas. Colours and fonts come from the page's style, so both palettes are followed. */

import { SHAPES } from "./columns.js";
import { SIZE, fitted } from "./layout.js";
import { ticks } from "./scale.js";

/** Shapes of marks by family of types: what colour shows, shape shows too. */
const MARKS = [circle, diamond, square, triangle, star, cross, hexagon, wedge];

const AXIS = 28;

/** The mark of a family as the path of an SVG of 14 by 14. @param {number} family */
export function outline(family) {
  const parts = [];
  const recorder = {
    moveTo: (x, y) => parts.push(`M${x.toFixed(1)} ${y.toFixed(1)}`),
    lineTo: (x, y) => parts.push(`L${x.toFixed(1)} ${y.toFixed(1)}`),
    closePath: () => parts.push("Z"),
    rect: (x, y, w, high) => parts.push(`M${x} ${y}h${w}v${high}h${-w}Z`),
    arc: (x, y, r) => parts.push(`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`),
  };
  MARKS[family % MARKS.length](recorder, 7, 7, SIZE.mark / 2);
  return parts.join("");
}

/** What a painting needs to know of the page's look. */
export class Look {
  /** @param {HTMLElement} element */
  constructor(element) {
    const style = getComputedStyle(element);
    const value = (name, other) => style.getPropertyValue(name).trim() || other;
    this.paper = value("--ct-paper", "#fff");
    this.ink = value("--ct-ink", "#000");
    this.soft = value("--ct-soft", "#555");
    this.rule = value("--ct-rule", "#ddd");
    this.panel = value("--ct-panel", "#f6f5f1");
    this.link = value("--ct-link", "#14508c");
    this.statuses = [value("--ct-good", "#1e6b3a"), value("--ct-doubt", "#8a5300"), value("--ct-doubt", "#8a5300"), value("--ct-bad", "#a3262a"), value("--ct-soft", "#555")];
    this.scheme = value("--ct-scheme", "light");
    this.font = `13px ${style.fontFamily}`;
    this.small = `12px ${style.fontFamily}`;
    this.bold = `600 13px ${style.fontFamily}`;
  }
}

/** The colours of a set of options that has none of its own: apart from each other in both palettes. */
export function hue(number, count, scheme) {
  const angle = Math.round((number * 360) / Math.max(1, count) + 20) % 360;
  return `hsl(${angle} ${scheme === "dark" ? "55% 68%" : "60% 36%"})`;
}

/** Height of a lane with so many rows. */
export function laneHeight(rows) {
  return rows * SIZE.row + 2 * SIZE.lanePadding + 20;
}

/** The y of an item's row. */
export function top(item, rows) {
  return item.lane * laneHeight(rows) + SIZE.lanePadding + 20 + item.row * SIZE.row;
}

/** Height of the whole canvas. */
export function height(lanes, rows) {
  return lanes * laneHeight(rows) + AXIS;
}

/** One painting of the whole view. */
export class Painting {
  /**
   * @param {CanvasRenderingContext2D} context
   * @param {object} scene columns, words, scale, lanes (laid out), rows, look, colour (of an event in a lane), faded (the same where it is not known), selected, hovered, arcs, month
   */
  constructor(context, scene) {
    Object.assign(this, scene);
    this.c = context;
    this.high = height(scene.columns.conflicts.length, scene.rows);
  }

  paint() {
    const { c } = this;
    c.fillStyle = this.look.paper;
    c.fillRect(0, 0, this.scale.width, this.high);
    c.textBaseline = "middle";
    c.textAlign = "left"; // time runs to the right on every page; see docs/data-format.md
    this.grid();
    this.lanes.forEach((lane, number) => this.lane(lane, number));
    if (this.arcs) this.allArcs();
    if (this.selected >= 0) this.ownArcs();
    if (this.hovered) this.ring(this.hovered, this.look.soft);
    for (const item of this.find(this.selected)) this.ring(item, this.look.ink);
    this.joints();
  }

  grid() {
    const { c, scale, look } = this;
    const base = this.high - AXIS;
    c.font = look.small;
    c.lineWidth = 1;
    let free = -Infinity;
    for (const tick of ticks(scale)) {
      const x = Math.round(scale.x(tick.day)) + 0.5;
      c.strokeStyle = look.rule;
      c.beginPath();
      c.moveTo(x, 0);
      c.lineTo(x, base + 5);
      c.stroke();
      const words = tick.unit === "year" ? String(tick.year) : tick.unit === "month" ? this.month(tick.month) : String(tick.date);
      const wide = this.measure(words, look.small);
      if (x + 3 > free && x >= 0) {
        c.fillStyle = tick.unit === "year" ? look.ink : look.soft;
        c.fillText(words, x + 3, base + 15);
        free = x + wide + 10;
      }
    }
    c.strokeStyle = look.ink;
    c.beginPath();
    c.moveTo(0, base + 0.5);
    c.lineTo(scale.width, base + 0.5);
    c.stroke();
  }

  lane(lane, number) {
    const { c, look } = this;
    const y = number * laneHeight(this.rows);
    const conflict = this.columns.conflicts[number];
    if (number) {
      c.strokeStyle = look.rule;
      c.beginPath();
      c.moveTo(0, y + 0.5);
      c.lineTo(this.scale.width, y + 0.5);
      c.stroke();
    }
    if (lane.density) this.density(lane, number, y);
    for (const item of lane.items) this.item(item);
    c.font = look.bold;
    const words = `${conflict.name}  ${this.number(lane.total)}`;
    c.fillStyle = look.paper;
    c.globalAlpha = 0.85;
    c.fillRect(0, y + 2, this.measure(words, look.bold) + 24, 20);
    c.globalAlpha = 1;
    c.fillStyle = this.laneColour(number);
    c.fillRect(4, y + 7, 10, 10);
    c.fillStyle = look.ink;
    c.fillText(words, 19, y + 12);
  }

  density(lane, number, y) {
    const { c } = this;
    const room = this.rows * SIZE.row;
    const base = y + laneHeight(this.rows) - SIZE.lanePadding;
    c.fillStyle = this.laneColour(number);
    c.beginPath();
    for (let bin = 0; bin < lane.density.length; bin++) {
      const count = lane.density[bin];
      if (!count) continue;
      const tall = Math.max(2, Math.sqrt(count / lane.most) * room);
      c.rect(bin * SIZE.bin, base - tall, SIZE.bin - 1, tall);
    }
    c.fill();
  }

  item(item) {
    const { c, look, columns } = this;
    const y = top(item, this.rows) + SIZE.row / 2;
    if (item.count > 1) {
      this.cluster(item, y);
      return;
    }
    const colour = this.colour(item.i, item.lane);
    const kind = SHAPES[columns.shape[item.i]];
    if (kind === "point" || item.x2 - item.x <= SIZE.mark + 1) this.mark(item.i, (item.x + item.x2) / 2, y, colour);
    else this.span(item, y, colour, kind);
    if (item.label >= SIZE.shortest) {
      const title = this.words.get(item.i, "titles");
      if (title) {
        const words = this.fit(title, item.label - 6);
        c.font = look.font;
        c.fillStyle = look.ink;
        if (words) c.fillText(words, Math.max(item.x2, kind === "point" ? 0 : 16) + 4, y + 0.5);
      }
    }
  }

  cluster(item, y) {
    const { c, look } = this;
    const words = this.number(item.count);
    const wide = Math.max(SIZE.mark * 2, this.measure(words, look.small) + 10);
    c.fillStyle = this.laneColour(item.lane);
    c.beginPath();
    c.roundRect(item.x, y - 8, wide, 16, 8);
    c.fill();
    c.fillStyle = look.paper;
    c.font = look.small;
    c.fillText(words, item.x + (wide - this.measure(words, look.small)) / 2, y + 0.5);
  }

  /** A date that is more than a point: bars whose ends fade as far as they are not known. */
  span(item, y, colour, kind) {
    const { c, scale, columns } = this;
    const { i } = item;
    const x = Math.max(item.x, -20);
    const x2 = Math.min(item.x2, scale.width + 20);
    const tall = kind === "span" ? 9 : 7;
    if (kind === "set" || kind === "one-of") {
      this.parts(item, y, colour, kind);
      return;
    }
    const fade = c.createLinearGradient(item.x, 0, item.x2 <= item.x ? item.x + 1 : item.x2, 0);
    const wide = Math.max(1, item.x2 - item.x);
    const inner = Math.min(0.5, (columns.fadeIn[i] * scale.perDay) / wide);
    const outer = Math.min(0.5, (columns.fadeOut[i] * scale.perDay) / wide);
    const clear = this.faded(colour);
    fade.addColorStop(0, inner ? clear : colour);
    fade.addColorStop(Math.min(inner, 1 - outer), colour);
    fade.addColorStop(Math.max(inner, 1 - outer), colour);
    fade.addColorStop(1, outer ? clear : colour);
    c.fillStyle = fade;
    c.fillRect(x, y - tall / 2, x2 - x, tall);
    if (kind === "from" || kind === "until") this.arrow(kind === "from" ? Math.min(x2, scale.width - 9) : 9, y, kind === "from" ? 1 : -1, colour);
    const middle = kind === "span" ? (Math.max(x, 0) + Math.min(x2, scale.width)) / 2 : Math.max(x, 6);
    this.mark(i, middle, y, colour);
  }

  parts(item, y, colour, kind) {
    const { c, scale, columns } = this;
    const at = (columns.parts.get(item.i) ?? []).map(([offset, length]) => scale.x(columns.start[item.i] + offset + length / 2));
    c.strokeStyle = colour;
    c.setLineDash(kind === "one-of" ? [3, 3] : []);
    c.lineWidth = 1.5;
    c.beginPath();
    c.moveTo(at[0] ?? item.x, y);
    c.lineTo(at[at.length - 1] ?? item.x2, y);
    c.stroke();
    c.setLineDash([]);
    for (const x of at) this.mark(item.i, x, y, colour, kind === "one-of");
  }

  arrow(x, y, way, colour) {
    const { c } = this;
    c.fillStyle = colour;
    c.beginPath();
    c.moveTo(x + way * 9, y);
    c.lineTo(x, y - 7);
    c.lineTo(x, y + 7);
    c.fill();
  }

  /** The mark of an event: its family's shape, hollow where the event itself is not established. */
  mark(i, x, y, colour, hollow = false) {
    const { c, look, columns } = this;
    c.beginPath();
    MARKS[columns.family[i] % MARKS.length](c, x, y, SIZE.mark / 2);
    const doubtful = hollow || columns.status[i] > 1;
    c.fillStyle = doubtful ? look.paper : colour;
    c.strokeStyle = colour;
    c.lineWidth = 2;
    c.fill();
    c.stroke();
  }

  ring(item, colour) {
    const { c } = this;
    const y = top(item, this.rows) + SIZE.row / 2;
    c.strokeStyle = colour;
    c.lineWidth = 2.5;
    c.beginPath();
    c.roundRect(Math.max(-4, item.x - 5), y - SIZE.row / 2 + 1, Math.min(item.x2, this.scale.width) - Math.max(-4, item.x - 5) + 5, SIZE.row - 2, 7);
    c.stroke();
  }

  /** The items that show an event, one in each of its lanes. */
  find(i) {
    return this.lanes.map((lane) => lane.where.get(i)).filter(Boolean);
  }

  /** Where an event stands: the middle of its mark, or of its lane where it is part of a density. */
  place(i) {
    const [item] = this.find(i);
    if (item) return [(Math.max(0, item.x) + Math.min(this.scale.width, item.x2)) / 2, top(item, this.rows) + SIZE.row / 2];
    const lane = Math.max(0, this.columns.lanesOf(i)[0] ?? 0);
    return [this.scale.x((this.columns.start[i] + this.columns.end[i]) / 2), (lane + 0.5) * laneHeight(this.rows)];
  }

  /** A line between the two marks of an event of two conflicts. */
  joints() {
    const { c, look, columns } = this;
    const first = new Map();
    c.strokeStyle = look.soft;
    c.lineWidth = 1;
    c.setLineDash([2, 3]);
    for (const lane of this.lanes) {
      for (const item of lane.items) {
        if (item.count > 1 || columns.lanesOf(item.i).length < 2) continue;
        const other = first.get(item.i);
        if (other) {
          const x = (Math.max(0, item.x) + Math.min(this.scale.width, item.x2)) / 2;
          c.beginPath();
          c.moveTo(x, top(other, this.rows) + SIZE.row / 2 + 7);
          c.lineTo(x, top(item, this.rows) + SIZE.row / 2 - 7);
          c.stroke();
        } else first.set(item.i, item);
      }
    }
    c.setLineDash([]);
  }

  ownArcs() {
    for (const { other } of this.columns.linksOf(this.selected)) this.arc(this.selected, other, this.look.link, 2);
  }

  /** All links between lanes whose two ends match. */
  allArcs() {
    const { columns, matches } = this;
    for (const [from, to] of columns.links) {
      if (!matches[from] || !matches[to]) continue;
      const own = columns.lanesOf(from);
      if (!columns.lanesOf(to).some((lane) => own.includes(lane))) this.arc(from, to, this.look.soft, 1);
    }
  }

  arc(from, to, colour, width) {
    const { c } = this;
    const [x, y] = this.place(from);
    const [x2, y2] = this.place(to);
    const far = this.scale.width;
    if ((x < 0 && x2 < 0) || (x > far && x2 > far)) return;
    const bend = Math.min(60, Math.abs(x2 - x) / 3 + 12);
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.beginPath();
    c.moveTo(x, y);
    if (Math.abs(y2 - y) < SIZE.row * 2) c.quadraticCurveTo((x + x2) / 2, Math.min(y, y2) - bend, x2, y2);
    else c.bezierCurveTo(x, (y + y2) / 2, x2, (y + y2) / 2, x2, y2);
    c.stroke();
  }

  fit(title, room) {
    return fitted(title, room, (text) => this.measure(text, this.look.font));
  }

  /** The width of a text; asked often, so kept. */
  measure(text, font) {
    let known = this.widths.get(font);
    if (!known) this.widths.set(font, (known = new Map()));
    let wide = known.get(text);
    if (wide === undefined) {
      this.c.font = font;
      wide = this.c.measureText(text).width;
      if (known.size > 20_000) known.clear();
      known.set(text, wide);
    }
    return wide;
  }
}

function circle(c, x, y, r) {
  c.arc(x, y, r - 0.5, 0, 7);
}

function polygon(points, turn = 0, inner = 1) {
  return (c, x, y, r) => {
    for (let p = 0; p < points; p++) {
      const angle = turn + (p * 2 * Math.PI) / points;
      const far = p % 2 ? r * inner : r;
      if (p) c.lineTo(x + Math.sin(angle) * far, y - Math.cos(angle) * far);
      else c.moveTo(x + Math.sin(angle) * far, y - Math.cos(angle) * far);
    }
    c.closePath();
  };
}

function diamond(c, x, y, r) {
  polygon(4)(c, x, y, r + 0.5);
}

function square(c, x, y, r) {
  c.rect(x - r + 1, y - r + 1, 2 * r - 2, 2 * r - 2);
}

function triangle(c, x, y, r) {
  polygon(3)(c, x, y + 1, r + 0.5);
}

function wedge(c, x, y, r) {
  polygon(3, Math.PI)(c, x, y - 1, r + 0.5);
}

function star(c, x, y, r) {
  polygon(10, 0, 0.5)(c, x, y, r + 1);
}

function hexagon(c, x, y, r) {
  polygon(6)(c, x, y, r);
}

function cross(c, x, y, r) {
  const t = r / 2.6;
  c.moveTo(x - t, y - r);
  for (const [dx, dy] of [[t, -r], [t, -t], [r, -t], [r, t], [t, t], [t, r], [-t, r], [-t, t], [-r, t], [-r, -t], [-t, -t]]) c.lineTo(x + dx, y + dy);
  c.closePath();
}
