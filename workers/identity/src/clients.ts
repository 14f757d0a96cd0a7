import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

const Clients = lazily(() => z.record(z.string(), z.string()));

/** The one address to which a service's sign-in comes back; undefined for a stranger. */
export function redirectUriOf(clients: string, client: string): string | undefined {
  const origins = new Map(Object.entries(z.parse(Clients, JSON.parse(clients))));
  const origin = origins.get(client);
  return origin === undefined ? undefined : `${origin}/auth/callback`;
}

/** Origins to which a form of this host may lead after it was answered. */
export const clientOrigins = (clients: string) => Object.values(z.parse(Clients, JSON.parse(clients)));

/** Names of the services that people may be signed in to. */
export const clientNames = (clients: string) => Object.keys(z.parse(Clients, JSON.parse(clients)));
