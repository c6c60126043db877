
"use strict";
(() => {
  const place = document.querySelector("[data-live]");
  if (!place || !window.EventSource) return;
  const button = place.querySelector("button");
  const words = [button.textContent, button.dataset.go];
  let source = null;
  const stop = () => { source.close(); source = null; place.classList.remove("on"); };
  const start = () => {
    source = new EventSource(place.dataset.live);
    source.onopen = () => place.classList.add("on");
    source.onerror = () => place.classList.remove("on");
    source.onmessage = (event) => {
      for (const [name, text] of Object.entries(JSON.parse(event.data))) {
        const shown = place.querySelector(`[data-count="${name}"]`);
        if (shown) shown.textContent = text;
      }
    };
  };
  button.addEventListener("click", () => {
    if (source) stop(); else start();
    button.textContent = words[source ? 0 : 1];
  });
  button.hidden = false;
  start();
})();
