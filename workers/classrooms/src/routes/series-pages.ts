import { DateText, RecordId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { checkKey, html, problem, uuidv7, validate } from "@ven/kit";
import { roomWords, wholeSeriesPage } from "@ven/web-classrooms/office";
import * as z from "zod/mini";

import { answerOwner } from "../ask-owner";
import { readdDate } from "../join-waitlist";
import { schoolContext } from "./context";
import { refusalOf, staffFrame } from "./page-parts";
import { type AskedByStaff, staffRouter } from "./router";

const Place = z.object({ school: SchoolId, series: RecordId });
interface More {
  refusal?: Record<string, unknown>;
  notice?: string;
}

/** A series of one school, for its owner and the managers; a colleague's is not there. */
async function seriesContext(c: AskedByStaff, { school, series: id }: z.infer<typeof Place>) {
  const context = await schoolContext(c, school, "classrooms.book");
  const found = await context.series.find(id);
  const { manages, person } = context.actor;
  if (!found || found.school !== school || (!manages && person?.id !== found.person)) return problem("not-found");
  return { context, found };
}

async function answer(c: AskedByStaff, place: z.infer<typeof Place>, more: More = {}) {
  const { context, found } = await seriesContext(c, place);
  const { frame, actor, now } = context;
  const nameOf = (id: string) => frame.rooms.find((room) => room.id === id)?.name ?? id;
  const page = wholeSeriesPage(await staffFrame(c, frame, actor, `/s/${found.school}/series/${found.id}`), {
    series: {
      ...found,
      room: nameOf(found.resource),
      bookings: found.bookings.map((one) => ({ ...one, room: nameOf(one.resource), coming: one.startAt > now })),
    },
    key: uuidv7(now),
    ...more,
  });
  return html(c, page, more.refusal ? 409 : 200);
}

async function act(c: AskedByStaff, place: z.infer<typeof Place>, work: () => Promise<unknown>) {
  try {
    await work();
  } catch (err) {
    return answer(c, place, { refusal: refusalOf(err) });
  }
  return answer(c, place, { notice: roomWords(c.var.lang).done });
}

export const seriesPages = staffRouter()
  .get("/s/:school/series/:series", requirePermission("classrooms.book"), validate("param", Place), (c) =>
    answer(c, c.req.valid("param")),
  )
  .post(
    "/s/:school/series/:series/answer",
    requirePermission("classrooms.book"),
    validate("param", Place),
    validate("form", z.object({ answer: z.enum(["keep", "give-back"]), version: z.coerce.number().check(z.int()) })),
    async (c) => {
      const place = c.req.valid("param");
      const { context, found } = await seriesContext(c, place);
      return act(c, place, () => answerOwner(context, found, c.req.valid("form")));
    },
  )
  .post(
    "/s/:school/series/:series/dates",
    requirePermission("classrooms.book"),
    validate("param", Place),
    validate("form", z.object({ date: DateText, key: z.string() })),
    async (c) => {
      const place = c.req.valid("param");
      const { context, found } = await seriesContext(c, place);
      const { date, key } = c.req.valid("form");
      return act(c, place, () => readdDate(context, found, { date, key: checkKey(key) }));
    },
  );
