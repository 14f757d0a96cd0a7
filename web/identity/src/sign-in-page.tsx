import { fill } from "@ven/kit/fill";
import { Button, ErrorSummary, Field, LinkButton, Notification } from "@ven/ui";

import { messages } from "./messages";
import { peopleMessages } from "./people-messages";
import { type Frame, pageIn } from "./shell";

export interface SignInPage extends Frame {
  /** Path on this host to go to afterwards. */
  next: string;
  /** What was typed, when it was refused. */
  typed?: string;
  problem?: { kind: "contact-wrong" | "daily-limit" | "no-delivery" } | { kind: "too-soon"; seconds: number };
  /** The person has just signed out: here, or on every device. */
  signedOut?: boolean | "everywhere";
  /** This city's VNeID is set up. */
  vneid?: boolean;
  /** What went wrong at VNeID. */
  refused?: "vneidAway" | "vneidRefused" | "vneidOrganisation" | "vneidGiven";
}

/** One question: where shall the code go? */
export function signInPage({ next, typed, problem, signedOut = false, vneid = false, refused, ...frame }: SignInPage) {
  const t = messages(frame.lang);
  const more = peopleMessages(frame.lang);
  const after = `continue=${encodeURIComponent(next)}`;
  const error = problem && textOf(problem, t);
  return pageIn(
    frame,
    t.signIn,
    <>
      {signedOut ? (
        <Notification kind="success">
          {signedOut === "everywhere" ? more.signedOutEverywhere : t.signedOut}
        </Notification>
      ) : null}
      {refused ? <Notification kind="stop">{more[refused]}</Notification> : null}
      <ErrorSummary lang={frame.lang} errors={error ? [{ field: "contact", text: error }] : []} />
      <h1>{t.signIn}</h1>
      <p>{t.signInLead}</p>
      <form method="post" action="/sign-in" class="stack">
        <input type="hidden" name="continue" value={next} />
        <Field
          name="contact"
          label={t.contact}
          hint={t.contactHint}
          error={error}
          value={typed}
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
          maxlength={254}
          required
        />
        <Button full size="big">
          {t.sendCode}
        </Button>
      </form>
      <p class="soft">{t.why}</p>
      <h2>{more.otherWays}</h2>
      {vneid ? (
        <LinkButton kind="line" full href={`/sign-in/vneid?${after}`}>
          {more.byVneid}
        </LinkButton>
      ) : null}
      <LinkButton kind="line" full href={`/sign-in/passkey?${after}`}>
        {more.byPasskey}
      </LinkButton>
    </>,
  );
}

function textOf(problem: NonNullable<SignInPage["problem"]>, t: ReturnType<typeof messages>) {
  if (problem.kind === "too-soon") return fill(t.tooSoon, { seconds: problem.seconds });
  if (problem.kind === "daily-limit") return t.dailyLimit;
  return problem.kind === "no-delivery" ? t.noDelivery : t.contactWrong;
}
