import { Button, Field, Icon, Notification } from "@ven/ui";

import { Refused, whenText } from "./parts";
import { type StaffFrame, staffPage } from "./shell";
import { officeWords } from "./words/office";
import { dateText, roomWords } from "./words/rooms";

export interface Managed {
  pending: readonly {
    id: string;
    label: string;
    room: string;
    date: string;
    first: number | null;
    last: number | null;
    version: number;
  }[];
  faults: readonly { id: string; room: string; what: string; version: number }[];
  handovers: readonly {
    booking: string;
    label: string;
    room: string;
    date: string;
    direction: "in" | "out";
    note: string | null;
  }[];
  refusal?: Record<string, unknown> | undefined;
  notice?: string | undefined;
}

/** What a room manager looks after: approvals first, then what is broken, then the way to everything else. */
export function managePage(frame: StaffFrame, managed: Managed) {
  const { lang, school } = frame;
  const t = { ...roomWords(lang), ...officeWords(lang) };
  const base = `/s/${school?.id ?? ""}/manage`;
  const records = `/records/${school?.id ?? ""}`;
  const matters: readonly (readonly [title: string, links: readonly (readonly [href: string, text: string])[]])[] = [
    [
      t.decide,
      [
        [`${base}/rules`, t.rules],
        ["/closures", t.closures],
        [`${base}/exam`, t.exam],
        [`${base}/bells`, t.bells],
      ],
    ],
    [
      t.lookAfter,
      [
        [`${base}/things`, t.things],
        [`${base}/people`, t.people],
        [`${base}/boards`, t.boards],
        [`${base}/posters`, t.posters],
      ],
    ],
    [
      t.files,
      [
        [`/exchange/${school?.id ?? ""}`, t.filesIn],
        [`${records}/register`, t.register],
        [`${records}/borrowing`, t.borrowing],
        [`${records}/feeds`, t.feeds],
        ["/records/usage", t.usage],
      ],
    ],
  ];
  return staffPage(
    frame,
    {
      title: t.manage,
      body: (
        <>
          <h1>{t.manage}</h1>
          {managed.notice ? <Notification kind="success">{managed.notice}</Notification> : null}
          {managed.refusal ? <Refused lang={lang} facts={managed.refusal} /> : null}
          <div class="two half">
            <div class="stack">
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
                    <Field name="reason" id={`reason-${one.id}`} label={t.denyReason} maxlength={200} />
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
              {managed.handovers.length === 0 ? null : (
                <section aria-labelledby="handovers">
                  <h2 id="handovers">{t.handovers}</h2>
                  <ul>
                    {managed.handovers.map((one) => (
                      <li key={`${one.booking}${one.direction}`}>
                        {one.room}, {dateText(one.date, lang)}, {one.direction === "in" ? t.onTaking : t.onGiving}:{" "}
                        {one.note ?? t.conditionFault} (<a href={`/bookings/${one.booking}`}>{one.label}</a>)
                      </li>
                    ))}
                  </ul>
                </section>
              )}
            </div>
            <div class="stack">
              {matters.map(([title, links]) => (
                <section key={title}>
                  <h2>{title}</h2>
                  <ul class="links">
                    {links.map(([href, text]) => (
                      <li key={href}>
                        <a href={href}>
                          <span>{text}</span>
                          <Icon name="next" />
                        </a>
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          </div>
        </>
      ),
    },
    "desk",
  );
}
