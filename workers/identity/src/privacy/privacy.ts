import type { Lang } from "@ven/contracts";
import type { Principal } from "@ven/identity";
import { Problem } from "@ven/kit";
import { findNotice } from "@ven/web-identity/notices";

import { contactsOf } from "../account";
import { consentsOf, recordConsent, withdrawConsent } from "../consent";
import { closeRequest, listRequests, requestsOf } from "../data-protection/data-request-repository";
import { receiveRequest } from "../data-protection/data-requests";
import type { Desk } from "../desk";
import { eraseSubject } from "../erase-subject";
import { askForExport, collectExport, objectTo, progressOf, type Services } from "../subject-events";
import { openCitizen } from "../vneid/citizen";
import { readOwnPart } from "./copy-repository";

/** Where requests of the public go: the organisation of the whole city, and its calendar. */
export interface Office {
  organisation: string;
  timezone: string;
  services: Services;
}

/** Somebody who has data of their own here; a service or nobody has none. */
export function personOf({ kind, subject, signedIn }: Principal) {
  if (!signedIn) throw new Problem("not-signed-in");
  if (kind !== "guest" && kind !== "citizen" && kind !== "staff") throw new Problem("not-found");
  return subject;
}

/** What a person decided, has asked for, and which services still have to do their part. */
export async function showPrivacy(desk: Desk, subject: string, office: Office) {
  const progress = await progressOf(desk, subject, office.services);
  await settle(desk, subject, progress);
  const [decisions, requests] = await Promise.all([consentsOf(desk, subject), requestsOf(desk.db, subject)]);
  const copy = progress.find(({ kind }) => kind === "export");
  return { decisions, requests, copy: copy && { seq: copy.seq, pending: copy.pending } };
}

const kindOf = { export: "access", erase: "erase", object: "object" } as const;

/** Closes what was asked on the page and what every service has done. Objections are for a person to answer. */
async function settle(desk: Desk, subject: string, progress: Awaited<ReturnType<typeof progressOf>>) {
  const { db, now, requestId } = desk;
  const open = (await requestsOf(db, subject)).filter(({ doneAt, via }) => doneAt === null && via === "page");
  for (const { id, kind, organisation, receivedAt } of open) {
    const event = progress.find((one) => one.kind !== "merge" && kindOf[one.kind] === kind && one.at >= receivedAt);
    if (!event || event.pending.length > 0 || kind === "object") continue;
    const happening = {
      at: now,
      actor: "automatic",
      action: "data-request-closed",
      object: id,
      organisation,
      requestId,
    };
    await closeRequest(db, { id, organisation, now }, "done", happening);
  }
}

/** The same for everybody whose request is open at an office: erased people come back to no page of their own. */
export async function settleAll(desk: Desk, { organisation, services }: Omit<Office, "timezone">) {
  const open = (await listRequests(desk.db, organisation)).filter(({ doneAt }) => doneAt === null);
  const subjects = new Set(open.map(({ subject }) => subject).filter((subject) => subject !== null));
  for (const subject of [...subjects].slice(0, 50))
    await settle(desk, subject, await progressOf(desk, subject, services));
}

export interface Decide {
  notice: string;
  version: number;
  purpose: string;
  yes: boolean;
  lang: Lang;
}

/** Yes or no to one purpose, as easy one way as the other. A no after a yes is a withdrawal. */
export async function decide(desk: Desk, subject: string, { notice: id, version, purpose, yes, lang }: Decide) {
  const notice = findNotice(id, version);
  if (!notice) throw new Problem("not-found");
  const { service } = notice;
  const last = (await consentsOf(desk, subject, service)).find((one) => one.purpose === purpose);
  const by = { service, subject, purpose, method: "form" } as const;
  const answer =
    !yes && last?.decision === "given"
      ? await withdrawConsent(desk, by)
      : await recordConsent(desk, { ...by, notice: id, version, lang, given: yes });
  if (!answer.ok) throw new Problem("not-found");
}

/** Asks every service for what it holds, and starts the legal clock. One request at a time. */
export async function askForCopy(desk: Desk, subject: string, office: Office) {
  const progress = await progressOf(desk, subject, office.services);
  const running = progress.find(({ kind, pending }) => kind === "export" && pending.length > 0);
  if (running) return running.seq;
  const { organisation, timezone } = office;
  const request = { kind: "access", via: "page", organisation, subject, reference: null, timezone } as const;
  await receiveRequest(desk, subject, request);
  return askForExport(desk, subject);
}

/** Everything that is held of a person, in clear: identity's own part, and what services have handed in so far. */
export async function readCopy(desk: Desk, subject: string, seq: number, { services }: Office) {
  const parts = await collectExport(desk, subject, seq);
  const [own, contacts, citizen, progress] = await Promise.all([
    readOwnPart(desk.db, subject),
    contactsOf(desk, subject),
    openCitizen(desk, subject),
    progressOf(desk, subject, services),
  ]);
  const pending = progress.find((event) => event.seq === seq)?.pending ?? [];
  const copy = { identity: { ...own, contacts, ...(citizen && { citizen }) }, ...Object.fromEntries(parts) };
  return { copy, pending };
}

/** Objects to one purpose: every service is told, and an officer answers. */
export async function object(
  desk: Desk,
  subject: string,
  { notice: id, purpose }: { notice: string; purpose: string },
  office: Office,
) {
  const notice = findNotice(id);
  if (!notice?.purposes.some((one) => one.id === purpose && one.basis !== "consent")) throw new Problem("not-found");
  const { organisation, timezone } = office;
  const request = { kind: "object", via: "page", organisation, subject, reference: null, timezone } as const;
  await receiveRequest(desk, subject, request);
  await objectTo(desk, subject, purpose);
}

/** Erases somebody at their own wish. False while they have a role: an administrator ends that first. */
export async function erase(desk: Desk, subject: string, { organisation, timezone }: Office) {
  const erased = await eraseSubject(desk, subject);
  if (!erased.ok) return false;
  const request = { kind: "erase", via: "page", organisation, subject, reference: null, timezone } as const;
  await receiveRequest(desk, subject, request);
  return true;
}
