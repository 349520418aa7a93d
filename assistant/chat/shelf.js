// The shelf is drawn anew whenever documents come, go or change. What was unfolded, typed, sought and in focus there stays so.
// Gradio fits the new drawing to the old elements by their order, so that an element may be another document's afterwards.
(() => {
  "use strict";
  const PLACES = "a, button, summary, input, select";
  const unfolded = new Set(); // names of what a reader unfolded
  const typed = new Map(); // id of a document -> what was typed about it, by field
  let sought = "";
  let at = null; // where the focus is: the document's id and number, and the number of the place within it

  const corpus = () => document.getElementById("corpus");
  const all = () => [...corpus().querySelectorAll(".document")];
  const idOf = (element) => element.closest(".document")?.dataset.id;
  const nameOf = (details) => `${details.className} ${idOf(details)}`;
  const placesIn = (item) => [...(item || corpus()).querySelectorAll(PLACES)].filter((place) => item || !place.closest(".document"));

  const within = (event) => event.target instanceof Element && corpus()?.contains(event.target);
  document.addEventListener("click", (event) => {
    const details = within(event) && event.target.closest("summary")?.parentElement;
    if (details) unfolded[details.open ? "delete" : "add"](nameOf(details)); // it is about to turn
  });
  document.addEventListener("input", (event) => {
    if (!within(event)) return;
    if (event.target.matches("[data-find]")) { sought = event.target.value; find(); }
    else if (event.target.form) typed.set(idOf(event.target), { ...typed.get(idOf(event.target)), [event.target.name]: event.target.value });
  });
  document.addEventListener("submit", (event) => {
    if (!within(event)) return;
    typed.delete(idOf(event.target));
    unfolded.delete(nameOf(event.target.closest("details")));
  });
  document.addEventListener("focusin", (event) => {
    if (!within(event)) { at = null; return; }
    const item = event.target.closest(".document");
    at = { id: item?.dataset.id, number: all().indexOf(item), place: placesIn(item).indexOf(event.target) };
  });
  document.addEventListener("pointerdown", (event) => { if (!within(event)) at = null; });

  const find = () => {
    const wanted = sought.trim().toLowerCase();
    for (const item of all()) item.hidden = !item.dataset.title.includes(wanted);
    const nothing = corpus().querySelector(".nothing");
    if (nothing) nothing.hidden = !wanted || all().some((item) => !item.hidden);
  };
  const goBack = () => {
    const { id, number, place } = at;
    const item = id && all().find((one) => one.dataset.id === id);
    const near = id && (item || all()[number] || all().at(-1))?.querySelector("summary");
    for (const back of [item || !id ? placesIn(item)[place] : near, near, placesIn(null)[0]]) {
      back?.focus({ preventScroll: true });
      if (back && document.activeElement === back) return;
    }
  };
  const keep = () => {
    for (const details of corpus().querySelectorAll("details")) details.open = unfolded.has(nameOf(details));
    for (const field of corpus().querySelectorAll("form :is(input, select)")) {
      const chosen = field.options && [...field.options].find((option) => option.defaultSelected)?.value;
      field.value = typed.get(idOf(field))?.[field.name] ?? chosen ?? field.defaultValue;
    }
    const box = corpus().querySelector("[data-find]");
    if (box) box.value = sought;
    else sought = "";
    find();
    if (at && (document.activeElement === document.body || corpus().contains(document.activeElement))) goBack();
  };

  // Files may be dropped anywhere: elsewhere than on their box, the browser would open them in the place of the chat.
  let over = 0;
  const dropping = (on) => document.body.classList.toggle("dropping", on);
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    dropping(true);
    clearTimeout(over);
    over = setTimeout(dropping, 400, false); // it comes again and again while they are held over the page
  });
  document.addEventListener("drop", (event) => {
    dropping(false);
    if (!carriesFiles(event) || event.defaultPrevented) return; // the box takes what falls on it by itself
    event.preventDefault();
    const input = document.querySelector("#add input[type=file]");
    const why = document.getElementById("add") ? "Other files are being added; drop these again soon" : "No files can be added here";
    if (!input) return void document.dispatchEvent(new CustomEvent("say", { detail: why }));
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const watch = () => {
    if (!corpus()) return void setTimeout(watch, 100);
    new MutationObserver(keep).observe(corpus(), { childList: true, characterData: true, subtree: true });
  };
  if (!document.body.classList.contains("alone-on-page")) watch();
})();
