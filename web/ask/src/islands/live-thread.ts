// Keeps a conversation fresh: asks by ETag whether it has moved, and then takes the new part of the page.
const log = document.getElementById("log");
const token = /^\/t\/([^/]+)$/.exec(location.pathname)?.[1];
const often = 2_500;
const seldom = 15_000;

if (log && token) {
  let etag: string | null = null;
  let failures = 0;
  const ask = async () => {
    let live = true;
    try {
      const answer = await fetch(`/api/threads/${token}`, {
        headers: etag ? { "if-none-match": etag } : {},
        cache: "no-store",
      });
      failures = 0;
      if (answer.status === 200) {
        const before = etag;
        etag = answer.headers.get("etag");
        const { state }: { state: string } = await answer.json();
        live = state !== "closed" && state !== "bot";
        if (before !== null) await takeNew(log);
      }
    } catch {
      failures++;
    }
    const wait = document.hidden || !live ? seldom : often * Math.min(8, failures + 1);
    setTimeout(() => void ask(), wait);
  };
  void ask();
}

async function takeNew(into: HTMLElement) {
  const answer = await fetch(location.pathname, { headers: { accept: "text/html" }, cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("log");
  if (fresh) into.replaceChildren(...fresh.childNodes);
}
export {};
