// Live parts: the server says that something has changed, and the page is asked for anew. Where there is no place for
// a stream it is asked for now and then. The words, and what is shown, are the server's.
(() => {
  "use strict";
  const pollMilliseconds = 10000;
  // With the question in it: which week is shown.
  const here = location.pathname + location.search;
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

  // What a person has done to the page stays: what is open, and what is being sent.
  const isPersons = (name) => ["open", "data-sent", "aria-busy"].includes(name);
  const dress = (old, fresh) => {
    for (const { name, value } of fresh.attributes) if (!isPersons(name)) old.setAttribute(name, value);
    const gone = [...old.attributes].filter(({ name }) => !isPersons(name) && !fresh.hasAttribute(name));
    for (const { name } of gone) old.removeAttribute(name);
  };
  const isSame = (old, fresh) => old.nodeName === fresh.nodeName && old.id === fresh.id;
  // Changes what differs and nothing else, so that the focus, what was typed, and what is read out stay. Whatever has an
  // id is never made into something else: a button that somebody is about to press stays that button, or goes.
  const renewTree = (old, fresh) => {
    let place = old.firstChild;
    const drop = () => { const gone = place; place = place.nextSibling; gone.remove(); };
    // Nothing that has an id is given up for something without one.
    const isAhead = (child) => {
      for (let one = place; one; one = one.nextSibling) {
        if (isSame(one, child)) return true;
        if (one.id && !child.id) return false;
      }
      return false;
    };
    const ids = new Set([...fresh.children].map((child) => child.id));
    for (const child of [...old.children]) {
      if (child.id && !ids.has(child.id)) { if (child === place) drop(); else child.remove(); }
    }
    for (const child of [...fresh.childNodes]) {
      if (child.nodeType === Node.ELEMENT_NODE && isAhead(child)) while (!isSame(place, child)) drop();
      if (!place || !isSame(place, child)) { old.insertBefore(child, place); continue; }
      const same = place;
      place = place.nextSibling;
      if (same.nodeType !== Node.ELEMENT_NODE) { if (same.data !== child.data) same.data = child.data; continue; }
      dress(same, child);
      renewTree(same, child);
    }
    while (place) drop();
  };

  for (const part of document.querySelectorAll("[data-live]")) {
    let owed = false;
    let asking = false;

    const show = (fresh, title) => {
      const more = Number(fresh.dataset.waiting || 0) > Number(part.dataset.waiting || 0);
      dress(part, fresh);
      renewTree(part, fresh);
      boxes(part);
      document.title = title;
      if (more) ring();
    };

    const renew = async () => {
      if (asking) { owed = true; return; }
      asking = true;
      owed = false;
      try {
        const answer = await fetch(here, { headers: { Accept: "text/html" }, cache: "no-store" });
        if (answer.status >= 500 || answer.status === 429) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
        // Something else stands there now: the door is open, or the session has ended. The server leads on. Not by a
        // reload: what is shown may be the answer to a form.
        if (!fresh) { location.replace(here); return; }
        show(fresh, page.title);
      } catch { /* The next sign, or the next poll, tries again. */ } finally {
        asking = false;
        // What changed while it was asked may not be in the answer.
        if (owed) renew();
      }
    };

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
