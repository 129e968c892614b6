// The entrance: how long it is until the start, and a look at camera, microphone and speaker, which stays in the
// browser. Nothing here goes in: that is the button's alone.
(() => {
  "use strict";
  const two = (number) => String(Math.floor(number)).padStart(2, "0");

  for (const clock of document.querySelectorAll("[data-count]")) {
    const [hours, minutes, seconds] = clock.querySelectorAll("b");
    const start = Date.parse(clock.dataset.count);
    const opening = Date.parse(clock.dataset.opens);
    const loaded = Date.now();
    const tick = () => {
      const left = Math.max(0, (start - Date.now()) / 1000);
      hours.textContent = two(left / 3600);
      minutes.textContent = two((left / 60) % 60);
      seconds.textContent = two(left % 60);
      // The server says what the door is then; a second later, so that its clock says so too.
      if (loaded < opening && Date.now() >= opening + 1000) location.reload();
    };
    tick();
    setInterval(tick, 1000);
  }

  const show = (box, device, works) => {
    for (const pill of box.querySelectorAll(`[data-state="${device}"]`)) {
      pill.hidden = pill.dataset.is !== (works ? "yes" : "no");
    }
  };

  const watchLevel = (box, stream) => {
    const audio = new AudioContext();
    const ear = new AnalyserNode(audio);
    audio.createMediaStreamSource(stream).connect(ear);
    const heard = new Uint8Array(ear.fftSize);
    const meter = box.querySelector("[data-level]");
    setInterval(() => {
      ear.getByteTimeDomainData(heard);
      const loudest = heard.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0);
      meter.value = Math.min(1, loudest / 64);
      if (meter.value > 0.1) show(box, "microphone", true);
    }, 120);
  };

  // One device after the other: who has no camera still has a microphone.
  const open = (box, device, wanted, use) => navigator.mediaDevices.getUserMedia(wanted)
    .then((stream) => use(stream), () => show(box, device, false));

  for (const box of document.querySelectorAll("[data-check]")) {
    box.querySelector("[data-check-start]").addEventListener("click", async (event) => {
      event.currentTarget.hidden = true;
      if (!navigator.mediaDevices) {
        for (const device of ["camera", "microphone"]) show(box, device, false);
        return;
      }
      await open(box, "camera", { video: true }, (stream) => {
        const eye = box.querySelector("[data-eye]");
        eye.srcObject = stream;
        eye.hidden = false;
        eye.play().catch(() => {});
        show(box, "camera", true);
      });
      await open(box, "microphone", { audio: true }, (stream) => watchLevel(box, stream));
    });
  }

  for (const button of document.querySelectorAll("[data-tone]")) {
    button.addEventListener("click", () => dispatchEvent(new Event("ring")));
  }
})();
