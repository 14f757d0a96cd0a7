import { fill } from "@ven/kit/fill";
import { localTime } from "@ven/kit/local-time";
import { Button, LinkButton, Notification, SummaryList } from "@ven/ui";

import { type Frame, pageIn } from "./shell";
import { portalWords } from "./words/portal";
import { secureWords } from "./words/secure";

export interface SecureOffer extends Frame {
  /** The signed link of the session: `/s/<link>`. */
  link: string;
  ssid: string;
  timezone: string;
  /** Credentials that work, the newest first. */
  credentials: readonly { id: string; createdAt: number }[];
  said?: "revoked" | undefined;
  /** Why none was made. */
  problem?: "over" | "way" | "devices" | undefined;
}

/** What the secure network is good for, a button that makes a credential, and those there are. */
export function secureOfferPage({ link, ssid, timezone, credentials, said, problem, ...frame }: SecureOffer) {
  const { lang } = frame;
  const t = secureWords(lang);
  const p = portalWords(lang);
  const problems = { over: t.over, way: t.way, devices: `${p.r_devices}. ${p.r_devicesHint}` };
  return pageIn(
    { ...frame, here: `/s/${link}/secure` },
    t.title,
    <>
      {said ? <Notification kind="success">{t[said]}</Notification> : null}
      {problem ? <Notification kind="stop">{problems[problem]}</Notification> : null}
      <h1>{t.title}</h1>
      <p>{t.why}</p>
      <form class="stack" method="post" action={`/s/${link}/secure?lang=${lang}`}>
        <Button size="big" full>
          {t.make}
        </Button>
        <p>{t.lasts}</p>
      </form>
      <SummaryList facts={[{ term: t.network, value: ssid }]} />
      {credentials.length > 0 ? (
        <section aria-labelledby="devices">
          <h2 id="devices">{t.devices}</h2>
          {credentials.map(({ id, createdAt }) => (
            <form key={id} class="stack" method="post" action={`/s/${link}/secure/revoke?lang=${lang}`}>
              <input type="hidden" name="credential" value={id} />
              <p>{fill(t.made, { name: id, time: localTime(createdAt, timezone) })}</p>
              <Button kind="stop">
                {t.revoke}
                <span class="vh"> {id}</span>
              </Button>
            </form>
          ))}
        </section>
      ) : null}
      <p>
        <a href={`/s/${link}?lang=${lang}`}>{p.left}</a>
      </p>
    </>,
    { noindex: true },
  );
}

export interface SecureSetup extends Frame {
  /** What opens this page and its files for an hour. */
  sealed: string;
  ssid: string;
  server: string;
  /** Whether phones have to be given the authority of the server's certificate. */
  hasAuthority: boolean;
  name: string;
  password: string;
  anonymous: string;
}

/** The name and the password, and for each kind of device what to do with them. */
export function secureSetupPage(setup: SecureSetup) {
  const { sealed, ssid, server, hasAuthority, name, password, anonymous, ...frame } = setup;
  const { lang } = frame;
  const t = secureWords(lang);
  const file = (of: string) => `/secure/${sealed}/${of}`;
  return pageIn(
    { ...frame, here: `/secure/${sealed}` },
    t.title,
    <>
      <h1>{t.title}</h1>
      <SummaryList
        facts={[
          { term: t.network, value: ssid },
          { term: t.name, value: name },
          { term: t.password, value: password },
        ]}
      />
      <p>{t.once}</p>
      <h2>{t.apple}</h2>
      <p>{t.appleHow}</p>
      <p>
        <LinkButton href={file("wifi.mobileconfig")}>{t.appleGet}</LinkButton>
      </p>
      <h2>{t.android}</h2>
      {hasAuthority ? (
        <p>
          <a href={file("ca.crt")}>{t.caGet}</a>
        </p>
      ) : null}
      <p>{t.androidHow}</p>
      <SummaryList
        facts={[
          { term: t.method, value: "TTLS" },
          { term: t.inner, value: "PAP" },
          { term: t.ca, value: hasAuthority ? t.caFile : t.caSystem },
          { term: t.domain, value: server },
          { term: t.name, value: name },
          { term: t.anonymous, value: anonymous },
          { term: t.password, value: password },
        ]}
      />
      <h2>{t.windows}</h2>
      <p>{t.windowsHow}</p>
      <p>
        <code>netsh wlan add profile filename=wifi.xml</code>
      </p>
      <p>
        <LinkButton kind="line" href={file("wifi.xml")}>
          {t.windowsGet}
        </LinkButton>
      </p>
    </>,
    { noindex: true },
  );
}
