// The review page in the browser: keys, the two-way link between text and table, picking missed figures.
// Requests go through htmx; nothing here is trusted by the server.
import { offsetsOf, widen, step, startPicking } from "./picking.js";
import { showCues } from "./cues.js";

const words = JSON.parse(document.body.dataset.words);
const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 820px)");
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const part = () => one("#body");

let busy = 0;           // requests under way that a key has to wait for
let waiting = [];       // keys that were pressed meanwhile
let decided = null;     // what the server said of the last decision, until its page is there
let typed = "";         // the first key of a pair

function say(text) {
  const place = one("#said");
  place.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ""; }, 3000);
}

// ---- what is chosen ------------------------------------------------------------------------------------------

const ids = () => all("#rows [data-row]").map((row) => row.dataset.row);
const chosen = () => part()?.dataset.selected || "";
const marksOf = (id) => all(`.sheet .title [data-figure="${id}"], .sheet .prose [data-figure="${id}"]`);

function show(id, focus = true) {
  for (const old of all('#rows [aria-current], .sheet [aria-current="true"]')) old.removeAttribute("aria-current");
  const row = one(`#rows [data-row="${id}"]`);
  const marks = marksOf(id);
  row?.setAttribute("aria-current", "true");
  for (const mark of marks) mark.setAttribute("aria-current", "true");
  if (row && !narrow.matches) row.scrollIntoView({ block: "nearest" });
  if (marks.length) bring(marks[0]);
  if (focus && row) one("a.pick", row)?.focus({ preventScroll: true });
}

function bring(mark) {
  const pane = narrow.matches ? null : mark.closest(".sheet");
  const box = mark.getBoundingClientRect();
  const around = pane ? pane.getBoundingClientRect() : { top: 100, bottom: innerHeight * 0.5 };
  if (box.top < around.top + 60 || box.bottom > around.bottom - 60) {
    mark.scrollIntoView({ block: narrow.matches ? "start" : "center", behavior: still.matches ? "auto" : "smooth" });
  }
}

function choose(id) {
  if (!id || !part()) return;
  leave(false);
  part().dataset.selected = id;
  show(id);
  const address = `/articles/${part().dataset.article}`;
  history.replaceState(null, "", `${address}?${asked({ figure: id })}`);
  load(() => htmx.ajax("GET", `${address}/figures/${id}`, { target: "#detail", swap: "innerHTML" }));
}

function asked(more) {
  const found = new URLSearchParams(part().dataset.query);
  found.set("way", part().dataset.way);
  for (const [name, value] of Object.entries(more)) found.set(name, value);
  return found;
}

function count(by) {
  busy += by;
  document.documentElement.toggleAttribute("data-busy", busy > 0);
}

async function load(request) {
  count(1);
  try {
    await request();
  } catch {
    say(words.failed);
  } finally {
    count(-1);
    drain();
  }
}

function drain() {
  while (!busy && waiting.length) run(waiting.shift());
}

function move(by) {
  if (!part()) return moveInList(by);
  const known = ids();
  const at = known.indexOf(chosen());
  const next = at < 0 ? (by > 0 ? 0 : known.length - 1) : at + by;
  if (next >= 0 && next < known.length) return choose(known[next]);
  const address = by > 0 ? part().dataset.next : part().dataset.previous;
  if (part().dataset.way !== "article" && address) return visit(address);
  return say(by > 0 ? words.last : words.first);
}

function moveInList(by) {
  const links = all("#rows a.pick");
  const at = links.indexOf(document.activeElement);
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function visit(address) {
  if (!address) return;
  if (!part() || !address.startsWith("/articles/")) return location.assign(address);
  leave(false);
  load(async () => {
    await htmx.ajax("GET", address, { target: "#body", swap: "outerHTML" });
    history.pushState(null, "", address);
    one(".sheet")?.scrollTo(0, 0);
    if (narrow.matches) scrollTo(0, 0);
    if (chosen()) show(chosen());
  });
}

// ---- decisions -----------------------------------------------------------------------------------------------

const KEPT = "decisions";
const kept = () => JSON.parse(sessionStorage.getItem(KEPT) || "[]");
const keep = (list) => sessionStorage.setItem(KEPT, JSON.stringify(list.slice(-200)));

function press(kind) {
  const button = one(`#decide button[value="${kind}"]`);
  if (button) button.click();
  else say(words.choose);
}

function correct() {
  const figure = one("#figure");
  if (!figure || !one("#correct")) return say(words.choose);
  figure.classList.add("editing");
  document.body.classList.add("editing");
  one("#detail").scrollTop = 0;
  const field = one("#correct input:not([type=hidden]), #correct select");
  field?.focus();
  field?.select?.();
}

function undo() {
  const list = kept();
  const last = list.pop();
  if (!last) return one('#decide button[value="undo"]') ? press("undo") : say(words.nothing);
  keep(list);
  const here = part()?.dataset.article === last.article_id;
  load(async () => {
    const values = { kind: "undo", decision_id: last.decision_id, figure_id: last.figure_id, seen: last.decision_id };
    const address = `/articles/${last.article_id}/decisions`;
    await htmx.ajax("POST", address, { target: here ? "#body" : "#said", swap: here ? "outerHTML" : "none", values });
    say(words.undone);
    if (here) show(last.figure_id);
    else visit(`/articles/${last.article_id}?${part() ? asked({ figure: last.figure_id }) : `figure=${last.figure_id}`}`);
  });
}

// ---- a missed figure -----------------------------------------------------------------------------------------

function add() {
  if (!part()) return;
  if (offsetsOf(getSelection(), one("#text"))) return pick();
  leave(false);
  document.body.classList.add("picking");
  startPicking(one("#text"), marksOf(chosen())[0]);
}

function pick() {
  const found = offsetsOf(getSelection(), one("#text"));
  if (!found) return say(words.pick);
  document.body.classList.remove("picking");
  float.remove();
  const address = `/articles/${part().dataset.article}/selection`;
  load(() => htmx.ajax("POST", address, { target: "#detail", swap: "innerHTML", values: found }));
}

function leave(back = true) {
  const was = document.body.classList;
  const adding = one("#figure.adding, #figure.clash") !== null;
  if (was.contains("picking")) getSelection().removeAllRanges();
  was.remove("editing", "picking");
  one("#figure")?.classList.remove("editing");
  one("#problem")?.remove();
  one("#correct")?.reset();
  if (!back) return;
  if (adding && chosen()) choose(chosen());
  else if (adding) one("#detail").replaceChildren();
  else if (chosen()) show(chosen());
}

const float = document.createElement("button");
float.type = "button";
float.className = "float plus";
float.dataset.do = "pick";
float.textContent = `＋ ${words.add}`;

function offer() {
  if (!part() || document.body.classList.contains("picking")) return;
  const selection = getSelection();
  const found = offsetsOf(selection, one("#text"));
  if (!found || found.end - found.start > 60) return float.remove();
  const box = selection.getRangeAt(0).getBoundingClientRect();
  document.body.append(float);
  float.style.left = `${Math.min(Math.max(box.left, 8), innerWidth - 110)}px`;
  float.style.top = `${Math.min(box.bottom + 8, innerHeight - 90)}px`;
}

// ---- commands, by key and by button --------------------------------------------------------------------------

const commands = {
  next: () => move(1),
  previous: () => move(-1),
  accept: () => press("accept"),
  reject: () => press("reject"),
  correct, undo, add, pick,
  escape: () => leave(),
  search: () => { const field = one("#search"); field.focus(); field.select(); },
  help: () => { const help = one("#help"); if (help.open) help.close(); else help.showModal(); },
  queue: () => location.assign("/queue/next"),
  export: () => location.assign("/export"),
  before: () => visit(part()?.dataset.previousArticle && `/articles/${part().dataset.previousArticle}`),
  behind: () => visit(part()?.dataset.nextArticle && `/articles/${part().dataset.nextArticle}`),
  theme,
};
const keys = {
  j: "next", ArrowDown: "next", ArrowRight: "next", k: "previous", ArrowUp: "previous", ArrowLeft: "previous",
  a: "accept", e: "correct", r: "reject", u: "undo", n: "add", "/": "search", "?": "help", "[": "before", "]": "behind",
};
const pairs = { q: "queue", x: "export" };
const atOnce = new Set(["next", "previous", "help", "search", "theme", "escape"]);

function run(name) {
  if (busy && (waiting.length || !atOnce.has(name))) {
    if (waiting.length < 50) waiting.push(name);
    return;
  }
  commands[name]?.();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const writing = event.target.closest?.("input, select, textarea");
  if (event.key === "Escape") {
    if (one("#help").open) return;
    if (writing && !writing.closest("#correct")) writing.blur();
    else run("escape");
    return;
  }
  if (writing || one("#help").open) return;
  if (document.body.classList.contains("picking") && pickingKey(event)) return event.preventDefault();
  if (typed === "g" && pairs[event.key]) { typed = ""; event.preventDefault(); return run(pairs[event.key]); }
  typed = event.key === "g" ? "g" : "";
  const name = keys[event.key];
  if (!name || (event.key.startsWith("Arrow") && (event.shiftKey || !inRows(event.target)))) return;
  event.preventDefault();
  run(name);
});

// Elsewhere the arrows scroll, as they do on every page.
const inRows = (target) => target.closest("#rows") !== null || (target === document.body && part() !== null);

function pickingKey(event) {
  if (event.key === "Enter") { run("pick"); return true; }
  const way = { ArrowLeft: ["backward", "character"], ArrowRight: ["forward", "character"], ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"] }[event.key];
  if (!way) return false;
  (event.shiftKey ? widen : step)(...way);
  say(words.picked + getSelection().toString());
  return true;
}

document.addEventListener("mousedown", (event) => {
  // A button must not take away what is selected.
  if (event.target.closest?.('[data-do="add"], [data-do="pick"]')) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-do]");
  if (button) return run(button.dataset.do);
  const turn = event.target.closest?.("[data-turn]");
  if (turn && plain(event)) { event.preventDefault(); return visit(turn.getAttribute("href")); }
  const figure = event.target.closest?.("#body [data-figure]:not(#figure), #body [data-row]");
  if (!figure || !plain(event) || event.target.closest("#figure .evidence")) return;
  if (!getSelection().isCollapsed && figure.matches("mark")) return;
  event.preventDefault();
  choose(figure.dataset.figure || figure.dataset.row);
});
const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

for (const [kind, on] of [["mouseover", true], ["mouseout", false]]) {
  document.addEventListener(kind, (event) => {
    const found = event.target.closest?.("#body mark[data-figure], #body [data-row]");
    if (!found) return;
    const id = found.dataset.figure || found.dataset.row;
    for (const mark of marksOf(id)) mark.classList.toggle("hover", on);
    one(`#rows [data-row="${id}"]`)?.classList.toggle("hover", on);
  });
}
document.addEventListener("selectionchange", () => { clearTimeout(offer.timer); offer.timer = setTimeout(offer, 120); });
addEventListener("popstate", () => location.reload());

// ---- requests ------------------------------------------------------------------------------------------------

document.addEventListener("htmx:configRequest", (event) => {
  if (part() && event.detail.path.endsWith("/decisions")) event.detail.path += `?${asked({})}`;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb === "post") { count(1); event.detail.xhr.counted = true; }
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr.counted) { count(-1); setTimeout(drain); }
});

let scrolled = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  one("#problem")?.remove();
  if (xhr.status === 409) {
    event.detail.target = one("#detail");
    event.detail.swapOverride = "innerHTML";
    document.body.classList.remove("editing");
    waiting = [];
  } else if (xhr.status === 422) {
    const form = one("#figure.editing #correct");
    event.detail.target = form ?? one("#detail");
    event.detail.swapOverride = form ? "afterbegin" : "innerHTML";
    waiting = [];
  } else if (event.detail.target === part()) {
    scrolled = [one(".sheet")?.scrollTop, one("#rows")?.scrollTop, scrollY];
  }
});

document.addEventListener("decided", (event) => {
  const { decision_id, figure_id, article_id, kind, next, next_url } = event.detail;
  decided = { decision_id, figure_id, article_id: article_id ?? part()?.dataset.article, kind, next, next_url };
  if (decided.kind !== "undo") keep([...kept(), decided]);
  else keep(kept().filter((known) => known.decision_id !== decided.decision_id));
});

for (const kind of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(kind, () => say(words.failed));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status !== 409 && status !== 422) say(`${words.failed} (${status})`);
  waiting = [];
});

htmx.onLoad((loaded) => {
  if (loaded.id === "body") afterPage();
  else if (loaded.id === "figure") afterFigure();
});

function afterPage() {
  document.body.classList.remove("editing", "picking");
  float.remove();
  if (scrolled) {
    one(".sheet")?.scrollTo(0, scrolled[0] ?? 0);
    one("#rows")?.scrollTo(0, scrolled[1] ?? 0);
    scrollTo(0, scrolled[2]);
    scrolled = null;
  }
  const open = one(".sections .tally");
  if (open) open.textContent = part().dataset.open;
  const was = decided;
  decided = null;
  if (was && ["accept", "correct", "reject"].includes(was.kind)) {
    if (was.next && ids().includes(was.next)) return choose(was.next);
    if (was.next_url) return visit(was.next_url);
    say(words.last);
  }
  if (chosen()) show(chosen());
  showCues(one("#figure"), marksOf(chosen())[0]);
}

function afterFigure() {
  const figure = one("#figure");
  const editing = figure.classList.contains("editing");
  document.body.classList.toggle("editing", editing);
  if (editing) (one(".field.blank input", figure) ?? one("button.main", figure))?.focus();
  if (figure.classList.contains("clash")) one("a.button", figure)?.focus();
  one("#detail").scrollTop = 0;
  showCues(figure, marksOf(chosen())[0]);
}

// ---- names to choose from, colours ---------------------------------------------------------------------------

document.addEventListener("input", (event) => suggest(event.target));
document.addEventListener("focusin", (event) => suggest(event.target));

function suggest(field) {
  const kind = field.getAttribute?.("list")?.replace("names-", "");
  if (!kind) return;
  clearTimeout(suggest.timer);
  suggest.timer = setTimeout(async () => {
    const answer = await fetch(`/api/facets?${new URLSearchParams({ kind, text: field.value, limit: 20 })}`);
    if (!answer.ok) return;
    let list = one(`#names-${kind}`);
    if (!list) {
      list = document.createElement("datalist");
      list.id = `names-${kind}`;
      document.body.append(list);
    }
    const { values } = await answer.json();
    list.replaceChildren(...values.map(({ name }) => Object.assign(document.createElement("option"), { value: name })));
  }, 150);
}

function theme() {
  const root = document.documentElement.dataset;
  const next = { undefined: "light", light: "dark", dark: undefined }[String(root.theme)];
  if (next) root.theme = next; else delete root.theme;
  try {
    if (next) localStorage.setItem("theme", next); else localStorage.removeItem("theme");
  } catch { /* kept for this page only */ }
  say(words[`theme_${next ?? "auto"}`]);
}

if (part()) afterPage();
