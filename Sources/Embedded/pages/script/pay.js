// Paying: Stripe's own form, in the look of the page. What is said stands in the page already; of Stripe is only its
// reason why a payment failed.
(() => {
  "use strict";
  const form = document.querySelector("form[data-pay]");
  if (!form) return;
  const sheet = form.closest(".sheet");
  const part = (name) => sheet.querySelector(`[data-${name}]`);
  // Then people are told that Stripe does not answer. It may come all the same.
  const patienceMilliseconds = 20000;
  let stripe;
  let elements;

  const tell = (name, reason) => {
    for (const other of ["refused", "silent"]) part(other).hidden = other !== name;
    part("loading").hidden = true;
    part("reason").textContent = reason || "";
    part(name).focus();
  };

  // Stripe takes no colour but in red, green and blue; a canvas knows every colour as such.
  const plain = (colour) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return `rgb(${[...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).join(", ")})`;
  };
  const look = () => {
    const button = getComputedStyle(form.querySelector(".btn"));
    const ground = getComputedStyle(sheet);
    return {
      theme: "stripe",
      variables: {
        colorPrimary: plain(button.backgroundColor), colorText: plain(ground.color),
        colorBackground: plain(ground.backgroundColor), borderRadius: button.borderTopLeftRadius,
        fontFamily: button.fontFamily,
      },
    };
  };

  const show = () => {
    try {
      stripe = window.Stripe(form.dataset.key, { locale: document.documentElement.lang });
      elements = stripe.elements({ clientSecret: form.dataset.secret, appearance: look() });
      const element = elements.create("payment");
      element.on("ready", () => {
        clearTimeout(patience);
        part("loading").hidden = part("silent").hidden = true;
        part("ready").hidden = false;
      });
      element.on("loaderror", () => tell("silent"));
      element.mount(part("element"));
    } catch { tell("silent"); }
  };
  const patience = setTimeout(() => tell("silent"), patienceMilliseconds);
  const source = document.createElement("script");
  source.src = form.dataset.source;
  source.addEventListener("load", show);
  source.addEventListener("error", () => { clearTimeout(patience); tell("silent"); });
  document.head.append(source);

  const busy = (is) => {
    const button = form.querySelector("button");
    if (is) { form.dataset.sent = "yes"; button.setAttribute("aria-busy", "true"); return; }
    delete form.dataset.sent;
    button.removeAttribute("aria-busy");
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!elements || form.dataset.sent) return;
    busy(true);
    part("refused").hidden = part("silent").hidden = true;
    for (const old of sheet.querySelectorAll("[autofocus]")) old.hidden = true;
    try {
      const goal = new URL(form.dataset.return, location.href).href;
      const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url: goal } });
      // Only what failed comes back here: whoever has paid is led on. Fields that are not filled in Stripe tells itself.
      busy(false);
      if (!error || error.type === "validation_error") return;
      // It is paid, or off, by now: the server says which.
      if (error.code === "payment_intent_unexpected_state") { location.reload(); return; }
      const isRefused = error.type === "card_error" || error.code === "payment_intent_authentication_failure";
      tell(isRefused ? "refused" : "silent", isRefused ? error.message : "");
    } catch { busy(false); tell("silent"); }
  });

  // Back from the next page: the server says how things stand now.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
