/* Small conveniences on pages that work without them. ES2020, no dependencies; words come from the page (data attributes). */
"use strict";

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

/* Buttons that need this script are hidden in the page and shown here. */
function showScripted(root) {
  all("[data-close][hidden], [data-fold][hidden], [data-back][hidden], [data-copy][hidden], [data-larger][hidden]", root).forEach((button) => { button.hidden = false; });
}

/* 大字版 of the public pages, remembered on this device only. */
function enlarge(on) {
  document.documentElement.classList.toggle("larger", on);
  all("[data-larger]").forEach((button) => button.setAttribute("aria-pressed", on));
}
function remembered() {
  try { return localStorage.getItem("larger") === "yes"; } catch { return false; }
}
function switchLarger() {
  const on = !document.documentElement.classList.contains("larger");
  enlarge(on);
  try { localStorage.setItem("larger", on ? "yes" : "no"); } catch { /* a browser that keeps nothing: for this page only */ }
}

const deeds = {
  larger: switchLarger,
  close: (button) => button.closest(button.dataset.close).remove(),
  fold: (button) => { button.closest("details").open = false; },
  back: () => history.back(),
  print: () => window.print(),
  copy: (button) => copyText(button.dataset.copy).then(() => say(button.dataset.done || "")),
};

document.addEventListener("click", (event) => {
  for (const [name, deed] of Object.entries(deeds)) {
    const button = event.target.closest(`[data-${name}]`);
    if (button) deed(button);
  }
  all("details[data-drop][open]").forEach((drop) => { if (!drop.contains(event.target)) drop.open = false; });
});

/* The clipboard interface needs HTTPS; an intranet may have none. */
async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/* One live region for the whole page: what is swapped in cannot announce itself reliably. */
function say(words) {
  const spoken = document.getElementById("spoken");
  if (spoken && words && spoken.textContent !== words) spoken.textContent = words;
}

/* Success messages leave by themselves; a reader who is on them keeps them. */
function fade(root) {
  all("[data-fades]", root).forEach((notice) => {
    setTimeout(() => {
      if (notice.matches(":hover, :focus-within")) return;
      notice.classList.add("leaving");
      setTimeout(() => notice.remove(), 500);
    }, Number(notice.dataset.fades) * 1000);
  });
}

/* A revealed value hides after its seconds; the full value leaves the document. */
function countDown(root) {
  const found = all("[data-hides]", root);
  if (root.matches && root.matches("[data-hides]")) found.push(root);
  found.filter((box) => !box.dataset.counting).forEach((box) => {
    box.dataset.counting = "yes";
    const counter = box.querySelector("[data-countdown]");
    const end = Date.now() + Number(box.dataset.hides) * 1000;
    const timer = setInterval(() => {
      const left = Math.ceil((end - Date.now()) / 1000);
      counter.textContent = counter.dataset.words.replace("{n}", left);
      if (left > 0 && document.body.contains(box)) return;
      clearInterval(timer);
      box.querySelector(".mono").textContent = box.dataset.masked;
      counter.remove();
    }, 500);
  });
}

/* Files by drag and drop: the same input as the button's. */
function dropZone(zone) {
  const input = zone.querySelector("input[type=file]");
  const name = zone.querySelector("[data-file-name]");
  const show = () => { name.textContent = Array.from(input.files).map((file) => file.name).join("、"); };
  const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("over", on); };
  ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, over(true)));
  ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, over(false)));
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", show);
}

/* Input methods: the Enter that accepts a candidate must not submit the form (keyCode 229 is Safari's word for it). */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) { event.stopPropagation(); return; }
  if (event.key === "Escape") all("details[data-drop][open]").forEach((drop) => { drop.open = false; drop.querySelector("summary").focus(); });
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), select, textarea")) return;
  const button = all("[data-key]").find((one) => one.dataset.key.toLowerCase() === event.key.toLowerCase());
  if (!button || button.disabled || event.repeat) return;
  event.preventDefault();
  button.click();
}, true);

/* Leaving a half-filled form asks first; a second submit of the same form is ignored until the page answers. Where each button
   hands out another file the page stays, and only the same button is ignored. */
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => {
  changed.clear();
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  const sender = event.submitter && event.submitter.matches("[data-hands-out]") ? event.submitter : form;
  if (sender.dataset.sent) { event.preventDefault(); return; }
  sender.dataset.sent = "yes";
  setTimeout(() => { delete sender.dataset.sent; }, 4000);
});
window.addEventListener("beforeunload", (event) => {
  if (![...changed].some((form) => document.body.contains(form))) return;
  event.preventDefault();
  event.returnValue = "";
});
window.addEventListener("pageshow", () => all("[data-sent]").forEach((sender) => { delete sender.dataset.sent; }));

/* Boxes of a list: all of the page, all of the query, and how many. */
function countBatch(form) {
  const boxes = all("input[name=selected]", form);
  const ticked = boxes.filter((box) => box.checked).length;
  const whole = form.querySelector("input[name=all]");
  const page = form.querySelector("[data-batch-page]");
  const every = Boolean(whole && whole.checked);
  const words = form.querySelector("[data-batch-count]");
  page.checked = ticked === boxes.length;
  page.indeterminate = ticked > 0 && ticked < boxes.length;
  boxes.concat(page).forEach((box) => { box.disabled = every; });
  words.hidden = every;
  words.textContent = words.dataset.words.replace("{n}", ticked);
  form.querySelector(".batch-bar").classList.toggle("active", every || ticked > 0);
  all(".batch-buttons button", form).forEach((button) => { button.disabled = !every && !ticked; });
}
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-batch]");
  if (!form) return;
  if (event.target.matches("[data-batch-page]")) all("input[name=selected]", form).forEach((box) => { box.checked = event.target.checked; });
  countBatch(form);
});

/* Parts that must add up to a whole: the sum and what is missing, counted in fen while somebody types. */
function fen(text) {
  const plain = (text || "").normalize("NFKC").replace("\u2212", "-").replace(/[^-.\d]/g, "");
  return /^-?\d+(\.\d{0,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : 0;
}
function yuan(amount) {
  const words = (Math.abs(amount) / 100).toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (amount < 0 ? "\u2212" : "") + words;
}
function addUp(form) {
  const sum = all("[data-part]", form).reduce((total, part) => total + fen(part.value), 0);
  const left = fen(form.querySelector("[data-whole]").value) - sum;
  const told = form.querySelector("[data-parts-left]");
  form.querySelector("[data-parts-sum]").textContent = yuan(sum);
  told.textContent = yuan(left);
  told.classList.toggle("adds-up", left === 0 && sum !== 0);
  told.classList.toggle("misses", left !== 0);
}
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-adds-up]");
  if (form) addUp(form);
});

// The tab one is at stands in sight where they do not all fit.
function showCurrentTab(root) {
  all(".tabs [aria-current]", root).forEach((tab) => {
    const row = tab.parentElement;
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });
}

function start(root) {
  if (root.querySelector("[data-larger]")) enlarge(remembered());
  all("form[data-adds-up]", root).forEach(addUp);
  showScripted(root);
  showCurrentTab(root);
  fade(root);
  countDown(root);
  all("[data-drop-zone]", root).forEach(dropZone);
  all("form[data-batch]", root).forEach(countBatch);
  all("[data-say]", root).concat(root.matches && root.matches("[data-say]") ? root : []).forEach((part) => say(part.dataset.say));
  if (window.portalCharts) window.portalCharts(root);
}

document.addEventListener("DOMContentLoaded", () => {
  start(document);
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
});
document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) start(event.detail.elt); });

/* Refusals in words are answers too: 409, 422, 429 are shown like any other page. A lost session goes to the login page. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422, 429].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
document.addEventListener("htmx:responseError", (event) => {
  if ([401, 403].includes(event.detail.xhr.status)) window.location.reload();
});
