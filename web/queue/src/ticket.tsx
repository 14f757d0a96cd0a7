import type { TicketView } from "@ven/contracts/queue";
import { Island, Notification, refreshOf } from "@ven/ui";

import { type Around, page } from "./around";
import { fill, minutesOf, nameOf } from "./fill";
import { TicketPanel, type TicketViewProps, titleOf } from "./views/ticket-view";
import { ticketWords } from "./words/ticket";
import { waitWords } from "./words/wait";

export interface TicketPage extends Around {
  token: string;
  ticket: TicketView;
  staleMs?: number | undefined;
}

/** A number on a phone: how many are in front, how long, and where to go when it is called. */
export function ticketPage({ token, ticket, staleMs, ...around }: TicketPage) {
  const { lang, path } = around;
  const words = ticketWords(lang);
  const wait = waitWords(lang);
  const props: TicketViewProps = { lang, token, ticket, words, wait, connection: "page", alerts: "none", said: "" };
  return page(around, {
    title: titleOf(props),
    audience: "phone",
    brand: { name: nameOf(ticket.facility, lang), href: `/j/${ticket.facility.id}` },
    here: path,
    noindex: true,
    scripts: ["live-ticket"],
    refresh: refreshOf(new URL(path, "http://localhost").href, 15),
    footer: <p>{words.noName}</p>,
    body: (
      <>
        {staleMs === undefined ? null : (
          <Notification kind="warning">{fill(wait.stale, { n: Math.max(1, minutesOf(staleMs)) })}</Notification>
        )}
        <Island of={TicketPanel} name="live-ticket" props={props} />
      </>
    ),
  });
}
