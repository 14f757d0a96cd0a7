import { env } from "cloudflare:workers";

interface Entry {
  id: string;
  action: string;
  object: string;
  detail: string | null;
}
/** What a booking is by the record of who did what: enough to say who had which room on which day. */
interface State {
  resource: string;
  date: string;
  status: string;
}

const after: Record<string, string> = {
  approve: "confirmed",
  deny: "denied",
  "check-in": "checked_in",
  "check-out": "checked_in",
  miss: "no_show",
};

/** The bookings of a school, rebuilt from the audit alone. Entries of one act are about different bookings. */
export async function replay(school: string): Promise<Record<string, State>> {
  const { results } = await env.DB.prepare(
    "SELECT id, action, object, detail FROM room_audit WHERE organisation = ?1 OR organisation IS NULL ORDER BY at, id",
  )
    .bind(school)
    .all<Entry & Record<string, unknown>>();
  const bookings: Record<string, State> = {};
  for (const { action, object, detail } of results) {
    const facts = JSON.parse(detail ?? "{}") as {
      bookings?: (string | (State & { id: string }))[];
      released?: string[];
      schools?: string[];
      from?: string;
      to?: string & { resource: string; date: string };
      resource?: string;
      mine?: string;
      theirs?: string;
      date?: string;
      status?: string;
    };
    const set = (id: string, change: Partial<State>) => {
      if (bookings[id]) bookings[id] = { ...bookings[id], ...change };
    };
    // Whatever books lists what it booked.
    for (const one of facts.bookings ?? [])
      if (typeof one === "object" && one.resource.startsWith(`${school}.`))
        bookings[one.id] = { resource: one.resource, date: one.date, status: one.status };
    const ids = (facts.bookings ?? []).filter((one) => typeof one === "string");
    if (after[action]) set(object, { status: after[action] });
    else if (action === "cancel" || action === "give-back-series")
      for (const id of ids) set(id, { status: "cancelled" });
    else if (action === "restore-bookings") for (const id of ids) set(id, { status: "confirmed" });
    else if (action === "move" && facts.to) set(object, { resource: facts.to.resource, date: facts.to.date });
    else if (action === "move-series" && facts.resource) for (const id of ids) set(id, { resource: facts.resource });
    else if (action === "promote")
      bookings[object] = { resource: facts.resource!, date: facts.date!, status: facts.status! };
    else if (action === "swap") {
      const [mine, theirs] = [bookings[facts.mine!]!, bookings[facts.theirs!]!];
      set(facts.mine!, { resource: theirs.resource, date: theirs.date });
      set(facts.theirs!, { resource: mine.resource, date: mine.date });
    } else if (action === "block-for-exam") for (const id of facts.released ?? []) set(id, { status: "released" });
    else if (action === "close" && facts.schools?.includes(school))
      for (const [id, { date, status }] of Object.entries(bookings))
        if (facts.from! <= date && date <= facts.to! && ["hold", "pending", "confirmed", "checked_in"].includes(status))
          set(id, { status: "released" });
  }
  return bookings;
}

/** The same from the tables. */
export async function standing(school: string): Promise<Record<string, State>> {
  const { results } = await env.DB.prepare("SELECT id, resource, date, status FROM room_booking WHERE school = ?")
    .bind(school)
    .all<State & { id: string } & Record<string, unknown>>();
  return Object.fromEntries(results.map(({ id, resource, date, status }) => [id, { resource, date, status }]));
}
