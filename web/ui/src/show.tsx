import type { Lang } from "@ven/contracts";
import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./icon";
import { messages } from "./messages";

/** The state language: a word, an icon and a colour, in that order of trust. */
const states = {
  waiting: { look: "wait", icon: "clock" },
  called: { look: "solid", icon: "bell" },
  serving: { look: "serve", icon: "person" },
  done: { look: "go", icon: "tick" },
  good: { look: "go", icon: "tick" },
  priority: { look: "wait", icon: "up" },
  missed: { look: "halt", icon: undefined },
  free: { look: "free", icon: "plus" },
  mine: { look: "solid", icon: "person" },
  taken: { look: "", icon: "dash" },
  pending: { look: "wait", icon: "clock" },
  open: { look: "go", icon: "tick" },
  closed: { look: "shut", icon: "lock" },
  paused: { look: "wait", icon: "pause" },
  cancelled: { look: "", icon: "undo" },
  look: { look: "wait", icon: "triangle" },
  silent: { look: "halt", icon: "lost" },
  lost: { look: "halt", icon: "lost" },
} as const satisfies Record<string, { look: string; icon: IconName | undefined }>;

export type State = keyof typeof states;
export const stateNames = Object.keys(states).filter((name): name is State => name in states);

/** A state in the given words; islands use this one, whose words come as props. */
export function Tag({ state, children }: { state?: State; children: ComponentChildren }) {
  const { look, icon } = state ? states[state] : { look: "", icon: undefined };
  return (
    <span class={look ? `tag ${look}` : "tag"}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </span>
  );
}

/** A state in the house's own words. */
export function StateTag({ state, lang }: { state: State; lang: Lang }) {
  return <Tag state={state}>{messages(lang)[state]}</Tag>;
}

const notes = {
  info: { look: "", role: undefined },
  success: { look: " go", role: "status" },
  warning: { look: " wait", role: undefined },
  stop: { look: " halt", role: "alert" },
} as const;

/** What a person should know now. Success and stop are announced; the others are part of the page. */
export function Notification({
  kind = "info",
  title,
  children,
}: {
  kind?: keyof typeof notes;
  title?: string;
  children: ComponentChildren;
}) {
  const { look, role } = notes[kind];
  return (
    <div class={`note${look}`} role={role}>
      {title ? <strong>{title}</strong> : null} {children}
    </div>
  );
}

export interface Fact {
  term: string;
  value: ComponentChildren;
  /** A link that changes it; `about` is what a screen reader hears after its word. */
  change?: { href: string; text: string; about: string };
}

export function SummaryList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ term, value, change }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            {value}
            {change ? (
              <a href={change.href}>
                {change.text}
                <span class="vh"> {change.about}</span>
              </a>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface Column {
  text: string;
  /** Right-aligned figures in the system font: Be Vietnam Pro has no tabular ones. */
  number?: boolean;
}

/** Rows whose first cell names them. */
export function DataTable({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly Column[];
  rows: readonly { key: string; cells: readonly ComponentChildren[] }[];
}) {
  return (
    <table>
      <caption class="vh">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ text, number }) => (
            <th key={text} scope="col" class={number ? "n" : undefined}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, index) =>
              index === 0 ? (
                <th key={index} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={index} class={columns[index]?.number ? "n" : undefined}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What may be wider than a phone, such as a table: it scrolls, by finger or by arrow keys, and the page does not. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // A keyboard has no other way to its end; a section would be one more landmark of the same name.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- as said above
    <div class="scroll" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}

/** Names what happened, with the way back beside it. Empty when there is nothing: the live region must stay. */
export function Toast({ children }: { children?: ComponentChildren }) {
  return <output class="toast dark">{children}</output>;
}
