/** What a reader takes away: a link to the view, the events as a list or as CSV, and the printed list. */

/** A cell of CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe first. @param {unknown} value */
export function cell(value) {
  const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {unknown[][]} rows */
export function csv(rows) {
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** The events that match, as rows; their words are fetched first. @param {import("./element.js").TimelineElement} host */
export async function rows(host) {
  await host.words.loadAll();
  const { columns, words } = host;
  const found = [];
  for (let i = 0; i < columns.count; i++) {
    if (!host.matching[i]) continue;
    found.push({
      id: columns.ids[i], date: words.get(i, "long"), title: words.get(i, "titles"), place: words.get(i, "where"),
      type: columns.types[columns.type[i]].name, status: columns.statuses[columns.status[i]].name, origins: columns.origins[i],
      conflicts: columns.lanesOf(i).map((lane) => columns.conflicts[lane].name).join("; "), summary: words.get(i, "summaries"),
      address: new URL(host.address(i), document.baseURI).href,
    });
  }
  return found;
}

/** Copy a text; browsers that have no clipboard for scripts get the old way. @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

/** Offer a text as a file. @param {string} name @param {string} text @param {string} type */
export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
