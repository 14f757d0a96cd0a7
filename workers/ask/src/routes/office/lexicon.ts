import { requirePermission } from "@ven/identity";
import { html, validate } from "@ven/kit";
import { conceptPage, lexiconPage, thresholdsPage } from "@ven/web-ask/office";
import * as z from "zod/mini";

import { lexiconInUse, saveConcept, tryConcept } from "../../edit-lexicon";
import { fold } from "../../search/fold";
import type { Concept } from "../../search/lexicon";
import { normalise } from "../../search/script";
import { certainties, effectsOf, recalibrate } from "../../threshold-effect";
import { cityOf } from "../router";
import { frameOf, orTrouble, type StaffContext, working } from "../staff";
import { linesOf, officeRouter } from "./context";

const text = (longest: number) => z.optional(z.string().check(z.maxLength(longest)));
const terms = text(4_000);
const ConceptForm = z.object({
  version: z.coerce.number().check(z.int()),
  id: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)),
  kind: z.enum(["concept", "place", "outside"]),
  area: text(40),
  gateway: z.optional(z.string()),
  try: z.optional(z.string()),
  "terms-vi": terms,
  "terms-en": terms,
  "terms-zh": terms,
  "terms-ko": terms,
  "terms-ja": terms,
  "terms-fr": terms,
});
const languages = ["vi", "en", "zh", "ko", "ja", "fr"] as const;
const most = 100;

/** The words that bridge languages, and how sure an answer must be. */
export const lexicon = officeRouter()
  .use("/office/:page{(lexicon|thresholds)}/*", requirePermission("ask.edit"))
  .get("/office/lexicon", validate("query", z.object({ q: text(80), done: text(10) })), async (c) => {
    const { q = "", done } = c.req.valid("query");
    const { concepts } = await lexiconInUse(c.env.SEARCH);
    const wanted = plain(q);
    const found = concepts.filter(
      ({ id, terms: all }) =>
        wanted === "" ||
        id.includes(wanted) ||
        Object.values(all).some((list) => list.some((one) => plain(one).includes(wanted))),
    );
    return html(
      c,
      lexiconPage({
        ...(await frameOf(c)),
        concepts: found.slice(0, most).map(shownOf),
        total: concepts.length,
        q,
        done: done ?? null,
      }),
    );
  })
  .get("/office/lexicon/concept", validate("query", z.object({ id: text(60) })), async (c) => {
    const { version, concepts } = await lexiconInUse(c.env.SEARCH);
    const concept = concepts.find(({ id }) => id === c.req.valid("query").id);
    return conceptAnswer(c, { version, concept: concept ?? empty, isNew: !concept });
  })
  .post("/office/lexicon/concept", validate("form", ConceptForm), async (c) => {
    const form = c.req.valid("form");
    const concept = conceptFrom(form);
    const view = await lexiconInUse(c.env.SEARCH);
    const isNew = !view.concepts.some(({ id }) => id === concept.id);
    const shown = { version: form.version, concept, isNew };
    if (form.try !== undefined)
      return conceptAnswer(c, { ...shown, effect: await tryConcept(c.env.DB, view, concept) });
    return orTrouble(
      c,
      ({ entries }) => `/office/lexicon?done=${entries}`,
      () => saveConcept({ ...working(c), search: c.env.SEARCH }, form.version, concept),
      (trouble) => conceptAnswer(c, { ...shown, trouble }),
    );
  })
  .get("/office/thresholds", validate("query", z.object({ of: z.optional(z.enum(languages)) })), async (c) => {
    const { DB: db, SEARCH: search } = c.env;
    const of = c.req.valid("query").of ?? "vi";
    const sure = await certainties({ db, search, now: c.var.now, area: cityOf(c.env).id }, of);
    const { threshold, isUsual, asked, unanswerable } = sure;
    return html(
      c,
      thresholdsPage({
        ...(await frameOf(c)),
        language: of,
        threshold,
        isUsual,
        asked: asked.length,
        unanswerable: unanswerable.length,
        rows: effectsOf(sure),
      }),
    );
  })
  .post("/office/thresholds", validate("form", z.object({ of: z.enum(languages) })), async (c) => {
    await recalibrate(c.env.SEARCH, c.var.now);
    return c.redirect(`/office/thresholds?of=${c.req.valid("form").of}`, 303);
  });

const plain = (word: string) => fold(normalise(word)).trim();
const empty: Concept = { id: "", kind: "concept", area: null, gateway: false, terms: {} };
const shownOf = ({ id, kind, area, gateway, terms: all }: Concept) => ({
  id,
  kind,
  area: area ?? null,
  gateway: gateway ?? false,
  terms: all,
});

const conceptFrom = (form: z.infer<typeof ConceptForm>): Concept => ({
  id: form.id,
  kind: form.kind,
  area: form.area || null,
  gateway: form.gateway !== undefined,
  terms: Object.fromEntries(
    languages.flatMap((lang) => {
      const list = [...new Set(linesOf(form[`terms-${lang}`] ?? ""))].map((term) => term.slice(0, 80));
      return list.length > 0 ? [[lang, list]] : [];
    }),
  ),
});

async function conceptAnswer(
  c: StaffContext,
  {
    version,
    concept,
    isNew,
    effect,
    trouble,
  }: {
    version: number;
    concept: Concept;
    isNew: boolean;
    effect?: Awaited<ReturnType<typeof tryConcept>>;
    trouble?: string;
  },
) {
  return html(
    c,
    conceptPage({
      ...(await frameOf(c)),
      version,
      concept: shownOf(concept),
      isNew,
      effect: effect ?? null,
      ...(trouble !== undefined && { trouble }),
    }),
    trouble === undefined ? 200 : 409,
  );
}
