/**
 * A board, a phone or a desk that stays up to date on a bad network. A WebSocket gives `hello` and then one frame for
 * each event; after a cut it resumes from the last sequence number. Where sockets fail, the address is polled by ETag.
 */

export interface Sequenced {
  /** Gapless number of the event after which this holds. */
  seq: number;
}

/** `lost` tells a page to stop pretending; `lastNews` (UTC ms) is the age of what it shows. */
export interface Connection {
  kind: "live" | "polling" | "lost";
  lastNews: number;
}

type Socket = Pick<WebSocket, "send" | "close" | "onmessage" | "onclose">;

export interface LiveFeedOptions<Hello extends Sequenced, Delta extends Sequenced, Snapshot> {
  /** Address of the socket; `since` is undefined until something is known. */
  socketUrl: (since: number | undefined) => string;
  pollUrl: string;
  /** What the page already shows, when the server rendered it. */
  since?: number;
  onHello: (hello: Hello) => void;
  /** Each event once and in order. */
  onDelta: (delta: Delta) => void;
  onSnapshot: (snapshot: Snapshot) => void;
  onConnection?: (connection: Connection) => void;
  pingMs?: number;
  pollMs?: number;
  lostMs?: number;
  connect?: (url: string) => Socket;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  random?: () => number;
}

/** Failures in a row after which polling begins; the socket goes on being tried beside it. */
const failuresBeforePolling = 2;
const longestDelay = 30_000;

/** Begins at once and goes on until `close()`. */
export function liveFeed<Hello extends Sequenced, Delta extends Sequenced, Snapshot>(
  options: LiveFeedOptions<Hello, Delta, Snapshot>,
) {
  const { socketUrl, pollUrl, onHello, onDelta, onSnapshot, onConnection } = options;
  const { pingMs = 20_000, pollMs = 5_000, lostMs = 45_000, random = Math.random } = options;
  const { connect = (url: string) => new WebSocket(url), fetch: get = (url, init) => fetch(url, init) } = options;

  let seq = options.since;
  let socket: Socket | undefined;
  let failures = 0;
  let lastNews = Date.now();
  let lastHeard = lastNews;
  let lastPing = lastNews;
  let lastPoll = 0;
  let polling = false;
  let etag: string | null = null;
  let kind: Connection["kind"] | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function become(next: Connection["kind"]) {
    if (next === kind) return;
    kind = next;
    onConnection?.({ kind, lastNews });
  }

  function open() {
    clearTimeout(retry);
    retry = undefined;
    let mine: Socket;
    try {
      mine = connect(socketUrl(seq));
    } catch {
      return fail();
    }
    socket = mine;
    lastPing = lastHeard = Date.now();
    mine.onmessage = ({ data }) => {
      if (mine === socket) hear(String(data));
    };
    mine.onclose = () => {
      if (mine === socket) fail();
    };
  }

  function hear(text: string) {
    lastHeard = lastNews = Date.now();
    if (text !== "pong") {
      const frame: (Hello & { type: "hello" }) | (Delta & { type?: undefined }) = JSON.parse(text);
      if (frame.type === "hello") {
        failures = 0;
        polling = false;
        seq = frame.seq;
        onHello(frame);
      } else {
        if (seq !== undefined && frame.seq <= seq) return;
        if (seq !== undefined && frame.seq > seq + 1) return reopen();
        seq = frame.seq;
        onDelta(frame);
      }
    }
    become("live");
  }

  /** Drops a socket that missed something and resumes from what is known. */
  function reopen() {
    const old = socket;
    socket = undefined;
    old?.close();
    open();
  }

  function fail() {
    socket = undefined;
    if (closed) return;
    failures++;
    if (failures >= failuresBeforePolling) polling = true;
    const delay = Math.min(longestDelay, 500 * 2 ** failures) * (0.5 + random() / 2);
    clearTimeout(retry);
    retry = setTimeout(open, delay);
  }

  async function poll() {
    lastPoll = Date.now();
    try {
      const answer = await get(pollUrl, { cache: "no-store", headers: etag ? { "if-none-match": etag } : {} });
      if (closed || !polling || !(answer.ok || answer.status === 304)) return;
      lastNews = Date.now();
      if (answer.status !== 304) {
        const snapshot: Snapshot & Partial<Sequenced> = await answer.json();
        // A hello may have come meanwhile, and knows more.
        if (closed || !polling) return;
        etag = answer.headers.get("etag");
        seq = snapshot.seq ?? seq;
        onSnapshot(snapshot);
      }
      become("polling");
    } catch {
      // The next poll tells; until then the age of the data grows and is shown.
    }
  }

  function beat() {
    const now = Date.now();
    if (now - lastNews > lostMs) become("lost");
    if (polling && now - lastPoll >= pollMs) void poll();
    if (!socket) return;
    // A half-open socket says nothing: half a ping's time after a ping it is given up.
    if (lastPing > lastHeard && now - lastPing > pingMs / 2) {
      const old = socket;
      fail();
      old.close();
    } else if (now - Math.max(lastPing, lastHeard) >= pingMs) {
      lastPing = now;
      try {
        socket.send("ping");
      } catch {
        // It is still connecting, on a network that swallows everything: given up like a half-open one.
      }
    }
  }

  /** The network is back, or the phone was taken out of the pocket: do not wait for the next turn. */
  function wake() {
    if (closed || (globalThis.document && document.visibilityState === "hidden")) return;
    if (retry !== undefined) open();
  }

  const heartbeat = setInterval(beat, 1000);
  globalThis.document?.addEventListener("visibilitychange", wake);
  globalThis.addEventListener?.("online", wake);
  open();

  return {
    close: () => {
      closed = true;
      clearInterval(heartbeat);
      clearTimeout(retry);
      globalThis.document?.removeEventListener("visibilitychange", wake);
      globalThis.removeEventListener?.("online", wake);
      socket?.close();
      socket = undefined;
    },
  };
}
