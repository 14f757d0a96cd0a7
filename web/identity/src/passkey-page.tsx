import { fill } from "@ven/kit/fill";
import { Button, ErrorSummary, Field, LinkButton, Notification } from "@ven/ui";

import { peopleMessages } from "./people-messages";
import { type Frame, pageIn } from "./shell";

type Texts = ReturnType<typeof peopleMessages>;

/** What the page's script hands to the browser, and the handle that comes back with the answer. */
interface Ceremony {
  handle: string;
  options: object;
}

function CeremonyForm({
  kind,
  action,
  ceremony,
  button,
  t,
}: {
  kind: "create" | "get";
  action: string;
  ceremony: Ceremony;
  button: string;
  t: Texts;
}) {
  return (
    <>
      <form method="post" action={action} data-passkey={kind} data-options={JSON.stringify(ceremony.options)}>
        <input type="hidden" name="handle" value={ceremony.handle} />
        <input type="hidden" name="credential" value="" />
        <Button full size="big">
          {button}
        </Button>
      </form>
      <output class="stack" data-passkey-says>
        <span class="error" data-when="not-confirmed" hidden>
          {t.notConfirmed}
        </span>
        <span class="error" data-when="has-already" hidden>
          {t.hasAlready}
        </span>
        <span class="error" data-when="unsupported" hidden>
          {t.unsupported}
        </span>
      </output>
      <noscript>
        <Notification kind="warning">{t.needsScript}</Notification>
      </noscript>
    </>
  );
}

const errorOf = (problem: PasskeyProblem | undefined, t: Texts) => problem && t[problem];
export type PasskeyProblem = "needsScript" | "passkeyRefused" | "passkeyCloned" | "registerRefused";

export interface PasskeySignInPage extends Frame, Ceremony {
  /** Path on this host to go to afterwards. */
  next: string;
  /** At a shared computer somebody else takes over. */
  takeOver: boolean;
  problem?: PasskeyProblem;
}

/** A member of staff taps their passkey. */
export function passkeySignInPage({ handle, options, next, takeOver, problem, ...frame }: PasskeySignInPage) {
  const t = peopleMessages(frame.lang);
  const error = errorOf(problem, t);
  const title = takeOver ? t.takeOver : t.passkeySignIn;
  return pageIn(
    frame,
    title,
    <>
      <ErrorSummary lang={frame.lang} errors={error ? [{ field: "main", text: error }] : []} />
      <h1>{title}</h1>
      <p>{takeOver ? t.takeOverLead : t.passkeySignInLead}</p>
      <CeremonyForm
        kind="get"
        action="/sign-in/passkey"
        ceremony={{ handle, options }}
        button={takeOver ? t.takeOverButton : t.usePasskey}
        t={t}
      />
      <p class="row">
        <a href={`/sign-in?by=code&continue=${encodeURIComponent(next)}`}>{t.byCode}</a>
      </p>
    </>,
    ["passkey"],
  );
}

/** Somebody proved a contact of staff: a code is not enough for them. */
export function passkeyNeededPage({ next, ...frame }: Frame & { next: string }) {
  const t = peopleMessages(frame.lang);
  return pageIn(
    frame,
    t.passkeyNeeded,
    <>
      <h1>{t.passkeyNeeded}</h1>
      <p>{t.passkeyNeededLead}</p>
      <LinkButton full size="big" href={`/sign-in/passkey?continue=${encodeURIComponent(next)}`}>
        {t.usePasskey}
      </LinkButton>
      <p class="soft">{t.passkeyNone}</p>
      <p class="soft">{t.passkeyLost}</p>
    </>,
  );
}

export interface RegisterPage extends Frame, Ceremony {
  /** As colleagues know them. */
  name: string;
  problem?: PasskeyProblem;
}

/** A member of staff makes a passkey. */
export function registerPage({ handle, options, name, problem, ...frame }: RegisterPage) {
  const t = peopleMessages(frame.lang);
  const error = errorOf(problem, t);
  return pageIn(
    frame,
    t.register,
    <>
      <ErrorSummary lang={frame.lang} errors={error ? [{ field: "main", text: error }] : []} />
      <h1>{t.register}</h1>
      <p>
        <strong>{fill(t.registerFor, { name })}</strong>
      </p>
      <p>{t.registerLead}</p>
      <CeremonyForm
        kind="create"
        action="/passkeys/register"
        ceremony={{ handle, options }}
        button={t.registerButton}
        t={t}
      />
    </>,
    ["passkey"],
  );
}

/** A link that was used, or is too old. */
export function admissionOverPage(frame: Frame) {
  const t = peopleMessages(frame.lang);
  return pageIn(
    frame,
    t.admissionOver,
    <>
      <h1>{t.admissionOver}</h1>
      <p>{t.admissionOverLead}</p>
      <LinkButton kind="line" full href="/sign-in/passkey">
        {t.passkeySignIn}
      </LinkButton>
    </>,
  );
}

export interface StepUpPage extends Frame {
  next: string;
  /** How this person can prove to be there. */
  by: ({ way: "passkey" } & Ceremony) | { way: "code"; sentTo: string } | { way: "vneid" } | { way: "none" };
  problem?: PasskeyProblem;
}

/** Before a sensitive act: is it still you? */
export function stepUpPage({ next, by, problem, ...frame }: StepUpPage) {
  const t = peopleMessages(frame.lang);
  const error = errorOf(problem, t);
  return pageIn(
    frame,
    t.stepUp,
    <>
      <ErrorSummary lang={frame.lang} errors={error ? [{ field: "main", text: error }] : []} />
      <h1>{t.stepUp}</h1>
      <p>{t.stepUpLead}</p>
      {by.way === "passkey" ? (
        <CeremonyForm kind="get" action="/step-up" ceremony={by} button={t.usePasskey} t={t} />
      ) : null}
      {by.way === "code" ? (
        <form method="post" action="/step-up/code" class="stack">
          <input type="hidden" name="continue" value={next} />
          <p>{fill(t.stepUpCode, { where: by.sentTo })}</p>
          <Button full size="big">
            {t.stepUpCodeButton}
          </Button>
        </form>
      ) : null}
      {by.way === "vneid" ? (
        <LinkButton full size="big" href={`/sign-in/vneid?continue=${encodeURIComponent(next)}`}>
          {t.stepUpVneid}
        </LinkButton>
      ) : null}
      {by.way === "none" ? (
        <>
          <Notification kind="warning">{t.stepUpNoPasskey}</Notification>
          <LinkButton full size="big" href={`/passkeys/register?continue=${encodeURIComponent(next)}`}>
            {t.register}
          </LinkButton>
        </>
      ) : null}
    </>,
    by.way === "passkey" ? ["passkey"] : [],
  );
}

export interface OnePasskeyPage extends Frame {
  id: string;
  name: string;
  facts: string;
  typed?: string;
  problem?: "passkeyNameWrong" | "lastStays";
}

/** One passkey: its name, or its end. */
export function onePasskeyPage({ id, name, facts, typed, problem, ...frame }: OnePasskeyPage) {
  const t = peopleMessages(frame.lang);
  return pageIn(frame, name, <OnePasskey {...{ id, name, facts, typed, problem, t, lang: frame.lang }} />);
}

function OnePasskey({
  id,
  name,
  facts,
  typed,
  problem,
  t,
  lang,
}: Omit<OnePasskeyPage, keyof Frame> & { t: Texts; lang: Frame["lang"] }) {
  const wrongName = problem === "passkeyNameWrong" ? t.passkeyNameWrong : undefined;
  return (
    <>
      <ErrorSummary lang={lang} errors={problem ? [{ field: wrongName ? "name" : "remove", text: t[problem] }] : []} />
      <h1>{name}</h1>
      <p class="soft">{facts}</p>
      <form method="post" action={`/account/passkeys/${id}`} class="stack">
        <Field
          name="name"
          label={t.passkeyName}
          hint={t.passkeyNameHint}
          error={wrongName}
          value={typed ?? name}
          maxlength={60}
          autocomplete="off"
          required
        />
        <Button full>{t.save}</Button>
      </form>
      <form method="post" action={`/account/passkeys/${id}/remove`} id="remove">
        <Button kind="stop" full>
          {t.remove}
        </Button>
      </form>
      <p class="row">
        <a href="/account">{t.back}</a>
      </p>
    </>
  );
}
