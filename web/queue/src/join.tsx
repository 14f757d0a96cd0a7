import type { FacilityView, ServiceView } from "@ven/contracts/queue";
import { localDate } from "@ven/kit/local-time";
import { Button, type Choice, Choices, ErrorSummary, Notification, StateTag } from "@ven/ui";

import { type Around, page, type Shown } from "./around";
import { fill, minutesOf, nameOf } from "./fill";
import { peopleText, waitText } from "./wait";
import { joinWords } from "./words/join";
import { waitWords } from "./words/wait";

const reasons = ["child", "age", "pregnant", "disability", "merit"] as const;

export interface JoinPage extends Around {
  facility: FacilityView;
  /** The area whose poster was scanned; null: the whole facility. */
  area: string | null;
  /** Idempotency key of the form. */
  key: string;
  /** The signed pass that a scan was exchanged for. */
  pass: string | null;
  /** Numbers that this device has here already. */
  held: readonly { token: string; label: string; service: string }[];
  problem?: Shown | undefined;
  staleMs?: number | undefined;
}

/** Taking a number: what for, in which group, one tap. */
export function joinPage({ facility, area, key, pass, held, problem, staleMs, ...around }: JoinPage) {
  const { lang, path } = around;
  const t = joinWords(lang);
  const place = facility.areas.find(({ id }) => id === area);
  const services = facility.services.filter((service) => area === null || service.area === area);
  const open = services.filter(isOpen);
  const scan = facility.joinMode === "rotating" && pass === null;
  const missing = problem?.code === "validation-failed";
  const refused = missing ? t.chooseWhat : problem && sentence(problem.title, problem.detail);
  return page(around, {
    title: fill(t.title, { facility: nameOf(facility, lang) }),
    audience: "phone",
    brand: { name: nameOf(facility, lang), href: "/" },
    here: path,
    noindex: true,
    body: (
      <>
        <ErrorSummary lang={lang} errors={refused ? [{ field: "service", text: refused }] : []} />
        <div>
          <h1>{t.take}</h1>
          {place ? <p>{[nameOf(place, lang), lang === "vi" ? place.place : ""].filter(Boolean).join(" · ")}</p> : null}
        </div>
        {held.length > 0 ? (
          <section aria-labelledby="held">
            <h2 id="held">{t.held}</h2>
            <div class="links">
              {held.map(({ token, label, service }) => (
                <a key={token} href={`/t/${token}`}>
                  <span>{fill(t.look, { label })}</span>{" "}
                  <span class="soft">{serviceName(facility, service, lang)}</span>
                </a>
              ))}
            </div>
          </section>
        ) : null}
        <p class="soft">{t.promise}</p>
        {staleMs === undefined ? null : (
          <Notification kind="warning">
            {fill(waitWords(lang).stale, { n: Math.max(1, minutesOf(staleMs)) })}
          </Notification>
        )}
        {scan ? <Notification kind="warning">{t.rotating}</Notification> : null}
        {open.length === 0 ? <Notification kind="warning">{t.nothingOpen}</Notification> : null}
        <form class="stack join" method="post" action={`/j/${area ?? facility.id}`}>
          <input type="hidden" name="key" value={key} />
          {pass === null ? null : <input type="hidden" name="pass" value={pass} />}
          <Choices
            name="service"
            legend={t.what}
            error={missing ? t.chooseWhat : undefined}
            options={services.map((service) => choice(service, facility, lang))}
            value={open.length === 1 ? open[0]?.id : undefined}
            required
          />
          <Choices
            name="class"
            legend={t.who}
            value="normal"
            options={[
              { value: "normal", text: t.normal },
              { value: "priority", text: t.priority, hint: t.priorityHint },
            ]}
          />
          <div class="field reason">
            <label for="reason">{t.reason}</label>
            <select id="reason" name="reason">
              <option value="">{t.choose}</option>
              {reasons.map((reason) => (
                <option key={reason} value={reason}>
                  {t[reason]}
                </option>
              ))}
            </select>
          </div>
          <Button size="big" full disabled={open.length === 0 || scan}>
            {t.take}
          </Button>
        </form>
        <p class="note">
          <strong>{t.emergency}</strong> {t.emergencyDo} <a href="tel:115">115</a>.
        </p>
      </>
    ),
  });
}

const isOpen = (service: ServiceView) => service.open && service.left !== 0;
const sentence = (title: string, detail: string | undefined) => (detail ? `${title}. ${detail}` : title);

function serviceName(facility: FacilityView, id: string, lang: Around["lang"]) {
  const service = facility.services.find((one) => one.id === id);
  return service ? nameOf(service, lang) : id;
}

function choice(service: ServiceView, facility: FacilityView, lang: Around["lang"]): Choice {
  const t = joinWords(lang);
  const words = waitWords(lang);
  const row = { value: service.id, text: nameOf(service, lang) };
  if (service.open && service.left === 0) return { ...row, hint: t.soldOut, disabled: true };
  if (!service.open)
    return {
      ...row,
      hint: opensText(service, facility, lang),
      disabled: true,
      tag: <StateTag state="closed" lang={lang} />,
    };
  const people = fill(words.waiting, { people: peopleText(words, service.waiting) });
  return { ...row, hint: service.estimate ? `${people} · ${waitText(words, service.estimate)}` : people };
}

function opensText({ opens }: ServiceView, { at, timezone }: FacilityView, lang: Around["lang"]) {
  const t = joinWords(lang);
  if (!opens) return t.shut;
  const [year, month, day] = opens.date.split("-");
  return opens.date === localDate(at, timezone)
    ? fill(t.opensAt, { time: opens.time })
    : fill(t.opensOn, { time: opens.time, date: `${day}/${month}/${year}` });
}
