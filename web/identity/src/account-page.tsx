import { fill } from "@ven/kit/fill";
import { Button, LinkButton, Notification, SummaryList, Tag } from "@ven/ui";
import type { ComponentChildren } from "preact";

import { messages } from "./messages";
import { rightText } from "./organisations/words";
import { peopleMessages } from "./people-messages";
import { type Frame, pageIn } from "./shell";

export type AccountSaid = "sessionEnded" | "othersEnded" | "registered" | "removed" | "saved" | "merged" | "notMerged";

export interface ShownPasskey {
  id: string;
  name: string;
  /** When it was made and last used, in words. */
  facts: string;
  isSuspended: boolean;
}

export interface AccountPage extends Frame {
  kind: "guest" | "citizen" | "staff";
  name: string | undefined;
  /** Masked. */
  contacts: readonly string[];
  /** What VNeID told of a citizen, the number masked. */
  citizen?: { birth: string; document: string };
  /** A guest in a city where citizens can sign in: they may bring their tickets over to another device. */
  mayMergeElsewhere?: boolean;
  roles: readonly { role: string; organisation: string }[];
  sessions: readonly { id: string; device: string; facts: string; isThis: boolean }[];
  /** Undefined for people who have none: only staff sign in with passkeys. */
  passkeys?: { list: readonly ShownPasskey[]; mayAdd: boolean };
  /** Whether this computer is shared; undefined for whoever cannot say so. */
  sharedDesk?: boolean;
  said?: AccountSaid;
  /** Ways on for this person, such as their organisation's people. */
  links?: readonly { href: string; text: string }[];
}

/** Who I am here, how I sign in, and where I am signed in. */
export function accountPage({
  kind,
  name,
  contacts,
  citizen,
  roles,
  sessions,
  passkeys,
  sharedDesk,
  mayMergeElsewhere = false,
  said,
  links = [],
  ...frame
}: AccountPage) {
  const t = messages(frame.lang);
  const more = peopleMessages(frame.lang);
  const facts = [
    ...(name === undefined ? [] : [{ term: t.name, value: name }]),
    { term: t.kind, value: t[kind] },
    ...(citizen
      ? [
          { term: more.birth, value: citizen.birth },
          { term: more.document, value: citizen.document },
        ]
      : []),
    ...(contacts.length === 0 ? [] : [{ term: t.contacts, value: contacts.join(", ") }]),
    ...roles.map(({ role, organisation }) => ({ term: organisation, value: rightText(frame.lang, role) })),
  ];
  return pageIn(
    frame,
    t.account,
    <>
      {said ? (
        <Notification kind="success">{said === "sessionEnded" ? t.sessionEnded : more[said]}</Notification>
      ) : null}
      <h1>{t.account}</h1>
      <SummaryList facts={facts} />
      {links.length > 0 ? (
        <ul class="stack">
          {links.map(({ href, text }) => (
            <li key={href}>
              <LinkButton kind="line" full href={href}>
                {text}
              </LinkButton>
            </li>
          ))}
        </ul>
      ) : null}
      {mayMergeElsewhere ? (
        <form method="post" action="/account/merge-link">
          <Button kind="line" full>
            {more.mergeLink}
          </Button>
        </form>
      ) : null}
      {passkeys ? <Passkeys {...passkeys} lang={frame.lang} /> : null}
      <h2>{t.sessions}</h2>
      <ul class="stack">
        {sessions.map(({ id, device, facts: about, isThis }) => (
          <Entry
            key={id}
            name={device || t.unknownDevice}
            facts={isThis ? `${t.thisSession} · ${about}` : about}
            action={
              isThis ? null : (
                <form method="post" action={`/account/sessions/${id}/end`}>
                  <Button kind="line">
                    {t.endSession}
                    <span class="vh"> {fill(t.endSessionAbout, { device: device || t.unknownDevice })}</span>
                  </Button>
                </form>
              )
            }
          />
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form method="post" action="/account/sessions/end-others">
          <Button kind="line" full>
            {more.endOthers}
          </Button>
        </form>
      ) : null}
      {sharedDesk === undefined ? null : (
        <>
          <h2>{more.sharedDesk}</h2>
          <p>{sharedDesk ? more.sharedDeskIsOn : more.sharedDeskLead}</p>
          <form method="post" action="/account/shared-desk">
            <Button kind="line" full name="shared" value={sharedDesk ? "no" : "yes"}>
              {sharedDesk ? more.sharedDeskOff : more.sharedDeskOn}
            </Button>
          </form>
        </>
      )}
      <div class="stack">
        <form method="post" action="/sign-out">
          <Button kind="stop" full>
            {t.signOut}
          </Button>
        </form>
        <form method="post" action="/sign-out/everywhere">
          <Button kind="stop" full>
            {more.signOutEverywhere}
          </Button>
        </form>
      </div>
    </>,
  );
}

function Entry({ name, facts, action }: { name: ComponentChildren; facts: string; action: ComponentChildren }) {
  return (
    <li class="row apart">
      <span>
        <strong>{name}</strong>
        <br />
        <span class="soft">{facts}</span>
      </span>
      {action}
    </li>
  );
}

function Passkeys({ list, mayAdd, lang }: NonNullable<AccountPage["passkeys"]> & { lang: Frame["lang"] }) {
  const t = peopleMessages(lang);
  const good = list.filter(({ isSuspended }) => !isSuspended);
  return (
    <>
      <h2 id="passkeys">{t.passkeys}</h2>
      {list.length === 0 ? <p>{t.noPasskeys}</p> : null}
      <ul class="stack">
        {list.map(({ id, name, facts, isSuspended }) => (
          <Entry
            key={id}
            name={
              isSuspended ? (
                <>
                  {name} <Tag state="silent">{t.suspended}</Tag>
                </>
              ) : (
                name
              )
            }
            facts={facts}
            action={
              <LinkButton kind="line" href={`/account/passkeys/${id}`}>
                {t.change}
                <span class="vh"> {fill(t.changeAbout, { name })}</span>
              </LinkButton>
            }
          />
        ))}
      </ul>
      {good.length === 1 ? <Notification kind="warning">{t.onePasskey}</Notification> : null}
      {mayAdd ? (
        <LinkButton kind={good.length === 0 ? "solid" : "line"} full href="/passkeys/register">
          {t.addPasskey}
        </LinkButton>
      ) : null}
    </>
  );
}
