import { describe, html, validate } from "@ven/kit";
import { FileRefused } from "@ven/kit/file-refused";
import { importPage, type ImportView } from "@ven/web-wifi/records";
import * as z from "zod/mini";

import { columnTitle, readHotspots, writeHotspots } from "../../hotspots-file";
import { differenceOf, toRegister } from "../../import-hotspots";
import type { Group } from "../../operator-repository";
import { siteRepository } from "../../site-repository";
import { text } from "../office/forms";
import { type AskedByOffice, asks, changed, fileOf, frameOf, officeRouter, ringFor, whoOf } from "../office/frame";

/** 2,000 hotspots weigh 400 KB. */
const mostBytes = 400_000;
const Upload = z.object({ file: z.instanceof(File) });
const Apply = z.object({ csv: text(mostBytes), digest: text(100) });

/** Hotspots as a file: what it would change is shown, and only that is done. */
export const files = officeRouter()
  .get(
    "/hotspots/:group/import",
    ...asks("configure"),
    describe({ summary: "Hotspots from a file, and into one", returns: { 200: "the page" }, security: "bearer" }),
    validate("query", z.object({ done: z.optional(z.string()) })),
    async (c) => answer(c, c.var.group, { done: c.req.valid("query").done !== undefined }),
  )
  .post(
    "/hotspots/:group/import",
    ...asks("configure"),
    describe({
      summary: "What a file would change; nothing is changed yet",
      returns: { 200: "the difference", 400: "why the file is refused" },
      security: "bearer",
    }),
    validate("form", Upload),
    async (c) => {
      const { group } = c.var;
      return look(c, group, new Uint8Array(await c.req.valid("form").file.arrayBuffer()));
    },
  )
  .post(
    "/hotspots/:group/import/apply",
    ...asks("configure"),
    describe({
      summary: "Do what was shown; what has changed meanwhile is shown again first",
      returns: { 303: "done", 409: "the new difference" },
      security: "bearer",
    }),
    validate("form", Apply),
    async (c) => {
      const { group } = c.var;
      const { csv, digest } = c.req.valid("form");
      return look(c, group, new TextEncoder().encode(csv), digest);
    },
  )
  .get(
    "/hotspots/:group/export.csv",
    ...asks("configure"),
    describe({ summary: "All hotspots, without keys", returns: { 200: "text/csv" }, security: "bearer" }),
    async (c) => {
      const { group } = c.var;
      const sites = await siteRepository(c.env.DB).all(group.id);
      return fileOf(c, `${group.id}.csv`, writeHotspots(sites), "text/csv");
    },
  );

/** Reads a file, compares it, and does what it says when that is what `digest` stands for. */
async function look(c: AskedByOffice, group: Group, bytes: Uint8Array, digest?: string) {
  if (bytes.length > mostBytes)
    return answer(c, group, { refused: { code: "too-large", facts: { limit: mostBytes } } });
  let read;
  try {
    read = readHotspots(bytes);
  } catch (err) {
    if (!(err instanceof FileRefused)) throw err;
    return answer(c, group, { refused: { code: err.code, facts: err.facts } });
  }
  const { records, faults } = read;
  const repository = siteRepository(c.env.DB);
  const [known, foreign] = await Promise.all([
    repository.all(group.id),
    repository.areElsewhere(
      group.id,
      records.map(({ site }) => site.id),
      records.map(({ gateway }) => gateway.id),
    ),
  ]);
  const difference = await differenceOf(records, known, ringFor(c));
  const view: ImportView = {
    ...difference,
    faults: faults.map((fault) => ({ ...fault, column: columnTitle(fault.column) })),
    foreign,
    csv: new TextDecoder().decode(bytes),
  };
  const clean = faults.length === 0 && foreign.length === 0;
  if (digest === undefined || !clean) return answer(c, group, { view }, clean ? 200 : 400);
  if (digest !== difference.digest) return answer(c, group, { view, moved: true }, 409);
  const register = toRegister(records, known, difference);
  if (!(await repository.register(group, ringFor(c), register, whoOf(c), "import-hotspots")))
    return answer(c, group, { view, taken: true }, 409);
  return changed(c, `/hotspots/${group.id}/import?done`);
}

async function answer(
  c: AskedByOffice,
  group: Group,
  shown: Pick<Parameters<typeof importPage>[0], "view" | "refused" | "done" | "moved" | "taken">,
  status: 200 | 400 | 409 = shown.refused ? 400 : 200,
) {
  c.header("cache-control", "no-store");
  return html(c, importPage({ ...(await frameOf(c, group, `/hotspots/${group.id}/import`)), ...shown }), status);
}
