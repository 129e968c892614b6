// A sound of two notes, made here: nothing is loaded for it. Whoever wants it says so by an event.
(() => {
  "use strict";
  addEventListener("ring", () => {
    const audio = new AudioContext();
    [523, 659].forEach((pitch, index) => {
      const from = audio.currentTime + index * 0.25;
      const note = new OscillatorNode(audio, { frequency: pitch });
      const loudness = new GainNode(audio, { gain: 0.15 });
      note.connect(loudness).connect(audio.destination);
      note.start(from);
      loudness.gain.setTargetAtTime(0, from + 0.1, 0.08);
      note.stop(from + 0.8);
    });
  });
})();
