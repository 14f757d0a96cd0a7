import { globSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterEach, beforeEach, describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
import { processOf } from "../../tools/lib/city.mjs";
import { inFlight } from "../../tools/lib/in-flight.mjs";
import { ascending, newKey, pause, peopleOf, upTo } from "./people.mjs";
import { openHome } from "./server.mjs";

let house;
let people;
let running = [];
beforeEach(async () => {
  await bundle("development");
  house = await openHome();
  people = peopleOf(house);
});
afterEach(async () => {
  await people.leave();
  for (const server of running) if (server.members().length) await server.signal("SIGKILL");
  running = [];
  house.remove();
});

function start() {
  const server = house.start();
  running.push(server);
  return server;
}

async function open() {
  const server = start();
  await server.ready();
  return server;
}

/** Every SQLite file that the city keeps, opened to be read only. */
const databases = () =>
  globSync("state/**/*.sqlite", { cwd: house.home }).map((file) => ({
    file,
    database: new DatabaseSync(path.join(house.home, file), { readOnly: true }),
  }));

/**
 * Requests by their keys. A key that was answered once must get the same answer ever after; one that was not has been
 * cut off, and is asked again.
 */
function ledger(expect, send) {
  const entries = [];
  let answered = 0;
  const ask = async (entry) => {
    const answer = await send(entry.what, entry.key);
    if (entry.answer) return expect(answer).toEqual(entry.answer);
    entry.answer = answer;
    answered++;
  };
  return {
    entries,
    answered: () => answered,
    ask(what) {
      const entry = { what, key: newKey() };
      entries.push(entry);
      return ask(entry);
    },
    askAgain: (from, width) => inFlight(entries.length - from, width, (index) => ask(entries[from + index])),
  };
}

/** After how many more answers the power goes. Fixed, so that a failure can be had again. */
const killAfter = [40, 3, 90, 17, 130, 55, 1, 75, 110, 25];
const patients = 24;

describe("in a hospital whose server loses its power ten times in the middle of the rush", () => {
  test(
    "every patient keeps the number they were given, none is missing and none is given twice",
    { timeout: 300_000 },
    async ({ expect, annotate }) => {
      const services = ["baichay.noi", "baichay.nhi"];
      const rooms = ["baichay.p103", "baichay.p104", "baichay.p106", "baichay.p107"];
      const tickets = ledger(expect, async (service, key) => {
        const { status, body } = await people.take(service, { key });
        expect(status).toBe(201);
        return body;
      });
      const calls = ledger(expect, async (room, key) => {
        const nurse = people.staff("counter.baichay");
        const { status, body } = await people.act(nurse, room, "call-next", { key });
        expect([200, 204]).toContain(status);
        return body && { label: body.label, service: body.service };
      });
      let seen = 0;
      const look = async () => {
        const { seq } = await people.board("baichay");
        expect(seq).toBeGreaterThanOrEqual(seen);
        seen = seq;
      };

      const from = { tickets: 0, calls: 0 };
      for (const more of killAfter) {
        const server = await open();
        await look();
        // Everybody of the last rush asks again with the key they had, whether they had an answer or not.
        await tickets.askAgain(from.tickets, patients);
        await calls.askAgain(from.calls, rooms.length);
        expect(tickets.answered()).toBe(tickets.entries.length);
        from.tickets = tickets.entries.length;
        from.calls = calls.entries.length;

        let power = true;
        const cut = (err) => {
          // What was under way when the power went has no answer; that is what the key is for.
          if (power || err.name === "AssertionError") throw err;
        };
        const patient = async (lane) => {
          while (power) await tickets.ask(services[lane % 2]).catch(cut);
        };
        const nurse = async (lane) => {
          for (; power; await pause(20)) await calls.ask(rooms[lane]).catch(cut);
        };
        const watcher = async () => {
          for (; power; await pause(10)) await look().catch(cut);
        };
        const cutter = async () => {
          while (tickets.answered() < from.tickets + more) await pause(1);
          power = false;
          expect(await server.signal("SIGKILL")).toEqual([]);
        };
        await Promise.all([
          ...upTo(patients).map(patient),
          ...rooms.map((_, lane) => nurse(lane)),
          watcher(),
          cutter(),
        ]);
      }

      const last = await open();
      await look();
      await tickets.askAgain(0, patients);
      await calls.askAgain(0, rooms.length);
      for (const service of services) {
        const numbers = tickets.entries.filter(({ what }) => what === service).map(({ answer }) => answer.number);
        expect(ascending(numbers)).toEqual(upTo(numbers.length));
      }
      const called = calls.entries.flatMap(({ answer }) => answer ?? []).map(({ label }) => label);
      expect(new Set(called).size).toBe(called.length);
      await inFlight(tickets.entries.length, patients, async (index) => {
        const { token, number, label } = tickets.entries[index].answer;
        expect((await people.ticket(token)).body).toMatchObject({ number, label });
      });
      await look();
      expect(await last.signal("SIGINT")).toEqual([]);

      const logs = databases().flatMap(({ file, database }) => {
        expect([file, database.prepare("PRAGMA integrity_check").get()]).toEqual([file, { integrity_check: "ok" }]);
        const tables = database.prepare("SELECT name FROM sqlite_master WHERE name IN ('event', 'answer')").all();
        const events = tables.length === 2 ? database.prepare("SELECT data FROM event ORDER BY seq").all() : [];
        database.close();
        return events.length ? [events.map(({ data }) => JSON.parse(data))] : [];
      });
      // The hospital's own log: no gap, nothing twice, one event for each number and for each call.
      expect(logs).toHaveLength(1);
      const [log] = logs;
      expect(log.map(({ seq }) => seq)).toEqual(upTo(seen));
      expect(log.filter(({ type }) => type === "issued")).toHaveLength(tickets.entries.length);
      expect(log.filter(({ type }) => type === "called")).toHaveLength(called.length);
      await annotate(`${tickets.entries.length} tickets and ${called.length} calls over ten cuts`);
    },
  );
});

describe("who runs the city on their own machine", () => {
  test("gets the address they asked for, and finds their data again after Ctrl-C", async ({ expect }) => {
    const first = await open();
    expect(first.output()).toContain(`http://localhost:${house.port}`);
    const { body: ticket } = await people.take("sannhi.nhi");
    expect(ticket).toMatchObject({ number: 1 });
    expect(first.members().length).toBeGreaterThan(1);
    expect(await first.signal("SIGINT")).toEqual([]);
    expect(await first.ended).toEqual({ code: 0, signal: null });
    await expect(people.facility("sannhi")).rejects.toThrow("fetch failed");
    // The port is free: anybody may have it now.
    const other = createServer().listen(house.port, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    await new Promise((resolve) => other.close(resolve));

    await open();
    expect((await people.ticket(ticket.token)).body).toMatchObject({ number: 1, state: "waiting" });
    expect((await people.take("sannhi.nhi")).body).toMatchObject({ number: 2, position: 1 });
  });

  test("is not hindered by a server that lost its parent: the next start ends it by itself", async ({ expect }) => {
    const first = await open();
    const { body: ticket } = await people.take("sannhi.nhi");
    const workerd = first.workerd();
    process.kill(first.pid, "SIGKILL");
    await first.ended;
    expect(processOf(workerd)).toMatchObject({ pid: workerd });
    expect(await people.facility("sannhi")).toMatchObject({ waiting: 1 });

    const second = await open();
    expect(processOf(workerd)).toBeUndefined();
    expect(second.workerd()).not.toBe(workerd);
    expect((await people.ticket(ticket.token)).body).toMatchObject({ number: 1, state: "waiting" });
  });

  test("who starts it twice is told that it runs already, and the first goes on unharmed", async ({ expect }) => {
    const first = await open();
    const second = start();
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output()).toContain(`Ven is running already: http://localhost:${house.port} (process ${first.pid})`);
    expect((await people.take("sannhi.nhi")).body).toMatchObject({ number: 1 });
    expect(await first.signal("SIGINT")).toEqual([]);
  });

  test("who asks for a port that another program has is told so, and nothing stays behind", async ({ expect }) => {
    const other = createServer().listen(house.port, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const server = start();
    const { code } = await server.ended;
    await new Promise((resolve) => other.close(resolve));
    expect(code).toBe(1);
    expect(server.output()).toContain(`Port ${house.port} could not be opened`);
    expect(server.output()).toContain(`PORT=${house.port + 1}`);
    expect(server.members()).toEqual([]);
  });
});
