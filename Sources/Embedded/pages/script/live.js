// Live parts: the server says that something has changed, and the page is asked for anew. Where there is no place for
// a stream it is asked for now and then. The words, and what is shown, are the server's.
(() => {
  "use strict";
  const pollMilliseconds = 10000;
  // After so many polls a stream is tried again.
  const pollsBeforeStream = 6;

  const waiting = (part) => Number(part.dataset.waiting || 0);

  const ring = (part) => {
    const box = document.querySelector("[data-ring]");
    if (!box || box.checked) dispatchEvent(new Event("ring"));
    return part;
  };

  for (const part of document.querySelectorAll("[data-live]")) {
    let owed = false;
    let asking = false;

    const show = (fresh, title) => {
      const more = waiting(fresh) > waiting(part);
      part.dataset.waiting = fresh.dataset.waiting;
      const box = part.querySelector("[data-ring]");
      const rings = !box || box.checked;
      part.replaceChildren(...fresh.childNodes);
      const next = part.querySelector("[data-ring]");
      if (next) next.checked = rings;
      document.title = title;
      if (more) ring(part);
    };

    const renew = async () => {
      if (asking) { owed = true; return; }
      asking = true;
      owed = false;
      try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
        // Something else stands there now: the door is open, or the session has ended. The server leads on.
        if (!fresh) { if (answer.status < 500) { ring(part); location.reload(); } return; }
        // Whoever is about to press a button must not find another one there.
        if (part.contains(document.activeElement)) { owed = true; return; }
        show(fresh, page.title);
      } catch { /* The next sign, or the next poll, tries again. */ } finally {
        asking = false;
      }
    };

    part.addEventListener("focusout", () => { if (owed) setTimeout(renew, 100); });

    let polls = 0;
    let timer;
    const listen = () => {
      clearInterval(timer);
      polls = 0;
      const events = new EventSource(part.dataset.events);
      events.onmessage = renew;
      events.onerror = () => {
        // Browsers try again by themselves where a stream was cut, and not where none was to be had.
        if (events.readyState !== EventSource.CLOSED) return;
        timer = setInterval(() => {
          polls += 1;
          renew();
          if (polls >= pollsBeforeStream) listen();
        }, pollMilliseconds);
      };
    };
    if (part.dataset.events) listen();
    // Minutes that are shown grow.
    if (part.dataset.every) setInterval(renew, Number(part.dataset.every) * 1000);
  }
})();
