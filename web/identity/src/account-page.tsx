import { fill } from "@ven/kit/fill";
import { Button, Notification, SummaryList } from "@ven/ui";

import { messages } from "./messages";
import { type Frame, pageIn } from "./shell";

export interface AccountPage extends Frame {
  kind: "guest" | "citizen" | "staff";
  name: string | undefined;
  /** Masked. */
  contacts: readonly string[];
  roles: readonly { role: string; organisation: string }[];
  sessions: readonly { id: string; device: string; since: string; isThis: boolean }[];
  ended?: boolean;
}

/** Who I am here, and where I am signed in. */
export function accountPage({ kind, name, contacts, roles, sessions, ended = false, ...frame }: AccountPage) {
  const t = messages(frame.lang);
  const words = { counter: t.counter, supervisor: t.supervisor, administrator: t.administrator };
  const wordOf = (role: string) => Object.entries(words).find(([known]) => known === role)?.[1] ?? role;
  const facts = [
    ...(name === undefined ? [] : [{ term: t.name, value: name }]),
    { term: t.kind, value: t[kind] },
    ...(contacts.length === 0 ? [] : [{ term: t.contacts, value: contacts.join(", ") }]),
    ...roles.map(({ role, organisation }) => ({ term: organisation, value: wordOf(role) })),
  ];
  return pageIn(
    frame,
    t.account,
    <>
      {ended ? <Notification kind="success">{t.sessionEnded}</Notification> : null}
      <h1>{t.account}</h1>
      <SummaryList facts={facts} />
      <h2>{t.sessions}</h2>
      <ul class="stack">
        {sessions.map(({ id, device, since, isThis }) => (
          <li key={id} class="row apart">
            <span>
              <strong>{device || t.unknownDevice}</strong>
              <br />
              <span class="soft">
                {isThis ? `${t.thisSession} · ` : ""}
                {fill(t.since, { when: since })}
              </span>
            </span>
            {isThis ? null : (
              <form method="post" action={`/account/sessions/${id}/end`}>
                <Button kind="line">
                  {t.endSession}
                  <span class="vh"> {fill(t.endSessionAbout, { device: device || t.unknownDevice })}</span>
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <form method="post" action="/sign-out">
        <Button kind="stop" full>
          {t.signOut}
        </Button>
      </form>
    </>,
  );
}
