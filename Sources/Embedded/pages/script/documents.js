// The documents: code can be copied, and a word leaves only the parts of the page where it stands.
(() => {
  "use strict";
  const toldMilliseconds = 2000;

  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = button.textContent;
    const code = button.parentElement.querySelector("code");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = words; }, toldMilliseconds);
      } catch {
        // Browsers let only safe pages write there; what is chosen a person can copy.
        getSelection().selectAllChildren(code);
      }
    });
  }

  const search = document.querySelector("[data-search]");
  if (!search) return;
  const parts = [...document.querySelectorAll("main [data-part]")];
  const texts = parts.map((part) => part.textContent.toLowerCase());
  const told = document.getElementById(search.getAttribute("aria-describedby"));
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    parts.forEach((part, index) => {
      part.hidden = !words.every((word) => texts[index].includes(word));
      if (!part.hidden) found += 1;
    });
    told.textContent = words.length ? `${found} ${search.dataset.found}` : "";
  });
})();
