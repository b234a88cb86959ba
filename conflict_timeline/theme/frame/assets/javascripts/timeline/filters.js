/** Which events match a state of the filters, and how many would with each option. Pure: no page, no network. */

/** Facets whose options are chosen from a list, in the order in which they are shown. */
export const FACETS = ["conflict", "family", "type", "actor", "place", "tag", "status", "level"];

/** A state in which everything matches. */
export function nothing() {
  return { text: "", origins: 0, from: null, to: null, across: false, ...Object.fromEntries(FACETS.map((name) => [name, []])) };
}

/** Whether a state filters nothing out. */
export function isNothing(state) {
  return !state.text.trim() && !state.origins && state.from === null && state.to === null && !state.across && FACETS.every((name) => !state[name].length);
}

/** A text for comparison: without accents and case (full case folding of Unicode, as far as texts need it). @param {string} text */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
}

/** The options of each facet of a record. @param {import("./columns.js").Columns} columns */
export function options(columns) {
  return {
    conflict: columns.conflicts, family: columns.families, type: columns.types, actor: columns.actors,
    place: columns.places, tag: columns.tags, status: columns.statuses, level: columns.levels,
  };
}

/**
 * The option numbers of a facet of all events in a row: those of event `i` are `values[starts[i]]` up to before
 * `values[starts[i + 1]]`.
 */
function reader(columns, name) {
  const ways = {
    conflict: () => lists(columns.count, (i) => columns.laneSets[columns.lanes[i]]), family: () => singles(columns.family),
    type: () => singles(columns.type), actor: () => lists(columns.count, (i) => columns.actorsOf[i] ?? []),
    place: () => singles(columns.place, 1), tag: () => lists(columns.count, (i) => columns.tagsOf[i] ?? []),
    status: () => singles(columns.status), level: () => singles(columns.level, 1),
  };
  return ways[name]();
}

/** A column with one option an event, or where values below `less` are none with at most one. */
function singles(column, less = 0) {
  const starts = new Uint32Array(column.length + 1);
  const values = new Uint32Array(column.length);
  let at = 0;
  for (let i = 0; i < column.length; i++) {
    if (column[i] >= less) values[at++] = column[i] - less;
    starts[i + 1] = at;
  }
  return { starts, values };
}

function lists(count, listOf) {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) starts[i + 1] = starts[i] + listOf(i).length;
  const values = new Uint32Array(starts[count]);
  for (let i = 0; i < count; i++) {
    const list = listOf(i);
    for (let at = 0; at < list.length; at++) values[starts[i] + at] = list[at];
  }
  return { starts, values };
}

/** What `missing` says of an event: it matches, or it fails in more than one facet or in what is no facet. */
const NOTHING = 255;
const MUCH = 254;

/** Which events match a state. */
export class Result {
  /** @param {Filter} filter @param {Uint8Array} missing for each event the facet that alone keeps it out, or the above */
  constructor(filter, missing) {
    this.filter = filter;
    this.missing = missing;
    const n = missing.length;
    /** 1 for each event that matches. */
    this.matches = new Uint8Array(n);
    let total = 0;
    for (let i = 0; i < n; i++) if (missing[i] === NOTHING) { this.matches[i] = 1; total++; }
    this.total = total;
    /** The numbers of the events that match, in the order of time. */
    this.order = new Uint32Array(total);
    for (let i = 0, at = 0; i < n; i++) if (missing[i] === NOTHING) this.order[at++] = i;
  }

  /**
   * For each option of a facet, how many events would match with it alone chosen in that facet and all else as it is.
   * Counted when it is asked for: a facet that is closed costs nothing.
   * @param {string} name
   */
  counts(name) {
    const { starts, values } = this.filter.reader(name);
    const own = FACETS.indexOf(name);
    const counts = new Uint32Array(this.filter.options[name].length);
    for (let i = 0; i < this.missing.length; i++) {
      if (this.missing[i] !== NOTHING && this.missing[i] !== own) continue;
      for (let at = starts[i]; at < starts[i + 1]; at++) counts[values[at]]++;
    }
    return counts;
  }
}

/** Matches events of one record against states. */
export class Filter {
  /**
   * @param {import("./columns.js").Columns} columns
   * @param {(i: number) => string | null} words the folded text of an event, or null while it is not loaded
   */
  constructor(columns, words) {
    this.columns = columns;
    this.words = words;
    this.options = options(columns);
    this.readers = new Map();
  }

  /** The options of each event in a facet, put in a row when they are first needed. */
  reader(name) {
    if (!this.readers.has(name)) this.readers.set(name, reader(this.columns, name));
    return this.readers.get(name);
  }

  /**
   * Match all events, or those of a page.
   * @param {object} state see `nothing`
   * @param {Uint8Array | null} within 1 for each event of the page; others neither match nor count
   */
  run(state, within = null) {
    const { count } = this.columns;
    const missing = new Uint8Array(count).fill(NOTHING);
    this.plain(state, missing, within);
    FACETS.forEach((name, facet) => {
      const mask = this.chosen(name, state[name]);
      if (mask) narrow(missing, this.reader(name), mask, facet);
    });
    return new Result(this, missing);
  }

  /** A mask of the options that are chosen; null where none is; an id that is not known matches nothing. */
  chosen(name, ids) {
    if (!ids.length) return null;
    const mask = new Uint8Array(this.options[name].length);
    this.options[name].forEach((option, number) => {
      if (ids.includes(option.id)) mask[number] = 1;
    });
    return mask;
  }

  /** Note the events that fail in what is no facet: page, text, dates, origins, links across conflicts. */
  plain(state, missing, within) {
    const { flags, origins, high, low } = this.columns;
    const needles = folded(state.text).split(/\s+/).filter(Boolean);
    const from = state.from ?? -Infinity;
    const to = state.to ?? Infinity;
    for (let i = 0; i < missing.length; i++) {
      const fails = (within && !within[i]) || (state.across && !(flags[i] & 2)) || origins[i] < state.origins || high[i] < from || low[i] > to;
      if (fails || (needles.length && !this.says(i, needles))) missing[i] = MUCH;
    }
  }

  says(i, needles) {
    const words = this.words(i);
    return words !== null && needles.every((needle) => words.includes(needle));
  }
}

/** Note the events that have none of the options of a mask. */
function narrow(missing, { starts, values }, mask, facet) {
  for (let i = 0; i < missing.length; i++) {
    if (missing[i] === MUCH) continue;
    let found = 0;
    for (let at = starts[i]; at < starts[i + 1]; at++) found |= mask[values[at]];
    if (!found) missing[i] = missing[i] === NOTHING ? facet : MUCH;
  }
}
