// What has to run before a page is painted.

// Room is kept for the timeline only where it can come: browsers refuse modules to pages of the file system.
if (location.protocol !== "file:") document.documentElement.classList.add("ct-served")

// Material's search asks for its index on every page: megabytes in a large record, for readers who may never search.
// This lets that one request wait until somebody turns to the search.
{
  const { open, send } = XMLHttpRequest.prototype
  const waiting = []
  const index = new WeakSet()

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (/\/search\/search_index\.json$/.test(String(url))) index.add(this)
    return open.call(this, method, url, ...rest)
  }
  XMLHttpRequest.prototype.send = function (...body) {
    if (index.has(this)) waiting.push(() => send.apply(this, body))
    else send.apply(this, body)
  }

  const want = (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(".md-search, [for=__search]")) return
    XMLHttpRequest.prototype.open = open
    XMLHttpRequest.prototype.send = send
    for (const kind of ["focusin", "pointerover", "touchstart"]) removeEventListener(kind, want)
    for (const go of waiting.splice(0)) go()
  }
  for (const kind of ["focusin", "pointerover", "touchstart"]) addEventListener(kind, want, { passive: true })
}
