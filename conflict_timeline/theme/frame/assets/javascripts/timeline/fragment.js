/**
 * The state of a view as the address's fragment, which no server sees:
 * `#q=hospital&conflict=example&type=explosions/air-strike&from=2011&view=2011-03-01_2014-05-06&event=clinic-strike`.
 */

import { FACETS, nothing } from "./filters.js";
import { iso, parse } from "./scale.js";

/** What colours may show. */
export const COLOURS = ["conflict", "family", "status", "level"];

/**
 * @param {{filters: object, view: [number, number] | null, event: string, colour: string, arcs: boolean}} state
 * @returns {string} without the `#`; empty where everything is as it is at first
 */
export function written(state) {
  const { filters } = state;
  const parts = [];
  const add = (name, value) => parts.push(`${name}=${encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%20", "+")}`);
  if (filters.text.trim()) add("q", filters.text.trim());
  for (const name of FACETS) for (const id of filters[name]) add(name, id);
  if (filters.origins) add("origins", String(filters.origins));
  if (filters.from !== null) add("from", iso(filters.from));
  if (filters.to !== null) add("to", iso(filters.to));
  if (filters.across) add("across", "yes");
  if (state.view) add("view", `${iso(state.view[0])}_${iso(state.view[1])}`);
  if (state.event) add("event", state.event);
  if (state.colour !== COLOURS[0]) add("colour", state.colour);
  if (state.arcs) add("arcs", "yes");
  return parts.join("&");
}

/**
 * Read a fragment. What is not understood is passed over: an address that somebody cut short still opens.
 * @param {string} fragment with or without the `#`
 */
export function read(fragment) {
  const filters = nothing();
  const state = { filters, view: null, event: "", colour: COLOURS[0], arcs: false };
  const text = fragment.replace(/^#/, "");
  if (!text.includes("=")) return state; // an anchor of the page
  for (const [name, value] of new URLSearchParams(text)) {
    if (FACETS.includes(name)) {
      if (!filters[name].includes(value)) filters[name].push(value);
    } else if (name === "q") filters.text = value;
    else if (name === "origins") filters.origins = Math.min(99, Math.max(0, Number.parseInt(value, 10) || 0));
    else if (name === "from") filters.from = parse(value);
    else if (name === "to") filters.to = parse(value, true);
    else if (name === "across") filters.across = value === "yes";
    else if (name === "view") {
      const [a, b] = value.split("_").map((part) => parse(part ?? ""));
      if (typeof a === "number" && typeof b === "number" && a < b) state.view = [a, b];
    } else if (name === "event") state.event = value;
    else if (name === "colour" && COLOURS.includes(value)) state.colour = value;
    else if (name === "arcs") state.arcs = value === "yes";
  }
  return state;
}
