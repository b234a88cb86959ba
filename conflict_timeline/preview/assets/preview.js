/**
 * Keeps a page of the preview up to date: loads it again when it would look otherwise, and only then; puts the newest
 * problems on it; says when the server has ended. It listens only while the page is seen: a browser opens six
 * connections to a server, and a window for each of six pages would leave none to load anything.
 */
(() => {
  const script = document.currentScript;
  const asked = `page=${encodeURIComponent(location.pathname)}`;
  const OPEN = "preview-panel";
  let { panel } = script.dataset;
  let source = null;

  const away = Object.assign(document.createElement("p"), { className: "pv-away", hidden: true });
  away.setAttribute("role", "status");

  const live = Object.assign(document.createElement("p"), { className: "pv-live" });
  live.setAttribute("role", "status");

  const found = () => document.getElementById("preview-panel");

  /** Keep the panel as its reader left it, also on the next page. */
  const remember = () => {
    const details = found()?.querySelector("details");
    if (!details) return;
    const wanted = sessionStorage.getItem(OPEN);
    if (wanted) details.open = wanted === "open";
    details.querySelector("summary").addEventListener("click", () => {
      sessionStorage.setItem(OPEN, details.open ? "closed" : "open");
    });
  };

  const renew = async (newest) => {
    const answer = await fetch(`/_preview/panel?${asked}`);
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("preview-panel");
    if (!next) return;
    found().replaceWith(document.adoptNode(next));
    panel = newest;
    remember();
    live.textContent = found().querySelector("summary")?.textContent ?? "Nothing is wrong any more.";
  };

  const listen = () => {
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource(`/_preview/events?${asked}`);
    source.addEventListener("open", () => { away.hidden = true; });
    source.addEventListener("error", () => {
      away.textContent = "The preview has ended. Start it again, and this page comes up to date by itself.";
      away.hidden = false;
      if (source?.readyState === EventSource.CLOSED) {
        stop();
        setTimeout(listen, 3000);
      }
    });
    source.addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      if (state.page !== script.dataset.page) {
        stop();
        location.reload();
      } else if (state.panel !== panel) renew(state.panel);
    });
  };

  const stop = () => {
    source?.close();
    source = null;
  };

  const begin = () => {
    document.body.append(away, live);
    remember();
    listen();
  };
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
