import { localTokens } from "../lib/local-token.mjs";
import { askRows } from "./ask.mjs";
import { weightRows } from "./bundles.mjs";
import { openCity, remove, scratch } from "./city.mjs";
import { costRows } from "./costs.mjs";
import { identityRows } from "./identity.mjs";
import { pageRows } from "./pages.mjs";
import { wifiRows } from "./wifi.mjs";

export const nurse = { id: "counter.baichay", role: "counter", organisation: "baichay" };
/** Access tokens of the sample nurse, good for one city. */
export const tokensFor = (city) =>
  localTokens({ person: nurse, service: "queue", issuer: city.originOf("id"), minutes: 15 });

/** Counts and bytes only: the same on every machine, so they are asserted in `npm test` too. */
export async function gateRows() {
  const state = scratch();
  let city;
  try {
    const weights = await weightRows();
    city = await openCity({ state, kind: "development" });
    const pages = await pageRows(city);
    const identity = await identityRows({ city });
    const wifi = await wifiRows({ city });
    const ask = await askRows({ city });
    // Ends this city itself, to change its files.
    const costs = await costRows({ city, state, tokens: (of) => tokensFor(of)() });
    return [...weights, ...pages, ...identity, ...wifi, ...ask, ...costs];
  } finally {
    await city?.dispose().catch(() => {});
    await remove(state);
  }
}

/** What is over its budget. */
export const breaches = (rows) =>
  rows
    .filter(({ ok }) => ok === false)
    .map(({ case: what, measured, budget }) => `${what}: ${measured}, budget ${budget}`);
