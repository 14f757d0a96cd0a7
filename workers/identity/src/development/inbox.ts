import type { Desk } from "../desk";
import { openMessage } from "../message";
import { newestMessages } from "./outbox-repository";

/** What would have been sent, newest first. Messages of earlier keys of this machine cannot be read and are left out. */
export async function readInbox({ db, keys }: Desk) {
  const opened = await Promise.all(
    (await newestMessages(db, 30)).map(async ({ id, at, payload }) => {
      const message = await openMessage(id, payload, keys.secrets).catch(() => undefined);
      return message && { id, at, to: message.to, text: message.text, code: /#(\d{6})$/.exec(message.text)?.[1] };
    }),
  );
  return opened.filter((message) => message !== undefined);
}
