/**
 * Runs in every page before its own scripts: notes when an event is first seen and which tasks were long, and offers
 * what is measured afterwards. The same for all contestants.
 *
 * @param {string} mark a selector of what shows an event
 * @param {string} picture a selector of a picture of the events that may be seen before, or an empty text
 * @param {number} patience milliseconds that a page may take
 * @param {number} STEPS steps of a zoom in one direction
 */
(mark, picture, patience, STEPS) => {
  const QUIET = 2000;
  const watch = { seen: 0, glance: 0, tasks: [] };
  window.benchWatch = watch;

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.tasks.push({ start: entry.startTime, duration: entry.duration });
  }).observe({ type: "longtask", buffered: true });

  /** Resolves once the frame that is being made is painted: a message comes after the frame's own work. */
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(null);
      });
    });

  const shown = (element) => {
    const box = element.getBoundingClientRect();
    const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
    return inside && box.width > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  /** Look at every frame for what is selected, until it is in view. */
  const look = (selector, note) => {
    const marks = document.querySelectorAll(selector);
    let found = false;
    for (let i = 0; i < Math.min(marks.length, 20) && !found; i++) found = shown(marks[i]);
    if (!found) {
      requestAnimationFrame(() => look(selector, note));
      return;
    }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => note(performance.now());
    channel.port2.postMessage(null);
  };
  requestAnimationFrame(() => look(mark, (now) => { watch.seen = now; }));
  if (picture) requestAnimationFrame(() => look(picture, (now) => { watch.glance = now; }));

  /** Resolves when an event was seen and nothing loaded and no task was long for two seconds. */
  watch.settled = async () => {
    for (;;) {
      await new Promise((done) => { setTimeout(done, 100); });
      const loads = performance.getEntriesByType("resource").map((entry) => entry.responseEnd);
      const ends = watch.tasks.map((task) => task.start + task.duration);
      const [page] = performance.getEntriesByType("navigation");
      const last = Math.max(watch.seen, page.loadEventEnd, ...loads, ...ends);
      if (watch.seen && page.loadEventEnd && performance.now() - last > QUIET) break;
      if (performance.now() > patience) throw new Error(`nothing to be seen, or no rest, in ${patience / 1000} s`);
    }
    return {
      seen: watch.seen,
      glance: watch.glance || watch.seen,
      load: performance.getEntriesByType("navigation")[0].loadEventEnd,
      tasks: watch.tasks,
      nodes: document.getElementsByTagName("*").length,
    };
  };

  /** Zooms in or out, a step a frame; gives how long each of these frames took, and those of ten frames after. */
  watch.zoom = (target, out) => {
    const element = document.querySelector(target);
    element.closest("[tabindex]")?.focus({ preventScroll: true }); // a wheel may scroll the page until then
    const box = element.getBoundingClientRect();
    const at = { clientX: box.left + box.width / 2, clientY: (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2 };
    const turn = () => {
      const wheel = { deltaY: out ? 100 : -100, bubbles: true, cancelable: true, ...at };
      if (window.contestant?.zoom) window.contestant.zoom(out);
      else if (element === document.documentElement) scrollBy(0, (out ? -innerHeight : innerHeight) / 2);
      else element.dispatchEvent(new WheelEvent("wheel", wheel));
    };
    return new Promise((done) => {
      const times = [];
      const step = (now) => {
        times.push(now);
        if (times.length <= STEPS) turn();
        if (times.length <= STEPS + 10) requestAnimationFrame(step);
        else done(times.slice(1).map((time, i) => time - times[i]));
      };
      requestAnimationFrame(step);
    });
  };

  /** Filters by each of some values, and gives how long each took from the call until it was painted. */
  watch.filter = async (target, filters) => {
    const element = document.querySelector(target);
    const times = [];
    for (const filter of filters) {
      await new Promise((done) => { setTimeout(done, 300); });
      const began = performance.now();
      await element.filter(filter);
      times.push(await painted() - began);
    }
    return times;
  };
}
