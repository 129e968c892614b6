// The preview of a practice's colour follows the colour that is being chosen; the server works it out.
(() => {
  "use strict";
  const picker = document.querySelector("[data-colour]");
  const field = document.getElementById("accent");
  if (!picker || !field) return;
  const milliseconds = 250;
  let timer;

  const look = async () => {
    const answer = await fetch(`${location.pathname}?accent=${encodeURIComponent(field.value)}`);
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
    if (!/^#[0-9a-f]{6}$/i.test(field.value)) return;
    picker.value = field.value;
    soon();
  });
})();
