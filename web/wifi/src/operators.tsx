import { fill } from "@ven/kit/fill";
import { Button, DataTable, Field, Notification, SummaryList, Tag } from "@ven/ui";

import { grouped } from "./say";
import { type Frame, pageIn } from "./shell";
import { operatorWords } from "./words/operator";
import { portalWords } from "./words/portal";

export interface HotspotRow {
  id: string;
  name: string;
  nameEn: string;
  ward: string;
  gateway: string;
  make: string;
  level: number | null;
  polledAt: number | null;
  running: number;
  lastGrantAt: number | null;
}

export interface Hotspots extends Frame {
  group: { name: string; nameEn: string; disasterUntil: number | null };
  hotspots: readonly HotspotRow[];
  now: number;
  /** An instant as the wall clock there shows it. */
  time: (at: number) => string;
}

/** After so long without a poll a gateway that polls is silent, ms. */
const silentAfter = 60_000;

/** Every hotspot and how it is; then vouchers, and the day everybody must get online. */
export function hotspotsPage({ group, hotspots, now, time, ...frame }: Hotspots) {
  const { lang } = frame;
  const t = operatorWords(lang);
  const running = hotspots.reduce((sum, one) => sum + one.running, 0);
  const columns = [t.site, t.ward, t.make, t.state, t.running, t.lastSeen, t.configuration];
  return pageIn(
    frame,
    t.title,
    <>
      <h1>{lang === "vi" ? group.name : group.nameEn}</h1>
      <p>{fill(t.summary, { sites: hotspots.length, running })}</p>
      {group.disasterUntil !== null && group.disasterUntil > now ? (
        <Notification kind="stop" title={t.disaster}>
          {fill(t.until, { time: time(group.disasterUntil) })}
        </Notification>
      ) : null}
      <p>
        <a href="/hotspots/check">{t.check}</a>
      </p>
      <DataTable
        caption={t.title}
        columns={columns.map((text, index) => ({ text, number: index === 4 }))}
        rows={hotspots.map((one) => ({
          key: one.gateway,
          cells: [
            lang === "vi" ? one.name : one.nameEn,
            one.ward,
            one.level === null ? one.make : `${one.make} ${one.level}`,
            <Health key="state" one={one} now={now} lang={lang} />,
            one.running,
            lastSeen(one, time),
            <a key="file" href={`/hotspots/${one.gateway}/configuration`}>
              {t.configuration}
            </a>,
          ],
        }))}
      />
      <section>
        <h2>{t.vouchers}</h2>
        <form class="stack" method="post" action="/hotspots/vouchers">
          <Field name="label" label={t.label} required maxlength={60} />
          <Field name="count" label={t.count} type="number" value="40" required />
          <Field name="days" label={t.days} type="number" value="7" required />
          <Field name="uses" label={t.uses} type="number" value="2" required />
          <Button kind="line">{t.make_}</Button>
        </form>
      </section>
      <section>
        <h2>{t.disaster}</h2>
        <p>{t.disasterHint}</p>
        <form class="stack" method="post" action="/hotspots/disaster">
          <Field name="hours" label={t.hours} type="number" value="12" required />
          <Field name="vi" label={t.bannerVi} maxlength={300} />
          <Field name="en" label={t.bannerEn} maxlength={300} />
          <Button kind="stop">{t.set}</Button>
        </form>
      </section>
    </>,
  );
}

function lastSeen({ polledAt, lastGrantAt }: HotspotRow, time: Hotspots["time"]) {
  const at = Math.max(polledAt ?? 0, lastGrantAt ?? 0);
  return at === 0 ? "–" : time(at);
}

function Health({ one, now, lang }: { one: HotspotRow; now: number; lang: Frame["lang"] }) {
  const t = operatorWords(lang);
  if (one.level !== 3 && one.level !== 4) return <Tag>{t.passive}</Tag>;
  return one.polledAt !== null && now - one.polledAt <= silentAfter ? (
    <Tag state="good">{t.good}</Tag>
  ) : (
    <Tag state="silent">{t.silent}</Tag>
  );
}

/** A pasted redirect, decoded and verified as far as it goes. */
export function checkPage({
  address,
  facts,
  ...frame
}: Frame & { address: string; facts: readonly { term: string; value: string }[] }) {
  const t = operatorWords(frame.lang);
  return pageIn(
    frame,
    t.check,
    <>
      <h1>{t.check}</h1>
      <form class="stack" method="post" action="/hotspots/check">
        <Field name="address" label={t.address} hint={t.checkHint} value={address} maxlength={4000} required />
        <Button>{t.decode}</Button>
      </form>
      {facts.length === 0 ? null : <SummaryList facts={facts} />}
    </>,
  );
}

/** Slips to cut out, in the four languages that guests of a hotel read most. */
export function vouchersPage({
  label,
  codes,
  uses,
  validTo,
  batch,
  ...frame
}: Frame & { label: string; codes: readonly string[]; uses: number; validTo: number; batch: string }) {
  const t = operatorWords(frame.lang);
  const date = new Date(validTo).toISOString().slice(0, 10);
  return pageIn(
    frame,
    fill(t.printed, { label }),
    <>
      <h1>{fill(t.printed, { label })}</h1>
      <Notification kind="warning">{t.once}</Notification>
      <ul>
        {codes.map((code) => (
          <li key={code} class="card">
            <strong class="lead">{grouped(code)}</strong>
            <p>
              {(["vi", "en", "zh", "ko"] as const).map((lang) => (
                <span key={lang} lang={lang}>
                  {portalWords(lang).byVoucher} ·{" "}
                </span>
              ))}
            </p>
            <p class="soft">
              {label} · {batch} · {uses} × · → {date}
            </p>
          </li>
        ))}
      </ul>
    </>,
    { noindex: true, languages: false },
  );
}
