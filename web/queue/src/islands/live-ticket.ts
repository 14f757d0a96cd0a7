import type { TicketView } from "@ven/contracts/queue";
import type { Delta, Hello } from "@ven/contracts/queue-live";
import { liveFeed } from "@ven/ui/live-feed";
import { announcer } from "@ven/ui/speech";
import { keepAwake, vibrate } from "@ven/ui/wake-lock";
import { h, hydrate, render } from "preact";

import { fill, nameOf } from "../fill";
import { liveUrl } from "../live-url";
import { counted, type Following, greeted, ringFor, told } from "../ticket-model";
import { type Alerts, type Connection, nearAt, TicketPanel, type TicketViewProps, titleOf } from "../views/ticket-view";

/** The estimate drifts even when nobody moves; phones do not ask in the same second. */
const askEvery = () => 120_000 * (0.75 + Math.random() / 2);
const root = document.querySelector<HTMLElement>('[data-island="live-ticket"]');
if (root) follow(root);

/** Keeps one ticket's page true while it is open, and rings when it is called. */
function follow(root: HTMLElement) {
  const props: TicketViewProps = JSON.parse(root.dataset["props"] ?? "");
  const { token, lang, words } = props;
  const address = `/api/tickets/${token}`;
  const sound = announcer();
  const kept = `rung:${token}`;
  let now: Following = { ticket: props.ticket, place: null, stale: false };
  // A phone's own clock may be wrong; what the page says is the hospital's time.
  const ahead = props.ticket.at - Date.now();
  let connection: Connection = "page";
  let alerts: Alerts = "offered";
  let said = "";
  let asking: ReturnType<typeof setTimeout> | undefined;

  const view = (): TicketViewProps => ({
    ...props,
    ticket: now.ticket,
    connection,
    alerts,
    said,
    onAlert: () => void onAlert(),
  });
  function show() {
    document.title = titleOf(view());
    render(h(TicketPanel, view()), root);
  }
  function take(next: Following) {
    now = next;
    if (now.stale) askIn(Math.random() * 300);
    else ring();
    show();
  }
  function askIn(ms: number) {
    clearTimeout(asking);
    asking = setTimeout(() => void ask(), ms);
  }
  async function ask() {
    askIn(askEvery());
    try {
      const answer = await fetch(address, { cache: "no-store" });
      if (answer.ok) take(told(now, await answer.json()));
    } catch {
      // A later round asks again, soon if the ticket has moved; the page says meanwhile how old it is.
      if (now.stale) askIn(3_000);
    }
  }
  function ring() {
    const rung: string[] = JSON.parse(sessionStorage.getItem(kept) ?? "[]");
    const { ring: kind, mark } = ringFor(now.ticket, rung, nearAt);
    if (kind === null) return;
    sessionStorage.setItem(kept, JSON.stringify([...rung, mark].slice(-20)));
    const { label, counter } = now.ticket;
    const come = counter ? fill(words.come, { counter: nameOf(counter, lang) }) : words.called;
    said = kind === "near" ? words.near : `${label}. ${come}`;
    sound.say();
    if (kind === "called") sound.say(lang === "vi" ? said : undefined);
    vibrate(kind === "called" ? undefined : [200, 100, 200]);
  }
  async function onAlert() {
    const heard = await sound.allow();
    const bright = "wakeLock" in navigator;
    if (bright) keepAwake();
    if (heard) sound.say();
    if (heard) alerts = bright ? "chime-and-screen" : "chime";
    show();
  }

  hydrate(h(TicketPanel, props), root);
  ring();
  show();
  askIn(askEvery());
  liveFeed<Hello, Delta, TicketView>({
    since: props.ticket.seq,
    socketUrl: (since) => liveUrl(props.ticket.facility.id, { since, ticket: token }),
    pollUrl: address,
    pollMs: 15_000,
    onHello: (hello) => take(greeted(now, hello.mine, hello.at)),
    onDelta: (delta) => take(counted(now, delta)),
    onSnapshot: (ticket) => take(told(now, ticket)),
    onConnection: ({ kind, lastNews }) => {
      connection = kind === "lost" ? { lostAt: lastNews + ahead } : "live";
      show();
    },
  });
}
