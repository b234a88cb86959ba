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

/** For each facet a function that gives the option numbers of an event. */
function readers(columns) {
  const one = [0];
  const single = (column, less = 0) => (i) => {
    one[0] = column[i] - less;
    return column[i] < less ? [] : one;
  };
  const lanes = columns.conflicts.map((_, lane) => 1 << lane);
  const sets = new Map();
  const laneSet = (mask) => {
    if (!sets.has(mask)) sets.set(mask, lanes.flatMap((bit, lane) => (mask & bit ? [lane] : [])));
    return sets.get(mask);
  };
  return {
    conflict: (i) => laneSet(columns.lanes[i]), family: single(columns.family), type: single(columns.type),
    actor: (i) => columns.actorsOf[i] ?? [], place: single(columns.place, 1), tag: (i) => columns.tagsOf[i] ?? [],
    status: single(columns.status), level: single(columns.level, 1),
  };
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
    this.readers = readers(columns);
    this.options = options(columns);
  }

  /**
   * Match all events.
   * @param {object} state see `nothing`
   * @returns {{matches: Uint8Array, total: number, counts: Object<string, Uint32Array>}} `counts` says for each option
   *   how many events would match with it alone chosen in its facet and the other facets as they are.
   */
  run(state) {
    const { columns } = this;
    const n = columns.count;
    const matches = new Uint8Array(n);
    const chosen = FACETS.map((name) => this.chosen(name, state[name]));
    const read = FACETS.map((name) => this.readers[name]);
    const counts = FACETS.map((name) => new Uint32Array(this.options[name].length));
    const needles = folded(state.text).split(/\s+/).filter(Boolean);
    let total = 0;
    for (let i = 0; i < n; i++) {
      if (!this.plain(i, state, needles)) continue;
      let failed = -1; // the only facet that fails, or -2 where several do
      for (let f = 0; f < FACETS.length; f++) {
        if (chosen[f] && !some(read[f](i), chosen[f])) {
          failed = failed === -1 ? f : -2;
          if (failed === -2) break;
        }
      }
      if (failed === -2) continue;
      if (failed === -1) {
        matches[i] = 1;
        total++;
        for (let f = 0; f < FACETS.length; f++) for (const option of read[f](i)) counts[f][option]++;
      } else {
        for (const option of read[failed](i)) counts[failed][option]++;
      }
    }
    return { matches, total, counts: Object.fromEntries(FACETS.map((name, f) => [name, counts[f]])) };
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

  /** Whether an event passes what is no facet: text, dates, origins, links across conflicts. */
  plain(i, state, needles) {
    const { columns } = this;
    if (state.across && !(columns.flags[i] & 2)) return false;
    if (columns.origins[i] < state.origins) return false;
    if (state.from !== null && columns.high[i] < state.from) return false;
    if (state.to !== null && columns.low[i] > state.to) return false;
    if (!needles.length) return true;
    const words = this.words(i);
    return words !== null && needles.every((needle) => words.includes(needle));
  }
}

function some(found, mask) {
  for (const option of found) if (mask[option]) return true;
  return false;
}
