/** Asks every ten seconds whether the board has changed, and shows it anew only then. */
const shown = () => document.getElementById("door");
const every = 10_000;
let tag = "";

async function look() {
  const address = shown()?.dataset["api"];
  if (!address) return;
  try {
    const answer = await fetch(address, { headers: tag ? { "if-none-match": tag } : {}, cache: "no-store" });
    const next = answer.headers.get("etag") ?? "";
    if (answer.status === 200 && tag !== "" && next !== tag) await redraw();
    if (answer.ok) tag = next;
    shown()
      ?.querySelector(".lost")
      ?.toggleAttribute("hidden", answer.ok || answer.status === 304);
  } catch {
    shown()?.querySelector(".lost")?.removeAttribute("hidden");
  }
}

async function redraw() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById("door");
  if (answer.ok && next) shown()?.replaceWith(next);
}

void look();
setInterval(() => void look(), every);
// What is on changes with the clock too, though nobody writes anything.
setInterval(() => void redraw().catch(() => undefined), 60_000);
