import { fill } from "@ven/kit/fill";
import { Button, LinkButton, Notification } from "@ven/ui";

import { type Frame, pageIn } from "../shell";
import held from "./held.json";
import { privacyWords } from "./words";

export interface ShownNotice {
  id: string;
  version: number;
  service: string;
  title: string;
  intro: string;
  purposes: readonly {
    id: string;
    text: string;
    why: string;
    /** Only where there is something to agree to. */
    decision?: "given" | "refused" | "undecided";
    mayObject: boolean;
  }[];
}

export interface ShownRequest {
  id: string;
  kind: "access" | "rectify" | "erase" | "object" | "restrict";
  received: string;
  answerBy: string;
  doBy: string;
  isClosed: boolean;
  outcome: "done" | "refused" | "withdrawn";
  /** Why, where somebody decided; null where it was done by itself. */
  reason: string | null;
}

export interface PrivacyPage extends Frame {
  notices: readonly ShownNotice[];
  /** The rights of everybody, as every notice ends. */
  rights: string;
  copy: { seq: number; pending: readonly string[] } | undefined;
  requests: readonly ShownRequest[];
  saved: boolean;
}

/** What is held and why, purpose by purpose, and everything that a person can decide about it. */
export function privacyPage({ notices, rights, copy, requests, saved, ...frame }: PrivacyPage) {
  const t = privacyWords(frame.lang);
  return pageIn(
    frame,
    t.title,
    <>
      {saved ? <Notification kind="success">{t.saved}</Notification> : null}
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      {notices.map((notice) => (
        <section key={notice.id} class="stack" aria-labelledby={notice.id}>
          <h2 id={notice.id}>{notice.title}</h2>
          <p>{notice.intro}</p>
          <ul class="stack">
            {notice.purposes.map((one) => (
              <li key={one.id}>
                <Purpose notice={notice} purpose={one} lang={frame.lang} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p class="soft">{rights}</p>
      <section class="stack" aria-labelledby="copy">
        <h2 id="copy">{t.copy}</h2>
        <p>{t.copyLead}</p>
        {copy === undefined ? null : (
          <p>{copy.pending.length === 0 ? t.copyReady : fill(t.copyWaiting, { services: copy.pending.join(", ") })}</p>
        )}
        {copy === undefined ? null : (
          <p class="row">
            <a href={`/privacy/copies/${copy.seq}`}>{t.copyPage}</a>
            <a href={`/privacy/copies/${copy.seq}/json`}>{t.copyFile}</a>
          </p>
        )}
        <form method="post" action="/privacy/copies">
          <Button kind="line" full>
            {t.copyAsk}
          </Button>
        </form>
      </section>
      <Requests requests={requests} lang={frame.lang} />
      <section class="stack" aria-labelledby="erase">
        <h2 id="erase">{t.erase}</h2>
        <LinkButton kind="stop" full href="/privacy/erase">
          {t.erase}
        </LinkButton>
      </section>
      <p class="row">
        <a href="/privacy/columns">{t.columns}</a>
        <a href="/account">{t.back}</a>
      </p>
    </>,
  );
}

function Purpose({
  notice,
  purpose,
  lang,
}: {
  notice: ShownNotice;
  purpose: ShownNotice["purposes"][number];
  lang: Frame["lang"];
}) {
  const t = privacyWords(lang);
  const { id, text, why, decision, mayObject } = purpose;
  const about = <span class="vh"> {text}</span>;
  return (
    <>
      {text} <span class="soft">({why})</span>
      {decision === undefined ? null : (
        <form method="post" action={`/privacy/consents/${notice.id}/${id}`}>
          <input type="hidden" name="version" value={notice.version} />
          <p>{t[decision]}</p>
          <div class="pair">
            <Button kind="line" name="decision" value="yes">
              {t.yes}
              {about}
            </Button>
            <Button kind="line" name="decision" value="no">
              {t.no}
              {about}
            </Button>
          </div>
        </form>
      )}
      {mayObject ? (
        <form method="post" action={`/privacy/objections/${notice.id}/${id}`}>
          <Button kind="line">
            {t.object}
            {about}
          </Button>
        </form>
      ) : null}
    </>
  );
}

function Requests({ requests, lang }: { requests: readonly ShownRequest[]; lang: Frame["lang"] }) {
  const t = privacyWords(lang);
  if (requests.length === 0) return null;
  const kinds = { access: t.access, rectify: t.rectify, erase: t.eraseKind, object: t.objection, restrict: t.restrict };
  const outcomes = { done: t.closed, refused: t.refusedRequest, withdrawn: t.withdrawnRequest };
  return (
    <section class="stack" aria-labelledby="requests">
      <h2 id="requests">{t.requests}</h2>
      <ul class="stack">
        {requests.map(({ id, kind, received, answerBy, doBy, isClosed, outcome, reason }) => (
          <li key={id}>
            <strong>{kinds[kind]}</strong> · {received}
            <br />
            <span class="soft">
              {isClosed
                ? outcomes[outcome]
                : `${fill(t.answerBy, { date: answerBy })} · ${fill(t.doBy, { date: doBy })}`}
            </span>
            {reason === null ? null : <p>{fill(t.answer, { reason })}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Says what follows before anything is erased; keeping is as easy as erasing. */
export function erasePage({ isEmployed, ...frame }: Frame & { isEmployed: boolean }) {
  const t = privacyWords(frame.lang);
  return pageIn(
    frame,
    t.erase,
    <>
      <h1>{t.erase}</h1>
      {isEmployed ? <Notification kind="warning">{t.employed}</Notification> : null}
      <p>{t.eraseLead}</p>
      <ul class="stack">
        <li>{t.eraseNow}</li>
        <li>{t.eraseLater}</li>
        <li>{t.eraseKept}</li>
        <li>
          <strong>{t.eraseBack}</strong>
        </li>
      </ul>
      {isEmployed ? null : (
        <form method="post" action="/privacy/erase">
          <Button kind="stop" full>
            {t.eraseDo}
          </Button>
        </form>
      )}
      <LinkButton kind="line" full href="/privacy">
        {t.eraseStay}
      </LinkButton>
    </>,
  );
}

export function erasedPage(frame: Frame) {
  const t = privacyWords(frame.lang);
  return pageIn(
    frame,
    t.erased,
    <>
      <h1>{t.erased}</h1>
      <p>{t.erasedLead}</p>
    </>,
  );
}

/** By service, table and column: purpose, basis, days. */
const columns: Record<string, Record<string, Record<string, string[]>>> = held;

/** Every annotated column, as the database's own migrations say it: in English, for whoever wants to know exactly. */
export function columnsPage(frame: Frame) {
  const t = privacyWords(frame.lang);
  return pageIn(
    frame,
    t.columns,
    <>
      <h1>{t.columns}</h1>
      <ul class="stack" lang="en">
        {Object.entries(columns).flatMap(([service, tables]) =>
          Object.entries(tables).flatMap(([table, ofTable]) =>
            Object.entries(ofTable).map(([column, [purpose, basis, days]]) => (
              <li key={`${table}.${column}`}>
                <strong>
                  {service}: {table}.{column}
                </strong>
                <br />
                {purpose}{" "}
                <span class="soft">
                  ({basis}; days: {days})
                </span>
              </li>
            )),
          ),
        )}
      </ul>
      <p class="row">
        <a href="/privacy">{t.title}</a>
      </p>
    </>,
  );
}

/** A number of a copy beyond this is a time, UTC ms. */
const firstMoment = 1e12;

/** Any value of a copy as nested lists: readable without knowing what JSON is. */
function Value({ value, moment }: { value: unknown; moment: Intl.DateTimeFormat }) {
  if (Array.isArray(value))
    return (
      <ol>
        {value.map((one: unknown, index) => (
          <li key={index}>
            <Value value={one} moment={moment} />
          </li>
        ))}
      </ol>
    );
  if (value !== null && typeof value === "object")
    return (
      <dl class="facts">
        {Object.entries(value).map(([name, one]: [string, unknown]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Value value={one} moment={moment} />
            </dd>
          </div>
        ))}
      </dl>
    );
  if (typeof value === "number" && value > firstMoment) return <>{moment.format(value)}</>;
  return <>{typeof value === "string" ? value : value === null || value === undefined ? "–" : JSON.stringify(value)}</>;
}

export function copyPage({
  seq,
  copy,
  pending,
  ...frame
}: Frame & { seq: number; copy: object; pending: readonly string[] }) {
  const t = privacyWords(frame.lang);
  const moment = new Intl.DateTimeFormat(frame.lang, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: frame.city.timezone,
  });
  return pageIn(
    frame,
    t.copy,
    <>
      <h1>{t.copy}</h1>
      <p>{pending.length === 0 ? t.copyReady : fill(t.copyWaiting, { services: pending.join(", ") })}</p>
      <p class="row">
        <a href={`/privacy/copies/${seq}/json`}>{t.copyFile}</a>
        <a href="/privacy">{t.title}</a>
      </p>
      <Value value={copy} moment={moment} />
    </>,
  );
}
