import { fill } from "@ven/kit/fill";
import { Button, ErrorSummary, SummaryList, Tag } from "@ven/ui";

import { Act, Area, Kept } from "./office-parts";
import { type OfficeFrame, officePage } from "./office-shell";
import { aroundWords } from "./words/around";
import { secureNetworkWords } from "./words/secure-network";

interface SecureNetworkView extends OfficeFrame {
  /** Null: it is off. */
  network: { ssid: string } | null;
  /** How many have a password that works. */
  devices: number;
  /** For so long a password works. */
  days: number;
  anonymous: string;
  /** Where files lie on the RADIUS server. */
  places: { authority: string; certificate: string; key: string };
  form: { ssid?: string; server?: string; authority?: string | undefined };
  wrong: readonly ("ssid" | "server" | "authority")[];
}

/** The secure network: what phones are told of it, on and off. */
export function secureNetworkPage(view: SecureNetworkView) {
  const { network, devices, days, anonymous, places, form, wrong, ...frame } = view;
  const { lang, group } = frame;
  const t = secureNetworkWords(lang);
  const title = aroundWords(lang).secure;
  const at = `/hotspots/${group.id}`;
  const said = { ssid: t.ssidWrong, server: t.serverWrong, authority: t.authorityWrong };
  const errors = wrong.map((field) => ({ field, text: said[field] }));
  const kept = { form, errors };
  return officePage(
    frame,
    title,
    <>
      <ErrorSummary lang={lang} errors={errors} />
      <h1>{title}</h1>
      <p>{network ? <Tag state="done">{t.on}</Tag> : <Tag>{t.off}</Tag>}</p>
      <p>{t.intro}</p>
      <SummaryList
        facts={[
          { term: t.devices, value: String(devices) },
          { term: t.days, value: fill(t.daysOf, { n: days }) },
          { term: t.anonymous, value: anonymous },
        ]}
      />
      <form class="stack" method="post" action={`${at}/secure`}>
        <Kept name="ssid" label={t.ssid} hint={t.ssidHint} required maxlength={32} spellcheck={false} {...kept} />
        <Kept
          name="server"
          label={t.server}
          hint={t.serverHint}
          required
          maxlength={253}
          autocapitalize="off"
          spellcheck={false}
          {...kept}
        />
        <Area
          name="authority"
          label={t.authority}
          hint={t.authorityHint}
          value={form.authority}
          error={wrong.includes("authority") ? t.authorityWrong : undefined}
        />
        <Button>{network ? t.save : t.turnOn}</Button>
      </form>
      {network ? (
        <section aria-labelledby="next">
          <h2 id="next">{t.next}</h2>
          <p>{fill(t.files, places)}</p>
          <p>
            <a href={`${at}/servers`}>{t.download}</a>
          </p>
          <p class="soft">{t.turnOffHint}</p>
          <Act action={`${at}/secure/end`} kind="stop">
            {t.turnOff}
          </Act>
        </section>
      ) : null}
    </>,
  );
}
