/* A link may carry the code behind #, which no server ever sees: it goes into the box and out of the address. ES2020. */
"use strict";

(() => {
  const box = document.querySelector("[data-code]");
  const carried = window.location.hash.slice(1).replace(/[^0-9A-Za-z-]/g, "");
  if (!box || !carried) return;
  if (!box.value) box.value = carried;
  window.history.replaceState(null, "", window.location.pathname);
})();
