// Live parts: the server says that something has changed, and the page is asked for anew. Where there is no place for
// a stream it is asked for now and then. The words, and what is shown, are the server's.
(() => {
  "use strict";
  const pollMilliseconds = 10000;
  // After so many polls a stream is tried again.
  const pollsBeforeStream = 6;

  // Whether somebody wants to hear it is kept in this browser, where it keeps anything.
  const store = {
    get: () => { try { return localStorage.getItem("ring") !== "no"; } catch { return true; } },
    set: (on) => { try { localStorage.setItem("ring", on ? "yes" : "no"); } catch { /* Then until the next page. */ } },
  };
  const boxes = (within) => { for (const box of within.querySelectorAll("[data-ring]")) box.checked = store.get(); };
  const ring = () => { if (store.get()) dispatchEvent(new Event("ring")); };
  addEventListener("change", (event) => { if (event.target.matches("[data-ring]")) store.set(event.target.checked); });
  boxes(document);

  // The door is open for somebody who waited in this browser: they are led on, and hear it.
  for (const form of document.querySelectorAll("form[data-go]")) {
    ring();
    setTimeout(() => form.requestSubmit(), 1500);
  }

  for (const part of document.querySelectorAll("[data-live]")) {
    let owed = false;
    let asking = false;

    const show = (fresh, title) => {
      const more = Number(fresh.dataset.waiting || 0) > Number(part.dataset.waiting || 0);
      if (fresh.dataset.waiting) part.dataset.waiting = fresh.dataset.waiting;
      boxes(fresh);
      part.replaceChildren(...fresh.childNodes);
      document.title = title;
      if (more) ring();
    };

    const renew = async () => {
      if (asking) { owed = true; return; }
      asking = true;
      owed = false;
      try {
        const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
        if (answer.status >= 500 || answer.status === 429) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
        // Something else stands there now: the door is open, or the session has ended. The server leads on. Not by a
        // reload: what is shown may be the answer to a form.
        if (!fresh) { location.replace(location.pathname); return; }
        // Whoever is about to press a button must not find another one there.
        if (part.contains(document.activeElement)) { owed = true; return; }
        show(fresh, page.title);
      } catch { /* The next sign, or the next poll, tries again. */ } finally {
        asking = false;
        // What changed while it was asked may not be in the answer.
        if (owed && !part.contains(document.activeElement)) renew();
      }
    };

    part.addEventListener("focusout", () => { if (owed) setTimeout(renew, 100); });

    const listen = () => {
      const events = new EventSource(part.dataset.events);
      events.onmessage = renew;
      events.onerror = () => {
        // Browsers try again by themselves where a stream was cut, and not where none was to be had.
        if (events.readyState === EventSource.CLOSED) poll(0);
      };
    };
    const poll = (count) => setTimeout(() => {
      renew();
      if (count + 1 < pollsBeforeStream) poll(count + 1); else listen();
    }, pollMilliseconds);
    listen();
    // Minutes that are shown grow.
    if (part.dataset.every) setInterval(renew, Number(part.dataset.every) * 1000);
  }
})();
