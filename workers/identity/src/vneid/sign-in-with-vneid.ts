import { log, randomToken, sha256, uuidv7 } from "@ven/kit";

import { grantOf, newSession } from "../begin-session";
import type { Desk } from "../desk";
import { newSubjectKey, openSubjectKey } from "../vault";
import { type Citizen, citizenIndex, citizenIndexes, readCitizen, sealCitizen } from "./citizen";
import { addCitizen, findCitizen, keepCitizen, startCitizen } from "./citizen-repository";
import type { Configuration } from "./configuration";
import { askProvider, ProviderAway, ProviderRefused } from "./provider";

/** What one attempt keeps in a sealed cookie of this browser, and where the browser goes. */
export async function beginVneid(provider: Configuration, { redirectUri }: { redirectUri: string }) {
  const [state, nonce, verifier] = [randomToken(16), randomToken(16), randomToken(32)];
  const address = new URL(provider.authorizationEndpoint);
  address.search = new URLSearchParams({
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    scope: "openid",
    acr_values: provider.acrValues,
    state,
    nonce,
    code_challenge: await sha256(verifier),
    code_challenge_method: "S256",
  }).toString();
  return { state, nonce, verifier, address: address.href };
}

export interface VneidSignIn {
  code: string;
  verifier: string;
  nonce: string;
  redirectUri: string;
  device: string;
  replaces: string | undefined;
}

/** Signs in the citizen whom the provider vouches for. A guest of before is not touched: merging is another act. */
export async function signInWithVneid(desk: Desk, provider: Configuration, request: VneidSignIn) {
  const { db, now, requestId } = desk;
  let info: unknown;
  try {
    info = await askProvider(provider, { ...request, now });
  } catch (err) {
    const isAway = err instanceof ProviderAway;
    if (!isAway && !(err instanceof ProviderRefused)) throw err;
    // The reason is ours, never the provider's text: that could say whose sign-in it was.
    log("warn", isAway ? "vneid-away" : "vneid-refused", { reason: err.message });
    return { ok: false, reason: isAway ? "vneidAway" : "vneidRefused" } as const;
  }
  const citizen = readCitizen(provider.issuer, info);
  if (citizen === "organisation") return { ok: false, reason: "vneidOrganisation" } as const;
  const subject = citizen && (await subjectOf(desk, citizen));
  if (!subject) return { ok: false, reason: "vneidRefused" } as const;
  const { id, handle, stored } = await newSession(desk);
  const started = await startCitizen(db, {
    id,
    subject,
    aal: 1,
    ial: 2,
    amr: ["fed"],
    device: request.device,
    idleMs: undefined,
    handle: stored,
    replaces: request.replaces,
    action: "sign-in",
    now,
    requestId,
  });
  if (!started) return { ok: false, reason: "vneidRefused" } as const;
  return { ok: true, subject, grant: await grantOf(desk, started, handle) } as const;
}

/** Who this citizen is here, and what the provider says of them, kept. */
async function subjectOf({ vault, keys, now }: Desk, citizen: Citizen) {
  const index = await citizenIndex(citizen, keys.peppers);
  const known = await findCitizen(vault, await citizenIndexes(citizen, keys.peppers));
  if (known) {
    const key = await openSubjectKey(known.subject, known, keys.masterKeys);
    const sealed = await sealCitizen(known.subject, key, citizen);
    await keepCitizen(vault, { subject: known.subject, index, sealed, now });
    return known.subject;
  }
  const subject = uuidv7(now);
  const { subjectKey, sealedKey } = await newSubjectKey(subject, keys.masterKeys);
  const sealed = await sealCitizen(subject, subjectKey, citizen);
  return addCitizen(vault, { subject, sealedKey, index, sealed, now });
}
