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
 * Lay out the matching events of every lane.
 * @param {import("./columns.js").Columns} columns
 * @param {Uint8Array} matches
 * @param {import("./scale.js").Scale} scale
 * @param {number} rows how many rows a lane has
 * @returns {Lane[]}
 */
export function lay(columns, matches, scale, rows) {
  return columns.conflicts.map((_, lane) => layLane(columns, matches, scale, rows, lane));
}

function layLane(columns, matches, scale, rows, lane) {
  const bit = 1 << lane;
  const { low, high, lanes } = columns;
  const seen = [];
  for (let i = 0; i < columns.count; i++) {
    if (matches[i] && lanes[i] & bit && high[i] >= scale.from && low[i] <= scale.to) seen.push(i);
  }
  const room = (scale.width / (SIZE.mark + SIZE.gap)) * rows;
  if (seen.length > room) return { items: [], where: new Map(), ...bins(columns, seen, scale), total: seen.length };
  return { ...pack(columns, seen, scale, rows, lane), density: null, most: 0, total: seen.length };
}

/** How many events begin in each few pixels. */
export function bins(columns, seen, scale) {
  const density = new Uint16Array(Math.ceil(scale.width / SIZE.bin) + 1);
  let most = 0;
  for (const i of seen) {
    const bin = Math.floor(Math.max(0, scale.x(columns.start[i])) / SIZE.bin);
    if (bin < density.length) most = Math.max(most, ++density[bin]);
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
  if (measure(text) <= room) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${text.slice(0, middle)}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return low < 6 ? "" : `${text.slice(0, low).trimEnd()}…`;
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

/** The matching events in order of time, of one lane or of all. */
export function order(columns, matches, lane = -1) {
  const found = [];
  for (let i = 0; i < columns.count; i++) if (matches[i] && (lane < 0 || columns.lanes[i] & (1 << lane))) found.push(i);
  return found;
}
