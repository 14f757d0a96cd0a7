import { renderPage } from "@ven/ui";

import assets from "../../dist/identity.json";
import type { Frame } from "./shell";

export interface InboxPage extends Frame {
  messages: readonly { id: string; at: string; to: string; text: string; code: string | undefined }[];
}

/** What would have been sent, for whoever works on the city on their own machine: in English and Vietnamese at once. */
export function inboxPage({ messages, lang, city }: InboxPage) {
  return renderPage({
    lang,
    city,
    assets,
    audience: "phone",
    brand: { name: "Hộp thư thử · Development inbox", href: "/dev/inbox" },
    title: "Development inbox",
    here: "/dev/inbox",
    noindex: true,
    body: (
      <>
        <h1>Hộp thư thử · Development inbox</h1>
        <p class="soft">Chỉ có trên máy này. Only on this machine; nothing was sent.</p>
        {messages.length === 0 ? <p>Chưa có tin nào. No messages yet.</p> : null}
        <ul class="stack">
          {messages.map(({ id, at, to, text, code }) => (
            <li key={id} class="card">
              <p class="row apart">
                <strong>{to}</strong> <span class="soft">{at}</span>
              </p>
              {code ? <p class="lead">{code}</p> : null}
              <p class="soft">{text}</p>
            </li>
          ))}
        </ul>
        <p>
          <a href="/dev/inbox">Tải lại · Refresh</a>
        </p>
      </>
    ),
  });
}
