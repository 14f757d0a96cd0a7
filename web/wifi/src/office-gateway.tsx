import { fill } from "@ven/kit/fill";
import { Button, Choices, ErrorSummary, Field, type FormError, Notification, Select, Tag } from "@ven/ui";

import { Checks, type ChecksOf } from "./office-checks";
import { Act, Area, errorsOf, type GatewayProblem, Kept } from "./office-parts";
import { type OfficeFrame, officePage, plainPage, whenText } from "./office-shell";
import type { Frame } from "./shell";
import { aroundWords } from "./words/around";
import { kindWords } from "./words/kinds";
import { officeWords } from "./words/office";

export type { GatewayProblem } from "./office-parts";

interface Needs {
  secret: "made" | "given" | "none";
  settings: readonly string[];
}
type Form = Readonly<Record<string, string | undefined>>;

export interface NewGateway extends OfficeFrame {
  makes: readonly { id: string; title: string }[];
  make?: string;
  needs?: Needs;
  form: Form;
  problems: readonly GatewayProblem[];
  wards: readonly { slug: string; name: string }[];
  kinds: readonly (keyof ReturnType<typeof kindWords>)[];
}

const labelsOf = (t: ReturnType<typeof officeWords>): Record<string, string> => ({
  make: t.make,
  site: t.siteId,
  name: t.nameVi,
  nameEn: t.nameEn,
  lat: t.lat,
  lon: t.lon,
  ward: t.ward,
  kind: t.kind,
  level: t.level,
  addresses: t.addresses,
  names: t.names,
  shownName: t.gatewayName,
  secret: t.secret,
  settings: t.settings.split(":")[0] ?? "",
  egress: t.egress,
});

/** The wizard: which make, then what this make needs and where it stands. */
export function newGatewayPage({ makes, make, needs, form, problems, wards, kinds, ...frame }: NewGateway) {
  const { lang, group } = frame;
  const t = officeWords(lang);
  const around = aroundWords(lang);
  const at = `/hotspots/${group.id}`;
  if (!make || !needs)
    return officePage(
      frame,
      around.add,
      <>
        <h1>{around.add}</h1>
        <form class="stack" method="get" action={`${at}/new`}>
          {form.site ? <input type="hidden" name="site" value={form.site} /> : null}
          <Choices
            name="make"
            legend={t.pickMake}
            required
            options={makes.map(({ id, title }) => ({ value: id, text: title }))}
          />
          <Button>{t.next}</Button>
        </form>
        <p>
          <a href={`${at}/check`}>{around.check}</a>
        </p>
      </>,
    );
  const errors = errorsOf(lang, problems, labelsOf(t));
  const named = kindWords(lang);
  return officePage(
    frame,
    around.add,
    <>
      <ErrorSummary lang={lang} errors={errors} />
      <h1>
        {around.add}: {makes.find(({ id }) => id === make)?.title}
      </h1>
      <form class="stack" method="post" action={`${at}/gateways`}>
        <input type="hidden" name="make" value={make} />
        <GatewayFields lang={lang} make={make} needs={needs} form={form} errors={errors} fresh />
        <h2>{t.site}</h2>
        <p class="soft">{t.existing}</p>
        <Kept name="site" label={t.siteId} hint={t.siteIdHint} form={form} errors={errors} maxlength={40} required />
        <Kept name="name" label={t.nameVi} form={form} errors={errors} maxlength={120} />
        <Kept name="nameEn" label={t.nameEn} form={form} errors={errors} maxlength={120} />
        <div class="set">
          <Select
            name="kind"
            label={t.kind}
            options={kinds.map((id) => ({ value: id, text: named[id] }))}
            value={form.kind}
          />
          <Select
            name="ward"
            label={t.ward}
            options={wards.map(({ slug, name }) => ({ value: slug, text: name }))}
            value={form.ward}
          />
          <Kept name="lat" label={t.lat} form={form} errors={errors} inputmode="decimal" />
          <Kept name="lon" label={t.lon} form={form} errors={errors} inputmode="decimal" />
        </div>
        <Kept name="egress" label={t.egress} hint={t.egressHint} form={form} errors={errors} />
        <Button>{t.register}</Button>
      </form>
    </>,
  );
}

interface FieldsProps {
  lang: OfficeFrame["lang"];
  make: string;
  needs: Needs;
  form: Form;
  errors: readonly FormError[];
  /** Of a new gateway: its first key is told or made here. */
  fresh?: boolean;
}

function GatewayFields({ lang, make, needs, form, errors, fresh }: FieldsProps) {
  const t = officeWords(lang);
  const area = (name: string) => ({
    name,
    value: form[name],
    error: errors.find(({ field }) => field === name)?.text,
  });
  return (
    <>
      {make === "opennds" ? (
        <>
          <Select
            name="level"
            label={t.level}
            options={["4", "3", "2", "1"].map((level) => ({ value: level, text: level }))}
            value={form.level}
          />
          <Kept name="shownName" label={t.gatewayName} form={form} errors={errors} maxlength={40} spellcheck={false} />
        </>
      ) : null}
      <Area {...area("addresses")} label={t.addresses} hint={t.addressesHint} />
      <Area {...area("names")} label={t.names} hint={t.namesHint} />
      {needs.settings.length > 0 ? (
        <Area
          {...area("settings")}
          label={labelsOf(t).settings ?? ""}
          hint={fill(t.settingsHint, { names: needs.settings.join(", ") })}
        />
      ) : null}
      {fresh && needs.secret !== "none" ? (
        <Field
          name="secret"
          label={t.secret}
          hint={needs.secret === "made" ? t.secretMade : ""}
          maxlength={64}
          autocomplete="off"
          spellcheck={false}
        />
      ) : null}
    </>
  );
}

export interface GatewayView extends OfficeFrame, Omit<ChecksOf, "lang"> {
  gateway: ChecksOf["gateway"] & { id: string; site: string; title: string; retiredAt: number | null; keys: number };
  needs: Needs;
  files: readonly string[];
  form: Form;
  problems: readonly GatewayProblem[];
  said?: "saved" | "rotated" | undefined;
  testUntil?: number | null;
  probe: string;
}

/** A gateway: is it right, its configuration, its keys, its end. */
export function gatewayPage(view: GatewayView) {
  const { gateway, needs, files, form, problems, said, testUntil, probe, timezone, ...frame } = view;
  const { lang, group, rights } = frame;
  const t = officeWords(lang);
  const at = `/hotspots/${group.id}/gateways/${gateway.id}`;
  const errors = errorsOf(lang, problems, labelsOf(t));
  const mayChange = rights.includes("configure") && gateway.retiredAt === null;
  return officePage(
    frame,
    fill(t.gateway, { id: gateway.id }),
    <>
      <ErrorSummary lang={lang} errors={errors} />
      {said ? <Notification kind="success">{t[said]}</Notification> : null}
      <h1>{fill(t.gateway, { id: gateway.id })}</h1>
      <p>
        {gateway.title} {gateway.level} · <a href={`/hotspots/${group.id}/sites/${gateway.site}`}>{gateway.site}</a>
      </p>
      {gateway.retiredAt === null ? null : (
        <Tag>{fill(t.retired, { time: whenText(gateway.retiredAt, timezone) })}</Tag>
      )}
      <section aria-labelledby="test">
        <h2 id="test">{t.test}</h2>
        {gateway.retiredAt === null ? (
          <>
            <p>{t.testHint}</p>
            {testUntil ? (
              <Notification>
                {fill(t.testOn, { time: whenText(testUntil, timezone) })} {t.probeHint} <code>{probe}</code>{" "}
                <a href={at}>{t.refresh}</a>
              </Notification>
            ) : (
              <Act action={`${at}/test`} kind="solid">
                {t.testStart}
              </Act>
            )}
          </>
        ) : null}
        <Checks {...view} lang={lang} />
      </section>
      {mayChange ? (
        <>
          <section aria-labelledby="configuration">
            <h2 id="configuration">{t.configuration}</h2>
            <p class="soft">{t.configurationHint}</p>
            {gateway.make === "opennds" ? (
              <form class="stack" method="get" action={`${at}/configuration/${files[0] ?? ""}`}>
                <Field name="address" label={t.portalAddress} hint={t.portalAddressHint} required maxlength={15} />
                <div class="row">
                  {files.map((file) => (
                    <Button key={file} kind="line" formaction={`${at}/configuration/${file}`}>
                      {file}
                    </Button>
                  ))}
                </div>
              </form>
            ) : (
              <p class="row">
                {files.map((file) => (
                  <a key={file} href={`${at}/configuration/${file}`} download>
                    {file}
                  </a>
                ))}
              </p>
            )}
          </section>
          {needs.secret === "none" ? null : <Keys at={at} lang={lang} keys={gateway.keys} errors={errors} />}
          <details open={problems.length > 0}>
            <summary>{t.edit}</summary>
            <form class="stack" method="post" action={at}>
              <input type="hidden" name="make" value={gateway.make} />
              <GatewayFields lang={lang} make={gateway.make} needs={needs} form={form} errors={errors} />
              <Button kind="line">{t.save}</Button>
            </form>
          </details>
          <details>
            <summary>{t.retire}</summary>
            <p>{t.retireHint}</p>
            <Act action={`${at}/retire`} kind="stop">
              {t.retire}
            </Act>
          </details>
        </>
      ) : null}
    </>,
  );
}

function Keys({
  at,
  lang,
  keys,
  errors,
}: {
  at: string;
  lang: OfficeFrame["lang"];
  keys: number;
  errors: readonly FormError[];
}) {
  const t = officeWords(lang);
  const error = errors.find(({ field }) => field === "secret")?.text;
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{t.keys}</h2>
      <p class="soft">{t.keysHint}</p>
      <p>
        {keys === 0 ? t.keyNone : null}
        {keys > 0 ? <Tag state="good">{t.keyActive}</Tag> : null} {keys > 1 ? <Tag>{t.keyBefore}</Tag> : null}
      </p>
      <form class="stack" method="post" action={`${at}/keys`}>
        <input type="hidden" name="act" value="rotate" />
        <Field
          name="secret"
          label={t.secret}
          hint={t.secretMade}
          {...(error !== undefined && { error })}
          maxlength={64}
          autocomplete="off"
          spellcheck={false}
        />
        <Button kind="line">{t.rotate}</Button>
      </form>
      {keys > 1 ? (
        <Act action={`${at}/keys`} kind="stop" fields={{ act: "drop" }}>
          {t.dropKey}
        </Act>
      ) : null}
    </section>
  );
}

/** What a phone sees that tries the walled garden. */
export function probePage({ open, ...frame }: Frame & { open: boolean }) {
  const t = officeWords(frame.lang);
  const text = open ? t.probeDone : t.probeOver;
  return plainPage(frame, text);
}
