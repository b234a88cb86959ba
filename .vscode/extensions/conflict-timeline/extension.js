// Completes, explains and checks the front matter of events and seed documents. VS Code installs it from this folder:
// Extensions, «Recommended», «Conflict timeline», «Install Workspace Extension». It needs nothing but VS Code; the check
// needs what `make site` sets up.
"use strict";

const { execFile } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const frontMatter = require("./front-matter.js");

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};
const MOST = 64 * 1024 * 1024; // characters that a report may have

function activate(context) {
  const folder = (vscode.workspace.workspaceFolders || [])[0];
  if (!folder) return;
  const root = folder.uri;
  const problems = vscode.languages.createDiagnosticCollection("conflict-timeline");
  const checker = new Checker(root.fsPath, problems);
  context.subscriptions.push(
    problems,
    ...providers(root, "events", "event"),
    ...providers(root, "seeds", "seed"),
    vscode.commands.registerCommand("conflictTimeline.check", () => checker.run(true)),
    vscode.workspace.onDidSaveTextDocument((document) => ofRecord(root, document) && checker.run(false)),
  );
  checker.run(false);
}

/** What completes and explains the Markdown files of one folder by one schema. */
function providers(root, name, kind) {
  const files = { language: "markdown", scheme: root.scheme, pattern: new vscode.RelativePattern(root, `${name}/**/*.md`) };
  const schema = async () => {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, "schema", `${kind}.json`));
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  const lines = (document) => document.getText().split(/\r?\n/);
  const completion = {
    async provideCompletionItems(document, position) {
      const found = await vscode.workspace.findFiles(new vscode.RelativePattern(root, "events/**/*.md"));
      const events = found.map((uri) => path.posix.basename(uri.path, ".md")).sort();
      const text = lines(document);
      const here = frontMatter.place(text, position.line, position.character);
      const all = frontMatter.completions(await schema(), text, position.line, position.character, events);
      return all.map((one, number) => item(one, number, here, position));
    },
  };
  const hover = {
    async provideHover(document, position) {
      const said = frontMatter.explained(await schema(), lines(document), position.line, position.character);
      return said ? new vscode.Hover(new vscode.MarkdownString(said)) : null;
    },
  };
  return [
    vscode.languages.registerCompletionItemProvider(files, completion, " ", "-", "[", "@", ":"),
    vscode.languages.registerHoverProvider(files, hover),
  ];
}

function item(one, number, here, position) {
  const made = new vscode.CompletionItem(one.label, vscode.CompletionItemKind[here && here.kind === "key" ? "Field" : "Value"]);
  made.detail = one.required ? "required" : undefined;
  made.documentation = one.detail;
  made.insertText = one.text;
  made.sortText = `${one.required ? 0 : 1}${String(number).padStart(6, "0")}`;
  if (here) made.range = new vscode.Range(position.line, here.from, position.line, position.character);
  return made;
}

function ofRecord(root, document) {
  const inside = path.relative(root.fsPath, document.uri.fsPath).split(path.sep)[0];
  return ["events", "seeds", "registry", "docs", "mkdocs.yml"].includes(inside);
}

/** Runs the check over the whole record, one at a time, and underlines what it finds. */
class Checker {
  constructor(root, problems) {
    this.root = root;
    this.problems = problems;
    this.running = false;
    this.again = false;
    this.told = false;
  }

  run(asked) {
    if (!vscode.workspace.isTrusted || !fs.existsSync(path.join(this.root, "build_timeline.py"))) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    const words = ["build_timeline.py", "check", "--format", "json"];
    execFile(python(this.root), words, { cwd: this.root, maxBuffer: MOST, windowsHide: true }, (error, output, wrong) => {
      this.running = false;
      this.take(output, wrong || (error && error.message) || "", asked);
      if (this.again) {
        this.again = false;
        this.run(false);
      }
    });
  }

  take(output, wrong, asked) {
    let report;
    try {
      report = JSON.parse(output);
    } catch {
      if (asked || !this.told) vscode.window.showWarningMessage(`The record was not checked. Run make site once. ${wrong}`.trim());
      this.told = true;
      return;
    }
    const found = new Map();
    for (const problem of report.problems) {
      const file = path.join(this.root, problem.path);
      found.set(file, [...(found.get(file) || []), diagnostic(problem)]);
    }
    this.problems.clear();
    for (const [file, list] of found) this.problems.set(vscode.Uri.file(file), list);
  }
}

function diagnostic(problem) {
  // Columns count characters, and the editor's count the halves of those beyond the first plane.
  const start = [...problem.text].slice(0, problem.column - 1).join("").length;
  const word = /^[^\s,\]}]+/.exec(problem.text.slice(start));
  const end = start + (word ? word[0].length : 1);
  const said = problem.hint ? `${problem.message}\n${problem.hint}` : problem.message;
  const range = new vscode.Range(problem.line - 1, start, problem.line - 1, end);
  const made = new vscode.Diagnostic(range, said, SEVERITIES[problem.severity]);
  made.source = "conflict-timeline";
  made.code = problem.help ? { value: problem.rule, target: vscode.Uri.parse(problem.help) } : problem.rule;
  return made;
}

function python(root) {
  const set = vscode.workspace.getConfiguration("conflictTimeline").get("python");
  const own = [path.join(root, ".venv", "bin", "python"), path.join(root, ".venv", "Scripts", "python.exe")];
  return set || own.find((file) => fs.existsSync(file)) || (process.platform === "win32" ? "python" : "python3");
}

module.exports = { activate };
