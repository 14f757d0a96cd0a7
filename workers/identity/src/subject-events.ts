import type { AcknowledgeEvent } from "@ven/contracts/house";
import { Problem, seal, unseal } from "@ven/kit";

import type { Desk } from "./desk";
import {
  addAcknowledgement,
  addEvent,
  putExportPart,
  readEvent,
  readEvents,
  readExportParts,
} from "./subject-event-repository";
import { openSubjectKey } from "./vault";
import { readSubjectKey } from "./vault-key-repository";

/** Services that must do their part: every one that people can be signed in to. */
export type Services = readonly string[];

/** Asks every service for what it holds of somebody. Gives the event's number, with which `collectExport` reads it. */
export const askForExport = ({ db, now, requestId }: Desk, subject: string) =>
  addEvent(db, { kind: "export", subject, now, requestId });

/** Tells every service that somebody objects to one purpose. */
export const objectTo = ({ db, now, requestId }: Desk, subject: string, purpose: string) =>
  addEvent(db, { kind: "object", subject, detail: { purpose }, now, requestId });

/** A service has done its part. What it hands in for an export is sealed with the person's own key before it is kept. */
export async function acknowledge(
  { db, vault, keys, now }: Desk,
  { service, seq, outcome, records, part }: AcknowledgeEvent & { service: string },
) {
  const event = await readEvent(db, seq);
  if (!event) return { ok: false };
  if (part !== undefined && event.kind === "export") {
    const row = await readSubjectKey(vault, event.subject);
    // Erased meanwhile: there is nobody left to hand it to.
    if (row) {
      const key = await openSubjectKey(event.subject, row, keys.masterKeys);
      const sealed = await seal(key, part, partContext(seq, service));
      await putExportPart(vault, { seq, service, subject: event.subject, sealed, at: now });
    }
  }
  return { ok: await addAcknowledgement(db, { seq, service, outcome, records, now }) };
}

/** What was asked for somebody, the newest first; `pending` are the services that have not done their part yet. */
export async function progressOf({ db }: Pick<Desk, "db">, subject: string, services: Services, limit = 20) {
  const events = await readEvents(db, subject, limit);
  return events.map(({ done, ...event }) => ({
    ...event,
    done,
    pending: services.filter((one) => !done.some(({ service }) => service === one)),
  }));
}

/** What services have handed in for an export so far, by service; parsed. Throws `not-found` for somebody else's. */
export async function collectExport({ db, vault, keys }: Desk, subject: string, seq: number) {
  const event = await readEvent(db, seq);
  const row = await readSubjectKey(vault, subject);
  if (event?.kind !== "export" || event.subject !== subject || !row) throw new Problem("not-found");
  const key = await openSubjectKey(subject, row, keys.masterKeys);
  const parts = new Map<string, unknown>();
  for (const { service, sealed } of await readExportParts(vault, subject, seq))
    parts.set(service, JSON.parse(await unseal(key, sealed, partContext(seq, service))));
  return parts;
}

const partContext = (seq: number, service: string) => `id_vault_export/${seq}/${service}`;
