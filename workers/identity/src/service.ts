import type { SignInRpc } from "@ven/contracts/identity";

import type { Desk } from "./desk";
import { exchangeApiKey } from "./exchange-api-key";
import { exchangeCode } from "./exchange-code";
import { exchangeToken } from "./exchange-token";
import { refresh } from "./refresh";
import { isSessionAlive } from "./session-repository";
import { signOut } from "./sign-out";

/** What identity does for one client, which is also the audience of its tokens. The desk is made afresh for each call. */
export function serve(client: string, desk: () => Promise<Desk>): SignInRpc {
  return {
    exchangeCode: async (request) => exchangeCode(await desk(), { client, ...request }),
    refresh: async ({ handle }) => refresh(await desk(), { audience: client, handle }),
    endSession: async ({ handle }) => signOut(await desk(), { audience: client, handle }),
    async isFresh({ session, subject }) {
      const { db, now } = await desk();
      return { fresh: await isSessionAlive(db, session, subject, now) };
    },
    jwks: async () => (await desk()).keys.jwks,
    exchangeApiKey: async (request) => exchangeApiKey(await desk(), { client, ...request }),
    exchangeToken: async (request) => exchangeToken(await desk(), { client, ...request }),
  };
}
