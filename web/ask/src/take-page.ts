/**
 * Makes this page what an answer of the server shows, without loading it: of the conversation only what is new, so that a
 * screen reader says that and nothing else; what somebody is typing stays.
 */
export async function take(answer: Response, { without = [] }: { without?: readonly Element[] } = {}) {
  if (!answer.headers.get("content-type")?.includes("text/html")) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.getElementById("main");
  const fresh = page.getElementById("log");
  const log = document.getElementById("log");
  // A page of another kind, such as an error: show it as it is.
  if (!main || !fresh || !log) return location.assign(answer.url);
  for (const node of without) node.remove();
  merge(log, fresh);
  for (const [name, value] of Object.entries(fresh.dataset)) log.dataset[name] = value;
  swap(document, page, "after");
  keepNotify(document, page);
  const form = document.getElementById("ask");
  const next = page.getElementById("ask");
  if (form && next) {
    for (const old of form.querySelectorAll("input[type=hidden]")) old.remove();
    for (const hidden of next.querySelectorAll("input[type=hidden]")) form.appendChild(hidden);
    const [label, words] = [form.querySelector("label"), next.querySelector("label")?.textContent];
    if (label && words) label.textContent = words;
  }
  const [title, heading] = [document.querySelector("h1"), main.querySelector("h1")];
  if (title && heading) {
    title.className = heading.className;
    title.textContent = heading.textContent;
  }
  if (!page.getElementById("lead")) document.getElementById("lead")?.remove();
  document.title = page.title;
  if (answer.ok) history.replaceState(null, "", answer.url);
}

/** Keeps what is the same, from the top; the rest is what is new. */
function merge(into: Element, fresh: Element) {
  const now = [...into.children];
  const next = [...fresh.children];
  let same = 0;
  while (same < now.length && same < next.length && now[same]?.isEqualNode(next[same] ?? null)) same++;
  for (const old of now.slice(same)) old.remove();
  for (const one of next.slice(same)) into.appendChild(one);
}

function swap(here: Document, there: Document, id: string) {
  const [old, next] = [here.getElementById(id), there.getElementById(id)];
  if (!old || !next) return;
  while (old.firstChild) old.firstChild.remove();
  while (next.firstChild) old.appendChild(next.firstChild);
}

/** The offer to be told comes with the wait and goes with it. */
function keepNotify(here: Document, there: Document) {
  const [old, next] = [here.getElementById("notify"), there.getElementById("notify")];
  if (old && !next) old.remove();
  if (!old && next) here.getElementById("log")?.insertAdjacentElement("afterend", next);
}
