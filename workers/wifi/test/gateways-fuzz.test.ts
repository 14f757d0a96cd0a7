import fc from "fast-check";
import { test } from "vitest";

import { adapters } from "../src/gateways";
import { makes } from "../src/gateways/gateway";
import { readPoll } from "../src/gateways/opennds-authmon";
import { inboundOf, isRegistered } from "../src/gateways/read";
import { recognise } from "../src/gateways/recognise";
import { gatewayOf, genuine, now, terms } from "./gateway-world";

const evil = fc.constantFrom(
  "http://evil.test/",
  "https://evil.test:2050/",
  "//evil.test",
  "javascript:alert(1)",
  "http://10.9.0.1:2050@evil.test/",
  "http://10.9.0.1.evil.test/",
  "10.9.0.1:2050\r\nx: y",
  "$(id)",
  "%00",
  "(null)",
  "",
  "_proto_",
  "9".repeat(400),
);

/** One genuine redirect with something changed in it. */
const mutated = fc
  .record({
    make: fc.constantFrom(...makes),
    edits: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant("value"),
          at: fc.nat(30),
          text: fc.oneof(evil, fc.string(), fc.string({ unit: "binary" })),
        }),
        fc.record({ kind: fc.constant("byte"), at: fc.nat(900), text: fc.string({ minLength: 1, maxLength: 3 }) }),
        fc.record({ kind: fc.constant("drop"), at: fc.nat(30), text: fc.constant("") }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ make, edits }) => ({ make, address: edits.reduce(edit, genuine[make]) }));

function edit(address: string, { kind, at, text }: { kind: string; at: number; text: string }) {
  const [base = "", query = ""] = address.split(/\?(.*)/s);
  const pairs = query.split("&");
  const index = at % pairs.length;
  if (kind === "drop") pairs.splice(index, 1);
  else if (kind === "value") pairs[index] = `${pairs[index]?.split("=")[0]}=${encodeURIComponent(text.toWellFormed())}`;
  else {
    const place = at % (query.length || 1);
    return `${base}?${query.slice(0, place)}${encodeURI(text.toWellFormed())}${query.slice(place + 1)}`;
  }
  return `${base}?${pairs.join("&")}`;
}

/** Every host to which a grant would take the phone, or us. */
function hostsOf(grant: Awaited<ReturnType<(typeof adapters)["uam"]["grant"]>>) {
  if (grant?.kind === "redirect") return [new URL(grant.url).host];
  if (grant?.kind === "form") return [new URL(grant.action).host];
  return grant?.kind === "talk" ? [new URL(grant.talk.next([])?.url ?? "http://none.test").host] : [];
}

test(
  "10,000 redirects that somebody edited lead nowhere but to the registered gateway",
  { timeout: 120_000 },
  async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(mutated, async ({ make, address }) => {
        const inbound = inboundOf(address, now);
        const seen = recognise(inbound);
        await readPoll(inbound);
        if (seen.kind !== "redirect") return;
        const controllers = ["console.test", "ctl.test:8043"];
        for (const level of seen.make === "opennds" ? [1, 2, 4] : [null]) {
          const gateway = gatewayOf(seen.make, { level });
          adapters[seen.make].names(inbound);
          const verdict = await adapters[seen.make].verify(inbound, gateway);
          if (!verdict.ok) continue;
          const grant = await adapters[seen.make].grant(verdict.arrival, gateway, terms);
          for (const host of hostsOf(grant))
            expect(isRegistered([...gateway.addresses, ...controllers], host), `${make}: ${address} → ${host}`).toBe(
              true,
            );
          if (grant?.kind === "poll") expect(grant.line).toMatch(/^[0-9a-f]{64}( \d{1,9}){5} [A-Za-z0-9+/=]*$/);
        }
        // What is signed or encrypted may not be changed at all and still be believed.
        if (make === "uam" && seen.make === "uam" && address !== genuine.uam) {
          const verdict = await adapters.uam.verify(inbound, gatewayOf("uam"));
          if (verdict.ok) expect(inbound.address.split("&md=")[0]).toBe(genuine.uam.split("&md=")[0]);
        }
      }),
      { numRuns: 10_000 },
    );
  },
);
