import { applyDelta } from "@ven/contracts/queue-live";
import { afterAll, beforeAll, describe, test } from "vitest";

import { inFlight } from "../../tools/lib/in-flight.mjs";
import { liveFeed } from "../../web/ui/src/live-feed";
import { openCity } from "./city.mjs";
import { boardGiven, boardOf, emptyHall, fold, openNetwork, socketsOf } from "./hall.mjs";
import { newKey, pause, until, upTo } from "./people.mjs";

let city;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city?.close());

describe("in a hall of five hundred phones", () => {
  test("sixty calls reach every phone once and in order, and all see the same board", async ({ expect, annotate }) => {
    const rooms = ["sannhi.p101", "sannhi.p102", "sannhi.p103", "sannhi.p104"];
    const sockets = socketsOf(city);
    const heard = new Map();
    const phones = await inFlight(500, 50, async () => {
      const socket = sockets.connect(sockets.address("sannhi"));
      const frames = [];
      socket.addEventListener("message", ({ data }) => {
        const { type, ...frame } = JSON.parse(data);
        frames.push({ type, size: Buffer.byteLength(data), data, ...frame });
        if (type === "hello") return;
        heard.set(frame.seq, { times: (heard.get(frame.seq)?.times ?? 0) + 1, last: performance.now() });
      });
      await until(() => frames.length);
      return { socket, frames };
    });
    for (const { frames } of phones) expect(frames[0]).toMatchObject({ type: "hello", seq: 0, resumed: false });

    const tickets = await inFlight(64, 8, () => city.take("sannhi.nhi"));
    const nurse = city.staff("counter.sannhi");
    const delays = [];
    for (const index of upTo(60)) {
      const began = performance.now();
      const { status, body } = await city.act(nurse, rooms[index % 4], "call-next");
      expect(status).toBe(200);
      const [{ seq }] = (await city.board("sannhi")).calls;
      await until(() => heard.get(seq)?.times === 500);
      delays.push(heard.get(seq).last - began);
      if (index % 10 === 0) {
        const again = { ticket: body.id, version: body.version };
        expect((await city.act(nurse, rooms[index % 4], "recall", { json: again })).status).toBe(200);
      }
    }
    const board = boardGiven(await city.board("sannhi"));
    await until(() => heard.get(board.seq)?.times === 500);

    for (const { frames } of phones) {
      const events = frames.slice(1);
      expect(events.map(({ seq }) => seq)).toEqual(upTo(board.seq));
      expect(Math.max(...events.map(({ size }) => size))).toBeLessThan(1000);
      expect(boardOf(events.reduce(fold, emptyHall()))).toEqual(board);
      const announced = events.filter(({ op }) => op === "called" || op === "recalled");
      expect(announced).toHaveLength(66);
      expect(new Set(announced.map(({ label, calls }) => `${label}/${calls}`)).size).toBe(66);
    }
    const all = phones[0].frames.map(({ data }) => data).join();
    for (const { body } of tickets) expect(all.includes(body.token) || all.includes(body.id)).toBe(false);

    const p95 = delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.95)];
    await annotate(`from a call to the last of 500 phones: p95 ${p95.toFixed(0)} ms`);
    // The aim is 500 ms; other work on the machine gets three times that.
    expect(p95).toBeLessThan(1500);
    for (const { socket } of phones) socket.close();
    await sockets.close();
  });
});

/** As on a desk's page; a test that cuts more than once is in a hurry. */
const asOnADesk = { pingMs: 10_000, lostMs: 25_000 };
const inAHurry = { pingMs: 400, lostMs: 1200 };

/** A phone that follows a hall by the page's own code, and its ticket's place by its own counting. */
function followHall({ sockets, token, times = inAHurry }) {
  const phone = { hall: emptyHall(), place: null, resumed: [], announced: [], connection: null };
  const hear = (frame) => {
    fold(phone.hall, frame);
    if (phone.place) phone.place = applyDelta(phone.place, frame);
    if (frame.op === "called" || frame.op === "recalled") phone.announced.push(frame.seq);
  };
  const feed = liveFeed({
    since: 0,
    socketUrl: (since) => sockets.address("dakhoa", `?since=${since}&ticket=${token}`),
    pollUrl: "none",
    connect: sockets.connect,
    fetch: () => Promise.reject(new Error("nothing is polled here")),
    onHello(hello) {
      phone.resumed.push(hello.resumed);
      if (hello.resumed) for (const frame of hello.deltas) hear(frame);
      else phone.hall = { seq: hello.seq, lines: null, calls: null, board: hello.board };
      phone.place = hello.mine;
    },
    onDelta: (frame) => phone.hall.lines && hear(frame),
    onSnapshot() {},
    onConnection: ({ kind }) => (phone.connection = kind),
    pollMs: 600_000,
    ...times,
  });
  return Object.assign(phone, { close: feed.close });
}

describe("a phone that loses its network", () => {
  const room = "dakhoa.p201";
  let network;
  let sockets;
  let cutSockets;
  beforeAll(async () => {
    network = await openNetwork(city.port);
    sockets = socketsOf(city);
    cutSockets = socketsOf(city, { port: network.port });
  });
  afterAll(async () => {
    await sockets.close();
    await cutSockets.close();
    await network.close();
  });

  test("comes back to what a phone knows that never lost it: after a short cut, a restart and a long one", async ({
    expect,
  }) => {
    const nurse = city.staff("counter.dakhoa");
    const takeMany = (count) => inFlight(count, 10, () => city.take("dakhoa.noi"));
    /** People come, are called, called again, sent back and give their numbers up. */
    const bustle = async (rounds) => {
      for (let round = 0; round < rounds; round++) {
        const [given] = await takeMany(2);
        await city.send(`/api/tickets/${given.body.token}/cancel`, { method: "POST" });
        const { body } = await city.act(nurse, room, "call-next", { key: newKey() });
        const of = (version) => ({ json: { ticket: body.id, version } });
        if (round % 3 === 0) await city.act(nurse, room, "recall", of(body.version));
        if (round % 3 === 1) await city.act(nurse, room, "undo", of(body.version));
      }
    };
    await takeMany(12);
    const { token } = (await takeMany(1))[0].body;
    await takeMany(5);
    const steady = followHall({ sockets, token });
    const roaming = followHall({ sockets: cutSockets, token });
    const both = async () => {
      const { seq } = await city.board("dakhoa");
      // A phone whose network was away for long may be in a pause of 30 s before its next try.
      await until(() => steady.hall.seq === seq && roaming.hall.seq === seq, { ms: 45_000 });
    };
    const sameAgain = async () => {
      await both();
      expect(roaming.hall).toEqual(steady.hall);
      expect(roaming.place).toMatchObject(steady.place);
      expect(roaming.announced).toEqual(steady.announced);
      expect(new Set(roaming.announced).size).toBe(roaming.announced.length);
      expect(boardOf(roaming.hall)).toEqual(boardGiven(await city.board("dakhoa")));
      const { body } = await city.ticket(token);
      expect(body).toMatchObject({ position: roaming.place.ahead, state: roaming.place.state });
    };
    await bustle(2);
    await sameAgain();

    // Bytes stop for 30 s and nobody is told; the phone finds out by itself, and says that it has lost the hall.
    const patient = followHall({ sockets: cutSockets, token, times: asOnADesk });
    await until(() => patient.connection === "live");
    network.cut();
    const mendAt = Date.now() + 30_000;
    await bustle(6);
    await until(() => roaming.connection === "lost" && patient.connection === "lost", { ms: 29_000 });
    expect(roaming.hall.seq).toBeLessThan(steady.hall.seq);
    await pause(mendAt - Date.now());
    network.mend();
    await sameAgain();
    await until(() => patient.hall.seq === steady.hall.seq, { ms: 45_000 });
    expect(patient.hall).toEqual(steady.hall);
    patient.close();
    await bustle(1);
    await sameAgain();
    expect(roaming.resumed.every(Boolean)).toBe(true);

    // The server goes away under both and comes back.
    await city.goAway();
    await city.comeBack();
    await bustle(1);
    await sameAgain();
    expect(steady.resumed.every(Boolean)).toBe(true);
    expect(steady.resumed.length).toBeGreaterThan(1);

    // A cut longer than what is kept for it: the whole board comes instead, and it is what the others see.
    network.cut();
    await bustle(2);
    await takeMany(220);
    await until(() => roaming.connection === "lost");
    network.mend();
    await both();
    expect(roaming.resumed.at(-1)).toBe(false);
    expect(boardGiven(roaming.hall.board)).toEqual(boardOf(steady.hall));
    expect(roaming.place).toMatchObject(steady.place);
    expect(roaming.announced.every((seq) => steady.announced.includes(seq))).toBe(true);
    steady.close();
    roaming.close();
  }, 240_000);
});
