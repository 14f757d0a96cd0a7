import { hostOf, type ServiceName } from "@ven/city/deployment";
import { fill } from "@ven/kit/fill";
import { localTime } from "@ven/kit/local-time";
import { Button, Field, homeOf, Notification, SummaryList } from "@ven/ui";

import { dataText, grouped, span } from "./say";
import { type Frame, pageIn } from "./shell";
import { portalWords } from "./words/portal";

export interface Status extends Frame {
  /** The signed link of this session: `/s/<link>`. */
  link: string;
  site: { name: string; nameEn: string };
  state: "connecting" | "online" | "over";
  secondsLeft: number;
  endsAt: number;
  timezone: string;
  /** Null: unlimited. */
  kbLeft: number | null;
  upKbps: number | null;
  downKbps: number | null;
  receipt: string;
  resume: { code: string; href: string } | null;
  canExtend: boolean;
  /** How many devices the person may have online, and those beside this one; undefined where others may share what let them in. */
  devices?: { most: number; others: readonly OtherDevice[] } | undefined;
  /** The secure network that is offered here, and where. */
  secure?: { ssid: string; href: string } | undefined;
  said?: "extended" | undefined;
  /** A code is still to be typed: this is provisional access. */
  challenge?: { sealed: string; sentTo: string; problem?: string | undefined } | undefined;
}

interface OtherDevice {
  id: string;
  site: { name: string; nameEn: string };
  endsAt: number;
  /** Whether its gateway can be told from afar. */
  canLogOut: boolean;
}

/** Am I online, and how long? Then what can be done about it. */
export function statusPage(page: Status) {
  const { link, site: _, state, challenge, resume, said, ...frame } = page;
  const { lang } = frame;
  const t = portalWords(lang);
  const title = { connecting: t.connecting, online: t.online, over: t.offline }[state];
  return pageIn(
    { ...frame, here: frame.here ?? `/s/${link}` },
    title,
    <>
      {said ? <Notification kind="success">{t[said]}</Notification> : null}
      <h1>{title}</h1>
      {state === "connecting" ? (
        <p>
          {t.connectingHint} <a href={`/s/${link}`}>{t.refresh}</a>
        </p>
      ) : null}
      {challenge && state !== "over" ? (
        <form class="stack" method="post" action={`/s/${link}/code?lang=${lang}`}>
          <input type="hidden" name="challenge" value={challenge.sealed} />
          <input type="hidden" name="sentTo" value={challenge.sentTo} />
          <Field
            name="code"
            label={t.code}
            hint={fill(t.sentTo, { to: challenge.sentTo })}
            error={challenge.problem}
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength={20}
            code
          />
          <Button full>{t.check}</Button>
        </form>
      ) : null}
      <SummaryList facts={factsOf(page)} />
      {state === "over" ? <p>{t.stepNew}</p> : null}
      {state === "online" && page.canExtend ? (
        <form method="post" action={`/s/${link}/extend?lang=${lang}`}>
          <Button kind="line" full>
            {t.extend}
          </Button>
        </form>
      ) : null}
      {state === "online" ? (
        <form method="post" action={`/s/${link}/logout?lang=${lang}`}>
          <Button kind="stop" full>
            {t.logout}
          </Button>
        </form>
      ) : null}
      {state !== "over" && page.devices ? <OtherDevices {...page} others={page.devices.others} /> : null}
      {state === "online" && page.secure ? (
        <p>
          <a href={page.secure.href}>{fill(t.secure, { ssid: page.secure.ssid })}</a>
        </p>
      ) : null}
      {resume ? (
        <p>
          {t.resumeHint} <a href={resume.href}>{t.resumeLink}</a>
        </p>
      ) : null}
      <details>
        <summary>{t.myData}</summary>
        <p>{t.myDataHint}</p>
        <p>
          <a href={`/s/${link}/data`}>{t.download}</a>
        </p>
        <form method="post" action={`/s/${link}/erase?lang=${lang}`}>
          <Button kind="stop">{t.erase}</Button>
        </form>
      </details>
      <CityServices {...frame} place={page.lang === "vi" ? page.site.name : page.site.nameEn} />
    </>,
    { noindex: true },
  );
}

/** What else the person has online, and the way to take it off. */
function OtherDevices({ lang, link, timezone, others }: Status & { others: readonly OtherDevice[] }) {
  const t = portalWords(lang);
  return (
    <>
      {others.map(({ id, site, endsAt, canLogOut }) => (
        <form key={id} method="post" action={`/s/${link}/devices/logout?lang=${lang}`}>
          <p>
            {fill(t.otherDevice, {
              site: lang === "vi" ? site.name : site.nameEn,
              time: localTime(endsAt, timezone),
            })}
          </p>
          {canLogOut ? (
            <>
              <input type="hidden" name="session" value={id} />
              <Button kind="line">{t.logoutOther}</Button>
            </>
          ) : null}
        </form>
      ))}
      {others.some(({ canLogOut }) => !canLogOut) ? <p class="soft">{t.logoutThere}</p> : null}
    </>
  );
}

function factsOf({
  lang,
  site,
  state,
  secondsLeft,
  endsAt,
  timezone,
  kbLeft,
  upKbps,
  downKbps,
  receipt,
  resume,
  devices,
}: Status) {
  const t = portalWords(lang);
  const facts = [{ term: t.site, value: lang === "vi" ? site.name : site.nameEn }];
  if (state !== "over") {
    const until = fill(t.until, { time: localTime(endsAt, timezone) });
    facts.push({ term: t.left, value: `${span(t, secondsLeft)} – ${until}` });
    facts.push({ term: t.dataLeft, value: kbLeft === null ? t.unlimited : dataText(kbLeft, lang) });
    const rate = [downKbps && `↓ ${downKbps / 1000}`, upKbps && `↑ ${upKbps / 1000}`].filter(Boolean).join(" · ");
    facts.push({ term: t.speed, value: rate === "" ? t.unlimited : `${rate} Mbit/s` });
  }
  if (state !== "over" && devices)
    facts.push({ term: t.devices, value: fill(t.devicesOf, { n: devices.others.length + 1, most: devices.most }) });
  facts.push({ term: t.receipt, value: receipt });
  if (resume) facts.push({ term: t.resume, value: grouped(resume.code) });
  return facts;
}

/** Reachable before the login and after the quota: the gateways' configuration lets their hosts through. */
export function CityServices({ lang, city, selfOrigin, place }: Frame & { place?: string }) {
  const t = portalWords(lang);
  const home = homeOf(selfOrigin, "wifi");
  const at = (service: ServiceName) => home.replace("//", `//${hostOf(service, "")}`);
  // Who asks from here is at this hotspot: people at the desk then know where.
  const from = { ask: place === undefined ? "" : `&place=${encodeURIComponent(place)}`, queue: "" };
  const offered = (["ask", "queue"] as const).filter((service) => city.features[service] === "on");
  return (
    <section aria-labelledby="services">
      <h2 id="services">{t.services}</h2>
      <div class="links">
        {offered.map((service) => (
          <a key={service} href={`${at(service)}/?lang=${lang}${from[service]}`}>
            {t[service]}
          </a>
        ))}
        <a href={`${home}/?lang=${lang}`}>{t.city}</a>
      </div>
    </section>
  );
}

/** What is here, for whoever comes by themselves or has used everything up. */
export function venuePage({ title, text, ...frame }: Frame & { title: string; text?: string | undefined }) {
  return pageIn(
    frame,
    title,
    <>
      <h1>{title}</h1>
      {text ? <p>{text}</p> : null}
      <CityServices {...frame} />
    </>,
  );
}
