/**
 * Where things stand: which events of a lane are drawn as marks, which as a cluster, which lanes as density.
 * Pure: numbers in, numbers out; the width of a text is asked of a function.
 */

/** Sizes in pixels. */
export const SIZE = { row: 22, mark: 11, gap: 4, bin: 4, label: 240, shortest: 48, lanePadding: 8 };

/**
 * @typedef {{lane: number, row: number, i: number, x: number, x2: number, count: number, last: number, label: number}} Item
 *   An event, or with `count` over 1 a cluster of the events `i` to `last` of that lane; `label` is the room for a title.
 * @typedef {{items: Item[], where: Map<number, Item>, density: Uint16Array | null, most: number, total: number}} Lane
 *   `where` says which item shows an event; a lane drawn as density has none.
 */

/**
 * The events of every lane, in the order of time.
 * @param {import("./columns.js").Columns} columns
 * @param {Uint32Array} order the matching events
 * @returns {Uint32Array[]}
 */
export function split(columns, order) {
  const { lanes, laneSets } = columns;
  const sizes = new Uint32Array(columns.conflicts.length);
  for (let at = 0; at < order.length; at++) {
    const set = laneSets[lanes[order[at]]];
    for (let k = 0; k < set.length; k++) sizes[set[k]]++;
  }
  const found = columns.conflicts.map((_, lane) => new Uint32Array(sizes[lane]));
  sizes.fill(0);
  for (let at = 0; at < order.length; at++) {
    const set = laneSets[lanes[order[at]]];
    for (let k = 0; k < set.length; k++) found[set[k]][sizes[set[k]]++] = order[at];
  }
  return found;
}

/**
 * Lay out the events of every lane that are in view.
 * @param {import("./columns.js").Columns} columns
 * @param {Uint32Array[]} split the events of each lane
 * @param {import("./scale.js").Scale} scale
 * @param {number} rows how many rows a lane has
 * @returns {Lane[]}
 */
export function lay(columns, split, scale, rows) {
  return split.map((events, lane) => layLane(columns, events, scale, rows, lane));
}

function layLane(columns, events, scale, rows, lane) {
  const { low, high } = columns;
  const { from, to } = scale;
  const seen = new Uint32Array(events.length);
  let total = 0;
  for (let at = 0; at < events.length; at++) {
    const i = events[at];
    if (high[i] >= from && low[i] <= to) seen[total++] = i;
  }
  const room = (scale.width / (SIZE.mark + SIZE.gap)) * rows;
  const found = seen.subarray(0, total);
  if (total > room) return { items: [], where: new Map(), ...bins(columns, found, scale, SIZE.bin), total };
  return { ...pack(columns, found, scale, rows, lane), density: null, most: 0, total };
}

/** How many events begin in each `step` pixels; what begins before the view counts at its left end. */
export function bins(columns, events, scale, step) {
  const density = new Uint16Array(Math.ceil(scale.width / step) + 1);
  const { start } = columns;
  const { from, perDay } = scale;
  const factor = perDay / step;
  let most = 0;
  for (let at = 0; at < events.length; at++) {
    const bin = Math.max(0, Math.floor((start[events[at]] - from) * factor));
    if (bin < density.length && ++density[bin] > most) most = density[bin];
  }
  return { density, most };
}

/** The pixels that an event takes: from its first possible day to the end of its last, at least one mark. */
export function extent(columns, scale, i) {
  const x = scale.x(columns.start[i]);
  const to = columns.high[i] === Infinity ? scale.width + 1 : scale.x(columns.end[i] + 1);
  const from = columns.low[i] === -Infinity ? -1 : x;
  return to - from < SIZE.mark ? [from - (SIZE.mark - (to - from)) / 2, from + (SIZE.mark + (to - from)) / 2] : [from, to];
}

/**
 * Put events into rows, each into the one that has been free the longest, so that titles find room; what fits in no
 * row joins the mark that is in its way. Linear in the number of events.
 */
function pack(columns, seen, scale, rows, lane) {
  const items = [];
  const where = new Map();
  const lastOf = new Array(rows).fill(null);
  for (const i of seen) {
    const [x, x2] = extent(columns, scale, i);
    let row = -1;
    let earliest = Infinity;
    for (let r = 0; r < rows; r++) {
      const free = lastOf[r] ? lastOf[r].x2 + SIZE.gap : -Infinity;
      if (free <= x && free < earliest) {
        row = r;
        earliest = free;
      }
    }
    if (row < 0) {
      const near = lastOf.reduce((best, item) => (item.x > best.x ? item : best));
      near.count++;
      near.last = i;
      where.set(i, near);
      near.x2 = Math.max(near.x2, near.x + SIZE.mark * 2);
      continue;
    }
    const item = { lane, row, i, x, x2, count: 1, last: i, label: 0 };
    if (lastOf[row]) lastOf[row].label = x - lastOf[row].x2 - SIZE.gap;
    lastOf[row] = item;
    where.set(i, item);
    items.push(item);
  }
  for (const item of lastOf) if (item) item.label = scale.width - item.x2;
  for (const item of items) item.label = item.count > 1 ? 0 : Math.min(item.label - SIZE.gap, SIZE.label);
  return { items, where };
}

/**
 * A text cut to the room there is, or "" where too little of it would be left.
 * @param {string} text
 * @param {number} room in pixels
 * @param {(text: string) => number} measure
 */
export function fitted(text, room, measure) {
  if (room < SIZE.shortest) return "";
  const whole = measure(text);
  if (whole <= room) return text;
  // Letters are about as wide as each other, so the first guess is near, and measuring is what costs.
  let end = Math.min(text.length - 1, Math.floor((text.length * room) / whole));
  while (end > 5 && measure(`${text.slice(0, end)}…`) > room) end--;
  return end < 6 ? "" : `${text.slice(0, end).trimEnd()}…`;
}

/** The item at a point, the one drawn last first. @param {Lane[]} lanes @param {(item: Item) => number} top gives an item's y */
export function hit(lanes, x, y, top, reach = 12) {
  let best = null;
  let least = Infinity;
  for (const { items } of lanes) {
    for (const item of items) {
      const dx = x < item.x ? item.x - x : x > item.x2 + Math.max(0, item.label) ? x - item.x2 - Math.max(0, item.label) : 0;
      const dy = Math.abs(y - top(item) - SIZE.row / 2);
      const away = dx + Math.max(0, dy - SIZE.row / 2);
      if (away < least && away <= reach) [best, least] = [item, away];
    }
  }
  return best;
}
