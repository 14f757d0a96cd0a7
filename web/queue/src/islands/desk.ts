import type { DeskView, StaffTicket } from "@ven/contracts/queue";
import type { Delta, Hello } from "@ven/contracts/queue-live";
import { localTime } from "@ven/kit/local-time";
import { liveFeed } from "@ven/ui/live-feed";
import { h, hydrate, render } from "preact";

import { intentOf, mayAct } from "../desk-keys";
import { fill } from "../fill";
import { liveUrl } from "../live-url";
import { calledNotice, DeskPanel, type DeskViewProps } from "../views/desk-view";

/** How long a way back stays on the screen, ms. */
const noticeLasts = 10_000;
const root = document.querySelector<HTMLElement>('[data-island="desk"]');
if (root) work(root);

/** Sends a desk's forms without leaving the page, listens to the keys, and shows what others do. */
function work(root: HTMLElement) {
  const props: DeskViewProps = JSON.parse(root.dataset["props"] ?? "");
  const { words } = props;
  const { id } = props.desk.counter;
  const address = `/api/counters/${id}`;
  let { desk, notice, trouble, nextKey } = props;
  let ahead = desk.at - Date.now();
  let lostAt: number | null = null;
  let inFlight = false;
  let doneAt = 0;
  let refreshing: ReturnType<typeof setTimeout> | undefined;
  let fading: ReturnType<typeof setTimeout> | undefined;

  const view = (): DeskViewProps => ({
    ...props,
    desk,
    notice,
    nextKey,
    now: Date.now() + ahead,
    trouble: lostAt === null ? trouble : fill(words.lost, { time: localTime(lostAt, desk.timezone) }),
  });
  const show = () => render(h(DeskPanel, view()), root);

  function take(next: DeskView) {
    if (next.seq < desk.seq) return;
    desk = next;
    ahead = next.at - Date.now();
    if (!inFlight && trouble === words.unsent) trouble = null;
    show();
  }
  async function refresh() {
    clearTimeout(refreshing);
    const answer = await fetch(address, { cache: "no-store", headers: { accept: "application/json" } });
    if (answer.status === 401) trouble = words.signedOut;
    if (answer.ok) take(await answer.json());
    else show();
  }
  function refreshSoon(ms = 120) {
    clearTimeout(refreshing);
    refreshing = setTimeout(() => void refresh().catch(() => refreshSoon(3_000)), ms);
  }
  function tell(next: DeskViewProps["notice"]) {
    clearTimeout(fading);
    notice = next;
    fading = setTimeout(() => {
      notice = null;
      show();
    }, noticeLasts);
  }

  async function act(name: string, form: HTMLFormElement) {
    if (!mayAct(name, { inFlight, doneAt }, Date.now())) return;
    inFlight = true;
    root.setAttribute("aria-busy", "true");
    const fields: Record<string, unknown> = Object.fromEntries(new FormData(form));
    if ("version" in fields) fields["version"] = Number(fields["version"]);
    const next = name === "call-next";
    try {
      const answer = await fetch(`${address}/${name}`, {
        method: "POST",
        headers: {
          accept: "application/json",
          ...(next ? { "idempotency-key": nextKey } : { "content-type": "application/json" }),
        },
        ...(next ? {} : { body: JSON.stringify(fields) }),
      });
      // The call may or may not have happened: the same key asks again without calling twice.
      if (answer.status >= 500) throw new Error("no answer");
      trouble = answer.ok ? null : await refusalOf(answer);
      notice = null;
      if (next) nextKey = newKey();
      const called: StaffTicket | null = next && answer.status === 200 ? await answer.json() : null;
      await refresh();
      if (next && answer.ok && (called?.id ?? null) === (desk.current?.id ?? null)) tell(calledNotice(desk, words));
    } catch {
      trouble = words.unsent;
      refreshSoon(2_000);
    }
    inFlight = false;
    doneAt = Date.now();
    root.removeAttribute("aria-busy");
    show();
    root.querySelector<HTMLElement>('[data-act="call-next"] button')?.focus();
  }

  async function refusalOf(answer: Response) {
    if (answer.status === 401) return words.signedOut;
    const { title = "", detail }: { title?: string; detail?: string } = await answer.json();
    return fill(words.refused, { title: [title, detail].filter(Boolean).join(". ") });
  }

  hydrate(h(DeskPanel, props), root);
  if (notice) tell(notice);
  if (location.search.includes("called=")) history.replaceState(null, "", location.pathname);
  root.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    const name = event.target.dataset["act"];
    if (!name) return;
    event.preventDefault();
    void act(name, event.target);
  });
  document.addEventListener("keydown", (event) => {
    const intent = intentOf({
      key: event.key,
      code: event.code,
      repeat: event.repeat,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      on: event.target instanceof Element ? event.target.localName : "",
    });
    if (intent === null) return;
    const wanted = intent === "call-next" ? '[data-act="call-next"]' : `[data-shortcut="${intent}"]`;
    const form = root.querySelector<HTMLFormElement>(`form${wanted}`);
    if (!form) return;
    event.preventDefault();
    void act(form.dataset["act"] ?? "", form);
  });
  setInterval(show, 1_000);
  liveFeed<Hello, Delta, DeskView>({
    since: desk.seq,
    socketUrl: (since) => liveUrl(props.desk.facility.id, { since }),
    pollUrl: address,
    pingMs: 10_000,
    lostMs: 25_000,
    onHello: (hello) => {
      if (!hello.resumed || hello.deltas.length > 0) refreshSoon();
    },
    onDelta: () => refreshSoon(),
    onSnapshot: take,
    onConnection: ({ kind, lastNews }) => {
      lostAt = kind === "lost" ? lastNews + ahead : null;
      show();
    },
  });
}

/** Not `randomUUID`, which plain http on a hospital's own network does not have. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
