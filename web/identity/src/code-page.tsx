import { fill } from "@ven/kit/fill";
import { Button, ErrorSummary, Field } from "@ven/ui";

import { messages } from "./messages";
import { peopleMessages } from "./people-messages";
import { type Frame, pageIn } from "./shell";

export interface CodePage extends Frame {
  /** The sealed challenge. */
  challenge: string;
  /** Where the code went, masked. */
  sentTo: string;
  next: string;
  /** Seconds until another code may be sent. */
  resendIn: number;
  problem?:
    | { kind: "code-wrong" | "code-over" | "daily-limit" }
    | { kind: "code-not"; left: number }
    | { kind: "too-soon"; seconds: number };
}

/** The code, typed, pasted or filled in by the phone. */
export function codePage({ challenge, sentTo, next, resendIn, problem, ...frame }: CodePage) {
  const t = messages(frame.lang);
  const error = problem && textOf(problem, t);
  return pageIn(
    frame,
    t.enterCode,
    <>
      <ErrorSummary lang={frame.lang} errors={error ? [{ field: "code", text: error }] : []} />
      <h1>{t.enterCode}</h1>
      <p>{fill(t.sentTo, { where: sentTo })}</p>
      <form method="post" action="/sign-in/code" class="stack" data-code>
        <input type="hidden" name="challenge" value={challenge} />
        <Field
          name="code"
          label={t.code}
          error={error}
          code
          inputmode="numeric"
          autocomplete="one-time-code"
          autocapitalize="off"
          spellcheck={false}
          maxlength={20}
          required
        />
        <Button full size="big">
          {t.continue}
        </Button>
      </form>
      <form method="post" action="/sign-in/again">
        <input type="hidden" name="challenge" value={challenge} />
        <Button kind="line" full>
          {t.newCode}
        </Button>
        <p class="soft" data-resend={resendIn} data-text={peopleMessages(frame.lang).resendIn} hidden />
      </form>
      <p class="row">
        <a href={`/sign-in?continue=${encodeURIComponent(next)}`}>{t.otherContact}</a>
      </p>
    </>,
    ["code"],
  );
}

function textOf(problem: NonNullable<CodePage["problem"]>, t: ReturnType<typeof messages>) {
  if (problem.kind === "code-not") return fill(t.codeNot, { left: problem.left });
  if (problem.kind === "too-soon") return fill(t.tooSoon, { seconds: problem.seconds });
  if (problem.kind === "daily-limit") return t.dailyLimit;
  return problem.kind === "code-wrong" ? t.codeWrong : t.codeOver;
}
