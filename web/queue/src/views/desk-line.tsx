import type { StaffTicket } from "@ven/contracts/queue";
import { Button } from "@ven/ui/button";
import { DataTable, Tag } from "@ven/ui/show";

import { fill, minutesOf, nameOf } from "../fill";
import { ActForm, ClassTag } from "./desk-parts";
import type { DeskViewProps } from "./desk-view";

/** Rows before "show more": what fits a screen of 768 px. */
const shown = 9;

/** Who waits, in the order in which they will be called. */
export function Line(props: DeskViewProps) {
  const { desk, words } = props;
  const rest = desk.waiting.slice(shown);
  const unseen = desk.waitingTotal - desk.waiting.length;
  return (
    <>
      <h2 id="line">{fill(words.waiting, { n: desk.waitingTotal })}</h2>
      {desk.waiting.length > 0 ? <Rows {...props} tickets={desk.waiting.slice(0, shown)} /> : null}
      {rest.length > 0 ? (
        <details>
          <summary>{fill(words.more, { n: rest.length })}</summary>
          <Rows {...props} tickets={rest} />
        </details>
      ) : null}
      {unseen > 0 ? <p class="small soft">{fill(words.moreUnseen, { n: unseen })}</p> : null}
    </>
  );
}

function Rows({ desk, words, lang, now, tickets }: DeskViewProps & { tickets: StaffTicket[] }) {
  const several = desk.services.length > 1;
  const nameOfService = (id: string) => {
    const service = desk.services.find((one) => one.id === id);
    return service ? nameOf(service, lang) : id;
  };
  return (
    <DataTable
      caption={fill(words.queue, { counter: nameOf(desk.counter, lang) })}
      columns={[
        { text: words.number },
        { text: words.class },
        { text: words.waited, number: true },
        ...(several ? [{ text: words.service }] : []),
      ]}
      rows={tickets.map((ticket) => ({
        key: ticket.id,
        cells: [
          ticket.label,
          ticket.claimed ? (
            <>
              <ClassTag ticket={ticket} words={words} />
              <ActForm desk={desk} act="reclassify" ticket={ticket} fields={{ class: "priority" }}>
                <Button kind="line">
                  {words.confirm}
                  <span class="vh"> {fill(words.confirmOf, { label: ticket.label })}</span>
                </Button>
              </ActForm>
            </>
          ) : (
            <ClassTag ticket={ticket} words={words} />
          ),
          fill(words.minutes, { n: minutesOf(now - ticket.issuedAt) }),
          ...(several ? [nameOfService(ticket.service)] : []),
        ],
      }))}
    />
  );
}

/** Who missed a call or was sent out: they come back by a call with a reason, or into the line. */
export function Away({ desk, words }: DeskViewProps) {
  if (desk.away.length === 0) return null;
  const reasons = [words.reasonHere, words.reasonResult, words.reasonDoctor];
  return (
    <>
      <h2 id="away" class="gap">
        {fill(words.away, { n: desk.away.length })}
      </h2>
      {desk.current ? <p class="small soft">{words.busy}</p> : null}
      <ul class="away">
        {desk.away.map((ticket) => (
          <li key={ticket.id}>
            <div class="row">
              <strong>{ticket.label}</strong>
              <Tag state={ticket.state === "parked" ? "paused" : "missed"}>
                {ticket.state === "parked" ? words.parked : words.noShow}
              </Tag>
            </div>
            <div class="row">
              <ActForm desk={desk} act="call" ticket={ticket}>
                <div class="row">
                  <select name="reason" class="some" aria-label={fill(words.reason, { label: ticket.label })}>
                    {reasons.map((reason) => (
                      <option key={reason}>{reason}</option>
                    ))}
                  </select>
                  <Button kind="line" disabled={desk.current !== null}>
                    {words.call}
                    <span class="vh"> {fill(words.callOf, { label: ticket.label })}</span>
                  </Button>
                </div>
              </ActForm>
              <ActForm desk={desk} act={ticket.state === "parked" ? "resume" : "reinstate"} ticket={ticket}>
                <Button kind="line">
                  {words.back}
                  <span class="vh"> {fill(words.callOf, { label: ticket.label })}</span>
                </Button>
              </ActForm>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
