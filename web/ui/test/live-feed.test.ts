import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { type Connection, liveFeed } from "../src/live-feed";

class FakeSocket {
  static all: FakeSocket[] = [];
  sent: string[] = [];
  closed = false;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }
  static get last() {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error("nobody connected");
    return socket;
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  hear(frame: unknown) {
    this.onmessage?.(new MessageEvent("message", { data: typeof frame === "string" ? frame : JSON.stringify(frame) }));
  }
  drop() {
    this.onclose?.(Object.assign(new Event("close"), { code: 1006, reason: "", wasClean: false }));
  }
}

interface Hello {
  type: "hello";
  seq: number;
}
interface Delta {
  seq: number;
  op: string;
}

let connections: Connection["kind"][];
let events: (Hello | Delta | { seq: number; board: true })[];
let answers: { status: number; etag?: string; seq?: number }[];
let asked: (string | undefined)[];
let stop: () => void;

function start() {
  const { close } = liveFeed<Hello, Delta, { seq: number; board: true }>({
    socketUrl: (since) => `/live?since=${since ?? ""}`,
    pollUrl: "/board",
    onHello: (hello) => events.push(hello),
    onDelta: (delta) => events.push(delta),
    onSnapshot: (snapshot) => events.push(snapshot),
    onConnection: ({ kind }) => connections.push(kind),
    connect: (url) => new FakeSocket(url),
    fetch: (_, init) => {
      asked.push(new Headers(init.headers).get("if-none-match") ?? undefined);
      const answer = answers.shift();
      if (!answer) return Promise.reject(new TypeError("offline"));
      const body = answer.status === 304 ? null : JSON.stringify({ seq: answer.seq, board: true });
      return Promise.resolve(new Response(body, { status: answer.status, headers: { etag: answer.etag ?? '"1"' } }));
    },
    random: () => 1,
  });
  stop = close;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  connections = [];
  events = [];
  answers = [];
  asked = [];
  start();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("a phone hears each event once and in order", () => {
  FakeSocket.last.hear({ type: "hello", seq: 7 });
  FakeSocket.last.hear({ seq: 8, op: "call" });
  FakeSocket.last.hear({ seq: 8, op: "call" });
  FakeSocket.last.hear({ seq: 9, op: "start" });
  expect(events.map(({ seq }) => seq)).toEqual([7, 8, 9]);
  expect(connections).toEqual(["live"]);
});

test("a board that was cut off resumes from the last event it saw", async () => {
  FakeSocket.last.hear({ type: "hello", seq: 7 });
  FakeSocket.last.hear({ seq: 8, op: "call" });
  FakeSocket.last.drop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(FakeSocket.last.url).toBe("/live?since=8");
  FakeSocket.last.hear({ type: "hello", seq: 11 });
  FakeSocket.last.hear({ seq: 12, op: "call" });
  expect(events.map(({ seq }) => seq)).toEqual([7, 8, 11, 12]);
});

test("a phone that missed an event asks again instead of showing a wrong place", () => {
  FakeSocket.last.hear({ type: "hello", seq: 7 });
  const first = FakeSocket.last;
  first.hear({ seq: 9, op: "call" });
  expect(first.closed).toBe(true);
  expect(FakeSocket.last).not.toBe(first);
  expect(FakeSocket.last.url).toBe("/live?since=7");
  first.hear({ seq: 10, op: "call" });
  expect(events.map(({ seq }) => seq)).toEqual([7]);
});

test("a quiet hall stays connected by ping and pong", async () => {
  FakeSocket.last.hear({ type: "hello", seq: 1 });
  for (let turn = 1; turn <= 5; turn++) {
    await vi.advanceTimersByTimeAsync(20_000);
    expect(FakeSocket.last.sent).toHaveLength(turn);
    FakeSocket.last.hear("pong");
  }
  expect(FakeSocket.all).toHaveLength(1);
  expect(connections).toEqual(["live"]);
});

test("a socket that answers no ping is given up, and the board says that it is lost", async () => {
  FakeSocket.last.hear({ type: "hello", seq: 1 });
  const first = FakeSocket.last;
  await vi.advanceTimersByTimeAsync(32_000);
  expect(first.closed).toBe(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(connections).toEqual(["live", "lost"]);
  FakeSocket.last.hear({ type: "hello", seq: 3 });
  expect(connections).toEqual(["live", "lost", "live"]);
});

test("a socket that never gets to open is given up too, on a network that swallows everything", async () => {
  start();
  const first = FakeSocket.last;
  first.send = () => {
    throw new DOMException("still connecting", "InvalidStateError");
  };
  await vi.advanceTimersByTimeAsync(32_000);
  expect(first.closed).toBe(true);
  expect(FakeSocket.all.length).toBeGreaterThan(1);
});

test("where sockets never open the page polls, and an unchanged board costs no body", async () => {
  answers = [{ status: 200, seq: 4, etag: '"4"' }, { status: 304 }, { status: 200, seq: 5, etag: '"5"' }];
  FakeSocket.last.drop();
  await vi.advanceTimersByTimeAsync(1_000);
  FakeSocket.last.drop();
  await vi.advanceTimersByTimeAsync(12_000);
  expect(asked).toEqual([undefined, '"4"', '"4"']);
  expect(events.map(({ seq }) => seq)).toEqual([4, 5]);
  expect(connections).toEqual(["polling"]);
  FakeSocket.last.drop();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(FakeSocket.last.url).toBe("/live?since=5");
});

test("the tries grow further apart, up to half a minute", async () => {
  const gaps: number[] = [];
  for (let turn = 0; turn < 8; turn++) {
    const before = Date.now();
    const count = FakeSocket.all.length;
    FakeSocket.last.drop();
    while (FakeSocket.all.length === count) await vi.advanceTimersByTimeAsync(500);
    gaps.push(Date.now() - before);
  }
  expect(gaps).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test("a page that is closed leaves nothing behind", async () => {
  FakeSocket.last.hear({ type: "hello", seq: 1 });
  const count = FakeSocket.all.length;
  stop();
  FakeSocket.last.drop();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(FakeSocket.all).toHaveLength(count);
  expect(vi.getTimerCount()).toBe(0);
});
