import { fill } from "@ven/kit/fill";
import { Button, Field, Notification } from "@ven/ui";

import { Select } from "./book";
import { Refused, whenText } from "./parts";
import { type StaffFrame, staffPage } from "./shell";
import { officeWords, type OfficeWords } from "./words/office";
import { dateText, roomWords, type RoomWords } from "./words/rooms";

export interface Managed {
  today: string;
  pending: readonly {
    id: string;
    label: string;
    room: string;
    date: string;
    first: number | null;
    last: number | null;
    version: number;
  }[];
  closures: readonly { act: string; kind: string; startsOn: string; endsOn: string; reason: string; status: string }[];
  quotas: readonly {
    id: string;
    who: "person" | "department" | "school";
    per: "day" | "week" | "term";
    resource: string | null;
    most: number;
  }[];
  faults: readonly { id: string; room: string; what: string; version: number }[];
  rooms: readonly { id: string; name: string; door: string }[];
  periods: number;
  exam: Exam | undefined;
  refusal?: Record<string, unknown> | undefined;
  notice?: string | undefined;
}
interface Exam {
  resource: string;
  date: string;
  first: string;
  last: string;
  reason: string;
  victims: readonly {
    label: string;
    date: string;
    first: number | null;
    last: number | null;
    instead: readonly string[];
  }[];
}

const who: Record<string, keyof (RoomWords & OfficeWords)> = {
  person: "ofPerson",
  department: "ofDepartment",
  school: "ofSchool",
};
const per: Record<string, keyof (RoomWords & OfficeWords)> = { day: "perDay", week: "perWeek", term: "perTerm" };

/** What a room manager looks after: approvals first. */
export function managePage(frame: StaffFrame, managed: Managed) {
  const { lang, school } = frame;
  const t = { ...roomWords(lang), ...officeWords(lang) };
  const base = `/s/${school?.id ?? ""}/manage`;
  const numbers = Array.from({ length: managed.periods }, (_, i) => ({ value: String(i + 1), text: String(i + 1) }));
  return staffPage(frame, {
    title: t.manage,
    body: (
      <>
        <h1>{t.manage}</h1>
        {managed.notice ? <Notification kind="success">{managed.notice}</Notification> : null}
        {managed.refusal ? <Refused lang={lang} facts={managed.refusal} /> : null}
        <section aria-labelledby="approvals">
          <h2 id="approvals">{t.approvals}</h2>
          {managed.pending.length === 0 ? <p class="soft">{t.noApprovals}</p> : null}
          {managed.pending.map((one) => (
            <form key={one.id} class="lesson stack" method="post" action={`${base}/decide`}>
              <p>
                <a href={`/bookings/${one.id}`}>{one.label}</a> · {one.room}
                <br />
                {whenText(lang, one.date, one.first, one.last)}
              </p>
              <input type="hidden" name="booking" value={one.id} />
              <input type="hidden" name="version" value={String(one.version)} />
              <Field name="reason" id={`reason-${one.id}`} label={t.reason} maxlength={200} />
              <p class="row">
                <Button kind="line" name="act" value="approve">
                  {t.approve}
                </Button>
                <Button kind="stop" name="act" value="deny">
                  {t.deny}
                </Button>
              </p>
            </form>
          ))}
        </section>
        <section aria-labelledby="closures">
          <h2 id="closures">{t.closures}</h2>
          <p>{t.closeHint}</p>
          <form class="stack" method="post" action={`${base}/close`}>
            <Field name="from" type="date" label={t.from} value={managed.today} required />
            <Field name="to" type="date" label={t.to} value={managed.today} required />
            <Field name="reason" id="close-reason" label={t.reason} maxlength={200} required />
            <Button kind="stop">{t.close}</Button>
          </form>
          {managed.closures.map(({ act, kind, startsOn, endsOn, reason, status }) => (
            <div key={act} class="lesson">
              <p>
                {dateText(startsOn, lang, "short")} – {dateText(endsOn, lang, "short")}: {reason}
              </p>
              {status === "closed" && kind === "storm" ? (
                <form method="post" action={`${base}/restore`}>
                  <input type="hidden" name="act" value={act} />
                  <Button kind="line">{t.restore}</Button>
                </form>
              ) : null}
            </div>
          ))}
        </section>
        <section aria-labelledby="exam">
          <h2 id="exam">{t.exam}</h2>
          <form class="stack rooms" method="post" action={`${base}/exam`}>
            <Select
              name="resource"
              label={t.room}
              value={managed.exam?.resource ?? ""}
              options={managed.rooms.map(({ id, name }) => ({ value: id, text: name }))}
            />
            <Field
              name="date"
              id="exam-date"
              type="date"
              label={t.date}
              value={managed.exam?.date ?? managed.today}
              required
            />
            <Select name="first" label={t.from} value={managed.exam?.first ?? "1"} options={numbers} />
            <Select name="last" label={t.to} value={managed.exam?.last ?? "1"} options={numbers} />
            <Field
              name="reason"
              id="exam-reason"
              label={t.reason}
              value={managed.exam?.reason ?? ""}
              maxlength={200}
              required
            />
            {managed.exam ? (
              <div>
                <h3>{t.victims}</h3>
                {managed.exam.victims.length === 0 ? <p>{t.noVictims}</p> : null}
                <ul>
                  {managed.exam.victims.map((one) => (
                    <li key={`${one.label}${one.date}${one.first ?? 0}`}>
                      {one.label}, {whenText(lang, one.date, one.first, one.last)}.{" "}
                      {one.instead.length > 0 ? fill(t.instead, { rooms: one.instead.join(", ") }) : t.noInstead}
                    </li>
                  ))}
                </ul>
              </div>
            ) : null}
            <p class="row">
              <Button kind="line" name="act" value="preview">
                {t.examPreview}
              </Button>
              {managed.exam ? (
                <Button kind="stop" name="act" value="block">
                  {fill(t.examConfirm, { n: managed.exam.victims.length })}
                </Button>
              ) : null}
            </p>
          </form>
        </section>
        <section aria-labelledby="quotas">
          <h2 id="quotas">{t.quotas}</h2>
          {managed.quotas.length === 0 ? <p class="soft">{t.noQuotas}</p> : null}
          {managed.quotas.map((one) => (
            <form key={one.id} class="lesson row apart" method="post" action={`${base}/drop-quota`}>
              <span>
                {fill(t.quotaLine, {
                  who: t[who[one.who] ?? "ofPerson"],
                  most: one.most,
                  per: t[per[one.per] ?? "perWeek"],
                })}
              </span>
              <input type="hidden" name="quota" value={one.id} />
              <Button kind="line">{t.dropQuota}</Button>
            </form>
          ))}
          <form class="stack rooms" method="post" action={`${base}/quota`}>
            <Select
              name="who"
              label={t.quotaOf}
              value="person"
              options={[
                { value: "person", text: t.ofPerson },
                { value: "department", text: t.ofDepartment },
              ]}
            />
            <Field name="most" type="number" inputmode="numeric" label={t.most} value="5" required />
            <Select
              name="per"
              label={t.per}
              value="week"
              options={[
                { value: "day", text: t.perDay },
                { value: "week", text: t.perWeek },
                { value: "term", text: t.perTerm },
              ]}
            />
            <Button kind="line">{t.addQuota}</Button>
          </form>
        </section>
        <section aria-labelledby="faults">
          <h2 id="faults">{t.faults}</h2>
          {managed.faults.length === 0 ? <p class="soft">{t.noFaults}</p> : null}
          {managed.faults.map((one) => (
            <form key={one.id} class="lesson row apart" method="post" action={`${base}/fixed`}>
              <span>
                {one.room}: {one.what}
              </span>
              <input type="hidden" name="fault" value={one.id} />
              <input type="hidden" name="version" value={String(one.version)} />
              <Button kind="line">{t.fixed}</Button>
            </form>
          ))}
        </section>
        {school ? (
          <section aria-labelledby="files">
            <h2 id="files">{t.files}</h2>
            <ul>
              {(
                [
                  [`/exchange/${school.id}`, t.filesIn],
                  [`/records/${school.id}/register`, t.register],
                  [`/records/${school.id}/borrowing`, t.borrowing],
                  [`/records/${school.id}/feeds`, t.feeds],
                  ["/records/usage", t.usage],
                ] as const
              ).map(([href, text]) => (
                <li key={href}>
                  <a href={href}>{text}</a>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <section aria-labelledby="posters">
          <h2 id="posters">{t.posters}</h2>
          <ul>
            {managed.rooms.map(({ id, name, door }) => (
              <li key={id}>
                <a href={`/d/${door}/poster`}>
                  {t.poster}: {name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      </>
    ),
  });
}
