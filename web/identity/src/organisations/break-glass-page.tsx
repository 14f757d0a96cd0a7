import { Button, ErrorSummary, Field } from "@ven/ui";

import { ConfirmFirst, nameIn, type Named, type StaffFrame, staffPage } from "./staff-frame";
import { organisationWords } from "./words";

export interface BreakGlassPage extends StaffFrame {
  organisation: Named;
  typed?: string;
}

/** A province administrator says why, before one organisation opens. `typed` is a reason that was too short. */
export function breakGlassPage({ organisation, typed, ...frame }: BreakGlassPage) {
  const t = organisationWords(frame.lang);
  const error = typed === undefined ? undefined : t.glassReasonHint;
  return staffPage(
    frame,
    t.glass,
    <>
      <ErrorSummary lang={frame.lang} errors={error ? [{ field: "reason", text: error }] : []} />
      <h1>{nameIn(organisation, frame.lang)}</h1>
      <p>{t.glassLead}</p>
      <ConfirmFirst {...frame} at="reason" />
      <form method="post" action={`/organisations/${organisation.id}/break-glass`} class="stack">
        <Field
          name="reason"
          label={t.glassReason}
          hint={t.glassReasonHint}
          error={error}
          value={typed}
          maxlength={500}
          required
          autocomplete="off"
        />
        <Button kind="stop">{t.glassOpen}</Button>
      </form>
    </>,
  );
}
