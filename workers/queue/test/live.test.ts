import { evictDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { act, openHospital, origin, send, staff, take } from "./hospital";

async function listen(code: string, query = "") {
  const answer = await send(`/api/facilities/${code}/live${query}`, { headers: { upgrade: "websocket" } });
  const socket = answer.webSocket!;
  const frames: Record<string, any>[] = [];
  socket.addEventListener("message", ({ data }) => {
    frames.push(JSON.parse(String(data)) as Record<string, any>);
  });
  socket.accept();
  const heard = async (count: number) => {
    for (let wait = 0; frames.length < count && wait < 100; wait++) await new Promise((done) => setTimeout(done, 20));
    return frames;
  };
  return { socket, heard, close: () => socket.close() };
}

describe("who watches a hall", () => {
  test("hears hello and then each event once, in order and under a kilobyte", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    const watcher = await listen(code);
    expect((await watcher.heard(1))[0]).toMatchObject({ type: "hello", seq: 0, resumed: false, mine: null });
    await take(service);
    await take(service);
    await act(await staff(code), counter, "call-next");
    const frames = (await watcher.heard(5)).slice(1);
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index + 1));
    expect(frames.map(({ op }) => op)).toEqual(["dayOpened", "issued", "issued", "called"]);
    for (const frame of frames) expect(JSON.stringify(frame).length).toBeLessThan(1000);
    expect(JSON.stringify(frames)).not.toMatch(/token|device/);
    watcher.close();
  });

  test("who was cut off gets exactly what was missed, also after the object slept", async ({ expect }) => {
    const { service, code, object } = await openHospital();
    await take(service);
    const watcher = await listen(code);
    const [hello] = await watcher.heard(1);
    watcher.close();
    await take(service);
    await take(service);
    await evictDurableObject(object());
    const again = await listen(code, `?since=${hello!.seq}`);
    const [resumed] = await again.heard(1);
    expect(resumed).toMatchObject({ resumed: true, seq: hello!.seq + 2 });
    expect(resumed!.deltas.map((frame: { seq: number }) => frame.seq)).toEqual([hello!.seq + 1, hello!.seq + 2]);
    await take(service);
    expect((await again.heard(2))[1]).toMatchObject({ seq: hello!.seq + 3, op: "issued" });
    again.close();
  });

  test("a phone hears its own place first", async ({ expect }) => {
    const { service, code } = await openHospital();
    await take(service);
    const { body } = await take(service);
    const phone = await listen(code, `?ticket=${body.token}`);
    expect((await phone.heard(1))[0]).toMatchObject({ mine: { number: 2, ahead: 1, state: "waiting", version: 1 } });
    phone.close();
  });

  test("a page of another site may not listen, and a plain request is told what this is", async ({ expect }) => {
    const { code } = await openHospital();
    const path = `/api/facilities/${code}/live`;
    const foreign = await send(path, { headers: { upgrade: "websocket", origin: "https://evil.test" } });
    expect(foreign.status).toBe(403);
    const own = await send(path, { headers: { upgrade: "websocket", origin } });
    expect(own.status).toBe(101);
    own.webSocket!.accept();
    own.webSocket!.close();
    expect((await send(path)).status).toBe(400);
    expect((await send("/api/facilities/nohospital/live", { headers: { upgrade: "websocket" } })).status).toBe(404);
  });
});

describe("a board that polls", () => {
  test("is answered 304 until something happens", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    await take(service);
    const path = `/api/facilities/${code}/board`;
    const first = await send(path);
    const etag = first.headers.get("etag")!;
    const board = await first.json<{ seq: number }>();
    expect((await send(path, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await send(`${path}?since=${board.seq}`)).status).toBe(304);
    await act(await staff(code), counter, "call-next");
    const next = await send(path, { headers: { "if-none-match": etag } });
    expect(next.status).toBe(200);
    expect(await next.json()).toMatchObject({ calls: [{ label: "A001", counterName: "Phòng p1" }], next: [] });
    expect((await send(`${path}?area=${code}1`)).status).toBe(200);
    expect((await send(`${path}?area=${code}9`)).status).toBe(404);
  });
});
