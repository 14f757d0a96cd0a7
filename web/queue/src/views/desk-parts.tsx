import type { DeskView, StaffTicket } from "@ven/contracts/queue";
import { Icon } from "@ven/ui/icon";
import { Tag } from "@ven/ui/show";
import type { ComponentChildren } from "preact";

import type { StaffWords } from "../words/staff";

interface ActFormProps {
  desk: DeskView;
  act: string;
  /** The ticket in the version that was seen: a stale one is refused. */
  ticket: Pick<StaffTicket, "version"> & ({ id: string } | { ticket: string });
  /** The key that presses it. */
  shortcut?: string;
  fields?: Record<string, string>;
  children: ComponentChildren;
}

/** One command as a form, which works without scripts; the desk's script sends the same fields as JSON. */
export function ActForm({ desk, act, ticket, shortcut, fields = {}, children }: ActFormProps) {
  return (
    <form method="post" action={`/desk/${desk.counter.id}/${act}`} data-act={act} data-shortcut={shortcut}>
      <input type="hidden" name="ticket" value={"id" in ticket ? ticket.id : ticket.ticket} />
      <input type="hidden" name="version" value={ticket.version} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

const reasons = ["child", "age", "pregnant", "disability", "merit"] as const;
const isReason = (text: string | null): text is (typeof reasons)[number] => reasons.some((one) => one === text);

/** The group a ticket ranks in, and a claim that nobody has looked at. */
export function ClassTag({ ticket, words }: { ticket: StaffTicket; words: StaffWords }) {
  const why = isReason(ticket.reason) ? words[ticket.reason] : "";
  if (ticket.class === "emergency")
    return (
      <span class="tag halt">
        <Icon name="triangle" />
        {words.emergency}
      </span>
    );
  if (ticket.class === "priority")
    return (
      <>
        <Tag state="priority">{words.priority}</Tag> {why ? <span class="small soft">{why}</span> : null}
      </>
    );
  return ticket.claimed ? (
    <>
      <Tag state="pending">{words.claimed}</Tag> {why ? <span class="small soft">{why}</span> : null}
    </>
  ) : (
    <span>{words.normal}</span>
  );
}
