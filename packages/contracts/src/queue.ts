import * as z from "zod/mini";

/** Where a ticket is; `transferred`, `served`, `cancelled` and `expired` are final. */
export const TicketState = z.enum([
  "booked",
  "waiting",
  "called",
  "serving",
  "parked",
  "no_show",
  "transferred",
  "served",
  "cancelled",
  "expired",
]);
export type TicketState = z.infer<typeof TicketState>;

export const TicketClass = z.enum(["normal", "priority", "emergency"]);
export type TicketClass = z.infer<typeof TicketClass>;

/** `baichay`; also the code on its posters. */
export const FacilityId = z.string().check(z.regex(/^[a-z]{2,24}$/));
/** `baichay.noi`: a service or a counter names its facility, so that no look-up is needed to route to it. */
export const ScopedId = z.string().check(z.regex(/^[a-z]{2,24}\.[a-z0-9-]{1,32}$/));
/** `<facility>-<128 random bits, base64url>`: the only thing in a phone's address. */
export const TicketToken = z.string().check(z.regex(/^[a-z]{2,24}-[\w-]{22}$/));
/** `baichay` or `baichay1`: what a poster's code names. */
export const JoinCode = z.string().check(z.regex(/^[a-z]{2,24}\d{0,3}$/));

/** Minutes, rounded so as not to promise: a range, never a point. */
export const WaitEstimate = z.object({ lowMinutes: z.int(), highMinutes: z.int() });
export type WaitEstimate = z.infer<typeof WaitEstimate>;

const named = { id: z.string(), name: z.string(), nameEn: z.string() };

export const FacilitySummary = z.object({ ...named, sample: z.boolean() });
export type FacilitySummary = z.infer<typeof FacilitySummary>;

export const FacilityList = z.object({ items: z.array(FacilitySummary), next: z.nullable(z.string()) });

export const ServiceView = z.object({
  ...named,
  area: z.string(),
  prefix: z.string(),
  open: z.boolean(),
  /** Local date and time when it opens next; null while open, or when nobody knows. */
  opens: z.nullable(z.object({ date: z.string(), time: z.string() })),
  /** A supervisor's word for today, where there is one; null: the opening windows decide. */
  override: z.nullable(z.boolean()),
  waiting: z.int(),
  /** For somebody who would take a number now. */
  estimate: z.nullable(WaitEstimate),
  dailyLimit: z.nullable(z.int()),
  /** Tickets left today; null: no limit. */
  left: z.nullable(z.int()),
});
export type ServiceView = z.infer<typeof ServiceView>;

export const CounterView = z.object({
  ...named,
  services: z.array(z.string()),
  /** Label of the ticket that it calls or serves. */
  holds: z.nullable(z.string()),
});
export type CounterView = z.infer<typeof CounterView>;

/** A facility as everybody may see it. */
export const FacilityView = z.object({
  ...named,
  organisation: z.string(),
  /** From the root of the tree down to `organisation`. */
  organisationPath: z.array(z.string()),
  timezone: z.string(),
  joinMode: z.enum(["poster", "rotating"]),
  seq: z.int(),
  at: z.int(),
  areas: z.array(z.object({ ...named, place: z.string() })),
  services: z.array(ServiceView),
  counters: z.array(CounterView),
  waiting: z.int(),
});
export type FacilityView = z.infer<typeof FacilityView>;

/** The answer to taking a number. It is stored with its key and comes back unchanged. */
export const IssuedTicket = z.object({
  id: z.string(),
  token: TicketToken,
  facility: z.string(),
  service: z.string(),
  number: z.int(),
  label: z.string(),
  class: TicketClass,
  /** Priority was asked for on a phone and waits for somebody to see the papers. */
  claimed: z.boolean(),
  state: TicketState,
  /** People in front. */
  position: z.int(),
  issuedAt: z.int(),
  version: z.int(),
});
export type IssuedTicket = z.infer<typeof IssuedTicket>;

/** A ticket as its holder sees it now. */
export const TicketView = z.object({
  facility: z.object(named),
  service: z.object(named),
  timezone: z.string(),
  number: z.int(),
  label: z.string(),
  class: TicketClass,
  claimed: z.boolean(),
  state: TicketState,
  /** People in front while waiting; null otherwise. */
  position: z.nullable(z.int()),
  estimate: z.nullable(WaitEstimate),
  /** Where to go when called. */
  counter: z.nullable(z.object(named)),
  calls: z.int(),
  rank: z.int(),
  issuedAt: z.int(),
  calledAt: z.nullable(z.int()),
  endedAt: z.nullable(z.int()),
  version: z.int(),
  /** Sequence of the facility's log at which this is true. */
  seq: z.int(),
  at: z.int(),
  /** The newest call of this service. */
  calling: z.nullable(z.object({ label: z.string(), counter: z.string(), counterEn: z.string() })),
  /** The steps of this visit, oldest first. */
  journey: z.array(z.object({ label: z.string(), service: z.string(), serviceEn: z.string(), state: TicketState })),
});
export type TicketView = z.infer<typeof TicketView>;

/** A ticket as the staff of its hospital see it: with id and version, without the phone's token. */
export const StaffTicket = z.object({
  id: z.string(),
  version: z.int(),
  service: z.string(),
  number: z.int(),
  label: z.string(),
  class: TicketClass,
  claimed: z.boolean(),
  reason: z.nullable(z.string()),
  state: TicketState,
  counter: z.nullable(z.string()),
  calls: z.int(),
  step: z.int(),
  issuedAt: z.int(),
  calledAt: z.nullable(z.int()),
  startedAt: z.nullable(z.int()),
});
export type StaffTicket = z.infer<typeof StaffTicket>;

export const DeskView = z.object({
  facility: z.object(named),
  counter: CounterView,
  services: z.array(ServiceView),
  timezone: z.string(),
  seq: z.int(),
  at: z.int(),
  current: z.nullable(StaffTicket),
  /** In the order in which they will be called. */
  waiting: z.array(StaffTicket),
  waitingTotal: z.int(),
  /** Absent and parked: who may come back. */
  away: z.array(StaffTicket),
  /** Every service of the facility: where this counter may send somebody on to. */
  destinations: z.array(z.object(named)),
  /** Mean time a ticket kept its counter lately, ms; null before the first. */
  meanServiceMs: z.nullable(z.int()),
});
export type DeskView = z.infer<typeof DeskView>;

/** One call as a board shows and speaks it. `seq` tells two announcements of one ticket apart. */
export const BoardCall = z.object({
  seq: z.int(),
  at: z.int(),
  label: z.string(),
  service: z.string(),
  counter: z.string(),
  counterName: z.string(),
  counterNameEn: z.string(),
  /** What to say, in Vietnamese. */
  speech: z.string(),
});
export type BoardCall = z.infer<typeof BoardCall>;

export const BoardView = z.object({
  facility: z.object(named),
  area: z.nullable(z.object({ ...named, place: z.string() })),
  timezone: z.string(),
  seq: z.int(),
  at: z.int(),
  /** Tickets that are called and have not gone in or away, newest call first. */
  calls: z.array(BoardCall),
  /** Labels in the order of calling. */
  next: z.array(z.string()),
  waiting: z.record(z.string(), z.int()),
});
export type BoardView = z.infer<typeof BoardView>;

export const TakeTicket = z.looseObject({
  class: z.optional(z.enum(["normal", "priority"])),
  /** Why somebody asks for priority, in one word of the list that the law gives. */
  reason: z.optional(z.enum(["child", "age", "pregnant", "disability", "merit"])),
  /** Signed pass from a scan; only asked for where the facility uses rotating codes. */
  pass: z.optional(z.string().check(z.maxLength(200))),
});
export type TakeTicket = z.infer<typeof TakeTicket>;

/** What a counter does to one ticket, in the version that it saw. */
export const TicketCommand = z.object({
  ticket: z.string().check(z.minLength(1), z.maxLength(64)),
  version: z.int(),
});
export const CallByHand = z.extend(TicketCommand, {
  reason: z.string().check(z.trim(), z.minLength(2), z.maxLength(200)),
});
export const Reclassify = z.extend(TicketCommand, {
  class: TicketClass,
  reason: z.optional(z.string().check(z.trim(), z.maxLength(200))),
});
export const TransferTicket = z.extend(TicketCommand, { service: ScopedId });
export const SetOpening = z.object({ opening: z.enum(["open", "closed", "windows"]) });
export const SetJoinMode = z.object({ joinMode: z.enum(["poster", "rotating"]) });
