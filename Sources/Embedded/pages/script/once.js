// A form is sent once, however often its button is pressed. The server's own guards stay what counts.
(() => {
  "use strict";
  // Longer than answers take. Whoever has stopped the loading may send the form again then.
  const mostMilliseconds = 15000;
  let timer;

  const release = () => {
    clearTimeout(timer);
    for (const form of document.querySelectorAll("[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    }
  };

  addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    clearTimeout(timer);
    timer = setTimeout(release, mostMilliseconds);
  });

  // So may whoever comes back from the next page.
  addEventListener("pageshow", release);
})();
