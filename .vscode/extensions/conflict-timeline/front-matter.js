// Where the cursor stands in front matter, and what may be written there. Knows YAML in block style, line by line, and
// nothing of VS Code, so that tests can run it alone.
"use strict";

const ENTRY = /^([\w$.-]+|"[^"]*"|'[^']*'):(?=\s|$)/;

/** The lines of the front matter of a text: [first, last], or null where it has none. */
function bounds(lines) {
  if (!lines.length || lines[0].trimEnd() !== "---") return null;
  const end = lines.findIndex((line, number) => number > 0 && line.trimEnd() === "---");
  return [1, (end < 0 ? lines.length : end) - 1];
}

/** What stands on a line: hyphens of list items and keys, each with its column; and the rest, the value. */
function tokens(line) {
  const found = [];
  let column = line.length - line.trimStart().length;
  let rest = line.trimStart();
  while (/^-(\s|$)/.test(rest)) {
    found.push({ column, item: true });
    const after = rest.slice(1);
    column += rest.length - after.trimStart().length;
    rest = after.trimStart();
  }
  const entry = ENTRY.exec(rest);
  if (entry) found.push({ column, key: entry[1].replace(/^["']|["']$/g, "") });
  return { tokens: found, column, value: entry ? rest.slice(entry[0].length) : rest, keyed: Boolean(entry) };
}

const blank = (line) => !line.trim() || line.trimStart().startsWith("#");

/** The way from the top to what stands at a column of a line: keys, and "-" for an item of a list. */
function way(lines, first, number, column, item) {
  const steps = [];
  let wanted = column;
  let listed = item;
  for (let at = number - 1; at >= first && wanted >= 0; at--) {
    if (blank(lines[at])) continue;
    for (const token of tokens(lines[at]).tokens.reverse()) {
      // The hyphens of a list may stand right below the key that they belong to.
      if (token.column < wanted || (listed && token.key && token.column === wanted)) {
        steps.unshift(token.item ? "-" : token.key);
        wanted = token.column;
        listed = Boolean(token.item);
      }
    }
    if (wanted === 0 && !listed) break;
  }
  return steps;
}

/** Where a position stands: {path, kind: "key" | "value", word, from}; null outside the front matter. */
function place(lines, number, character) {
  const range = bounds(lines);
  if (!range || number < range[0] || number > range[1]) return null;
  const before = lines[number].slice(0, character);
  if (before.trimStart().startsWith("#")) return null;
  const here = tokens(before);
  const items = here.tokens.filter((token) => token.item);
  const start = here.tokens.length ? here.tokens[0] : { column: here.column };
  const above = way(lines, range[0], number, start.column, Boolean(start.item));
  const path = above.concat(items.map(() => "-"));
  const key = here.tokens.find((token) => token.key);
  if (!key) return { path, kind: "key", word: here.value, from: here.column };
  const inside = path.concat(key.key);
  const value = here.value.trimStart();
  if (value.startsWith("[")) {
    const word = value.slice(Math.max(value.lastIndexOf("["), value.lastIndexOf(",")) + 1).trimStart();
    return { path: inside.concat("-"), kind: "value", word, from: character - word.length };
  }
  if (value.startsWith("{")) return null;
  return { path: inside, kind: "value", word: value, from: character - value.length };
}

/** The schemas that hold at the end of a way; several where any of them may. */
function schemasAt(root, path) {
  let found = opened(root, root);
  for (const step of path) {
    found = found.flatMap((schema) => {
      const next = step === "-" ? schema.items : (schema.properties || {})[step] ?? schema.additionalProperties;
      return next && typeof next === "object" ? opened(next, root) : [];
    });
  }
  return found;
}

/** A schema with what it refers to; its description stays that of the field. */
function opened(schema, root) {
  const found = [];
  const add = (part, outer) => found.push(...opened(part, root).map((inner) => ({ ...inner, ...outer })));
  const own = schema.description ? { description: schema.description } : {};
  if (schema.$ref) add(root.$defs[schema.$ref.replace("#/$defs/", "")], own);
  for (const part of [schema.else, ...(schema.anyOf || [])]) if (part && !part.required) add(part, own);
  return schema.properties || schema.items || schema.enum || schema.type || !found.length ? [schema, ...found] : found;
}

/** The keys that stand beside a position already. */
function siblings(lines, number, path) {
  const range = bounds(lines);
  const found = new Set();
  const same = (line, from, until) => {
    for (let at = from; at !== until; at += Math.sign(until - from)) {
      if (blank(lines[at])) continue;
      const here = tokens(lines[at]);
      const key = here.tokens.find((token) => token.key);
      const column = here.tokens.length ? here.tokens[here.tokens.length - 1].column : here.column;
      if (column < line) return;
      if (key && key.column === line) found.add(key.key);
      if (here.tokens.some((token) => token.item && token.column < line)) {
        if (from > until || at !== from) return;
      }
    }
  };
  const column = tokens(lines[number]).column;
  same(column, number - 1, range[0] - 1);
  if (number < range[1]) same(column, number + 1, range[1] + 1);
  const own = tokens(lines[number]).tokens.find((token) => token.key);
  if (own && path) found.delete(own.key);
  return found;
}

/** The citation keys of a file: the keys below `sources:` at the top. */
function citationKeys(lines) {
  const range = bounds(lines);
  if (!range) return [];
  const found = [];
  let inside = false;
  for (let number = range[0]; number <= range[1]; number++) {
    if (blank(lines[number])) continue;
    const key = tokens(lines[number]).tokens.find((token) => token.key);
    if (key && key.column === 0) inside = key.key === "sources";
    else if (inside && key && key.column === 2) found.push(key.key);
  }
  return found;
}

/** What may be written at a position: a list of {label, detail, text, required}. `events` are the record's ids. */
function completions(schema, lines, number, character, events = []) {
  const here = place(lines, number, character);
  if (!here) return body(lines, number, character, events);
  const schemas = schemasAt(schema, here.path);
  const last = here.path[here.path.length - 1];
  const keys = () => citationKeys(lines).map((key) => ({ label: key, detail: "a source of this file", text: key }));
  const ids = () => events.map((id) => ({ label: id, detail: "an event", text: id }));
  if (here.path.length > 1 && here.path[here.path.length - 2] === "sources" && last === "-") return keys();
  if (here.kind === "value" && last === "to" && here.path[0] === "links") return ids();
  if (last === "-" && here.path[here.path.length - 2] === "events") return ids();
  if (here.kind === "value") return values(schemas);
  const present = siblings(lines, number, here.path);
  const found = schemas.flatMap((part) => fields(part, schema, present));
  return last === "-" && !found.length ? values(schemas) : found;
}

/** Citations and links in the text below the front matter. */
function body(lines, number, character, events) {
  const range = bounds(lines);
  if (!range || number <= range[1] + 1) return [];
  const before = lines[number].slice(0, character);
  if (/(\[|;\s*)@[\w-]*$/.test(before)) {
    return citationKeys(lines).map((key) => ({ label: key, detail: "a source of this file", text: key }));
  }
  return /\[\[[\w-]*$/.test(before) ? events.map((id) => ({ label: id, detail: "an event", text: id })) : [];
}

function fields(schema, root, present) {
  const required = schema.required || [];
  return Object.entries(schema.properties || {})
    .filter(([name, field]) => field && !present.has(name))
    .map(([name, field]) => {
      const kinds = opened(field, root);
      const nested = kinds.some((kind) => kind.properties || kind.additionalProperties);
      const rows = kinds.some((kind) => kind.items && opened(kind.items, root).some((inner) => inner.properties));
      const text = `${name}:${rows ? "\n  - " : nested ? "\n  " : " "}`;
      return { label: name, detail: field.description || "", text, required: required.includes(name) };
    });
}

function values(schemas) {
  const found = new Map();
  for (const schema of schemas) {
    (schema.enum || []).forEach((word, number) => {
      const detail = (schema.enumDescriptions || [])[number] || "";
      if (typeof word === "string") found.set(word, { label: word, detail, text: word });
    });
    for (const example of schema.examples || []) {
      const text = /^[[{]|: | #/.test(String(example)) ? `'${example}'` : String(example);
      if (!found.has(text)) found.set(text, { label: text, detail: "an example", text });
    }
  }
  return [...found.values()];
}

/** What a field, or the word in it, means; an empty text where nothing is known. */
function explained(schema, lines, number, character) {
  const range = bounds(lines);
  if (!range || number < range[0] || number > range[1] || blank(lines[number])) return "";
  const key = tokens(lines[number]).tokens.find((token) => token.key);
  if (!key) return "";
  const end = key.column + key.key.length + 1;
  const here = place(lines, number, Math.max(character, end));
  if (!here) return "";
  const schemas = schemasAt(schema, here.path);
  const description = (schemas.find((part) => part.description) || {}).description || "";
  const word = lines[number].slice(end).trim().replace(/\s+#.*$/, "");
  const meanings = schemas.flatMap((part) => (part.enum || []).map((name, at) => [name, (part.enumDescriptions || [])[at]]));
  const meaning = (meanings.find(([name]) => name === word) || [])[1];
  return [description, meaning && `\`${word}\`: ${meaning}`].filter(Boolean).join("\n\n");
}

module.exports = { bounds, place, completions, explained, citationKeys };
