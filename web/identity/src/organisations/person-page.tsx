import { Button, ErrorSummary, Field, Notification, Select } from "@ven/ui";

import { ConfirmFirst, nameIn, type Named, RowAction, type StaffFrame, staffPage } from "./staff-frame";
import { organisationWords, rightText } from "./words";

export interface PersonPage extends StaffFrame {
  organisation: Named;
  subject: string;
  name: string;
  isClosed: boolean;
  /** The account belongs to this organisation, so that it can be closed here. */
  isHome: boolean;
  isSelf: boolean;
  roles: readonly {
    organisation: Named;
    role: string;
    from: string;
    until: string | null;
    /** `2026-12-31`, for the form. */
    untilDate: string;
    isOver: boolean;
    mayTake: boolean;
  }[];
  rolesToGive: readonly string[];
  notice?: "done";
  problem?: "last" | "conflict" | "dateWrong" | "choose";
}

/** One colleague: roles with their dates, and what an administrator can do. */
export function personPage(page: PersonPage) {
  const { lang, organisation, subject, name, isClosed, isHome, isSelf, roles, rolesToGive, notice, problem } = page;
  const t = organisationWords(lang);
  const base = `/organisations/${organisation.id}/people/${subject}`;
  return staffPage(
    page,
    name,
    <>
      {notice ? <Notification kind="success">{t[notice]}</Notification> : null}
      {isClosed ? <Notification kind="warning">{t.accountClosed}</Notification> : null}
      <ErrorSummary lang={lang} errors={problem ? [{ field: "roles", text: t[problem] }] : []} />
      <p class="row">
        <a href={`/organisations/${organisation.id}`}>{nameIn(organisation, lang)}</a>
      </p>
      <h1>{name}</h1>
      {isClosed ? null : <ConfirmFirst {...page} at="roles" />}
      <section class="stack" aria-labelledby="roles">
        <h2 id="roles">{t.roles}</h2>
        <ul class="stack">
          {roles.map((held) => (
            <li key={`${held.organisation.id} ${held.role} ${held.from}`} class="card">
              <p>
                <strong>{rightText(lang, held.role)}</strong> · {nameIn(held.organisation, lang)}
              </p>
              <p class="soft">
                {t.from} {held.from} ·{" "}
                {held.isOver ? t.ended : held.until === null ? t.unlimited : `${t.until} ${held.until}`}
              </p>
              {held.isOver || !held.mayTake ? null : <Change {...page} held={held} />}
            </li>
          ))}
        </ul>
      </section>
      {isClosed || isSelf ? null : (
        <section class="stack" aria-labelledby="give">
          <h2 id="give">{t.giveRole}</h2>
          <form method="post" action={`${base}/roles`} class="stack">
            <Select
              name="role"
              label={t.role}
              options={[
                { value: "", text: t.choose },
                ...rolesToGive.map((role) => ({ value: role, text: rightText(lang, role) })),
              ]}
            />
            <Field name="from" label={t.from} type="date" />
            <Field name="until" label={t.until} hint={t.untilHint} type="date" />
            <Button>{t.giveRole}</Button>
          </form>
        </section>
      )}
      {isClosed ? null : (
        <section class="stack" aria-labelledby="account">
          <h2 id="account">{t.closeAccount}</h2>
          <div class="row">
            <RowAction action={`${base}/sign-out`} about={name}>
              {t.signOutEverywhere}
            </RowAction>
            {isHome && !isSelf ? (
              <RowAction action={`${base}/leave`} about={name} kind="stop">
                {t.closeAccount}
              </RowAction>
            ) : null}
          </div>
          {isHome && !isSelf ? <p class="soft">{t.closeHint}</p> : null}
        </section>
      )}
    </>,
  );
}

function Change({ lang, subject, isSelf, held }: PersonPage & { held: PersonPage["roles"][number] }) {
  const t = organisationWords(lang);
  const action = `/organisations/${held.organisation.id}/people/${subject}/roles/${held.role}`;
  const about = `${rightText(lang, held.role)}, ${nameIn(held.organisation, lang)}`;
  const field = `until-${held.organisation.id}-${held.role}`;
  return (
    <div class="row">
      {isSelf ? null : (
        <form method="post" action={`${action}/change`} class="row">
          <label class="vh" for={field}>
            {t.until} {about}
          </label>
          <input id={field} name="until" type="date" value={held.untilDate} />
          <Button kind="line">
            {t.change}
            <span class="vh"> {about}</span>
          </Button>
        </form>
      )}
      <RowAction action={`${action}/end`} about={about} kind="stop">
        {t.endRole}
      </RowAction>
    </div>
  );
}
