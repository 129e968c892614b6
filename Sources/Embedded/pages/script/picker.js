// Picking a time. Every choice is a link of the server's; this only finds the reader's zone once, and lets arrow keys
// walk through the month.
(() => {
  "use strict";

  // The server shows the page again in the zone of this browser, and remembers it. Not where somebody has chosen one,
  // nor twice: where no cookies are kept the address says it, also where the server does not know the zone.
  const form = document.querySelector("form[data-zone]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const address = new URL(location.href);
  if (form && here && !("chosen" in form.dataset) && address.searchParams.get("time_zone") !== here) {
    address.searchParams.set("time_zone", here);
    address.searchParams.set("found", "1");
    location.replace(address);
  }

  // Tab visits every free day as well. What lies to the left is later where one reads from the right.
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  for (const table of document.querySelectorAll(".month table")) {
    const cells = [...table.querySelectorAll("td")];
    const isMirrored = getComputedStyle(table).direction === "rtl";
    table.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      const start = cells.indexOf(event.target.closest("td"));
      if (!step || start < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const turn = isMirrored && Math.abs(step) === 1 ? -step : step;
      for (let index = start + turn; cells[index]; index += turn) {
        const day = cells[index].querySelector("a");
        if (day) return day.focus();
      }
    });
  }
})();
