// Runs the editor's extension without an editor. Reads {extension, action, …} from standard input, prints what it did.
"use strict";

const Module = require("node:module");
const path = require("node:path");

const asked = JSON.parse(require("node:fs").readFileSync(0, "utf8"));

if (asked.action === "front-matter") {
  const frontMatter = require(path.join(asked.extension, "front-matter.js"));
  const done = asked.cases.map(({ text, line, character, of }) => {
    const lines = text.split("\n");
    if (of === "explained") return frontMatter.explained(asked.schema, lines, line, character);
    if (of === "place") return frontMatter.place(lines, line, character);
    return frontMatter.completions(asked.schema, lines, line, character, asked.events);
  });
  process.stdout.write(JSON.stringify(done));
} else {
  const told = { diagnostics: {}, providers: [], messages: [], commands: [] };
  const uri = (fsPath) => ({ fsPath, path: fsPath, scheme: "file" });
  class Range {
    constructor(...ends) {
      this.ends = ends;
    }
  }
  const vscode = {
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2 },
    CompletionItemKind: { Field: 4, Value: 11 },
    CompletionItem: class {
      constructor(label) {
        this.label = label;
      }
    },
    MarkdownString: class {
      constructor(value) {
        this.value = value;
      }
    },
    Hover: class {
      constructor(contents) {
        this.contents = contents;
      }
    },
    Diagnostic: class {
      constructor(range, message, severity) {
        Object.assign(this, { range, message, severity });
      }
    },
    Range,
    RelativePattern: class {
      constructor(base, pattern) {
        this.pattern = pattern;
      }
    },
    Uri: { file: uri, parse: (text) => text, joinPath: (base, ...more) => uri(path.join(base.fsPath, ...more)) },
    languages: {
      createDiagnosticCollection: () => ({
        clear: () => (told.diagnostics = {}),
        set: (file, list) => (told.diagnostics[path.relative(asked.root, file.fsPath)] = list),
      }),
      registerCompletionItemProvider: (files, provider) => told.providers.push({ files, provider }),
      registerHoverProvider: (files, provider) => told.providers.push({ files, provider }),
    },
    commands: { registerCommand: (name) => told.commands.push(name) },
    window: { showWarningMessage: (message) => told.messages.push(message) },
    workspace: {
      isTrusted: asked.trusted,
      workspaceFolders: [{ uri: uri(asked.root) }],
      getConfiguration: () => ({ get: () => asked.python }),
      onDidSaveTextDocument: () => ({}),
      findFiles: async () => [uri("/events/strike.md"), uri("/events/report.md")],
      fs: { readFile: async (file) => require("node:fs").readFileSync(file.fsPath) },
    },
  };
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));
  require(path.join(asked.extension, "extension.js")).activate({ subscriptions: [] });
  process.on("exit", () => process.stdout.write(JSON.stringify(told)));
  if (asked.complete) {
    const document = { getText: () => asked.complete.text };
    const position = { line: asked.complete.line, character: asked.complete.character };
    told.providers[0].provider.provideCompletionItems(document, position).then((items) => (told.items = items));
    told.providers[1].provider.provideHover(document, position).then((hover) => (told.hover = hover));
  }
}
