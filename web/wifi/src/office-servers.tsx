import { Button, Field } from "@ven/ui";

import { Area } from "./office-parts";
import { type OfficeFrame, officePage } from "./office-shell";
import { serverWords } from "./words/servers";

/** What stands beside the gateways, ready to download. */
export function serversPage(frame: OfficeFrame) {
  const { lang, group } = frame;
  const t = serverWords(lang);
  const at = `/hotspots/${group.id}/servers`;
  return officePage(
    frame,
    t.title,
    <>
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
          <Button kind="line">{t.download}</Button>
        </form>
        <p>
          <a href={`${at}/dictionary`} download>
            {t.dictionary}
          </a>
        </p>
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
