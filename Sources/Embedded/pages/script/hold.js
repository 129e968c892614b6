// The time that is left of a hold: minutes and seconds, said aloud now and then in the server's words, and on to the
// page that tells what came of it.
(() => {
  "use strict";
  // So that the server has ended the hold by then.
  const afterMilliseconds = 2000;
  const two = (number) => String(number).padStart(2, "0");

  for (const clock of document.querySelectorAll("[data-left]")) {
    const box = clock.closest(".hold");
    const bar = box.querySelector("progress");
    const end = Date.now() + Number(clock.dataset.left) * 1000;
    let marks = [120, 60, 0].filter((mark) => mark < Number(clock.dataset.left));
    const voice = document.createElement("p");
    voice.className = "sr";
    voice.setAttribute("role", "status");
    box.append(voice);

    const leave = () => {
      // Whoever is being asked by their bank just now is not led away: the answer leads on.
      if (document.querySelector("[data-pay][data-sent]")) { setTimeout(leave, afterMilliseconds); return; }
      location.replace(box.dataset.after);
    };
    const tick = () => {
      const left = Math.max(0, Math.round((end - Date.now()) / 1000));
      clock.textContent = `${Math.floor(left / 60)}:${two(left % 60)}`;
      bar.value = left;
      box.classList.toggle("warn", left <= 120);
      const passed = marks.filter((mark) => left <= mark);
      if (passed.length) voice.textContent = box.getAttribute(`data-say-${passed.at(-1)}`);
      marks = marks.filter((mark) => left > mark);
      if (left > 0) return;
      clearInterval(timer);
      setTimeout(leave, afterMilliseconds);
    };
    const timer = setInterval(tick, 1000);
    tick();
  }
})();
