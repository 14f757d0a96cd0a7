import { fill } from "@ven/kit/fill";
import { localDate, localTime } from "@ven/kit/local-time";
import { Button, ErrorSummary, type Fact, Notification, type State, SummaryList, Tag } from "@ven/ui";

import { Act, Kept } from "./office-parts";
import { nameOf, type OfficeFrame, officePage, whenText } from "./office-shell";
import { lawfulWords } from "./words/lawful";

interface Request {
  id: string;
  reference: string;
  authority: string;
  legalBasis: string;
  site: string;
  siteName: string;
  siteNameEn: string;
  fromAt: number;
  toAt: number;
  askedAt: number;
  allowedAt: number | null;
  expiresAt: number;
  refusedBy: string | null;
  handedAt: number | null;
  entries: number | null;
}

type Stage = "waiting" | "allowed" | "refused" | "handed" | "expired";

function stageOf({ refusedBy, handedAt, allowedAt, expiresAt }: Request, now: number): Stage {
  if (handedAt !== null) return "handed";
  if (refusedBy !== null) return "refused";
  if (expiresAt <= now) return "expired";
  return allowedAt === null ? "waiting" : "allowed";
}
const looks: Partial<Record<Stage, State>> = { waiting: "pending", allowed: "look", handed: "done" };

function StageTag({ stage, lang }: { stage: Stage; lang: OfficeFrame["lang"] }) {
  const look = looks[stage];
  return <Tag {...(look && { state: look })}>{lawfulWords(lang)[stage]}</Tag>;
}

/** Requests, and a new one. */
export function disclosuresPage({
  requests,
  now,
  timezone,
  today,
  form,
  wrong,
  ...frame
}: OfficeFrame & {
  requests: readonly Request[];
  now: number;
  timezone: string;
  today: string;
  form: Readonly<Record<string, string | undefined>>;
  wrong: readonly ("address" | "site" | "date")[];
}) {
  const { lang, group } = frame;
  const t = lawfulWords(lang);
  const at = `/hotspots/${group.id}/disclosures`;
  const said = { address: t.badAddress, site: t.badSite, date: t.badDate };
  const errors = wrong.map((field) => ({ field, text: said[field] }));
  const kept = { date: today, ...form };
  return officePage(
    frame,
    t.title,
    <>
      <ErrorSummary lang={lang} errors={errors} />
      <h1>{t.title}</h1>
      <p>{t.intro}</p>
      <section aria-labelledby="list">
        <h2 id="list">{t.list}</h2>
        {requests.length === 0 ? <p>{t.none}</p> : null}
        <ul class="spots">
          {requests.map((request) => (
            <li key={request.id}>
              <span>
                <a href={`${at}/${request.id}`}>{request.reference}</a>
                <small>
                  {request.authority} · {whenText(request.askedAt, timezone)}
                </small>
              </span>
              <span class="n">
                <StageTag stage={stageOf(request, now)} lang={lang} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="ask">
        <h2 id="ask">{t.ask}</h2>
        <form class="stack" method="post" action={at}>
          <Kept name="reference" label={t.reference} form={kept} required maxlength={200} />
          <Kept name="authority" label={t.authority} form={kept} required maxlength={200} />
          <Kept name="legalBasis" label={t.legalBasis} form={kept} required maxlength={300} />
          <Kept name="site" label={t.site} form={kept} errors={errors} required maxlength={40} autocapitalize="off" />
          <Kept
            name="address"
            label={t.address}
            form={kept}
            errors={errors}
            required
            maxlength={60}
            spellcheck={false}
            autocapitalize="off"
          />
          <div class="set">
            <Kept name="date" label={t.date} form={kept} errors={errors} type="date" required />
            <Kept name="from" label={t.from} form={kept} type="time" required />
            <Kept name="to" label={t.to} form={kept} type="time" required />
          </div>
          <Button>{t.send}</Button>
        </form>
      </section>
    </>,
  );
}

/** One request, for the second person and for whoever fetches the result. */
export function disclosurePage({
  request,
  mine,
  now,
  timezone,
  ...frame
}: OfficeFrame & { request: Request & { address: string }; mine: boolean; now: number; timezone: string }) {
  const { lang, group } = frame;
  const t = lawfulWords(lang);
  const at = `/hotspots/${group.id}/disclosures/${request.id}`;
  const stage = stageOf(request, now);
  // A document is of a year, too.
  const when = (instant: number) =>
    `${localTime(instant, timezone)} ${localDate(instant, timezone).split("-").toReversed().join("/")}`;
  const facts: Fact[] = [
    { term: t.reference, value: request.reference },
    { term: t.authority, value: request.authority },
    { term: t.legalBasis, value: request.legalBasis },
    { term: t.site, value: `${request.site} ${nameOf({ name: request.siteName, nameEn: request.siteNameEn }, lang)}` },
    { term: t.address.split(",")[0] ?? "", value: request.address },
    { term: t.time, value: `${when(request.fromAt)} – ${when(request.toAt)}` },
    { term: t.askedAt, value: when(request.askedAt) },
    ...(request.allowedAt === null ? [] : [{ term: t.allowedAt, value: when(request.allowedAt) }]),
    { term: t.expires, value: when(request.expiresAt) },
    ...(request.entries === null ? [] : [{ term: t.entries, value: String(request.entries) }]),
  ];
  return officePage(
    frame,
    fill("{title} {reference}", { title: t.title, reference: request.reference }),
    <>
      <h1>{request.reference}</h1>
      <p>
        <StageTag stage={stage} lang={lang} />
      </p>
      <SummaryList facts={facts} />
      {stage === "waiting" && mine ? <Notification>{t.own}</Notification> : null}
      {stage === "waiting" && !mine ? (
        <div class="row">
          <Act action={`${at}/decide`} fields={{ answer: "allow" }}>
            {t.allow}
          </Act>
          <Act action={`${at}/decide`} fields={{ answer: "refuse" }} kind="stop">
            {t.refuse}
          </Act>
        </div>
      ) : null}
      {stage === "allowed" ? (
        <>
          <p>{t.handOverHint}</p>
          <Act action={`${at}/hand-over`} kind="solid">
            {t.handOver}
          </Act>
        </>
      ) : null}
    </>,
  );
}
