/** The card of the event that is selected: what it is, what it rests on, and where its links lead. */

import { h } from "./dom.js";

export class Card {
  /**
   * @param {import("./element.js").TimelineElement} host
   */
  constructor(host) {
    this.host = host;
    this.element = h("aside", { class: "ct-tl-card", hidden: true, "aria-label": host.t("card") });
  }

  /** Show an event, or with -1 nothing. @param {number} i */
  async show(i) {
    this.shown = i;
    if (i < 0) {
      this.element.hidden = true;
      return;
    }
    const { host } = this;
    let block;
    try {
      block = await host.words.load(i);
    } catch {
      host.say(host.t("failed"));
      return;
    }
    if (this.shown !== i) return; // another one was selected meanwhile
    const at = i - block.first;
    this.element.replaceChildren(...this.content(i, (field) => block[field][at]));
    this.element.hidden = false;
  }

  content(i, word) {
    const { host } = this;
    const { columns, t } = host;
    const status = columns.statuses[columns.status[i]];
    const summary = h("p", {}, word("summaries"));
    const warning = word("warnings");
    return [
      h("div", { class: "ct-tl-card-head" },
        h("p", { class: "ct-meta" }, [...columns.lanesOf(i).map((lane) => columns.conflicts[lane].name), columns.types[columns.type[i]].name].join(" · ")),
        h("button", { type: "button", class: "ct-tl-close", "aria-label": t("close"), onclick: () => host.select(-1, { focus: true }) }, "×")),
      h("h2", {}, h("a", { href: host.address(i) }, word("titles"))),
      h("p", { class: "ct-dateline" }, h("strong", {}, word("long")), word("where") ? ` · ${word("where")}` : ""),
      warning ? h("details", { class: "ct-warning" }, h("summary", {}, t("warning", { kinds: warning })), summary) : summary,
      h("p", { class: "ct-meta" },
        h("span", { class: `ct-badge ct-status-${status.id}` }, status.name), " ",
        t(columns.origins[i] === 1 ? "origin" : "origins", { n: columns.origins[i] }),
        columns.level[i] ? ` · ${t("responsibility")}: ${columns.levels[columns.level[i] - 1].name}` : ""),
      this.links(i),
      h("p", {}, h("a", { href: host.address(i) }, t("open"))),
    ];
  }

  links(i) {
    const { host } = this;
    const ties = host.columns.linksOf(i);
    if (!ties.length) return null;
    const list = h("ul", { class: "ct-tl-links" });
    for (const { other, relation, forward } of ties) {
      const name = host.columns.relations[relation];
      const button = h("button", { type: "button", onclick: () => host.follow(i, other) }, host.columns.ids[other]);
      host.words.load(other).then((block) => { button.textContent = block.titles[other - block.first]; }, () => {});
      list.append(h("li", {}, h("span", { class: "ct-relation" }, forward ? name.name : name.inverse), " ", button));
    }
    return h("details", { open: ties.length < 6 }, h("summary", {}, host.t("links", { n: ties.length })), list);
  }
}
