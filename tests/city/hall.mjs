import { connect as tcpConnect, createServer } from "node:net";

import { before, isTicketDelta } from "@ven/contracts/queue-live";
import { Agent, buildConnector, WebSocket } from "undici";

const connector = buildConnector({
  lookup: (_host, options, callback) =>
    options.all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4),
});

/** What opens live sockets of a city; `port` leads them through another listener than the city's own. */
export function socketsOf({ queue }, { port } = {}) {
  const dispatcher = new Agent({
    connections: null,
    connect: (options, callback) => connector(port === undefined ? options : { ...options, port }, callback),
  });
  const address = (facility, query = "") => `${queue.replace(/^http/, "ws")}/api/facilities/${facility}/live${query}`;
  return {
    address,
    connect: (url) => new WebSocket(url, { dispatcher }),
    close: () => dispatcher.destroy(),
  };
}

/**
 * A network between a phone and the city that can fail as mobile networks do: bytes stop, and nobody is told. When it is
 * back the old connections are dead.
 */
export async function openNetwork(cityPort) {
  let away = false;
  const pairs = new Set();
  const server = createServer((phone) => {
    const city = tcpConnect(cityPort, "127.0.0.1");
    const pair = [phone, city];
    pairs.add(pair);
    const drop = () => {
      pairs.delete(pair);
      if (!away) for (const side of pair) side.destroy();
    };
    for (const [from, to] of [pair, pair.toReversed()]) {
      from.on("data", (chunk) => void (away || to.write(chunk)));
      from.on("error", drop);
      from.on("close", drop);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const end = () => {
    away = false;
    for (const side of [...pairs].flat()) side.destroy();
  };
  return {
    port: server.address().port,
    cut: () => (away = true),
    mend: end,
    async close() {
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What somebody knows of a hall who has heard every frame since it was empty: each line, and the last calls. */
export const emptyHall = () => ({ seq: 0, lines: new Map(), calls: [] });

export function fold(hall, frame) {
  if (frame.seq !== hall.seq + 1) throw new Error(`frame ${frame.seq} came after ${hall.seq}`);
  hall.seq = frame.seq;
  if (frame.op === "dayOpened") hall.calls = [];
  if (!isTicketDelta(frame)) return hall;
  const { service, number, date, label, rank } = frame;
  const others = (hall.lines.get(service) ?? []).filter((one) => one.number !== number || one.date !== date);
  const line = frame.to === "waiting" ? [...others, { rank, number, date, label }] : others;
  if (line.length !== frame.waiting)
    throw new Error(`${line.length} wait for ${service}, and ${frame.waiting} is said`);
  hall.lines.set(service, line);
  if (!["called", "recalled", "undone"].includes(frame.op)) return hall;
  const call = { seq: frame.seq, at: frame.at, label, service, counter: frame.counter };
  const rest = hall.calls.filter((one) => one.label !== label || one.service !== service);
  hall.calls = frame.op === "undone" ? rest : [call, ...rest];
  return hall;
}

/** A hall's board as its frames tell it, to be compared with the board that the city gives. */
export function boardOf({ seq, lines, calls }) {
  const all = [...lines.values()].flat().sort((a, b) => (before(a, b) ? -1 : 1));
  return {
    seq,
    calls: calls.slice(0, 6),
    next: all.slice(0, 5).map(({ label }) => label),
    waiting: Object.fromEntries([...lines].filter(([, line]) => line.length).map(([id, line]) => [id, line.length])),
  };
}

/** The same members of a board that the city gave. */
export const boardGiven = ({ seq, calls, next, waiting }) => ({
  seq,
  calls: calls.map(({ seq: callSeq, at, label, service, counter }) => ({ seq: callSeq, at, label, service, counter })),
  next,
  waiting: Object.fromEntries(Object.entries(waiting).filter(([, count]) => count)),
});
