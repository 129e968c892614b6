// Looking for a client while one types: a combobox with a list, by the keys that such boxes have (WAI-ARIA 1.2). What is
// chosen stands in the page's own choice, which is there without this script.
(() => {
  "use strict";
  const waitMilliseconds = 200, fewestLetters = 2;

  const box = document.querySelector("[data-people]");
  if (!box) return;
  const form = box.closest("form"), choice = form.elements.user_id, kept = form.elements.q;
  const input = box.querySelector("[role=combobox]"), list = box.querySelector("[role=listbox]");
  const told = box.querySelector("[role=status]");
  // Another service is asked for with whom was chosen.
  const carried = document.createElement("input");
  carried.type = "hidden";
  carried.name = "user_id";
  document.querySelector("form[data-look]").append(carried);
  // Complaints lead to the field that is in sight, and only the label that is in sight is its own.
  for (const label of [...choice.labels]) label.removeAttribute("for");
  choice.removeAttribute("id");
  input.id = "user_id";
  box.querySelector("label").htmlFor = "user_id";

  let active = -1, timer, asking;
  const options = () => [...list.children];

  const mark = (index) => {
    active = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const option = options()[index];
    if (!option) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const open = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) mark(-1);
  };

  const choose = (id, text) => {
    if (id && ![...choice.options].some((option) => option.value === id)) choice.add(new Option(text, id));
    choice.value = id;
    carried.value = id;
  };

  const take = (option) => {
    input.value = option.textContent;
    choose(option.dataset.id, option.textContent);
    open(false);
  };

  const show = (people) => {
    list.replaceChildren(...people.map((person, place) => {
      const option = document.createElement("li");
      option.id = `seek-${place}`;
      option.dataset.id = person.id;
      option.textContent = person.text;
      option.setAttribute("role", "option");
      return option;
    }));
    open(people.length > 0);
    const { nobody, one, several } = told.dataset;
    told.textContent = people.length === 0 ? nobody : people.length === 1 ? one : `${people.length} ${several}`;
  };

  const ask = async (text) => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.people}?q=${encodeURIComponent(text)}`, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).people);
    } catch (error) {
      // Whoever types on asks anew; without an answer an address can still be typed.
      if (error.name !== "AbortError") open(false);
    }
  };

  input.addEventListener("input", () => {
    const text = input.value.trim();
    kept.value = text;
    choose("", "");
    clearTimeout(timer);
    if (text.length >= fewestLetters) {
      timer = setTimeout(() => ask(text), waitMilliseconds);
    } else {
      asking?.abort();
      told.textContent = "";
      open(false);
    }
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const count = options().length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      if (list.hidden) open(true);
      mark(active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count);
    } else if (event.key === "Enter" && !list.hidden) {
      // Not the form: somebody who looks for a client has not finished.
      event.preventDefault();
      if (active >= 0) take(options()[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    }
  });

  // The box keeps the focus while one points at its list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", () => open(false));

  const chosen = choice.selectedOptions[0];
  if (chosen?.value) {
    input.value = chosen.textContent;
    carried.value = chosen.value;
  }
})();
