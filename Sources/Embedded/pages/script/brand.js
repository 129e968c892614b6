// The preview of a practice's branding follows what is being chosen and typed; the server works it out.
(() => {
  "use strict";
  const picker = document.querySelector("[data-colour]");
  const field = document.getElementById("accent");
  if (!picker || !field) return;
  const milliseconds = 250;
  const texts = ["name", "footer"].map((id) => document.getElementById(id)).filter((text) => text);
  const colour = /^#[0-9a-f]{6}$/i;
  let timer;

  const look = async () => {
    const asked = new URLSearchParams(texts.map((text) => [text.name, text.value]));
    if (colour.test(field.value)) asked.set("accent", field.value);
    const answer = await fetch(`${location.pathname}?${asked}`);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [now, next] = [document, page].map((where) => where.getElementById("preview"));
    if (now && next) now.replaceChildren(...next.childNodes);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}), milliseconds);
  };

  picker.addEventListener("input", () => {
    field.value = picker.value;
    soon();
  });
  field.addEventListener("input", () => {
    if (!colour.test(field.value)) return;
    picker.value = field.value;
    soon();
  });
  for (const text of texts) text.addEventListener("input", soon);
})();
