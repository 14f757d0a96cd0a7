import { Button, Choices, ErrorSummary, SummaryList, Tag } from "@ven/ui";

import type { RequestsPage } from "./officer-pages";
import { officerWords } from "./officer-words";
import { fill, nameIn, type Named, type StaffFrame, staffPage } from "./staff-frame";

export interface RequestPage extends StaffFrame {
  organisation: Named;
  request: RequestsPage["requests"][number];
  /** What it is about, where a service said so: a purpose's name in the notice. */
  purpose?: string;
  isLetter: boolean;
  /** How it was closed. */
  closed?: { outcome: string; reason: string | null; when: string };
  /** What was typed, where something was missing. */
  typed?: { outcome: string; reason: string; sent: boolean };
}

const outcomes = ["done", "refused", "withdrawn"] as const;

/** One request: its clock, and the decision with the reason that the person reads. */
export function requestPage({ organisation, request, purpose, isLetter, closed, typed, ...frame }: RequestPage) {
  const { lang } = frame;
  const t = officerWords(lang);
  const kinds = { access: t.access, rectify: t.rectify, erase: t.erase, object: t.objectKind, restrict: t.restrict };
  const texts = { done: t.outcomeDone, refused: t.outcomeRefused, withdrawn: t.outcomeWithdrawn };
  const list = `/organisations/${organisation.id}/requests`;
  const bad = {
    outcome: typed?.outcome === "",
    reason: typed !== undefined && typed.reason.trim().length < 10,
    sent: typed !== undefined && isLetter && !typed.sent,
  };
  const errors = [
    ...(bad.outcome ? [{ field: "outcome", text: t.chooseOutcome }] : []),
    ...(bad.reason ? [{ field: "reason", text: t.reasonShort }] : []),
    ...(bad.sent ? [{ field: "sent", text: t.sendFirst }] : []),
  ];
  const title = kinds[request.kind];
  return staffPage(
    frame,
    title,
    <>
      <ErrorSummary lang={lang} errors={errors} />
      <h1>{title}</h1>
      <p class="soft">{nameIn(organisation, lang)}</p>
      <SummaryList
        facts={[
          { term: isLetter ? t.reference : t.person, value: request.about },
          ...(purpose === undefined ? [] : [{ term: t.purpose, value: purpose }]),
          { term: t.received, value: request.received },
          { term: t.answerBy, value: request.isAnswered ? t.answered : request.answerBy },
          { term: t.doBy, value: request.doBy },
          ...(request.pending.length > 0
            ? [{ term: t.state, value: fill(t.services, { services: request.pending.join(", ") }) }]
            : []),
        ]}
      />
      {closed ? (
        <section class="stack" aria-labelledby="closed">
          <h2 id="closed">
            <Tag state="done">{t.closed}</Tag> {closed.when}
          </h2>
          <p>
            {outcomes.find((one) => one === closed.outcome) ? texts[closed.outcome as (typeof outcomes)[number]] : null}
          </p>
          {closed.reason === null ? null : <p>{closed.reason}</p>}
        </section>
      ) : (
        <form method="post" action={`${list}/${request.id}/close`} class="stack">
          <h2>{t.decide}</h2>
          <Choices
            name="outcome"
            legend={t.outcome}
            error={bad.outcome ? t.chooseOutcome : undefined}
            value={typed?.outcome}
            options={outcomes.map((value) => ({
              value,
              text: texts[value],
              disabled: value === "done" && request.pending.length > 0,
              ...(value === "done" && request.pending.length > 0 && { hint: t.outcomeWaits }),
            }))}
          />
          <div class={bad.reason ? "field bad" : "field"}>
            <label for="reason">{t.reason}</label>
            <span class="soft" id="reason-hint">
              {isLetter ? t.reasonLetter : t.reasonHint}
            </span>
            {bad.reason ? (
              <span class="error" id="reason-error">
                {t.reasonShort}
              </span>
            ) : null}
            <textarea
              id="reason"
              name="reason"
              rows={4}
              maxlength={1000}
              aria-describedby={bad.reason ? "reason-hint reason-error" : "reason-hint"}
              aria-invalid={bad.reason ? "true" : undefined}
            >
              {typed?.reason}
            </textarea>
          </div>
          {isLetter ? (
            <label class="row">
              <input id="sent" type="checkbox" name="sent" value="yes" checked={typed?.sent} /> {t.sent}
            </label>
          ) : null}
          <Button>{t.closeRequest}</Button>
        </form>
      )}
    </>,
    [{ href: list, text: t.requests }],
  );
}
