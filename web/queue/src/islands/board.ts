import type { BoardView } from "@ven/contracts/queue";
import type { Delta, Hello } from "@ven/contracts/queue-live";
import { liveFeed } from "@ven/ui/live-feed";
import { announcer } from "@ven/ui/speech";
import { h, hydrate, render } from "preact";

import { settledAtFirst, toAnnounce } from "../board-model";
import { liveUrl } from "../live-url";
import { BoardPanel, type BoardViewProps, type Chime } from "../views/board-view";

/** Three turns of gold, and a little more (ms). */
const freshLasts = 2_500;
const root = document.querySelector<HTMLElement>('[data-island="board"]');
if (root) follow(root);

/** Keeps a hall's board true for days: nothing here grows with the number of calls. */
function follow(root: HTMLElement) {
  const props: BoardViewProps = JSON.parse(root.dataset["props"] ?? "");
  const facility = props.board.facility.id;
  const area = props.board.area?.id ?? null;
  const address = `/api/facilities/${facility}/board${area ? `?area=${area}` : ""}`;
  const kept = `announced:${facility}:${area ?? ""}`;
  const sound = announcer();
  let { board, lostAt } = props;
  let ahead = props.now - Date.now();
  let settled = settledAtFirst(sessionStorage.getItem(kept), board);
  let chime: Chime = "ask";
  let fresh = false;
  let fetching = false;
  let again = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let fading: ReturnType<typeof setTimeout> | undefined;

  const now = () => Date.now() + ahead;
  const show = () =>
    render(h(BoardPanel, { board, now: now(), lostAt, chime, fresh, onChime: () => void allow() }), root);

  function take(next: BoardView) {
    ahead = next.at - Date.now();
    if (next.seq < board.seq && next.at <= board.at) return;
    board = next;
    announce();
    show();
  }
  function announce() {
    const { calls, settled: until } = toAnnounce(board, settled, now());
    if (until !== settled) sessionStorage.setItem(kept, String(until));
    settled = until;
    if (calls.length === 0) return;
    if (chime === "on" && lostAt === null) for (const { speech } of calls) sound.say(speech);
    // The class goes for a moment, so that a second call turns gold anew.
    fresh = false;
    show();
    requestAnimationFrame(() => {
      fresh = true;
      show();
    });
    clearTimeout(fading);
    fading = setTimeout(() => {
      fresh = false;
      show();
    }, freshLasts);
  }
  function refreshIn(ms: number) {
    clearTimeout(soon);
    soon = setTimeout(() => void refresh(), ms);
  }
  async function refresh() {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error("no board came");
      take(await answer.json());
    } catch {
      again = false;
      refreshIn(3_000);
    }
    fetching = false;
    if (again) refreshIn(0);
    again = false;
  }
  async function allow() {
    if (await sound.allow()) {
      chime = "on";
      sound.say();
    }
    show();
  }

  hydrate(h(BoardPanel, props), root);
  show();
  // A screen that is set up to play sound by itself needs no touch.
  void sound.allow().then((heard) => {
    if (heard) chime = "on";
    show();
  });
  let minute = 0;
  setInterval(() => {
    const at = Math.floor(now() / 60_000);
    if (at !== minute) show();
    minute = at;
  }, 500);
  liveFeed<Hello, Delta, BoardView>({
    since: board.seq,
    socketUrl: (since) => liveUrl(facility, { since, area }),
    pollUrl: address,
    pingMs: 8_000,
    lostMs: 16_000,
    onHello: (hello) => {
      ahead = hello.at - Date.now();
      if (!hello.resumed) take(hello.board);
      else if (hello.deltas.length > 0) refreshIn(0);
    },
    onDelta: () => refreshIn(30),
    onSnapshot: take,
    onConnection: ({ kind, lastNews }) => {
      lostAt = kind === "lost" ? lastNews + ahead : null;
      if (lostAt !== null) sound.hush();
      show();
    },
  });
}
