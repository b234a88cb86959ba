/** The filters: a text, facets with live counts, dates, and what is chosen as chips that can be taken away. */

import { h } from "./dom.js";
import { FACETS, folded, isNothing, nothing } from "./filters.js";
import { COLOURS } from "./fragment.js";
import { iso, parse } from "./scale.js";

/** Options that are shown of one facet; the rest is found by typing. */
const SHOWN = 60;

export class Panel {
  /** @param {import("./element.js").TimelineElement} host */
  constructor(host) {
    this.host = host;
    const { t } = host;
    this.text = h("input", { type: "search", placeholder: t("text"), "aria-label": t("text"), autocomplete: "off", spellcheck: "false",
      oninput: () => this.typed() });
    this.count = h("p", { class: "ct-tl-count", role: "status" });
    this.chips = h("ul", { class: "ct-tl-chips", "aria-label": t("chosen") });
    this.facets = Object.fromEntries(FACETS.map((name) => [name, this.facet(name)]));
    this.toggle = h("button", { type: "button", "aria-expanded": "false", "aria-controls": "ct-tl-more", onclick: () => this.open() }, t("filters"));
    this.more = h("div", { class: "ct-tl-more", id: "ct-tl-more", hidden: true }, ...Object.values(this.facets).map((facet) => facet.element), this.rest());
    this.element = h("div", { class: "ct-tl-panel", role: "search", "aria-label": t("filters") },
      h("div", { class: "ct-tl-bar" }, this.text, this.toggle, this.count), this.chips, this.more);
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.host.change({ text: this.text.value }), 120);
  }

  open() {
    this.more.hidden = !this.more.hidden;
    this.toggle.setAttribute("aria-expanded", String(!this.more.hidden));
    if (!this.more.hidden) this.refresh();
  }

  search() {
    this.text.focus();
    this.text.select();
  }

  facet(name) {
    const facet = { find: null, list: h("ul"), query: "" };
    const many = this.host.filter_.options[name].length > SHOWN / 4;
    if (many) {
      const label = this.host.t("find", { facet: this.host.t(`facet.${name}`) });
      facet.find = h("input", { type: "search", placeholder: label, "aria-label": label, oninput: () => { facet.query = folded(facet.find.value); this.options(name); } });
    }
    facet.summary = h("summary", {}, this.host.t(`facet.${name}`));
    facet.element = h("details", { class: "ct-tl-facet", ontoggle: () => this.options(name) }, facet.summary, facet.find, facet.list);
    return facet;
  }

  /** The options of one facet, drawn when it is open. */
  options(name) {
    const { host } = this;
    const facet = this.facets[name];
    const chosen = host.state.filters[name];
    facet.summary.textContent = host.t(`facet.${name}`) + (chosen.length ? ` (${chosen.length})` : "");
    if (!facet.element.open || this.more.hidden || !host.result) return;
    const counts = host.result.counts(name);
    const all = host.filter_.options[name].map((option, number) => ({ ...option, count: counts[number], on: chosen.includes(option.id) }));
    const fixed = name === "status" || name === "level" || name === "conflict";
    const wanted = all.filter((option) => option.on || ((option.count || fixed) && folded(option.name).includes(facet.query)));
    if (!fixed) wanted.sort((a, b) => b.on - a.on || b.count - a.count || a.name.localeCompare(b.name));
    const held = document.activeElement?.value;
    const inside = facet.list.contains(document.activeElement);
    facet.list.replaceChildren(...wanted.slice(0, SHOWN).map((option) => this.option(name, option)));
    if (wanted.length > SHOWN) facet.list.append(h("li", { class: "ct-meta" }, host.t("more", { n: wanted.length - SHOWN })));
    if (inside) facet.list.querySelector(`input[value="${CSS.escape(held)}"]`)?.focus();
  }

  option(name, { id, name: label, count, on }) {
    const box = h("input", { type: "checkbox", value: id, onchange: () => this.host.toggle(name, id) });
    box.checked = on;
    return h("li", {}, h("label", {}, box, h("span", {}, label), h("span", { class: "ct-count" }, this.host.number(count))));
  }

  rest() {
    const { host } = this;
    const { t } = host;
    const date = (name, last) => h("input", { type: "text", size: 10, placeholder: "2012-02", "aria-label": t(`date.${name}`),
      onchange: (event) => {
        const day = event.target.value.trim() ? parse(event.target.value, last) : null;
        event.target.setAttribute("aria-invalid", String(Boolean(event.target.value.trim()) && day === null));
        if (day !== null || !event.target.value.trim()) host.change({ [name]: day });
      } });
    this.from = date("from", false);
    this.to = date("to", true);
    this.across = h("input", { type: "checkbox", onchange: (event) => host.change({ across: event.target.checked }) });
    this.origins = h("select", { onchange: (event) => host.change({ origins: Number(event.target.value) }) }, ...[0, 1, 2, 3, 5].map((n) => h("option", { value: n }, n ? t("at_least", { n }) : t("any"))));
    this.colour = h("select", { onchange: (event) => host.look({ colour: event.target.value }) }, ...COLOURS.map((name) => h("option", { value: name }, t(`facet.${name}`))));
    this.arcs = h("input", { type: "checkbox", onchange: (event) => host.look({ arcs: event.target.checked }) });
    return h("div", { class: "ct-tl-rest" },
      h("fieldset", {}, h("legend", {}, t("dates")), h("label", {}, `${t("from")} `, this.from), " ", h("label", {}, `${t("to")} `, this.to)),
      h("label", {}, `${t("origins_least")} `, this.origins),
      h("label", {}, this.across, h("span", {}, t("across"))),
      h("label", {}, `${t("colour")} `, this.colour),
      h("label", {}, this.arcs, h("span", {}, t("arcs"))));
  }

  /** Bring everything into step with the state. */
  refresh() {
    const { host } = this;
    const { filters } = host.state;
    if (this.text !== document.activeElement || this.text.value.trim() !== filters.text.trim()) this.text.value = filters.text;
    this.count.textContent = host.t("count", { n: host.number(host.result?.total ?? 0), all: host.number(host.all) });
    this.from.value = filters.from === null ? "" : iso(filters.from);
    this.to.value = filters.to === null ? "" : iso(filters.to);
    this.across.checked = filters.across;
    this.origins.value = String(filters.origins);
    this.colour.value = host.state.colour;
    this.arcs.checked = host.state.arcs;
    this.refreshChips();
    if (!this.more.hidden) for (const name of FACETS) this.options(name);
  }

  refreshChips() {
    const { host } = this;
    const { filters } = host.state;
    const { t } = host;
    const chips = [];
    const chip = (words, act) => chips.push(h("li", {}, h("button", { type: "button", "aria-label": t("remove", { words }), onclick: act }, `${words} ×`)));
    if (filters.text.trim()) chip(`“${filters.text.trim()}”`, () => host.change({ text: "" }));
    for (const name of FACETS) {
      for (const id of filters[name]) {
        if (host.narrow[name]?.includes(id)) continue;
        chip(host.filter_.options[name].find((option) => option.id === id)?.name ?? id, () => host.toggle(name, id));
      }
    }
    if (filters.from !== null || filters.to !== null) {
      chip(`${filters.from === null ? "…" : iso(filters.from)} – ${filters.to === null ? "…" : iso(filters.to)}`, () => host.change({ from: null, to: null }));
    }
    if (filters.origins) chip(`${t("origins_least")} ${t("at_least", { n: filters.origins })}`, () => host.change({ origins: 0 }));
    if (filters.across) chip(t("across"), () => host.change({ across: false }));
    if (!isNothing(filters) && chips.length) chips.push(h("li", {}, h("button", { type: "button", class: "ct-tl-clear", onclick: () => host.change(nothing()) }, t("clear"))));
    this.chips.replaceChildren(...chips);
  }
}
