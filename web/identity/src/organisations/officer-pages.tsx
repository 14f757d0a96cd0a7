import { Button, DataTable, ErrorSummary, Field, LinkButton, Notification, Select, Tag, Wide } from "@ven/ui";

import { officerWords } from "./officer-words";
import { fill, nameIn, type Named, RowAction, type StaffFrame, staffPage } from "./staff-frame";

export type RequestState = "closed" | "late" | "today" | "in-time";

export interface RequestsPage extends StaffFrame {
  organisation: Named;
  requests: readonly {
    id: string;
    /** The file number of a letter, or a pseudonym. */
    about: string;
    kind: "access" | "rectify" | "erase" | "object" | "restrict";
    received: string;
    answerBy: string;
    doBy: string;
    state: RequestState;
    isAnswered: boolean;
    isExtended: boolean;
    /** Services that have not done their part yet. */
    pending: readonly string[];
  }[];
  said?: "saved" | "wrong";
}

const words = (lang: StaffFrame["lang"]) => {
  const t = officerWords(lang);
  return {
    kinds: { access: t.access, rectify: t.rectify, erase: t.erase, object: t.objectKind, restrict: t.restrict },
    states: { closed: t.closed, late: t.late, today: t.today, "in-time": t.inTime },
  };
};
const looks = { closed: "done", late: "lost", today: "look", "in-time": "waiting" } as const;

/** What people asked about their data, each with its two legal limits in working days. */
export function requestsPage({ organisation, requests, said, ...frame }: RequestsPage) {
  const { lang } = frame;
  const t = officerWords(lang);
  const { kinds, states } = words(lang);
  const base = `/organisations/${organisation.id}/requests`;
  return staffPage(
    frame,
    t.requests,
    <>
      {said === "saved" ? <Notification kind="success">{t.saved}</Notification> : null}
      <ErrorSummary lang={lang} errors={said === "wrong" ? [{ field: "reference", text: t.wrong }] : []} />
      <h1>{t.requests}</h1>
      <p class="soft">
        {nameIn(organisation, lang)}. {t.requestsLead}
      </p>
      {requests.length === 0 ? (
        <p>{t.noRequests}</p>
      ) : (
        <Wide label={t.requests}>
          <DataTable
            caption={t.requests}
            columns={[
              { text: t.reference },
              { text: t.kind },
              { text: t.received },
              { text: t.answerBy },
              { text: t.doBy },
              { text: t.state },
              { text: t.acts },
            ]}
            rows={requests.map((one) => ({
              key: one.id,
              cells: [
                one.about,
                kinds[one.kind],
                one.received,
                one.isAnswered ? t.answered : one.answerBy,
                one.doBy,
                <span key="state">
                  <Tag state={looks[one.state]}>{states[one.state]}</Tag>
                  {one.pending.length > 0 ? (
                    <small class="soft">{fill(t.services, { services: one.pending.join(", ") })}</small>
                  ) : null}
                </span>,
                one.state === "closed" ? (
                  <LinkButton key="acts" kind="line" href={`${base}/${one.id}`}>
                    {t.show}
                    <span class="vh"> {one.about}</span>
                  </LinkButton>
                ) : (
                  <div key="acts" class="row">
                    {one.isAnswered ? null : (
                      <RowAction action={`${base}/${one.id}/answered`} about={one.about}>
                        {t.answered}
                      </RowAction>
                    )}
                    {one.isExtended ? null : (
                      <RowAction action={`${base}/${one.id}/extend`} about={one.about}>
                        {t.extend}
                      </RowAction>
                    )}
                    <LinkButton href={`${base}/${one.id}`}>
                      {t.decideAndClose}
                      <span class="vh"> {one.about}</span>
                    </LinkButton>
                  </div>
                ),
              ],
            }))}
          />
        </Wide>
      )}
      <h2>{t.letter}</h2>
      <form method="post" action={base} class="stack">
        <Select
          name="kind"
          label={t.kind}
          options={[{ value: "", text: t.choose }, ...Object.entries(kinds).map(([value, text]) => ({ value, text }))]}
        />
        <Field name="reference" label={t.reference} hint={t.referenceHint} maxlength={60} required autocomplete="off" />
        <Button>{t.record}</Button>
      </form>
    </>,
    [
      { href: `/organisations/${organisation.id}/breaches`, text: t.breaches },
      { href: `/organisations/${organisation.id}/audit`, text: t.audit },
    ],
  );
}

export interface BreachesPage extends StaffFrame {
  organisation: Named;
  breaches: readonly {
    id: string;
    summary: string;
    discovered: string;
    notifyBy: string;
    /** Hours to the limit; negative when it is over. */
    hoursLeft: number;
    authorityTold: string | null;
    peopleTold: string | null;
    isClosed: boolean;
  }[];
  said?: "saved" | "wrong";
}

/** Breaches with the clock of 72 hours. */
export function breachesPage({ organisation, breaches, said, ...frame }: BreachesPage) {
  const { lang } = frame;
  const t = officerWords(lang);
  const base = `/organisations/${organisation.id}/breaches`;
  const leftText = (hours: number) => fill(hours < 0 ? t.over : t.left, { hours: Math.abs(hours) });
  return staffPage(
    frame,
    t.breaches,
    <>
      {said === "saved" ? <Notification kind="success">{t.saved}</Notification> : null}
      <ErrorSummary lang={lang} errors={said === "wrong" ? [{ field: "summary", text: t.wrong }] : []} />
      <h1>{t.breaches}</h1>
      <p class="soft">
        {nameIn(organisation, lang)}. {t.breachesLead}
      </p>
      {breaches.length === 0 ? (
        <p>{t.noBreaches}</p>
      ) : (
        <Wide label={t.breaches}>
          <DataTable
            caption={t.breaches}
            columns={[
              { text: t.summary },
              { text: t.discovered },
              { text: t.notifyBy },
              { text: t.authorityTold },
              { text: t.peopleTold },
              { text: t.acts },
            ]}
            rows={breaches.map((one) => {
              const step = (what: string, text: string) => (
                <RowAction key={what} action={`${base}/${one.id}/${what}`} about={one.summary}>
                  {text}
                </RowAction>
              );
              return {
                key: one.id,
                cells: [
                  one.summary,
                  one.discovered,
                  <span key="limit">
                    {one.notifyBy}{" "}
                    {one.authorityTold === null && !one.isClosed ? (
                      <Tag state={one.hoursLeft < 0 ? "lost" : "look"}>{leftText(one.hoursLeft)}</Tag>
                    ) : null}
                  </span>,
                  one.authorityTold ?? "–",
                  one.peopleTold ?? "–",
                  <div key="acts" class="row">
                    {one.isClosed || one.authorityTold !== null ? null : step("authority-told", t.authorityTold)}
                    {one.isClosed || one.peopleTold !== null ? null : step("people-told", t.peopleTold)}
                    {one.isClosed || one.authorityTold === null ? null : step("closed", t.close)}
                    {one.isClosed ? t.closed : null}
                  </div>,
                ],
              };
            })}
          />
        </Wide>
      )}
      <form method="post" action={base} class="stack">
        <Field name="summary" label={t.summary} hint={t.summaryHint} maxlength={500} required autocomplete="off" />
        <Field name="date" label={t.discovered} type="date" required />
        <Field name="time" label={t.when} type="time" required />
        <Button>{t.record}</Button>
      </form>
    </>,
    [{ href: `/organisations/${organisation.id}/requests`, text: t.requests }],
  );
}
