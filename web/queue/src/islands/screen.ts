/** Fetches the next code when this one ends. A reload would leave a browser's error page when the network is away. */
const again = 5;

const shown = () => document.getElementById("screen");

function turnIn(seconds: number) {
  setTimeout(() => void turn(), seconds * 1000);
}

async function turn() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("screen");
    if (!answer.ok || !next) throw new Error("no code came");
    shown()?.replaceWith(next);
    turnIn(Number(next.dataset["seconds"]) + 1);
  } catch {
    // An old code opens nothing: better none than one that fails in a person's hand.
    shown()?.querySelector("main")?.setAttribute("hidden", "");
    shown()?.querySelector("footer")?.removeAttribute("hidden");
    turnIn(again);
  }
}

turnIn(Number(shown()?.dataset["seconds"] ?? again) + 1);
