import { fill } from "@ven/kit/fill";
import { Button, ErrorSummary, Field, Notification, Tag } from "@ven/ui";

import { Act } from "./office-parts";
import { type OfficeFrame, officePage, whenText } from "./office-shell";
import { ruleWords } from "./words/rules";

interface Plan {
  way: "tap" | "code" | "voucher" | "account" | "provisional" | "disaster" | "offline";
  session: number;
  dailySeconds: number | null;
  monthlySeconds: number | null;
  dailyKB: number | null;
  monthlyKB: number | null;
  dailySessions: number | null;
  upKbps: number | null;
  downKbps: number | null;
  devices: number;
}

/** What each way in gives; when the hotspots are open. */
export function plansPage({
  plans,
  offered,
  said,
  ...frame
}: OfficeFrame & {
  plans: readonly Plan[];
  offered: readonly (readonly [way: "tap" | "code" | "voucher" | "account", on: boolean])[];
  said?: "saved" | undefined;
}) {
  const { lang, group } = frame;
  const t = ruleWords(lang);
  const at = `/hotspots/${group.id}`;
  return officePage(
    frame,
    t.plans,
    <>
      {said ? <Notification kind="success">{t.saved}</Notification> : null}
      <h1>{t.plans}</h1>
      <form class="stack" method="post" action={`${at}/ways`}>
        <fieldset>
          <legend>{t.ways}</legend>
          <p class="soft">{t.waysHint}</p>
          <div class="set">
            {offered.map(([way, on]) => (
              <label key={way} class="pick">
                <input type="checkbox" name={way} value="on" checked={on} />
                <span>{t[way]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Button kind="line">{t.save}</Button>
      </form>
      <section>
        <p class="soft">{t.planHint}</p>
        {plans.map((plan) => (
          <PlanForm key={plan.way} plan={plan} at={at} lang={lang} />
        ))}
      </section>
      <section aria-labelledby="hours">
        <h2 id="hours">{t.hours}</h2>
        <p class="soft">{t.hoursHint}</p>
        <form class="stack" method="post" action={`${at}/hours`}>
          <div class="set">
            <Field name="opens" label={t.opens} type="time" />
            <Field name="closes" label={t.closes} type="time" />
            <Field name="busyAt" label={t.busyAt} inputmode="numeric" />
          </div>
          <Button kind="line">{t.setHours}</Button>
        </form>
      </section>
    </>,
  );
}

function PlanForm({ plan, at, lang }: { plan: Plan; at: string; lang: OfficeFrame["lang"] }) {
  const t = ruleWords(lang);
  const title = plan.way === "disaster" ? t.disasterWay : t[plan.way];
  const by = (value: number | null, unit: number) =>
    value === null ? "" : String(Math.round((value / unit) * 100) / 100);
  const fields: [name: string, label: string, value: string][] = [
    ["session", t.session, by(plan.session, 60)],
    ["dailyHours", t.dailyHours, by(plan.dailySeconds, 3600)],
    ["monthlyHours", t.monthlyHours, by(plan.monthlySeconds, 3600)],
    ["dailyMB", t.dailyMB, by(plan.dailyKB, 1000)],
    ["monthlyMB", t.monthlyMB, by(plan.monthlyKB, 1000)],
    ["dailySessions", t.dailySessions, by(plan.dailySessions, 1)],
    ["up", t.up, by(plan.upKbps, 1000)],
    ["down", t.down, by(plan.downKbps, 1000)],
    ["devices", t.devices, by(plan.devices, 1)],
  ];
  return (
    <details>
      <summary>{title}</summary>
      <form class="stack" method="post" action={`${at}/plans`}>
        <input type="hidden" name="way" value={plan.way} />
        <div class="set">
          {fields.map(([name, label, value]) => (
            <Field key={name} id={`${plan.way}-${name}`} name={name} label={label} value={value} inputmode="decimal" />
          ))}
        </div>
        <Button kind="line">
          {t.save}
          <span class="vh"> {title}</span>
        </Button>
      </form>
    </details>
  );
}

/** Who is kept out, and until when. */
export function blocksPage({
  blocks,
  timezone,
  wrong,
  ...frame
}: OfficeFrame & {
  blocks: readonly { subject: string; reason: string; untilAt: number }[];
  timezone: string;
  wrong?: { who: string; reason: string };
}) {
  const { lang, group } = frame;
  const t = ruleWords(lang);
  const at = `/hotspots/${group.id}/blocks`;
  return officePage(
    frame,
    t.blocks,
    <>
      <ErrorSummary lang={lang} errors={wrong ? [{ field: "who", text: t.whoWrong }] : []} />
      <h1>{t.blocks}</h1>
      <p class="soft">{t.blockHint}</p>
      <form class="stack" method="post" action={at}>
        <Field
          name="who"
          label={t.who}
          required
          maxlength={100}
          spellcheck={false}
          autocapitalize="off"
          {...(wrong && { value: wrong.who, error: t.whoWrong })}
        />
        <Field name="reason" label={t.reason} required maxlength={200} {...(wrong && { value: wrong.reason })} />
        <Field name="days" label={t.days} inputmode="numeric" value="7" required />
        <Button kind="stop">{t.block}</Button>
      </form>
      {blocks.length === 0 ? <p>{t.noBlock}</p> : null}
      <ul class="spots">
        {blocks.map(({ subject, reason, untilAt }) => (
          <li key={subject}>
            <span>
              <strong>{reason}</strong>
              <small>
                {subject.slice(0, 12)}… · {fill(t.until, { time: whenText(untilAt, timezone) })}
              </small>
            </span>
            <Act action={`${at}/remove`} fields={{ subject }}>
              {t.unblock}
            </Act>
          </li>
        ))}
      </ul>
    </>,
  );
}

/** The day everybody must get online. */
export function disasterPage({
  until,
  banner,
  timezone,
  ...frame
}: OfficeFrame & { until: number | null; banner: Readonly<Record<string, string>>; timezone: string }) {
  const { lang, group } = frame;
  const t = ruleWords(lang);
  const at = `/hotspots/${group.id}/disaster`;
  return officePage(
    frame,
    t.disaster,
    <>
      <h1>{t.disaster}</h1>
      <p>
        {until === null ? (
          <Tag>{t.isOff}</Tag>
        ) : (
          <Tag state="look">{fill(t.isOn, { time: whenText(until, timezone) })}</Tag>
        )}
      </p>
      <p>{t.disasterHint}</p>
      <form class="stack" method="post" action={at}>
        <Field name="hours" label={t.forHours} inputmode="numeric" value="12" required />
        <Field name="vi" label={t.bannerVi} maxlength={300} {...(banner.vi && { value: banner.vi })} required />
        <Field name="en" label={t.bannerEn} maxlength={300} {...(banner.en && { value: banner.en })} />
        <Button kind="stop">{until === null ? t.begin : t.prolong}</Button>
      </form>
      {until === null ? null : (
        <Act action={at} fields={{ hours: "0" }}>
          {t.end}
        </Act>
      )}
    </>,
  );
}
