import type { Lang } from "@ven/contracts";
import type { TicketState, TicketView } from "@ven/contracts/queue";
import { localTime } from "@ven/kit/local-time";
import { Button, LinkButton } from "@ven/ui/button";
import { Icon } from "@ven/ui/icon";
import type { State } from "@ven/ui/show";
import { type Step, Steps, Ticket, WaitBand } from "@ven/ui/ticket";
import type { ComponentChildren } from "preact";

import { fill, nameOf } from "../fill";
import { peopleText, waitText } from "../wait";
import type { TicketWords } from "../words/ticket";
import type { WaitWords } from "../words/wait";

/** How the phone is connected: as served, live, or lost since an instant (UTC ms). */
export type Connection = "page" | "live" | { lostAt: number };
/** What a phone can do while the page is open: nothing asked for yet, or what is on. */
export type Alerts = "none" | "offered" | "chime" | "chime-and-screen";

export interface TicketViewProps {
  lang: Lang;
  token: string;
  ticket: TicketView;
  words: TicketWords;
  wait: WaitWords;
  connection: Connection;
  alerts: Alerts;
  /** What a screen reader is told at once; empty unless something just happened. */
  said: string;
  onAlert?: () => void;
}

/** At this many in front people should be near. */
export const nearAt = 2;

const looks: Record<TicketState, State> = {
  booked: "pending",
  waiting: "waiting",
  called: "called",
  serving: "serving",
  parked: "paused",
  no_show: "missed",
  transferred: "done",
  served: "done",
  cancelled: "cancelled",
  expired: "closed",
};
const cancellable: readonly TicketState[] = ["booked", "waiting", "parked"];
/** States that have more to show under the number than their word. */
const shown: readonly TicketState[] = ["waiting", "called", "serving"];
const over: readonly TicketState[] = ["served", "cancelled", "expired"];

type Told = Pick<TicketViewProps, "lang" | "ticket" | "words" | "wait">;

/** Label and position, so that a tab in the background says it too. */
export function titleOf({ lang, ticket, words, wait }: Told) {
  const facility = nameOf(ticket.facility, lang);
  const { label, state, position, counter } = ticket;
  if (state === "waiting" && position !== null && position > 0)
    return fill(words.titleAhead, { label, people: peopleText(wait, position), facility });
  if (state === "waiting") return fill(words.titleState, { label, state: words.first, facility });
  if (state === "called" && counter)
    return fill(words.titleState, { label, state: fill(words.come, { counter: nameOf(counter, lang) }), facility });
  return fill(words.titleState, { label, state: words[state], facility });
}

/** A visit's own page, the same on the server and in the phone. */
export function TicketPanel(props: TicketViewProps) {
  const { lang, token, ticket, words, alerts, said, onAlert } = props;
  const { state, label, journey } = ticket;
  return (
    <div class="stack">
      <h1 class="vh">{fill(words.heading, { service: nameOf(ticket.service, lang) })}</h1>
      <p class="vh" role="alert">
        {said}
      </p>
      <Ticket
        label={words.yours}
        heading={fill(words.heading, { service: nameOf(ticket.service, lang) })}
        number={label}
        state={looks[state]}
        stateText={words[state]}
      >
        {shown.includes(state) ? <Now {...props} /> : null}
      </Ticket>
      <Next {...props} />
      {state === "no_show" ? (
        <form method="post" action={`/t/${token}/back`}>
          <Button size="big" full>
            {words.back}
          </Button>
        </form>
      ) : null}
      {state === "booked" ? (
        <form method="post" action={`/t/${token}/arrive`}>
          <Button size="big" full>
            {words.arrive}
          </Button>
        </form>
      ) : null}
      {over.includes(state) ? (
        <p>
          <LinkButton kind={state === "served" ? "line" : "solid"} size="big" full href={`/j/${ticket.facility.id}`}>
            {words.again}
          </LinkButton>
        </p>
      ) : null}
      {alerts === "none" || over.includes(state) ? null : (
        <div>
          <Button type="button" kind="line" full disabled={alerts !== "offered"} onClick={onAlert}>
            <Icon name="bell" />
            {alerts === "offered" ? words.alert : alerts === "chime" ? words.chimeOn : words.alertOn}
          </Button>
          <p class="soft">{words.alertHelp}</p>
        </div>
      )}
      {cancellable.includes(state) ? (
        <details>
          <summary>{words.cancel}</summary>
          <p>{words.cancelSure}</p>
          <form method="post" action={`/t/${token}/cancel`}>
            <Button kind="stop" full>
              {fill(words.cancelYes, { label })}
            </Button>
          </form>
        </details>
      ) : null}
      {journey.length > 1 ? (
        <section class="stack" aria-labelledby="journey">
          <h2 id="journey">{words.journey}</h2>
          <Steps steps={journey.map((step) => stepOf(step, props))} />
        </section>
      ) : null}
      <Age {...props} />
    </div>
  );
}

function stepOf(step: TicketView["journey"][number], { lang, words }: TicketViewProps): Step {
  const service = nameOf({ name: step.service, nameEn: step.serviceEn }, lang);
  const done = step.state === "served" || step.state === "transferred";
  const text = `${step.label} · ${done ? words.served : words[step.state]}`;
  return { title: service, text, state: done ? "done" : over.includes(step.state) ? "later" : "current" };
}

/** Under the number: the range while waiting, the room when called. */
function Now({ lang, ticket, words, wait }: TicketViewProps): ComponentChildren {
  const { state, counter, calledAt, calls, timezone } = ticket;
  if (state === "waiting") return <Waiting {...{ lang, ticket, words, wait }} />;
  if (state === "called")
    return (
      <>
        <p class="lead">{words.called}</p>
        {counter ? <p class="lead where">{nameOf(counter, lang)}</p> : null}
        {calledAt === null ? null : (
          <p>
            {fill(calls > 1 ? words.calledAgain : words.calledAt, { n: calls, time: localTime(calledAt, timezone) })}
          </p>
        )}
      </>
    );
  if (state === "serving" && counter)
    return <p class="lead">{fill(words.servingAt, { counter: nameOf(counter, lang) })}</p>;
  return null;
}

function Waiting({ ticket, words, wait }: Told) {
  const { position, estimate, at, timezone } = ticket;
  const ahead = position ?? 0;
  const time = (ms: number) => localTime(ms, timezone);
  const from = at + (estimate?.lowMinutes ?? 0) * 60_000;
  const to = at + (estimate?.highMinutes ?? 0) * 60_000;
  return (
    <>
      {estimate ? (
        <p class="lead">
          {estimate.highMinutes <= 0 ? words.waitNow : fill(words.wait, { time: waitText(wait, estimate) })}
        </p>
      ) : null}
      <p>{ahead === 0 ? words.first : bold(words.ahead, peopleText(wait, ahead))}</p>
      {estimate && estimate.highMinutes > 0 ? (
        <WaitBand
          now={at}
          from={from}
          to={to}
          text={time}
          words={{ now: words.bandNow, turn: words.bandTurn }}
          label={fill(words.band, { now: time(at), from: time(from), to: time(to) })}
        />
      ) : null}
    </>
  );
}

/** The template's one value in strong type. */
function bold(template: string, value: string) {
  const [before, after] = template.split("{people}");
  return (
    <>
      {before}
      <strong>{value}</strong>
      {after}
    </>
  );
}

/** What to do now, in one or two sentences. */
function Next({ lang, ticket, words }: TicketViewProps) {
  const { state, position, calling, calledAt, claimed, timezone } = ticket;
  const lines: ComponentChildren[] = [];
  if (state === "waiting") {
    lines.push((position ?? 0) <= nearAt ? words.near : words.walk);
    if (calling)
      lines.push(
        fill(words.calling, {
          label: calling.label,
          counter: nameOf({ name: calling.counter, nameEn: calling.counterEn }, lang),
        }),
      );
    if (claimed) lines.push(words.claimed);
  }
  if (state === "called") lines.push(<strong>{words.comeNow}</strong>);
  if (state === "no_show") {
    if (calledAt !== null) lines.push(fill(words.missed, { time: localTime(calledAt, timezone) }));
    lines.push(words.missedNext);
  }
  if (state === "parked") lines.push(words.parkedNext);
  if (state === "booked") lines.push(words.bookedNext);
  if (state === "served") lines.push(words.servedNext);
  if (state === "cancelled") lines.push(words.cancelledNext);
  if (state === "expired") lines.push(words.expiredNext);
  if (state === "transferred") lines.push(words.transferredNext);
  if (lines.length === 0) return null;
  return (
    <p class={state === "no_show" ? "note halt" : "note"}>
      {lines.map((line, index) => (
        <span key={index}>{line} </span>
      ))}
    </p>
  );
}

/** How old this is: honest when the connection is gone. */
function Age({ ticket, words, connection }: TicketViewProps) {
  const { at, timezone } = ticket;
  if (typeof connection === "object")
    return (
      <output class="note wait ib">
        <Icon name="lost" />
        <span>{fill(words.lost, { time: localTime(connection.lostAt, timezone) })}</span>
      </output>
    );
  return (
    <p class="ib soft">
      <Icon name={connection === "live" ? "waves" : "clock"} />
      <span>{fill(connection === "live" ? words.live : words.at, { time: localTime(at, timezone) })}</span>
    </p>
  );
}
