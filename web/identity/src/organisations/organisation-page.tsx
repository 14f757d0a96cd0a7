import { Button, DataTable, ErrorSummary, Field, Notification, Select, Wide } from "@ven/ui";

import { peopleMessages } from "../people-messages";
import { officerWords } from "./officer-words";
import {
  ConfirmFirst,
  fill,
  type Named,
  nameIn,
  RowAction,
  type StaffFrame,
  staffPage,
  untilText,
} from "./staff-frame";
import { organisationWords, rightText } from "./words";

export interface OrganisationsPage extends StaffFrame {
  organisations: readonly Named[];
  /** Where this person is the data-protection officer. */
  desks: readonly Named[];
  /** What this person may open in an emergency. */
  below: readonly Named[];
}

/** Where somebody is an administrator or an officer, and what they may open in an emergency. */
export function organisationsPage({ organisations, desks, below, ...frame }: OrganisationsPage) {
  const t = organisationWords(frame.lang);
  const list = (title: string, all: readonly Named[], page = "") =>
    all.length === 0 ? null : (
      <section class="stack">
        <h2>{title}</h2>
        <ul>
          {all.map((one) => (
            <li key={one.id} class="row">
              <a href={`/organisations/${one.id}${page}`}>{nameIn(one, frame.lang)}</a>
            </li>
          ))}
        </ul>
      </section>
    );
  return staffPage(
    frame,
    t.organisations,
    <>
      <h1>{organisations.length === 0 ? t.brand : t.organisations}</h1>
      {organisations.length + desks.length + below.length === 0 ? <p>{t.none}</p> : null}
      <ul>
        {organisations.map((one) => (
          <li key={one.id} class="row">
            <a href={`/organisations/${one.id}`}>{nameIn(one, frame.lang)}</a>
          </li>
        ))}
      </ul>
      {list(officerWords(frame.lang).requests, desks, "/requests")}
      {list(t.glass, below, "/break-glass")}
    </>,
  );
}

export interface OrganisationPage extends StaffFrame {
  organisation: Named;
  above: Named | undefined;
  below: readonly Named[];
  /** Dates are in the reader's words already; null is no end. */
  people: readonly { subject: string; name: string; role: string; from: string; until: string | null }[];
  invitations: readonly { id: string; name: string; role: string; sentTo: string; expires: string; isOver: boolean }[];
  glass: readonly { id: string; name: string; when: string; until: string; reason: string }[];
  /** Roles that may be given here. */
  roles: readonly string[];
  /** When the organisation is open to this person by broken glass only. */
  openUntil: string | undefined;
  canReadAudit: boolean;
  /** Messages of today that this organisation paid for, and how many it may. */
  messages: { used: number; limit: number };
  notice?: "done" | "invited" | "withdrawn";
  problem?: { field: "contact" | "until" | "role"; kind: "contactWrong" | "dateWrong" | "choose" | "spent" };
  typed?: { name: string; contact: string; role: string; until: string };
}

/** Who works in an organisation, who is invited, and who was let in from above. */
export function organisationPage(page: OrganisationPage) {
  const { organisation, above, below, people, glass, openUntil, canReadAudit, notice, problem } = page;
  const { lang } = page;
  const t = organisationWords(lang);
  const name = nameIn(organisation, lang);
  const base = `/organisations/${organisation.id}`;
  return staffPage(
    page,
    name,
    <>
      {notice ? <Notification kind="success">{t[notice]}</Notification> : null}
      {openUntil === undefined ? null : (
        <Notification kind="warning">
          <div class="stack">
            <p>{fill(t.glassUntil, { time: openUntil })}</p>
            <form method="post" action="/break-glass/close">
              <Button kind="stop">{t.glassClose}</Button>
            </form>
          </div>
        </Notification>
      )}
      <ErrorSummary lang={lang} errors={problem ? [{ field: problem.field, text: t[problem.kind] }] : []} />
      <div class="row apart">
        <h1>{name}</h1>
        {above ? <p class="soft">{fill(t.above, { name: nameIn(above, lang) })}</p> : null}
      </div>
      <section class="stack" aria-labelledby="people">
        <h2 id="people">{t.people}</h2>
        {people.length === 0 ? <p>{t.noPeople}</p> : null}
        <Wide label={t.people}>
          <DataTable
            caption={t.people}
            columns={[{ text: t.person }, { text: t.role }, { text: t.from }, { text: t.until }]}
            rows={people.map((one) => ({
              key: `${one.subject} ${one.role} ${one.from}`,
              cells: [
                <a key="person" href={`${base}/people/${one.subject}`}>
                  {one.name}
                </a>,
                rightText(lang, one.role),
                one.from,
                untilText(lang, one.until),
              ],
            }))}
          />
        </Wide>
      </section>
      <p class="row">
        <a href={`/recovery/${organisation.id}`}>{peopleMessages(lang).recovery}</a>
      </p>
      <Invitations {...page} />
      <Invite {...page} />
      {below.length === 0 ? null : (
        <section class="stack" aria-labelledby="below">
          <h2 id="below">{t.below}</h2>
          <ul>
            {below.map((one) => (
              <li key={one.id} class="row">
                <a href={`/organisations/${one.id}`}>{nameIn(one, lang)}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="stack" aria-labelledby="glass">
        <h2 id="glass">{t.glass}</h2>
        {glass.length === 0 ? <p>{t.glassNone}</p> : null}
        <ul class="stack">
          {glass.map(({ id, name: who, when, until, reason }) => (
            <li key={id}>
              <strong>{fill(t.glassBy, { name: who, when, until })}</strong>
              <br />
              {reason}
            </li>
          ))}
        </ul>
      </section>
    </>,
    [{ href: `${base}/keys`, text: t.keys }, ...(canReadAudit ? [{ href: `${base}/audit`, text: t.audit }] : [])],
  );
}

function Invitations({ lang, organisation, invitations }: OrganisationPage) {
  const t = organisationWords(lang);
  const base = `/organisations/${organisation.id}/invitations`;
  return (
    <section class="stack" aria-labelledby="invitations">
      <h2 id="invitations">{t.invitations}</h2>
      {invitations.length === 0 ? <p>{t.noInvitations}</p> : null}
      {invitations.length === 0 ? null : (
        <Wide label={t.invitations}>
          <DataTable
            caption={t.invitations}
            columns={[{ text: t.person }, { text: t.role }, { text: t.sentTo }, { text: t.expires }, { text: t.acts }]}
            rows={invitations.map((one) => ({
              key: one.id,
              cells: [
                one.name,
                rightText(lang, one.role),
                one.sentTo,
                one.isOver ? t.expired : one.expires,
                <div key="acts" class="row">
                  <RowAction action={`${base}/${one.id}/send`} about={one.name}>
                    {t.sendAgain}
                  </RowAction>
                  <RowAction action={`${base}/${one.id}/withdraw`} about={one.name} kind="stop">
                    {t.withdraw}
                  </RowAction>
                </div>,
              ],
            }))}
          />
        </Wide>
      )}
    </section>
  );
}

function Invite({ organisation, roles, problem, typed, messages, ...frame }: OrganisationPage) {
  const { lang } = frame;
  const t = organisationWords(lang);
  const errorOf = (field: string) => (problem?.field === field ? t[problem.kind] : undefined);
  return (
    <section class="stack" aria-labelledby="invite">
      <h2 id="invite">{t.invite}</h2>
      <p class="soft">{t.inviteHint}</p>
      <p class="soft">{fill(t.messagesToday, { used: String(messages.used), limit: String(messages.limit) })}</p>
      <ConfirmFirst {...frame} at="invite" />
      <form method="post" action={`/organisations/${organisation.id}/invitations`} class="stack">
        <Field name="name" label={t.name} value={typed?.name} maxlength={100} required autocomplete="off" />
        <Field
          name="contact"
          label={t.contact}
          value={typed?.contact}
          error={errorOf("contact")}
          maxlength={254}
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
        />
        <Select
          name="role"
          label={t.role}
          value={typed?.role}
          options={[
            { value: "", text: t.choose },
            ...roles.map((role) => ({ value: role, text: rightText(lang, role) })),
          ]}
        />
        <Field
          name="until"
          label={t.until}
          hint={t.untilHint}
          type="date"
          value={typed?.until}
          error={errorOf("until")}
        />
        <Button>{t.sendInvitation}</Button>
      </form>
    </section>
  );
}
