// «Leave quickly»: forgets what this site has stored in the browser and leaves without a step back to this page.
// Without scripts the link is an ordinary one. Neither can remove earlier pages from the browser's history, nor
// anything that the network or the device has noted; the methodology says so.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-exit]") : null
  if (!link || event.button !== 0) return
  event.preventDefault()
  try {
    localStorage.clear()
    sessionStorage.clear()
  } catch {
    // Storage that is switched off holds nothing.
  }
  document.title = ""
  document.documentElement.hidden = true
  location.replace(link.href)
})
