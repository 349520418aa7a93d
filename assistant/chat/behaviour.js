// What the page does by itself: show the words behind a marker, open sources beside the chat, remember where one was.
// Text from documents enters the page as text only, or as views that the server has escaped.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const box = () => document.querySelector("#question textarea");
  const views = new Map(); // address -> promise of its view; small, and dropped when a document changes
  let opener = null; // what opened the source on show; Escape goes back to it

  const make = (id, role) => {
    const made = document.createElement("div");
    made.id = id;
    made.hidden = true;
    if (role) made.setAttribute("role", role);
    document.body.append(made);
    return made;
  };
  const toast = (words, stays = 2200) => {
    const shown = $("toast") || make("toast", "status");
    shown.textContent = words;
    shown.hidden = false;
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => (shown.hidden = true), stays);
  };
  document.addEventListener("say", (event) => toast(event.detail));
  const UNREACHED = "The assistant does not answer. Is it still running?";
  const slowly = (words) => { // says so where what was asked for does not come at once; returns what takes that back
    const timer = setTimeout(() => toast(words, 15000), 1200);
    return () => {
      clearTimeout(timer);
      if ($("toast")?.textContent === words) $("toast").hidden = true;
    };
  };

  // The words behind a marker, on hover and on focus; Escape puts them away, and one can move onto them.
  const popover = () => $("words") || make("words", "tooltip");
  let leaving = 0;
  const show = (marker) => {
    clearTimeout(leaving);
    const shown = popover();
    const cite = document.createElement("cite");
    cite.textContent = [marker.dataset.title, marker.dataset.place].filter(Boolean).join(", ");
    const quote = document.createElement("blockquote");
    quote.textContent = marker.dataset.words;
    shown.replaceChildren(cite, quote);
    shown.hidden = false;
    marker.setAttribute("aria-describedby", "words");
    const at = marker.getBoundingClientRect();
    const size = shown.getBoundingClientRect();
    const below = at.bottom + 8 + size.height < innerHeight;
    shown.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - 8 - size.height)}px`;
    shown.style.left = `${Math.max(12, Math.min(at.left - 20, innerWidth - size.width - 12))}px`;
    for (const card of document.querySelectorAll("#sources .quoted"))
      card.classList.toggle("lit", card.dataset.card === marker.dataset.marker && onShow(marker));
  };
  const onShow = (marker) =>
    marker.closest(".exchange")?.dataset.exchange === document.querySelector("#sources .evidence")?.dataset.of;
  const hide = () => {
    if ($("words")) $("words").hidden = true;
    for (const card of document.querySelectorAll(".quoted.lit")) card.classList.remove("lit");
  };
  const hideSoon = () => { clearTimeout(leaving); leaving = setTimeout(hide, 160); };
  const marker = (event) => event.target instanceof Element && event.target.closest("a.marker");
  document.addEventListener("pointerover", (event) => {
    const over = marker(event);
    if (over) { show(over); fetchView(over.getAttribute("href")); }
    else if (event.target instanceof Element && event.target.closest("#words")) clearTimeout(leaving);
    else hideSoon();
  });
  document.addEventListener("focusin", (event) => { const on = marker(event); on ? show(on) : hideSoon(); });

  // Sources open beside the chat; with a modifier key, or without the chat, they are ordinary links.
  const drawAhead = (view) => { // the page picture of a view, so that a click after a hover has it at once
    const image = new DOMParser().parseFromString(view, "text/html").querySelector("figure.page img");
    if (image) Object.assign(new Image(), { sizes: image.sizes, srcset: image.srcset });
  };
  const FRESH = 60_000; // ms that a view is kept: between hover and click, but not until the document is another
  const fetchView = (href) => {
    if (!(Date.now() - views.get(href)?.at < FRESH)) {
      views.delete(href);
      if (views.size > 40) views.delete(views.keys().next().value);
      const asked = fetch(`${href}&part=1`, { credentials: "same-origin" }).then((reply) => {
        if (!reply.ok) views.delete(href); // a server that is away for a moment
        return reply.text();
      });
      views.set(href, { asked, at: Date.now() });
      asked.then(drawAhead, () => views.delete(href));
    }
    return views.get(href).asked;
  };
  // A page is drawn to its width; larger, it scrolls within its frame, from the cited words on, and stays so from page to page.
  let larger = false;
  const enlarge = (holder) => {
    const page = holder?.querySelector("figure.page");
    if (!page) return;
    const button = holder.querySelector("[data-larger]");
    button.textContent = larger ? "Smaller" : "Larger";
    page.classList.toggle("larger", larger);
    page.querySelector("img").sizes = larger || !$("evidence") ? "60rem" : "26rem";
    page.tabIndex = larger ? 0 : -1;
    if (!larger) return;
    const words = [...page.querySelectorAll("rect.quote")].map((rect) => rect.getBoundingClientRect());
    const frame = page.getBoundingClientRect();
    const left = Math.min(...words.map((rect) => rect.left));
    if (words.length) page.scrollTo(page.scrollLeft + left - frame.left - 16, page.scrollTop + words[0].top - frame.top - frame.height / 4);
  };
  const settle = (holder) => {
    const first = holder.querySelector("mark.quote, rect.quote");
    const at = first?.getBoundingClientRect();
    if (first && at.bottom > innerHeight - 80) first.scrollIntoView({ block: "center" });
    else holder.scrollIntoView({ block: "start" });
  };
  const openSource = async (link) => {
    const href = link.getAttribute("href");
    if (!link.hasAttribute("data-within")) opener = link;
    if (await showSource(href)) enter({ source: href });
  };
  let wanted = 0; // counts what was asked to be opened or closed: a view that comes after another wish is not shown
  const showSource = async (href) => {
    const holder = $("viewer"), mine = ++wanted;
    const came = slowly("Opening the source …");
    let view;
    try { view = await fetchView(href); } catch { toast(UNREACHED); return false; } finally { came(); }
    if (mine !== wanted) return false;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "quiet back";
    back.textContent = opener?.closest("#desk") && narrow() ? "← Back to the answer" : "← All sources";
    back.addEventListener("click", () => { if (hideSource()) leave(1); });
    holder.innerHTML = view; // escaped by the server, see assistant/viewer
    holder.prepend(back);
    holder.hidden = false;
    $("evidence").classList.add("reading");
    hide();
    for (const open of document.querySelectorAll(".marker.open")) open.classList.remove("open");
    if (opener?.classList.contains("marker")) opener.classList.add("open");
    goTo("evidence");
    holder.querySelector("h2")?.focus({ preventScroll: true });
    enlarge(holder);
    settle(holder);
    return true;
  };
  const hideSource = () => {
    const holder = $("viewer");
    wanted += 1;
    if (!holder || holder.hidden) return false;
    holder.hidden = true;
    holder.replaceChildren();
    $("evidence").classList.remove("reading");
    for (const open of document.querySelectorAll(".marker.open")) open.classList.remove("open");
    const back = opener && (opener.isConnected ? opener : linkTo(opener.getAttribute("href")));
    if (back?.closest("#desk")) goTo("");
    back?.focus();
    hide(); // they were just read, and would lie over the next markers
    opener = null;
    return true;
  };

  const linkTo = (href) => document.querySelector(`a[href="${CSS.escape(href)}"]`);

  // What lies open over the conversation stands in the history: Back closes it, Forward opens it again. It is a source or, in a
  // narrow window, an area; a source in the place of another, as a page after a page, takes its place there too.
  const narrow = () => matchMedia("(max-width: 860px)").matches;
  const here = () => history.state || {};
  let turn = Promise.resolve(); // going back takes a moment, and what is done to the history next waits for it
  let arrived = null; // while the page itself goes back: what to call when it has; it shows already what it will be at
  const inTurn = (work) => (turn = turn.then(work, work));
  const enter = (now) => inTurn(() => {
    const { source, depth = 0 } = here();
    const instead = now.source ? source : depth;
    history[instead ? "replaceState" : "pushState"]({ ...now, depth: instead ? depth : depth + 1 }, "");
  });
  const leave = (steps) => inTurn(() => new Promise((done) => {
    const back = Math.min(steps, here().depth || 0);
    if (!back) return void done();
    arrived = () => { arrived = null; done(); };
    setTimeout(() => arrived?.(), 1000);
    history.go(-back);
  }));
  const closeAll = () => { hideSource(); goTo(""); leave(2); };
  const goToArea = (area) => {
    const closed = hideSource();
    goTo(area);
    if (narrow()) enter({ area });
    else if (closed) leave(1);
  };
  const asInHistory = async () => {
    const { source, area = "" } = here();
    if (!source) { hideSource(); goTo(area); return; }
    opener = linkTo(source) || opener;
    await showSource(source);
  };
  addEventListener("popstate", async () => {
    if (arrived) arrived();
    else await asInHistory();
    follow();
  });

  // The three areas of a narrow window.
  const goTo = (area) => {
    if (area) document.body.dataset.area = area;
    else delete document.body.dataset.area;
    for (const button of document.querySelectorAll(".bar button"))
      button.setAttribute("aria-expanded", String(button.dataset.area === area));
  };

  const copy = async (words, done) => {
    try { await navigator.clipboard.writeText(words); }
    catch {
      const box = document.createElement("textarea");
      box.value = words;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    toast(done);
  };

  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element)) return;
    const source = event.target.closest("a[data-source], a[data-within]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (source && plain && $("viewer")) { event.preventDefault(); await openSource(source); return; }
    const quoted = event.target.closest(".quoted"); // its link is what keyboards and screen readers use
    if (quoted && plain && !event.target.closest("a, button") && getSelection().isCollapsed) return openSource(quoted.querySelector("a[data-source]"));
    const size = event.target.closest("[data-larger]");
    if (size) { larger = !larger; return enlarge(size.closest(".source")); }
    const link = event.target.closest("[data-link]");
    if (link) return copy(new URL(link.dataset.link, location.origin).href, "Link copied");
    const text = event.target.closest("[data-copy]");
    if (text) {
      const reply = await fetch(text.dataset.copy, { credentials: "same-origin" }).catch(() => null);
      if (!reply) return toast(UNREACHED);
      return reply.ok ? copy(await reply.text(), "Copied with references") : toast("This could not be copied");
    }
    const area = event.target.closest(".bar button");
    if (area) return document.body.dataset.area === area.dataset.area ? closeAll() : goToArea(area.dataset.area);
    if (event.target.closest("[data-act='open'], [data-act='fresh'], [data-act='example'], [data-act='summarise']")) closeAll();
    if (event.target.closest("[data-act='show']")) goToArea("evidence");
    if (event.target.closest("[data-act='example'], [data-act='reading'], [data-act='summarise']")) asking();
    if (event.target.closest("#question .submit-button") && box().value.trim()) asking();
    if (event.detail === 0 && event.target.closest("[data-act='example'], [data-act='reading'], [data-act='summarise']")) box()?.focus();
    if (event.target.closest("[data-act='judge']")) judged = true;
    if (event.target.closest("[data-act='edit']")) setTimeout(() => box()?.focus(), 150);
    if (event.target.closest("[data-act='remove']")) views.clear();
    event.target.closest("[data-away]")?.closest(".receipts").remove();
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("toggle", (event) => { // a menu opens upwards where there is room for it, and never beyond the edge
    const menu = event.target;
    if (!(menu instanceof Element) || !menu.matches("details.menu[open]")) return;
    const list = menu.querySelector("ul");
    menu.classList.remove("below");
    list.style.marginLeft = "";
    menu.classList.toggle("below", list.getBoundingClientRect().top < $("thread").getBoundingClientRect().top);
    const beyond = list.getBoundingClientRect().right - $("thread").getBoundingClientRect().right + 12;
    if (beyond > 0) list.style.marginLeft = `${-beyond}px`;
    list.scrollIntoView({ block: "nearest" });
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target === box() && box().value.trim()) asking();
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
    if ($("words") && !$("words").hidden) { hide(); if (!$("viewer") || $("viewer").hidden) return; }
    if (hideSource()) leave(1);
    else closeAll();
  });
  document.addEventListener("submit", (event) => { // the form gives way to what was said in it; the thumb stays
    if (event.target.matches(".signed-in")) event.target.classList.add("leaving");
    if (event.target.matches("[data-submit='reason']")) event.target.closest(".tools")?.querySelector("[aria-pressed='true']")?.focus();
  });

  // The address names the conversation, so a reload finds it; a new question scrolls into sight once and then nothing moves.
  let seen = 0;
  let of = null;
  let read = JSON.parse(sessionStorage.getItem("read") || "null"); // the conversation before a reload, and how far it was scrolled
  let waiting = null; // for what was asked to be drawn: how the thread reads until then, and what takes the word of it back
  const reads = () => document.querySelector(".thread")?.textContent;
  const asking = () => { waiting?.end(); waiting = { before: reads(), end: slowly("Your question is on its way …") }; };
  const drawn = () => { if (waiting && waiting.before !== reads()) { waiting.end(); waiting = null; } };
  let judged = false; // a thumb was pressed: the form that asks why comes into sight
  const askWhy = () => {
    const form = judged && document.querySelector("form.reason");
    if (!form) return;
    judged = false;
    form.scrollIntoView({ block: "nearest" });
  };
  const follow = () => {
    const thread = document.querySelector(".thread");
    if (!thread) return;
    const conversation = thread.dataset.conversation || "";
    const address = new URL(location.href);
    if ((address.searchParams.get("c") || "") !== conversation) {
      conversation ? address.searchParams.set("c", conversation) : address.searchParams.delete("c");
      history.replaceState(history.state, "", address);
    }
    const exchanges = thread.querySelectorAll(".exchange");
    if (exchanges.length > seen && exchanges.length && of !== null) exchanges[exchanges.length - 1].scrollIntoView({ block: "start" });
    if (read && exchanges.length) {
      if (read[0] === conversation) $("thread").scrollTop = read[1];
      read = null;
    }
    if (conversation !== of || exchanges.length !== seen) { of = conversation; seen = exchanges.length; }
  };
  // What was typed and not yet asked outlives a reload, as when the server is back after a restart; signing out it goes.
  addEventListener("pagehide", () => sessionStorage.setItem("read", JSON.stringify([of || "", $("thread")?.scrollTop || 0])));
  addEventListener("pagehide", () => sessionStorage.setItem("typed", document.querySelector(".leaving") ? "" : box()?.value || ""));
  const typeAgain = () => {
    const typed = sessionStorage.getItem("typed");
    if (!typed || !box() || box().value) return;
    box().value = typed;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  };
  const watch = () => {
    const room = $("thread");
    if (!room || !box() || !$("said") || !$("receipts")) return void setTimeout(watch, 100); // each is drawn when its script is there
    for (const told of [$("said"), $("receipts")]) told.setAttribute("role", "status");
    box().setAttribute("aria-label", "Your question");
    new MutationObserver(() => { drawn(); follow(); askWhy(); }).observe(room, { childList: true, subtree: true });
    follow();
    typeAgain();
    asInHistory(); // a reload leaves open what was
  };
  if ($("viewer") === null && document.body.classList.contains("alone-on-page")) {
    enlarge(document.querySelector("main"));
    settle(document.querySelector("main"));
  }
  else watch();
})();
