import { clock, setClock } from "@ven/kit";
import { env, exports } from "cloudflare:workers";

import { readContact } from "../src/contact";
import { deskOf } from "../src/desk";
import { readInbox } from "../src/development/inbox";
import { seed } from "../src/development/seed";

export const origin = "https://id.test";

export const desk = () => deskOf(env, { now: clock.now(), requestId: "test" });

/** Lays down the sample people. */
export const seedPeople = async () => seed(await desk());

/** Moves the clock on, so that a minute need not be waited for. */
export function wait(ms: number) {
  const now = clock.now() + ms;
  setClock({ now: () => now });
}

/** A browser: keeps cookies, follows nothing by itself. */
export function browser(agent = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36") {
  const cookies = new Map<string, string>();
  const fetch = async (
    path: string,
    init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {},
  ) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await exports.default.fetch(new URL(path, origin).href, {
      redirect: "manual",
      ...init,
      headers: { accept: "text/html", "user-agent": agent, ...(cookie && { cookie }), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes("Max-Age=0")) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const post = (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(path, { method: "POST", body: new URLSearchParams(form), headers: { origin, ...headers } });
  return {
    cookies,
    fetch,
    post,
    /** Asks for a code; gives the sealed challenge of the page that follows. */
    async askForCode(contact: string, next?: string) {
      const answer = await post("/sign-in", { contact, ...(next !== undefined && { continue: next }) });
      return new URL(answer.headers.get("location") ?? "", origin).searchParams.get("c") ?? "";
    },
    async signIn(contact: string, next?: string) {
      const challenge = await this.askForCode(contact, next);
      return post("/sign-in/code", { challenge, code: await lastCode(contact) });
    },
  };
}

/** The code that was sent last, to one contact or to anybody. */
export async function lastCode(contact?: string) {
  const to = contact && readContact(contact)?.value;
  const messages = await readInbox(await desk());
  return messages.find(({ to: sentTo, code }) => code && (to === undefined || sentTo === to))?.code ?? "";
}

export const count = async (sql: string, d1: D1Database = env.DB) =>
  Number((await d1.prepare(`SELECT count(*) AS n FROM ${sql}`).first<{ n: number }>())?.n);
