import { fill } from "@ven/kit/fill";
import { localDate } from "@ven/kit/local-time";
import { Button, Field, Notification, Tag } from "@ven/ui";

import { Act } from "./office-parts";
import { type OfficeFrame, officePage, whenText } from "./office-shell";
import { grouped } from "./say";
import { ruleWords } from "./words/rules";
import { slipWords } from "./words/slips";

interface Batch {
  id: string;
  label: string;
  madeAt: number;
  validTo: number;
  uses: number;
  vouchers: number;
  used: number;
}

export function vouchersPage({
  batches,
  now,
  timezone,
  ...frame
}: OfficeFrame & { batches: readonly Batch[]; now: number; timezone: string }) {
  const { lang, group } = frame;
  const t = ruleWords(lang);
  const at = `/hotspots/${group.id}/vouchers`;
  return officePage(
    frame,
    t.vouchers,
    <>
      <h1>{t.vouchers}</h1>
      <section aria-labelledby="new">
        <h2 id="new">{t.newBatch}</h2>
        <form class="stack" method="post" action={at}>
          <Field name="label" label={t.label} required maxlength={60} />
          <div class="set">
            <Field name="count" label={t.count} inputmode="numeric" value="40" required />
            <Field name="days" label={t.days} inputmode="numeric" value="7" required />
            <Field name="uses" label={t.uses} inputmode="numeric" value="2" required />
          </div>
          <Button>{t.makeAndPrint}</Button>
        </form>
      </section>
      <section aria-labelledby="batches">
        <h2 id="batches">{t.batches}</h2>
        {batches.length === 0 ? <p>{t.noBatch}</p> : null}
        <ul class="spots">
          {batches.map((batch) => (
            <li key={batch.id}>
              <span>
                <strong>{batch.label}</strong>
                <small>
                  {whenText(batch.madeAt, timezone)} ·{" "}
                  {fill(t.used, { used: batch.used, n: batch.vouchers, uses: batch.uses })}
                </small>
                {batch.validTo > now ? (
                  <Tag state="good">{fill(t.good, { time: whenText(batch.validTo - 1, timezone) })}</Tag>
                ) : (
                  <Tag>{t.over}</Tag>
                )}
              </span>
              {batch.validTo > now ? (
                <Act action={`${at}/${batch.id}/withdraw`} kind="stop">
                  {t.withdraw}
                </Act>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    </>,
  );
}

const slipLanguages = ["vi", "en", "zh", "ko"] as const;

/** Slips to cut out, in the four languages that guests of a hotel read most. */
export function voucherSlips({
  label,
  codes,
  uses,
  validTo,
  ssid,
  timezone,
  ...frame
}: OfficeFrame & {
  label: string;
  codes: readonly string[];
  uses: number;
  validTo: number;
  ssid: string;
  timezone: string;
}) {
  const t = ruleWords(frame.lang);
  const [year = "", month = "", day = ""] = localDate(validTo - 1, timezone).split("-");
  const title = fill(t.printed, { label });
  return officePage(
    frame,
    title,
    <>
      <div class="screen">
        <h1>{title}</h1>
        <Notification kind="warning">
          {t.once} {t.printHint}
        </Notification>
      </div>
      <ul class="slips">
        {codes.map((code) => (
          <li key={code}>
            Wi-Fi: <b>{ssid}</b>
            <strong>{grouped(code)}</strong>
            {slipLanguages.map((lang) => (
              <p key={lang} lang={lang}>
                {fill(slipWords[lang], { n: uses, date: `${day}/${month}/${year}` })}
              </p>
            ))}
            <p class="soft">{label}</p>
          </li>
        ))}
      </ul>
    </>,
  );
}
