import type { ThreadDelta, ThreadHello } from "@ven/contracts/ask-live";
import { liveFeed } from "@ven/ui/live-feed";

import { offerNotice } from "../offer-notice";
import { stream } from "../stream-answer";
import { take } from "../take-page";

// Shows an answer while it comes and keeps the conversation fresh. Without this script each form does the same with a
// page of its own; whatever fails here is left to the form.
const retryEvery = 5_000;
const kept = "ask:unsent";
const log = document.getElementById("log");
let following: string | undefined;
let feed: { close(): void } | undefined;

if (log) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || !form.closest("#main")) return;
    event.preventDefault();
    const forPerson = event.submitter?.getAttribute("name") === "person";
    void (isQuestion(form) && !forPerson ? ask(form, log) : send(form, event.submitter));
  });
  restore();
  settled();
}

const isQuestion = (form: HTMLFormElement) =>
  new URL(form.action).pathname === "/ask" && !(form.elements.namedItem("person") instanceof HTMLInputElement);

/** Any other form: the page that answers it takes the place of this one. */
async function send(form: HTMLFormElement, by: HTMLElement | null) {
  const data = new FormData(form, by);
  busy(form, true);
  try {
    await take(await fetch(form.action, { method: "POST", body: new URLSearchParams(entriesOf(data)) }));
    const field = form.querySelector<HTMLInputElement>("#q");
    if (field) field.value = "";
    settled();
  } catch {
    // The browser says by itself that there is no network; what the button said must not be lost.
    if (by instanceof HTMLButtonElement && by.name) {
      const said = document.createElement("input");
      Object.assign(said, { type: "hidden", name: by.name, value: by.value });
      form.appendChild(said);
    }
    form.submit();
  } finally {
    busy(form, false);
  }
}

async function ask(form: HTMLFormElement, into: HTMLElement) {
  const sent = Object.fromEntries(entriesOf(new FormData(form)));
  if (!sent["q"]?.trim() || form.dataset["sending"]) return;
  form.dataset["sending"] = "yes";
  keepUnsent(sent);
  const drawn = stream(into, sent["q"], document.getElementById("ask")?.dataset["working"] ?? "");
  try {
    for (;;) {
      try {
        const path = await drawn.run(sent);
        keepUnsent(undefined);
        const field = document.querySelector<HTMLInputElement>("#q");
        if (field?.value.trim() === sent["q"].trim()) field.value = "";
        // Not kept, because the store is away: what is on the page is all there is.
        if (path === undefined) return drawn.finish();
        await take(await fetch(path, { headers: { accept: "text/html" } }), { without: drawn.nodes });
        return settled();
      } catch (err) {
        if (!(err instanceof TypeError)) throw err;
        // No network: the question stays here, and goes out under the same key as soon as there is one.
        await drawn.wait(document.getElementById("ask")?.dataset ?? {}, retryEvery);
      }
    }
  } catch {
    drawn.remove();
    form.submit();
  } finally {
    delete form.dataset["sending"];
  }
}

/** The page is as the server says: follow the thread while people have it. */
function settled() {
  const { token, state, lost = "" } = log?.dataset ?? {};
  offerNotice(token);
  const live = token !== undefined && state !== "bot" && state !== "closed";
  if (!live) {
    feed?.close();
    following = undefined;
    return;
  }
  if (following === token) return;
  feed?.close();
  following = token;
  const address = `/api/threads/${token}`;
  const note = document.createElement("p");
  note.className = "note wait";
  const moved = ({ seq }: { seq: number }) => {
    if (seq > Number(log?.dataset["seq"] ?? 0)) void refresh(`/t/${token}`);
  };
  feed = liveFeed<ThreadHello, ThreadDelta, { seq: number }>({
    since: Number(log?.dataset["seq"] ?? 0),
    socketUrl: () => `${location.origin.replace(/^http/, "ws")}${address}/live`,
    pollUrl: address,
    pollMs: 2_500,
    onHello: moved,
    onDelta: moved,
    onSnapshot: moved,
    onConnection: ({ kind, lastNews }) => {
      note.remove();
      if (kind !== "lost") return;
      const time = new Date(lastNews).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
      note.textContent = lost.replace("{time}", time);
      log?.insertAdjacentElement("afterend", note);
    },
  });
}

async function refresh(path: string) {
  try {
    await take(await fetch(path, { headers: { accept: "text/html" }, cache: "no-store" }));
    settled();
  } catch {
    // The feed brings it up again.
  }
}

function busy(form: HTMLFormElement, on: boolean) {
  for (const button of form.querySelectorAll("button")) button.disabled = on;
}

const entriesOf = (data: FormData) =>
  [...data].flatMap(([name, value]): [string, string][] => (typeof value === "string" ? [[name, value]] : []));

/** A question that has not left this phone survives that the page is closed. */
function keepUnsent(sent: Record<string, string> | undefined) {
  try {
    if (sent) localStorage.setItem(kept, JSON.stringify({ q: sent["q"], path: location.pathname }));
    else localStorage.removeItem(kept);
  } catch {
    // A browser that keeps nothing still asks.
  }
}

function restore() {
  try {
    const found: { q?: string; path?: string } = JSON.parse(localStorage.getItem(kept) ?? "{}");
    const field = document.querySelector<HTMLInputElement>("#q");
    if (field && !field.value && found.q && found.path === location.pathname) field.value = found.q;
  } catch {
    // Somebody else's words under our name: nothing to restore.
  }
}
