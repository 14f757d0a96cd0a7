import { fill } from "@ven/kit/fill";
import { Button, Choices, ErrorSummary, Field, Notification } from "@ven/ui";

import { ConfirmFirst } from "./organisations/staff-frame";
import { peopleMessages } from "./people-messages";
import { type Frame, pageIn } from "./shell";

export interface RecoveryPage extends Frame {
  organisation: { id: string; name: string };
  colleagues: readonly { subject: string; name: string }[];
  waiting: readonly { id: string; name: string; first: string; when: string; isMine: boolean }[];
  said?: "recoveryOpened" | "recoveryWithdrawn";
  problem?: "recoveryChoose";
  /** Path and query of this page. */
  here: string;
  mustConfirm: boolean;
}

/** Two administrators let a colleague in who lost every passkey. */
export function recoveryPage({ organisation, colleagues, waiting, said, problem, ...frame }: RecoveryPage) {
  const t = peopleMessages(frame.lang);
  const address = `/recovery/${organisation.id}`;
  const error = problem && t[problem];
  return pageIn(
    frame,
    t.recovery,
    <>
      {said ? <Notification kind="success">{t[said]}</Notification> : null}
      <ErrorSummary lang={frame.lang} errors={error ? [{ field: "subject", text: error }] : []} />
      <h1>{t.recovery}</h1>
      <p>
        <strong>{organisation.name}</strong>
      </p>
      <p>{t.recoveryLead}</p>
      <ConfirmFirst {...frame} at="subject" />
      <h2>{t.recoveryWaiting}</h2>
      {waiting.length === 0 ? <p>{t.recoveryNone}</p> : null}
      <ul class="stack">
        {waiting.map(({ id, name, first, when, isMine }) => (
          <li key={id} class="card stack">
            <p>
              <strong>{name}</strong>
              <br />
              <span class="soft">{fill(t.recoveryBy, { first, when })}</span>
            </p>
            {isMine ? <p class="soft">{t.recoveryOwn}</p> : null}
            <div class="row">
              {isMine ? null : (
                <form method="post" action={`${address}/${id}/approve`}>
                  <Button>
                    {t.recoveryApprove}
                    <span class="vh"> {fill(t.recoveryApproveAbout, { name })}</span>
                  </Button>
                </form>
              )}
              <form method="post" action={`${address}/${id}/withdraw`}>
                <Button kind="stop">
                  {t.recoveryWithdraw}
                  <span class="vh"> {fill(t.recoveryApproveAbout, { name })}</span>
                </Button>
              </form>
            </div>
          </li>
        ))}
      </ul>
      <form method="post" action={address} class="stack">
        <Choices
          name="subject"
          legend={t.recoveryFor}
          error={error}
          options={colleagues.map(({ subject, name }) => ({ value: subject, text: name }))}
        />
        <Button kind="line" full>
          {t.recoveryOpen}
        </Button>
      </form>
    </>,
  );
}

/** The link, once. */
export function recoveryLinkPage({ name, link, back, ...frame }: Frame & { name: string; link: string; back: string }) {
  const t = peopleMessages(frame.lang);
  const title = fill(t.recoveryLink, { name });
  return pageIn(
    frame,
    title,
    <>
      <h1>{title}</h1>
      <p>{t.recoveryLinkLead}</p>
      <Field name="link" label={title} value={link} autocomplete="off" />
      <p class="row">
        <a href={back}>{t.back}</a>
      </p>
    </>,
  );
}
