/* A visit is written down where the line is bad: words and photos stay on this device until the server has them. ES2020, no dependencies. */
"use strict";

(() => {
  const form = document.querySelector("[data-visit]");
  if (!form) return;
  const name = form.dataset.visit;
  const DAYS = 7;
  const find = (selector) => document.querySelector(selector);
  const state = find("[data-state]");

  /* Words are kept by name; photos do not fit beside them and have a store of their own, where they live and die with the words.
     The draft bears the person's number; somebody else's is never read. */
  const fields = () => Array.from(form.elements).filter((each) => each.name && !["file", "submit", "button"].includes(each.type) && each.name !== "csrfmiddlewaretoken");
  let lost = false;
  function read() {
    const said = {};
    fields().forEach((each) => { if (each.type !== "radio" || each.checked) said[each.name] = each.value; });
    return said;
  }
  function keep() {
    try {
      localStorage.setItem(name, JSON.stringify({ at: Date.now(), said: read() }));
      if (!state.dataset.busy) state.textContent = lost ? form.dataset.keptWords : form.dataset.kept;
    } catch (fault) { /* a full or forbidden store: the form itself still works */ }
  }
  function kept(key) {
    try {
      const held = JSON.parse(localStorage.getItem(key));
      return held && Date.now() - held.at < DAYS * 86400000 ? held.said : null;
    } catch (fault) { /* unreadable is as good as none */
      return null;
    }
  }
  function photos(mode, deed) {
    return new Promise((done, failed) => {
      const opening = indexedDB.open("visits", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("photos", { keyPath: ["draft", "field"] });
      opening.onerror = () => failed(opening.error);
      opening.onsuccess = () => {
        const work = opening.result.transaction("photos", mode);
        const asked = deed(work.objectStore("photos"));
        work.oncomplete = () => { opening.result.close(); done(asked.result); };
        work.onabort = () => { opening.result.close(); failed(work.error); };
      };
    });
  }
  const own = () => IDBKeyRange.bound([name], [name, []]);
  function keepPhotos(input) {
    const files = Array.from(input.files);
    return photos("readwrite", (shelf) => (files.length ? shelf.put({ draft: name, field: input.name, files }) : shelf.delete([name, input.name])));
  }
  async function drop() {
    try {
      localStorage.removeItem(name);
      await photos("readwrite", (shelf) => shelf.delete(own()));
    } catch (fault) { /* what stays without its words is tidied away */ }
  }
  async function restore(said) {
    fields().forEach((each) => {
      if (!(each.name in said)) return;
      if (each.type === "radio") each.checked = each.value === said[each.name];
      else each.value = said[each.name];
    });
    form.querySelectorAll("details").forEach((each) => { each.open = Boolean(each.querySelector("textarea").value); });
    try { (await photos("readonly", (shelf) => shelf.getAll(own()))).forEach(putBack); } catch (fault) { lost = true; }
    find("[data-draft-words]").textContent = lost ? form.dataset.restoredWords : form.dataset.restored;
    find("[data-draft-note]").hidden = false;
  }
  function putBack(held) {
    const basket = new DataTransfer();
    held.files.forEach((file) => basket.items.add(file));
    if (form.elements[held.field]) form.elements[held.field].files = basket.files;
  }
  /* Drafts of others on a shared phone, and old ones, do not stay; nor do photos whose words are gone. */
  async function tidy() {
    const mine = name.split(":").slice(0, 2).join(":") + ":";
    const left = (key) => key.startsWith("visit:") && !(key.startsWith(mine) && kept(key));
    try {
      Object.keys(localStorage).filter(left).forEach((key) => localStorage.removeItem(key));
      await photos("readwrite", (shelf) => {
        const asked = shelf.getAllKeys();
        asked.onsuccess = () => asked.result.filter(([draft]) => !kept(draft)).forEach((key) => shelf.delete(key));
        return asked;
      });
    } catch (fault) { /* no store: nothing is in it */ }
  }

  function show() {
    const items = Array.from(form.querySelectorAll("[data-item]"));
    let done = 0;
    items.forEach((item) => {
      const chosen = item.querySelector("input[type=radio]:checked");
      if (chosen) done += 1;
      item.querySelector("[data-problem]").hidden = !(chosen && chosen.value === "problem");
    });
    find("[data-progress]").textContent = `${form.dataset.done} ${done} / ${items.length}`;
  }

  function sign() {
    const box = find("[data-signature]");
    const canvas = box.querySelector("canvas");
    const pen = canvas.getContext("2d");
    let drawing = false;
    box.hidden = false;
    const signed = form.elements.signature;
    const blank = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height); };
    const place = (event) => {
      const area = canvas.getBoundingClientRect();
      return [(event.clientX - area.left) * canvas.width / area.width, (event.clientY - area.top) * canvas.height / area.height];
    };
    const say = (value) => { signed.value = value; keep(); };
    blank();
    if (signed.value) {
      const drawn = new Image();
      drawn.onload = () => pen.drawImage(drawn, 0, 0);
      drawn.src = signed.value;
    }
    pen.lineWidth = 4;
    pen.lineCap = "round";
    canvas.addEventListener("pointerdown", (event) => { drawing = true; canvas.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...place(event)); });
    canvas.addEventListener("pointermove", (event) => { if (drawing) { pen.lineTo(...place(event)); pen.stroke(); } });
    canvas.addEventListener("pointerup", () => { drawing = false; say(canvas.toDataURL("image/png")); });
    box.querySelector("[data-signature-clear]").addEventListener("click", () => { blank(); say(""); });
  }

  /* The page is left only when the server has said where the visit is; until then everything stays, photos too. */
  async function send(event) {
    event.preventDefault();
    if (state.dataset.busy) return;
    keep();
    state.dataset.busy = "yes";
    state.textContent = form.dataset.sending;
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (answer.redirected && answer.ok && /\/supervision\/visits\/\d+\/$/.test(answer.url)) {
        await drop();
        location.assign(answer.url);
        return;
      }
      if (answer.redirected) state.textContent = form.dataset.login;
      else complain(await answer.text());
    } catch (fault) {
      state.textContent = form.dataset.offline;
    }
    delete state.dataset.busy;
  }
  /* The form's own errors, else a sentence of the portal, else that nothing came back; what was typed stays where it is. */
  function complain(page) {
    const answer = new DOMParser().parseFromString(page, "text/html");
    const told = answer.querySelector(".error-summary") || answer.querySelector("main .notice") || answer.querySelector("main h1");
    const place = find("[data-errors]");
    place.textContent = "";
    if (told) place.append(document.importNode(told, true));
    state.textContent = told ? "" : form.dataset.failed;
    if (told) place.scrollIntoView();
  }

  tidy();
  const said = find(".error-summary") ? null : kept(name);
  if (said) restore(said).then(show);
  sign();
  show();
  form.addEventListener("input", async (event) => {
    show();
    keep();
    if (event.target.type !== "file") return;
    try { await keepPhotos(event.target); lost = false; } catch (fault) { lost = true; }
    keep();
  });
  form.addEventListener("submit", send);
  find("[data-draft-drop]").addEventListener("click", async () => { await drop(); location.reload(); });
})();
