import type { ComponentChildren } from "preact";

import { type State, Tag } from "./show";

export interface TicketProps {
  /** For a screen reader: "Số của bạn". */
  label: string;
  /** "Số của bạn · Khám Nội" */
  heading: string;
  number: string;
  state: State;
  stateText: string;
  /** What comes with the state: the range, or the room that calls. */
  children?: ComponentChildren;
}

/** The number first, then its state, then how long. */
export function Ticket({ label, heading, number, state, stateText, children }: TicketProps) {
  return (
    <section class={state === "called" ? "ticket called" : "ticket"} aria-label={label} aria-live="polite">
      <div>
        <p class="soft">{heading}</p>
        <p class="no">{number}</p>
        <p>
          <Tag state={state}>{stateText}</Tag>
        </p>
      </div>
      {children ? <div>{children}</div> : null}
    </section>
  );
}

export interface WaitBandProps {
  /** UTC ms. The turn is a range, never a promise. */
  now: number;
  from: number;
  to: number;
  text: (ms: number) => string;
  words: { now: string; turn: string };
  /** The whole picture in one sentence. */
  label: string;
}

/** Positions in percent of the width; a wait that is nearly over still leaves room for its words. */
export function bandPositions({ now, from, to }: Pick<WaitBandProps, "now" | "from" | "to">) {
  const horizon = Math.max(to - now, 1) * 1.15;
  const start = Math.min(Math.max((100 * (from - now)) / horizon, 0), 84);
  const end = Math.min(Math.max((100 * (to - now)) / horizon, start + 3), 96);
  return { start, end, middle: Math.min(Math.max((start + end) / 2, 58), 76), apart: start >= 28 && end - start >= 26 };
}

export function WaitBand({ label, text, words, ...range }: WaitBandProps) {
  const { start, end, middle, apart } = bandPositions(range);
  return (
    <svg class="band" role="img" aria-label={label}>
      <line x1="2%" x2="98%" y1="2.1em" y2="2.1em" stroke="var(--line)" stroke-width="4" />
      <line x1={`${start + 2}%`} x2={`${end}%`} y1="2.1em" y2="2.1em" stroke="var(--sea)" stroke-width="14" />
      <circle cx="2%" cy="2.1em" r="7" fill="var(--ink)" />
      <g class="here">
        <text x="0" y="1em">
          {words.now}
        </text>
        <text x="0" y="3.8em">
          {text(range.now)}
        </text>
      </g>
      <g text-anchor="middle">
        <text x={`${middle}%`} y="1em">
          {words.turn}
        </text>
        {apart ? (
          <>
            <text x={`${start + 2}%`} y="3.8em">
              {text(range.from)}
            </text>
            <text x={`${end}%`} y="3.8em">
              {text(range.to)}
            </text>
          </>
        ) : (
          <text x={`${middle}%`} y="3.8em">
            {text(range.from)}–{text(range.to)}
          </text>
        )}
      </g>
    </svg>
  );
}

export interface Step {
  title: string;
  text?: string;
  state: "done" | "current" | "later";
}

/** A journey: what is done, where one is, what may come, with the place of each. */
export function Steps({ steps, level = 3 }: { steps: readonly Step[]; level?: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <ol class="steps">
      {steps.map(({ title, text, state }) => (
        <li
          key={title}
          class={state === "done" ? "done" : undefined}
          aria-current={state === "current" ? "step" : undefined}
        >
          <Heading>{title}</Heading>
          {text ? <p class="soft">{text}</p> : null}
        </li>
      ))}
    </ol>
  );
}
