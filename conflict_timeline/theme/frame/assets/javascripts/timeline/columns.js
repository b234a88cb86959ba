/**
 * The record as columns: what `timeline/data/` holds, decoded once into typed arrays.
 * The format is described in docs/data-format.md.
 */

/** Kinds of shape that a date is drawn in; a plain day is a point. */
export const SHAPES = ["point", "span", "interval", "from", "until", "set", "one-of"];

/** Decoded columns. Every array has one item for each event, in the order of the record. */
export class Columns {
  /** @param {object} raw the parsed file */
  constructor(raw) {
    if (raw.format !== 2) throw new Error(`unknown format ${raw.format}`);
    const n = raw.count;
    this.count = n;
    this.conflicts = raw.conflicts.map(([id, name, colour]) => ({ id, name, colour }));
    this.families = raw.families.map(([id, name]) => ({ id, name }));
    this.types = raw.types.map(([family, sub, name]) => ({ id: `${raw.families[family][0]}/${sub}`, family, name }));
    this.statuses = raw.statuses.map(([id, name]) => ({ id, name }));
    this.levels = raw.levels.map(([id, name]) => ({ id, name }));
    this.ids = n ? raw.ids.split("\n") : [];
    /** First possible day of each event, counted from 1970-01-01. */
    this.start = new Int32Array(n);
    /** Last possible day. */
    this.end = new Int32Array(n);
    this.shape = new Uint8Array(n);
    this.fadeIn = new Int32Array(n);
    this.fadeOut = new Int32Array(n);
    /** Parts of sets: event → pairs of offset and length in days. */
    this.parts = new Map();
    /** First and last possible day with open ends: infinite where an event began or goes on without one. */
    this.low = new Float64Array(n);
    this.high = new Float64Array(n);
    /** The sets of lanes that occur, and for each event the number of its set. */
    this.laneSets = raw.laneSets;
    this.lanes = Uint32Array.from(raw.lanes);
    this.type = Uint16Array.from(raw.type);
    this.family = new Uint16Array(n);
    // Plain loops: the first view is worked out before the browser has translated anything, and calls cost most there.
    const { start, end, low, high, family } = this;
    let day = 0;
    for (let i = 0; i < n; i++) {
      day += raw.start[i];
      start[i] = low[i] = day;
      end[i] = high[i] = day + raw.length[i];
      family[i] = raw.types[raw.type[i]][0];
    }
    for (const key in raw.shapes) {
      const i = Number(key);
      const [kind, fadeIn, fadeOut, parts] = raw.shapes[key];
      this.shape[i] = SHAPES.indexOf(kind);
      this.fadeIn[i] = fadeIn;
      this.fadeOut[i] = fadeOut;
      if (parts) this.parts.set(i, parts);
      if (kind === "until") low[i] = -Infinity;
      if (kind === "from") high[i] = Infinity;
    }
    this.status = Uint8Array.from(raw.status);
    this.origins = Uint16Array.from(raw.origins);
    this.level = Uint8Array.from(raw.level);
    this.flags = Uint8Array.from(raw.flags);
    this.blocks = raw.blocks;
    this.places = [];
    this.actors = [];
    this.tags = [];
    this.relations = [];
    this.place = new Uint32Array(n);
    this.actorsOf = [];
    this.tagsOf = [];
    /** Pairs of events that are linked, with the number of the relation that is said of the first. */
    this.links = [];
  }

  /** Add what the first view does without: places, actors, tags, links. @param {object} raw the parsed facets.json */
  add(raw) {
    const named = ([id, name]) => ({ id, name });
    this.places = raw.places.map(named);
    this.actors = raw.actors.map(named);
    this.tags = raw.tags.map(named);
    this.relations = raw.relations.map(([id, name, inverse]) => ({ id, name, inverse }));
    this.place = Uint32Array.from(raw.place);
    this.actorsOf = raw.actorsOf;
    this.tagsOf = raw.tagsOf;
    let from = 0;
    this.links = raw.links.from.map((more, at) => [(from += more), raw.links.to[at], raw.links.relation[at]]);
    this.ties = null;
    return this;
  }

  /** The index of an event by its id, or -1. @param {string} id */
  indexOf(id) {
    this.byId ??= new Map(this.ids.map((name, i) => [name, i]));
    return this.byId.get(id) ?? -1;
  }

  /** The links of an event: the other event and the name of the relation, seen from the event that says it. @param {number} i */
  linksOf(i) {
    if (!this.ties) {
      this.ties = new Map();
      for (const [from, to, relation] of this.links) {
        push(this.ties, from, { other: to, relation, forward: true });
        push(this.ties, to, { other: from, relation, forward: false });
      }
    }
    return this.ties.get(i) ?? [];
  }

  /** The lanes in which an event stands, by number. @param {number} i */
  lanesOf(i) {
    return this.laneSets[this.lanes[i]];
  }
}

function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Words of events, in blocks that are fetched when they come near. */
export class Words {
  /**
   * @param {Columns} columns
   * @param {(path: string) => Promise<object>} fetchBlock gives a parsed block by its path
   */
  constructor(columns, fetchBlock) {
    this.columns = columns;
    this.fetchBlock = fetchBlock;
    this.loaded = new Map();
    this.pending = new Map();
  }

  blockOf(i) {
    const blocks = this.columns.blocks;
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (blocks[middle][0] <= i) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** One field of an event's words, or null while its block is not there. @param {number} i @param {string} field */
  get(i, field) {
    const block = this.loaded.get(this.blockOf(i));
    return block ? block[field][i - block.first] : null;
  }

  /** Fetch the block of an event. @param {number} i @returns {Promise<object>} */
  load(i) {
    return this.loadBlock(this.blockOf(i));
  }

  loadBlock(number) {
    const there = this.loaded.get(number);
    if (there) return Promise.resolve(there);
    if (!this.pending.has(number)) {
      const wanted = this.fetchBlock(this.columns.blocks[number][1]).then(
        (block) => {
          this.loaded.set(number, block);
          this.pending.delete(number);
          return block;
        },
        (error) => {
          this.pending.delete(number); // the next look tries again
          throw error;
        },
      );
      this.pending.set(number, wanted);
    }
    return this.pending.get(number);
  }

  /** Fetch all blocks. @returns {Promise<object[]>} */
  loadAll() {
    return Promise.all(this.columns.blocks.map((_, number) => this.loadBlock(number)));
  }

  get complete() {
    return this.loaded.size === this.columns.blocks.length;
  }
}
