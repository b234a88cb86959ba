/**
 * Reads a document in markwhen's own language from standard input, and writes what its timeline starts with.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { parse } = createRequire(`${process.cwd()}/`)("@markwhen/parser");
const rawText = readFileSync(0, "utf8");
const parsed = parse(rawText);
process.stdout.write(JSON.stringify({ rawText, parsed, transformed: parsed.events }));
