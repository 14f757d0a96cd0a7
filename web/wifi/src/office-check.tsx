import { Button, type Fact, Field, LinkButton, Notification, SummaryList } from "@ven/ui";

import { nameOf, type OfficeFrame, officePage } from "./office-shell";
import { aroundWords } from "./words/around";
import { officeWords } from "./words/office";

/** A pasted redirect as far as it could be read. */
export interface Checked {
  problem?: "notAddress" | "notRedirect" | "insecure" | "isPoll";
  make?: string;
  level?: number;
  names: readonly string[];
  host?: string;
  registered?: { gateway: string; site: string; name: string; nameEn: string };
  verdict?: "verified" | "malformed" | "not-signed" | "stale" | "unsafe";
  phone?: { mac: string | null; random: boolean; ip: string | null };
  landing?: string;
  state?: "blocked" | "online" | "failed";
}

/** Paste a redirect: what it says, whether it is genuine, and the way on to register who sent it. */
export function checkPage({ address, checked, ...frame }: OfficeFrame & { address: string; checked?: Checked }) {
  const { lang, group } = frame;
  const t = officeWords(lang);
  const title = aroundWords(lang).check;
  const at = `/hotspots/${group.id}`;
  return officePage(
    frame,
    title,
    <>
      <h1>{title}</h1>
      <form class="stack" method="post" action={`${at}/check`}>
        <Field
          name="address"
          label={t.paste}
          hint={t.pasteHint}
          value={address}
          maxlength={4000}
          spellcheck={false}
          autocapitalize="off"
          required
        />
        <Field
          name="secret"
          label={t.secretNow}
          hint={t.secretHint}
          maxlength={100}
          autocomplete="off"
          spellcheck={false}
        />
        <Button>{t.decode}</Button>
      </form>
      {checked ? <Found checked={checked} frame={frame} /> : null}
    </>,
  );
}

function Found({ checked, frame: { lang, group, rights } }: { checked: Checked; frame: OfficeFrame }) {
  const t = officeWords(lang);
  const at = `/hotspots/${group.id}`;
  const { problem, registered, make, level, names, host } = checked;
  if (problem) return <Notification kind="warning">{t[problem]}</Notification>;
  const query = new URLSearchParams({
    make: make ?? "",
    ...(level !== undefined && { level: String(level) }),
    ...(host !== undefined && { addresses: host }),
    names: names.filter((name) => !name.startsWith("site:")).join("\n"),
  });
  return (
    <section>
      <h2>{t.seen}</h2>
      <SummaryList facts={factsOf(checked, lang)} />
      {registered ? (
        <p class="row">
          <a href={`${at}/gateways/${registered.gateway}`}>{registered.gateway}</a>
        </p>
      ) : rights.includes("configure") && make ? (
        <p>
          <LinkButton href={`${at}/new?${query}`}>{t.useIt}</LinkButton>
        </p>
      ) : null}
    </section>
  );
}

function factsOf(
  { make, level, names, host, registered, verdict, phone, landing, state }: Checked,
  lang: OfficeFrame["lang"],
) {
  const t = officeWords(lang);
  const facts: Fact[] = [
    { term: t.factMake, value: level === undefined ? make : `${make} (${level})` },
    { term: t.factNames, value: names.join(", ") || "–" },
  ];
  if (host !== undefined) facts.push({ term: t.factHost, value: host });
  facts.push({ term: t.factSite, value: registered ? nameOf(registered, lang) : t.notRegistered });
  if (verdict) facts.push({ term: t.factVerified, value: verdict === "verified" ? t.yes : `${t.no}: ${t[verdict]}` });
  if (phone)
    facts.push({
      term: t.factPhone,
      value: `${phone.mac ?? "–"}${phone.random ? ` (${t.private})` : ""}${phone.ip ? `, ${phone.ip}` : ""}`,
    });
  if (landing !== undefined) facts.push({ term: t.factLanding, value: landing });
  if (state)
    facts.push({ term: t.factState, value: { blocked: t.blocked, online: t.isOnline, failed: t.failed }[state] });
  return facts;
}
