// Remembers which steps are done, on the server: whoever has the link sees the same.

const said = document.querySelector(".said");

for (const box of document.querySelectorAll("input[data-step]")) {
  box.disabled = false;
  box.addEventListener("change", () => tick(box));
}

async function tick(box) {
  const address = location.pathname.replace(/\/$/, "");
  box.disabled = true;
  const saved = await send(`${address}/steps/${encodeURIComponent(box.dataset.step)}`, box.checked);
  box.disabled = false;
  if (!saved) box.checked = !box.checked;
  box.closest(".step").classList.toggle("done", box.checked);
  said.textContent = saved ? said.dataset.saved : said.dataset.unsaved;
  box.focus();
}

async function send(address, done) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ done }),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
