// Stands in for Stripe.js where bin/stripe-stand-in plays Stripe: as much of it as a page needs that pays by the
// Payment Element. The form stands in a frame of another origin, as Stripe's does, and 3-D Secure in a second one.
(() => {
  "use strict";
  const source = document.currentScript?.src || [...document.scripts].at(-1).src;
  const home = new URL("/stand-in/", source);

  // A frame, and one answer for each question that is put to it.
  const frame = (path, title, parent) => {
    const element = document.createElement("iframe");
    element.src = new URL(path, home);
    element.title = title;
    element.setAttribute("frameborder", "0");
    element.width = "100%";
    element.height = "190";
    const heard = {};
    addEventListener("message", (event) => {
      if (event.source !== element.contentWindow || event.origin !== home.origin) return;
      heard[event.data.kind]?.(event.data);
    });
    parent.append(element);
    return {
      element,
      on: (kind, body) => { heard[kind] = body; },
      ask: (question) => new Promise((resolve) => {
        heard.answer = resolve;
        element.contentWindow.postMessage(question, home.origin);
      }),
    };
  };

  const error = (code, message) => ({ error: {
    type: { incomplete: "validation_error", card_declined: "card_error" }[code] || "invalid_request_error",
    code, message,
  } });

  // 3-D Secure, in front of the page.
  const askBank = async (secret) => {
    const dialog = document.createElement("dialog");
    document.body.append(dialog);
    const bank = frame(`bank?client_secret=${encodeURIComponent(secret)}`, "3-D Secure", dialog);
    dialog.showModal();
    const answer = await new Promise((resolve) => bank.on("answer", resolve));
    dialog.remove();
    return answer;
  };

  const leadBack = (goal, secret) => {
    const url = new URL(goal);
    url.searchParams.set("payment_intent", secret.split("_secret_")[0]);
    url.searchParams.set("payment_intent_client_secret", secret);
    url.searchParams.set("redirect_status", "succeeded");
    location.assign(url);
    return new Promise(() => {});
  };

  const pay = async (elements, goal) => {
    let answer = await elements.form.ask({ kind: "pay", secret: elements.secret });
    if (answer.status === "requires_action") answer = await askBank(elements.secret);
    if (answer.status === "succeeded" || answer.status === "processing") return leadBack(goal, elements.secret);
    const messages = {
      card_declined: "Your card was declined.", incomplete: "Your card number is incomplete.",
      payment_intent_authentication_failure: "We are unable to authenticate your payment method.",
    };
    return error(answer.error_code, messages[answer.error_code] || answer.error || "An error occurred.");
  };

  const elementsOf = ({ clientSecret, appearance }) => {
    const elements = { secret: clientSecret };
    elements.create = () => {
      const listeners = {};
      return {
        on: (kind, body) => { listeners[kind] = body; },
        mount: (place) => {
          const parent = typeof place === "string" ? document.querySelector(place) : place;
          elements.form = frame("element", "Secure payment input frame", parent);
          elements.form.on("ready", () => {
            elements.form.element.contentWindow.postMessage({ kind: "look", appearance }, home.origin);
            listeners.ready?.({});
          });
        },
      };
    };
    return elements;
  };

  window.Stripe = (key) => {
    if (!key?.startsWith("pk_")) throw new Error("A publishable key begins with pk_.");
    return {
      elements: elementsOf,
      confirmPayment: ({ elements, confirmParams }) => pay(elements, confirmParams.return_url),
    };
  };
})();
