import { fill } from "@ven/kit/fill";
import { Button, type Fact, Field, LinkButton, Notification, SummaryList, Tag } from "@ven/ui";

import { healthOf, HealthTag, seconds } from "./office-hotspots";
import { nameOf, type OfficeFrame, officePage, whenText } from "./office-shell";
import { aroundWords } from "./words/around";
import { officeWords } from "./words/office";

interface Gateway {
  id: string;
  make: string;
  level: number | null;
  polledAt: number | null;
  retiredAt: number | null;
  lastGrantAt: number | null;
}
interface Times {
  n: number;
  median: number;
  p95: number;
}
interface SiteView {
  id: string;
  name: string;
  nameEn: string;
  kind: string;
  /** In words. */
  ward: string;
  wardSlug: string;
  lat: number;
  lon: number;
  opens: string;
  closes: string;
  egress: readonly string[];
  busyAt: number | null;
  running: number;
  gateways: readonly Gateway[];
}

/** Which group, for whoever works in several. */
export function groupsPage({
  links,
  ...frame
}: OfficeFrame & { links: readonly { group: { id: string; name: string; nameEn: string }; href: string }[] }) {
  const t = officeWords(frame.lang);
  return officePage(
    frame,
    t.choose,
    <>
      <h1>{t.choose}</h1>
      <div class="links">
        {links.map(({ group, href }) => (
          <a key={group.id} href={href}>
            {nameOf(group, frame.lang)}
          </a>
        ))}
      </div>
    </>,
  );
}

/** One hotspot: how it does, its gateways, and what can be changed about it. */
export function sitePage({
  site,
  times,
  now,
  timezone,
  saved,
  ...frame
}: OfficeFrame & {
  site: SiteView;
  times: { tap: Times | null; page: Times | null };
  now: number;
  timezone: string;
  saved: boolean;
}) {
  const { lang, group, rights } = frame;
  const t = officeWords(lang);
  const at = `/hotspots/${group.id}`;
  const took = (one: Times | null) =>
    one ? fill(t.times, { median: seconds(one.median, lang), p95: seconds(one.p95, lang), n: one.n }) : t.tooFew;
  const facts: Fact[] = [
    { term: t.siteId, value: site.id },
    { term: t.ward, value: site.ward },
    { term: t.online, value: fill(t.running, { n: site.running }) },
    { term: t.toOnline, value: took(times.tap) },
    { term: t.fromPage, value: took(times.page) },
    { term: t.hours, value: site.opens === "" ? t.always : `${site.opens}–${site.closes}` },
    { term: t.egress, value: site.egress.join(", ") || t.notKnown },
  ];
  const one = { site: site.id };
  return officePage(
    frame,
    nameOf(site, lang),
    <>
      {saved ? <Notification kind="success">{t.saved}</Notification> : null}
      <h1>{nameOf(site, lang)}</h1>
      <SummaryList facts={facts} />
      {site.gateways.length === 0 ? <p>{t.none}</p> : null}
      <ul class="spots">
        {site.gateways.map((gateway) => (
          <li key={gateway.id}>
            <span>
              <a href={`${at}/gateways/${gateway.id}`}>{fill(t.gateway, { id: gateway.id })}</a>
              <small>{gateway.level === null ? gateway.make : `${gateway.make} ${gateway.level}`}</small>
            </span>
            <span class="n">
              {gateway.retiredAt === null ? (
                <HealthTag health={healthOf(gateway, now)} lang={lang} />
              ) : (
                <Tag>{fill(t.retired, { time: whenText(gateway.retiredAt, timezone) })}</Tag>
              )}
            </span>
          </li>
        ))}
      </ul>
      {rights.includes("configure") ? (
        <>
          <p>
            <LinkButton kind="line" href={`${at}/new?${new URLSearchParams(one)}`}>
              {aroundWords(lang).add}
            </LinkButton>
          </p>
          <details>
            <summary>{t.edit}</summary>
            <form class="stack" method="post" action={`${at}/sites/${site.id}`}>
              <input type="hidden" name="kind" value={site.kind} />
              <input type="hidden" name="ward" value={site.wardSlug} />
              <Field name="name" label={t.nameVi} value={site.name} required maxlength={120} />
              <Field name="nameEn" label={t.nameEn} value={site.nameEn} required maxlength={120} />
              <div class="set">
                <Field name="lat" label={t.lat} value={String(site.lat)} inputmode="decimal" required />
                <Field name="lon" label={t.lon} value={String(site.lon)} inputmode="decimal" required />
                <Field name="opens" label={`${t.hours} (→)`} type="time" value={site.opens} />
                <Field name="closes" label={`${t.hours} (←)`} type="time" value={site.closes} />
                <Field
                  name="busyAt"
                  label={t.busyAt}
                  inputmode="numeric"
                  value={site.busyAt === null ? "" : String(site.busyAt)}
                />
              </div>
              <Field name="egress" label={t.egress} hint={t.egressHint} value={site.egress.join(", ")} />
              <Button kind="line">{t.save}</Button>
            </form>
          </details>
        </>
      ) : null}
    </>,
  );
}
