import type { Lang } from "@ven/contracts";
import type { DeskView, StaffTicket } from "@ven/contracts/queue";
import { localTime } from "@ven/kit/local-time";
import { Button } from "@ven/ui/button";
import { SummaryList, Tag, Toast } from "@ven/ui/show";

import { clockOf, fill, minutesOf, nameOf } from "../fill";
import type { StaffWords } from "../words/staff";
import { Away, Line } from "./desk-line";
import { ActForm, ClassTag } from "./desk-parts";

export interface DeskViewProps {
  lang: Lang;
  desk: DeskView;
  words: StaffWords;
  /** Idempotency key of the next call. */
  nextKey: string;
  /** What was done last, with the way back while there is one. */
  notice: { text: string; undo: { ticket: string; version: number } | null } | null;
  /** Why the last act was refused, or what is in the way. */
  trouble: string | null;
  /** UTC ms at the server. */
  now: number;
}

/** The desk of one counter, the same on the server and in the browser. */
export function DeskPanel(props: DeskViewProps) {
  const { desk, lang, words, notice, trouble } = props;
  const served = desk.services.map((service) => nameOf(service, lang)).join(", ");
  const open = desk.services.some((service) => service.open);
  return (
    <div class="two side">
      <div class="stack">
        <div class="row apart">
          <h1>
            {nameOf(desk.counter, lang)}
            {served ? ` · ${served}` : ""}
          </h1>
          <Tag state={open ? "open" : "closed"}>{open ? words.open : words.closed}</Tag>
        </div>
        <div role="alert">{trouble ? <p class="note halt">{trouble}</p> : null}</div>
        <Current {...props} />
        <CallNext {...props} />
        <Toast>
          {notice ? (
            <>
              <span>{notice.text}</span>
              {notice.undo ? (
                <ActForm desk={desk} act="undo" ticket={notice.undo}>
                  <Button>
                    {words.undo} <kbd>Z</kbd>
                  </Button>
                </ActForm>
              ) : null}
            </>
          ) : null}
        </Toast>
        {desk.current ? <Transfer {...props} ticket={desk.current} /> : null}
      </div>
      <section aria-labelledby="line">
        <Line {...props} />
        <Away {...props} />
      </section>
    </div>
  );
}

function Current(props: DeskViewProps) {
  const { desk, words, now, lang } = props;
  const { current } = desk;
  if (!current)
    return (
      <section class="card stack" aria-labelledby="current">
        <h2 id="current" class="soft">
          {words.nobody}
        </h2>
      </section>
    );
  const { state, calledAt, startedAt, issuedAt, calls } = current;
  const serving = state === "serving";
  const since = (serving ? startedAt : calledAt) ?? now;
  return (
    <section class="card stack" aria-labelledby="current">
      <div class="two half">
        <div>
          <h2 id="current" class="soft">
            {serving ? words.nowServing : words.now}
          </h2>
          <p class="no">{current.label}</p>
          <p class="row">
            <ClassTag ticket={current} words={words} /> <span>{serviceName(desk, current, lang)}</span>
            {current.step > 1 ? <span>{fill(words.step, { n: current.step })}</span> : null}
          </p>
        </div>
        <SummaryList
          facts={[
            { term: serving ? words.servingFor : words.lasts, value: <time>{clockOf(now - since)}</time> },
            { term: words.waited, value: fill(words.minutes, { n: minutesOf((calledAt ?? now) - issuedAt) }) },
            { term: words.calls, value: String(calls) },
            ...(desk.meanServiceMs === null
              ? []
              : [{ term: words.mean, value: fill(words.minutes, { n: Math.round(desk.meanServiceMs / 60_000) }) }]),
          ]}
        />
      </div>
      <div class="tools">
        {serving ? null : (
          <>
            <Tool {...props} ticket={current} act="recall" shortcut="R" text={words.recall} />
            <Tool {...props} ticket={current} act="start" shortcut="S" text={words.start} />
          </>
        )}
        {serving ? <Tool {...props} ticket={current} act="finish" shortcut="F" text={words.finish} /> : null}
        {current.claimed ? <Confirm {...props} ticket={current} /> : null}
        <Tool {...props} ticket={current} act="park" shortcut="P" text={words.park} />
        {serving ? null : <Tool {...props} ticket={current} act="undo" shortcut="Z" text={words.undo} />}
        {serving ? null : <Tool {...props} ticket={current} act="no-show" shortcut="V" text={words.missed} stop />}
      </div>
    </section>
  );
}

const serviceName = (desk: DeskView, ticket: StaffTicket, lang: Lang) => {
  const service = desk.destinations.find(({ id }) => id === ticket.service);
  return service ? nameOf(service, lang) : ticket.service;
};

interface ToolProps extends DeskViewProps {
  ticket: StaffTicket;
  act: "recall" | "start" | "finish" | "park" | "undo" | "no-show";
  shortcut: string;
  text: string;
  stop?: boolean;
}

function Tool({ desk, ticket, act, shortcut, text, stop }: ToolProps) {
  return (
    <ActForm desk={desk} act={act} ticket={ticket} shortcut={shortcut}>
      <Button kind={stop ? "stop" : "line"} shortcut={shortcut} full>
        {text}
      </Button>
    </ActForm>
  );
}

function Confirm({ desk, ticket, words }: DeskViewProps & { ticket: StaffTicket }) {
  return (
    <ActForm desk={desk} act="reclassify" ticket={ticket} fields={{ class: "priority" }}>
      <Button kind="line">{words.confirm}</Button>
    </ActForm>
  );
}

function Transfer({ desk, ticket, words, lang }: DeskViewProps & { ticket: StaffTicket }) {
  const elsewhere = desk.destinations.filter(({ id }) => id !== ticket.service);
  if (elsewhere.length === 0) return null;
  return (
    <details>
      <summary>{words.transfer}</summary>
      <ActForm desk={desk} act="transfer" ticket={ticket}>
        <div class="row">
          <label for="transfer-to">{words.transferTo}</label>
          <select id="transfer-to" name="service" class="some">
            {elsewhere.map((service) => (
              <option key={service.id} value={service.id}>
                {nameOf(service, lang)}
              </option>
            ))}
          </select>
          <Button kind="line">{fill(words.transferDo, { label: ticket.label })}</Button>
        </div>
      </ActForm>
    </details>
  );
}

/** The one solid button: it says what becomes of the person here, and who comes. */
function CallNext({ desk, words, nextKey, now }: DeskViewProps) {
  const { current, waiting } = desk;
  const next = waiting[0];
  const settled = current
    ? fill(current.state === "serving" ? words.settleServed : words.settleMissed, { label: current.label })
    : null;
  const then = next
    ? fill(words.nextIs, {
        label: next.label,
        class: words[next.class].toLowerCase(),
        n: minutesOf(now - next.issuedAt),
      })
    : words.nextNobody;
  return (
    <form method="post" action={`/desk/${desk.counter.id}/call-next`} data-act="call-next">
      <input type="hidden" name="key" value={nextKey} />
      <Button size="next" full>
        <span>
          {words.next}
          <small>{settled ? `${settled}. ${then}` : then}</small>
        </span>{" "}
        <kbd>{words.space}</kbd>
      </Button>
    </form>
  );
}

/** What the desk says after a call: who, when, and the way back while the person is only called. */
export function calledNotice(desk: DeskView, words: StaffWords): DeskViewProps["notice"] {
  const { current, timezone } = desk;
  if (!current || current.calledAt === null) return { text: words.calledNobody, undo: null };
  return {
    text: fill(words.called, { label: current.label, time: localTime(current.calledAt, timezone) }),
    undo: current.state === "called" ? { ticket: current.id, version: current.version } : null,
  };
}
