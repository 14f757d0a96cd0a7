import type { BoardCall } from "@ven/contracts/queue";
import { addDays, causeOf, clock, localMidnight, log } from "@ven/kit";
import { DurableObject } from "cloudflare:workers";

import type { Env } from "../live/env";
import { facilityRepository } from "./facility-repository";
import { groupCommit } from "./group-commit";
import { historyRepository } from "./history-repository";
import type { Done, LiveQueue, Order, Outcome } from "./live-queue";
import { liveRepository } from "./live-repository";
import { connect, sendAll } from "./live-socket";
import { delta } from "./live/delta";
import type { Event } from "./live/events";
import { emptyForecast } from "./live/forecast";
import type { FacilityConfig, LiveState } from "./live/model";
import { deviceKey, findCounter, isFinal } from "./live/model";
import { businessDate } from "./live/opening";
import { restore } from "./live/restore";
import { perform, type Performed } from "./perform";
import { boardView, deskView, facilityView, type Live, rememberCall, ticketView } from "./views";

/** Configuration is read again this often while the facility is in use, so that a lost message costs a minute. */
const configurationAge = 60_000;
/** A name that is no facility is not looked up again for this long. */
const unknownFor = 10_000;
const handOverDelay = 5_000;
const handOverRetry = 30_000;
const handOverChunk = 500;
/** More than this behind, a socket or a board gets the whole state instead of the gap. */
const longestGap = 200;

/**
 * Today's queues of one facility, and the only truth about them. Thin: rules are in live/, tables in live-repository.
 * State is in memory, rebuilt from disk after a restart; every change is on disk before anybody hears of it.
 */
export class FacilityObject extends DurableObject<Env> implements LiveQueue {
  protected readonly repository = liveRepository(this.ctx.storage.sql);
  readonly #history = historyRepository(this.env.DB);
  readonly #facilities = facilityRepository(this.env.DB);
  #live: Live | undefined;
  #loading: Promise<Live | undefined> | undefined;
  #configuredAt = 0;
  #unknownUntil = 0;
  #alarmAt: number | null = null;

  readonly #commit = groupCommit<Order, Outcome<Done>>({
    commit: (orders) => this.#perform(orders),
    apart: { least: 4, most: 20 },
    batch: 200,
    most: 2000,
    refused: () => ({ ok: false, refused: { code: "unavailable", retryAfterSeconds: 2 } }),
  });

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    // Answered by the runtime: a thousand waiting phones must not wake the object to say that they are there.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  async execute(order: Order): Promise<Outcome<Done>> {
    if (!(await this.#ready())) return notFound;
    try {
      return await this.#commit(order);
    } catch (err) {
      log("error", "commit-failed", { service: "queue", cause: causeOf(err) });
      return { ok: false, refused: { code: "unavailable", retryAfterSeconds: 1 } };
    }
  }

  facility() {
    return this.#view((live) => facilityView(live, clock.now()));
  }

  board(area: string | null) {
    return this.#view((live) =>
      area === null || live.state.config.areas.some(({ id }) => id === area)
        ? boardView(live, area, clock.now())
        : undefined,
    );
  }

  ticket(token: string) {
    return this.#view((live) => {
      const steps = this.#journey(live.state, token);
      const newest = steps.at(-1);
      return newest && ticketView(live, newest, steps, clock.now());
    });
  }

  joining(device: string | null) {
    return this.#view((live) => {
      const { config, devices, tickets } = live.state;
      const held = config.services.flatMap(({ id }) =>
        [...((device !== null && devices.get(deviceKey(id, device))) || [])].flatMap((ticketId) => {
          const ticket = tickets.get(ticketId);
          return ticket ? [{ token: ticket.token, label: ticket.label, service: id }] : [];
        }),
      );
      return { facility: facilityView(live, clock.now()), held };
    });
  }

  async hold(order: Order & { token: string }) {
    const done = await this.execute(order);
    return done.ok ? this.ticket(order.token) : done;
  }

  desk(counter: string, organisations: string[]) {
    return this.#view((live) => {
      const { config } = live.state;
      const found = findCounter(config, counter);
      const theirs = config.organisationPath.some((id) => organisations.includes(id));
      return found && theirs ? deskView(live, found, clock.now()) : undefined;
    });
  }

  async configure() {
    this.#configuredAt = 0;
    this.#unknownUntil = 0;
    if (await this.#ready()) await this.#refreshConfiguration();
  }

  /** The live socket: `?since=<seq>&ticket=<token>&area=<area>`. */
  override async fetch(request: Request) {
    const live = await this.#ready();
    if (!live) return new Response(null, { status: 404 });
    const query = new URL(request.url).searchParams;
    const area = query.get("area");
    return connect(this.ctx, {
      state: live.state,
      since: Number(query.get("since") ?? Number.NaN),
      gap: (since) => this.#gap(live.state, since),
      board: () => boardView(live, area, clock.now()),
      ticket: this.#journey(live.state, query.get("ticket") ?? "").at(-1),
      now: clock.now(),
    });
  }

  override webSocketClose(socket: WebSocket, code: number) {
    // 1005 and 1006 say that there was no code; they may not be sent back.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  override webSocketMessage(socket: WebSocket) {
    socket.close(1008, "this socket only speaks");
  }

  override async alarm() {
    this.#alarmAt = null;
    const live = await this.#ready();
    if (!live) return;
    await this.execute({ command: { type: "closeDay" }, caller: { actor: null, organisations: null } });
    const failed = await this.#handOver(live.state).then(
      () => false,
      (err: unknown) => {
        log("warn", "hand-over-failed", { service: "queue", facility: live.state.config.id, cause: causeOf(err) });
        return true;
      },
    );
    if (!failed) this.#purge(live.state);
    this.#wakeAtMidnight(live.state);
    if (failed) this.#wake(clock.now() + handOverRetry);
  }

  /** What is in D1 may go: tickets stay for the day after theirs, so that their pages can still say how it ended. */
  #purge({ config, date }: LiveState) {
    const today = businessDate(clock.now(), config.timezone, date);
    if (this.repository.head<string>("purged") === today) return;
    this.repository.setHead("purged", today);
    this.repository.purge({ date: addDays(today, -1), now: clock.now() });
  }

  #perform(orders: Order[]): Outcome<Done>[] {
    const live = this.#live;
    if (!live) throw new Error("the facility was forgotten between two turns");
    let performed: Performed;
    try {
      performed = this.ctx.storage.transactionSync(() => perform(live, orders, this.repository, clock.now()));
    } catch (err) {
      // Memory may be ahead of the disk now: the disk is the truth.
      this.#live = undefined;
      throw err;
    }
    this.#announce(live, performed.events);
    return performed.outcomes;
  }

  #announce(live: Live, events: Event[]) {
    if (!events.length) return;
    for (const event of events) live.calls = rememberCall(live.calls, event, live.state);
    const sockets = this.ctx.getWebSockets();
    if (sockets.length) for (const event of events) sendAll(sockets, JSON.stringify(delta(event)));
    this.#wake(clock.now() + handOverDelay);
  }

  /** The visit that a token belongs to: after a transfer the first token goes on to the newest step. */
  #journey({ tickets }: LiveState, token: string) {
    const named = this.repository.ticketByToken(token);
    return named ? this.repository.journey(named.journey).map((step) => tickets.get(step.id) ?? step) : [];
  }

  #gap(state: LiveState, since: number) {
    if (!(since >= 0) || since > state.seq || state.seq - since > longestGap) return undefined;
    if (since + 1 < this.repository.firstSeq()) return undefined;
    return this.repository.eventsAfter(since, longestGap).map(({ event }) => delta(event));
  }

  /** Gives D1 what happened since the last time. The end of a chunk is fixed before it is sent, so a repeat is the same. */
  async #handOver(state: LiveState) {
    for (;;) {
      const done = this.repository.head<number>("handed-over") ?? 0;
      if (done >= state.seq) return;
      const to = this.repository.head<number>("handing-over") ?? 0;
      const events = this.repository.eventsAfter(done, to > done ? to - done : handOverChunk);
      const last = events.at(-1)?.event.seq ?? done;
      if (to <= done) this.repository.setHead("handing-over", last);
      const over = events.flatMap(({ event }) => {
        const ticket = "ticket" in event && isFinal(event.to) ? this.repository.ticket(event.ticket) : undefined;
        return ticket ? [ticket] : [];
      });
      await this.#history.append({ facility: state.config.id, events, over });
      this.repository.setHead("handed-over", last);
    }
  }

  async #view<T>(read: (live: Live) => T | undefined): Promise<Outcome<T>> {
    const live = await this.#ready();
    const value = live && read(live);
    return value === undefined ? notFound : { ok: true, value };
  }

  /** The state, from memory or from disk; undefined when no facility has this name. */
  async #ready() {
    if (this.#live) {
      if (clock.now() - this.#configuredAt > configurationAge) this.ctx.waitUntil(this.#refreshConfiguration());
      return this.#live;
    }
    if (clock.now() < this.#unknownUntil) return undefined;
    this.#loading ??= this.#load().finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #load(): Promise<Live | undefined> {
    let config = this.repository.exists() ? this.repository.head<FacilityConfig>("config") : undefined;
    if (!config) {
      const name = this.ctx.id.name;
      config = name === undefined ? undefined : await this.#facilities.load(name);
      if (!config) {
        this.#unknownUntil = clock.now() + unknownFor;
        return undefined;
      }
      this.#configuredAt = clock.now();
      const found = config;
      this.ctx.storage.transactionSync(() => {
        this.repository.migrate();
        this.repository.setHead("config", found);
      });
    }
    const last = this.repository.lastEvent() ?? { seq: 0, at: 0 };
    const date = this.repository.head<string>("date") ?? "";
    const state = restore(config, { ...last, date }, this.repository.services(), this.repository.liveTickets());
    let calls: BoardCall[] = [];
    for (const { event } of this.repository.eventsAfter(last.seq - longestGap, longestGap))
      calls = rememberCall(calls, event, state);
    this.#live = { state, calls, forecast: emptyForecast() };
    this.#alarmAt = await this.ctx.storage.getAlarm();
    this.#wakeAtMidnight(state);
    return this.#live;
  }

  /** D1 being away changes nothing: the object goes on with the copy it has. */
  async #refreshConfiguration() {
    this.#configuredAt = clock.now();
    const live = this.#live;
    if (!live) return;
    try {
      const config = await this.#facilities.load(live.state.config.id);
      if (!config || this.#live !== live) return;
      if (JSON.stringify(config) === JSON.stringify(live.state.config)) return;
      this.repository.setHead("config", config);
      live.state.config = config;
    } catch (err) {
      log("warn", "configuration-away", { service: "queue", cause: causeOf(err) });
    }
  }

  #wake(at: number) {
    if (this.#alarmAt !== null && this.#alarmAt <= at) return;
    this.#alarmAt = at;
    // The platform's alarm runs on its own clock; ours may be shifted in tests.
    void this.ctx.storage.setAlarm(Date.now() + Math.max(0, at - clock.now()));
  }

  #wakeAtMidnight({ config: { timezone }, date }: LiveState) {
    const today = businessDate(clock.now(), timezone, date);
    this.#wake(localMidnight(addDays(today, 1), timezone) + 1000);
  }
}

const notFound = { ok: false, refused: { code: "not-found" } } as const;
