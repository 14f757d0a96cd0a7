import { fill } from "@ven/kit/fill";
import { Button, EqualPair, ErrorSummary, Field, Icon, LinkButton, Notification } from "@ven/ui";

import { span } from "./say";
import { type Frame, pageIn } from "./shell";
import { portalWords } from "./words/portal";

export interface Portal extends Frame {
  site: { name: string; nameEn: string };
  /** The phone at its gateway, sealed: what the forms carry instead of a cookie. */
  pass: string;
  /** Seconds of each way that is offered here. */
  ways: { [way in "tap" | "code" | "voucher" | "vneid" | "account"]?: number | undefined };
  banner?: string | undefined;
  /** Came with a resume link: the person is known. */
  known?: boolean | undefined;
  problem?: { field: "contact" | "voucher"; text: string } | undefined;
}

/** The first page: one request, no script, no cookie. One button gets the phone online. */
export function portalPage({ site, pass, ways, banner, known, problem, ...frame }: Portal) {
  const { lang } = frame;
  const t = portalWords(lang);
  const name = lang === "vi" ? site.name : site.nameEn;
  const carried = <Carried pass={pass} />;
  const opened = problem?.field;
  const account = `/account?${new URLSearchParams({ pass, lang })}`;
  return pageIn(
    frame,
    `${t.brand} – ${name}`,
    <>
      <ErrorSummary lang={lang} errors={problem ? [problem] : []} />
      <h1>{t.brand}</h1>
      <p class="ib soft">
        <Icon name="place" />
        {name}
      </p>
      {banner ? (
        <Notification kind="stop" title={t.banner}>
          {banner}
        </Notification>
      ) : null}
      {known ? <Notification kind="success">{t.welcomeBack}</Notification> : null}
      {ways.tap === undefined ? null : (
        <form class="stack" method="post" action={`/enter?lang=${lang}`}>
          {carried}
          <EqualPair
            name="counting"
            legend={t.counting}
            hint={t.countingHint}
            options={[
              { value: "yes", text: t.yes },
              { value: "no", text: t.no },
            ]}
          />
          <Button size="big" full>
            {t.enter}
          </Button>
          <p>
            {fill(t.tapGives, { time: span(t, ways.tap) })} <a href={`/terms?lang=${lang}`}>{t.terms}</a>.
          </p>
        </form>
      )}
      <section aria-labelledby="more">
        <h2 id="more" class="vh">
          {t.other}
        </h2>
        {ways.code === undefined ? null : (
          <details name="way" open={opened === "contact"}>
            <summary>{fill(t.byCode, { time: span(t, ways.code) })}</summary>
            <form class="stack" method="post" action={`/code?lang=${lang}`}>
              {carried}
              <Field
                name="contact"
                label={t.contact}
                hint={t.contactHint}
                error={opened === "contact" ? problem?.text : undefined}
                autocomplete="tel"
                autocapitalize="off"
                spellcheck={false}
                maxlength={300}
              />
              <Button kind="line" full>
                {t.send}
              </Button>
            </form>
          </details>
        )}
        {ways.voucher === undefined ? null : (
          <details name="way" open={opened === "voucher"}>
            <summary>{t.byVoucher}</summary>
            <form class="stack" method="post" action={`/voucher?lang=${lang}`}>
              {carried}
              <Field
                name="voucher"
                label={t.voucher}
                hint={t.voucherHint}
                error={opened === "voucher" ? problem?.text : undefined}
                autocomplete="off"
                autocapitalize="characters"
                spellcheck={false}
                maxlength={40}
              />
              <Button kind="line" full>
                {t.voucherUse}
              </Button>
            </form>
          </details>
        )}
        {ways.vneid === undefined ? null : (
          <div class="links">
            <a href={`/auth/sign-in?${new URLSearchParams({ acr_values: "vneid", return_to: account, lang })}`}>
              {t.byVneid}
            </a>
          </div>
        )}
        {ways.account === undefined ? null : (
          <div class="links">
            <a href={account}>{t.byAccount}</a>
          </div>
        )}
      </section>
    </>,
    { noindex: true },
  );
}

const Carried = ({ pass }: { pass: string }) => <input type="hidden" name="pass" value={pass} />;

export interface CodeEntry extends Frame {
  /** Where the form goes: `/code/check` with a pass, or a status page's own. */
  action: string;
  pass?: string;
  challenge: string;
  sentTo: string;
  problem?: string | undefined;
  /** Seconds of provisional access, where the gateway can end it. */
  provisional?: number | undefined;
}

/** Typing the code; with a way to the app in which it is. */
export function codePage({ action, pass, challenge, sentTo, problem, provisional, ...frame }: CodeEntry) {
  const t = portalWords(frame.lang);
  const carried = (
    <>
      {pass === undefined ? null : <Carried pass={pass} />}
      <input type="hidden" name="challenge" value={challenge} />
      <input type="hidden" name="sentTo" value={sentTo} />
    </>
  );
  return pageIn(
    frame,
    t.typeCode,
    <>
      <ErrorSummary lang={frame.lang} errors={problem ? [{ field: "code", text: problem }] : []} />
      <h1>{t.typeCode}</h1>
      <form class="stack" method="post" action={`${action}?lang=${frame.lang}`}>
        {carried}
        <Field
          name="code"
          label={t.code}
          hint={fill(t.sentTo, { to: sentTo })}
          error={problem}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={20}
          code
        />
        <Button size="big" full>
          {t.check}
        </Button>
      </form>
      {provisional === undefined ? null : (
        <form class="stack" method="post" action={`/provisional?lang=${frame.lang}`}>
          {carried}
          <h2>{t.elsewhere}</h2>
          <p>{fill(t.elsewhereHint, { time: span(t, provisional) })}</p>
          <Button kind="line" full>
            {fill(t.provisional, { time: span(t, provisional) })}
          </Button>
        </form>
      )}
    </>,
    { noindex: true, languages: false },
  );
}

/** The gateway wants to hear it from the phone itself: one more tap. */
export function handOverPage({
  action,
  fields,
  ...frame
}: Frame & { action: string; fields: Readonly<Record<string, string>> }) {
  const t = portalWords(frame.lang);
  return pageIn(
    frame,
    t.hand,
    <>
      <h1>{t.hand}</h1>
      <p>{t.handHint}</p>
      <form class="stack" method="post" action={action}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button size="big" full>
          {t.enter}
        </Button>
      </form>
    </>,
    { noindex: true, languages: false },
  );
}

/** What happened, what to do, and a way on. */
export function sayPage({
  title,
  text,
  href,
  link,
  ...frame
}: Frame & { title: string; text?: string | undefined; href?: string | undefined; link?: string | undefined }) {
  return pageIn(
    frame,
    title,
    <>
      <h1>{title}</h1>
      {text ? <p>{text}</p> : null}
      {href && link ? (
        <p>
          <LinkButton href={href}>{link}</LinkButton>
        </p>
      ) : null}
    </>,
    { noindex: true, languages: frame.here !== undefined },
  );
}
