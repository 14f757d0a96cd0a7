import { lazily } from "@ven/contracts/lazily";
import { hmac, seal, unseal } from "@ven/kit";
import * as z from "zod/mini";

import type { Desk } from "../desk";
import type { ZaloAccount } from "./configuration";
import { postJson } from "./provider";
import { readToken, replaceToken } from "./token-repository";
import type { TokenSource } from "./zalo";

const Kept = lazily(() => z.object({ access: z.string(), refresh: z.string() }));
const Renewed = lazily(() =>
  z.object({
    access_token: z.string(),
    refresh_token: z.string(),
    expires_in: z.coerce.number().check(z.positive()),
  }),
);

const provider = "zalo";
const context = `id_provider_token/${provider}`;
/** Renewed so long before it ends, ms. */
const ahead = 10 * 60_000;
const keyFor = (secret: string) => hmac(secret, "seal/provider-token");

/**
 * The access token of the official account. Each refresh token is good once, so the new pair is stored by
 * compare-and-swap: of two isolates that renew at once, one stores and the other reads what it stored.
 */
export function zaloTokens(
  { db, keys, now }: Pick<Desk, "db" | "keys" | "now">,
  { appId, appSecret, refreshToken, tokenOrigin = "https://oauth.zaloapp.com" }: ZaloAccount,
): TokenSource {
  async function kept() {
    const row = await readToken(db, provider);
    if (!row) return undefined;
    for (const secret of keys.secrets.all.values()) {
      const opened = await unseal(await keyFor(secret), row.sealed, context).catch(() => undefined);
      if (opened !== undefined) return { ...row, ...z.parse(Kept, JSON.parse(opened)) };
    }
    return undefined;
  }
  return {
    async token(refused) {
      const before = await kept();
      if (before && before.access !== refused && before.expiresAt - ahead > now) return before.access;
      const posted = await postJson(`${tokenOrigin}/v4/oa/access_token`, {
        headers: { "content-type": "application/x-www-form-urlencoded", secret_key: appSecret },
        body: new URLSearchParams({
          refresh_token: before?.refresh ?? refreshToken,
          app_id: appId,
          grant_type: "refresh_token",
        }).toString(),
      });
      const renewed = "answer" in posted ? Renewed.safeParse(posted.answer) : undefined;
      if (renewed?.success) {
        const { access_token: access, refresh_token: refresh, expires_in: seconds } = renewed.data;
        const sealed = await seal(await keyFor(keys.secrets.key), JSON.stringify({ access, refresh }), context);
        const row = { provider, generation: (before?.generation ?? 0) + 1, sealed, expiresAt: now + seconds * 1000 };
        await replaceToken(db, row);
        return access;
      }
      // Somebody else may have used the refresh token a moment ago.
      const other = await kept();
      return other && other.generation !== before?.generation && other.access !== refused ? other.access : undefined;
    },
  };
}
