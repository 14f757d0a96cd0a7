import { hostOf, type ServiceName, serviceOfHost } from "@ven/city/deployment";

import type { Env } from "./env";

/** Which binding answers on which service's host. A new service is one line here and one in wrangler.toml. */
const bindings = {
  queue: "QUEUE",
  wifi: "WIFI",
  ask: "ASK",
  classrooms: "CLASSROOMS",
  identity: "IDENTITY_WEB",
} as const satisfies Partial<Record<ServiceName, keyof Env>>;

type Behind = keyof typeof bindings;
const isBehind = (service: ServiceName): service is Behind => Object.hasOwn(bindings, service);

/** Who answers an address: the front door itself, a service behind it, or nobody. Ports do not matter. */
export function whoAnswers(url: string, selfOrigin: string): "front-door" | Behind | undefined {
  const service = serviceOfHost(new URL(url).hostname, new URL(selfOrigin).hostname);
  if (service === undefined || service === "front-door") return service;
  return isBehind(service) ? service : undefined;
}

/** The origin of a service beside this one: `originOf("queue", "http://localhost:8787")`. */
export function originOf(service: ServiceName, selfOrigin: string) {
  const { protocol, host } = new URL(selfOrigin);
  return `${protocol}//${hostOf(service, host)}`;
}

/** Whatever a client may claim about its own address. */
const claims = ["cf-connecting-ip", "cf-connecting-ipv6", "cf-pseudo-ipv4", "forwarded", "true-client-ip", "x-real-ip"];

/**
 * The request as this listener vouches for it: claims about the client's address go, except the header that the
 * platform before us is trusted to set. On one's own machine nothing stands before us.
 */
export function vouched(request: Request, env: Pick<Env, "TRUSTED_ADDRESS_HEADER" | "ENVIRONMENT">) {
  const trusted = env.ENVIRONMENT === "development" ? undefined : env.TRUSTED_ADDRESS_HEADER?.toLowerCase();
  const headers = new Headers(request.headers);
  for (const name of request.headers.keys())
    if ((claims.includes(name) || name.startsWith("x-forwarded-")) && name !== trusted) headers.delete(name);
  return new Request(request, { headers, redirect: "manual" });
}

/** Hands a request on unchanged in address, method and body; also a WebSocket's upgrade. Throws when nobody is there. */
export function handOn(service: Behind, request: Request, env: Env): Promise<Response> {
  return env[bindings[service]].fetch(vouched(request, env));
}
