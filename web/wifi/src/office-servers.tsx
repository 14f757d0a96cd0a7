import { fill } from "@ven/kit/fill";
import { Button, ErrorSummary, Field } from "@ven/ui";

import { Act, Area } from "./office-parts";
import { type OfficeFrame, officePage, whenText } from "./office-shell";
import { serverWords } from "./words/servers";

/** What stands beside the gateways, ready to download. */
export function serversPage({
  keys,
  timezone,
  places,
  wrong,
  ...frame
}: OfficeFrame & {
  /** Who may ask: keyed hashes, the newest first. */
  keys: readonly { hash: string; kind: "key" | "certificate"; addedAt: number }[];
  timezone: string;
  places: { certificate: string; key: string };
  /** A certificate that is none. */
  wrong?: string;
}) {
  const { lang, group } = frame;
  const t = serverWords(lang);
  const at = `/hotspots/${group.id}/servers`;
  return officePage(
    frame,
    t.title,
    <>
      <ErrorSummary
        lang={lang}
        errors={wrong === undefined ? [] : [{ field: "certificate", text: t.certificateWrong }]}
      />
      <h1>{t.title}</h1>
      <p>{t.intro}</p>
      <section aria-labelledby="radius">
        <h2 id="radius">{t.radius}</h2>
        <p class="soft">{t.radiusHint}</p>
        <form class="stack" method="post" action={`${at}/radiusd.conf`}>
          <Area name="networks" label={t.networks} />
          <Field
            name="secret"
            label={t.secret}
            hint={t.secretHint}
            maxlength={64}
            autocomplete="off"
            spellcheck={false}
          />
          <Area
            name="certificate"
            label={t.certificate}
            hint={fill(t.certificateHint, places)}
            value={wrong}
            error={wrong === undefined ? undefined : t.certificateWrong}
          />
          <Button kind="line">{t.download}</Button>
        </form>
        <p>
          <a href={`${at}/dictionary`} download>
            {t.dictionary}
          </a>
        </p>
        <h3>{t.known}</h3>
        {keys.length === 0 ? <p class="soft">{t.none}</p> : null}
        <ul class="spots">
          {keys.map(({ hash, kind, addedAt }) => (
            <li key={hash}>
              <span>
                <strong>{kind === "key" ? t.isKey : t.isCertificate}</strong>
                <small>
                  {hash.slice(0, 8)}… · {fill(t.since, { time: whenText(addedAt, timezone) })}
                </small>
              </span>
              <Act action={`${at}/remove`} fields={{ hash }} kind="stop">
                {t.remove}
              </Act>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="kea">
        <h2 id="kea">{t.kea}</h2>
        <p class="soft">{t.keaHint}</p>
        <form class="stack" method="post" action={`${at}/kea-dhcp4.conf`}>
          <div class="set">
            <Field name="site" label={t.site} required maxlength={40} autocapitalize="off" />
            <Field name="interface" label={t.interface} required maxlength={15} autocapitalize="off" />
            <Field name="subnet" label={t.subnet} required />
            <Field name="pool" label={t.pool} required />
            <Field name="router" label={t.router} required />
            <Field name="nameservers" label={t.nameservers} required />
          </div>
          <Button kind="line">{t.downloadKea}</Button>
        </form>
      </section>
    </>,
  );
}
