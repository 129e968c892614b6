// Every page works without this script; it only makes them nicer. It sets no style and writes no words of its own.
(() => {
  "use strict";
  document.documentElement.classList.add("has-js");
})();
