import {
  AskFresh,
  ExchangeApiKey,
  ExchangeCode,
  ExchangeToken,
  type GrantAnswer,
  type IdentityRpc,
  PresentHandle,
  type TokenAnswer,
} from "@ven/contracts/identity";
import { clock, log, Problem } from "@ven/kit";

import { deskOf } from "./desk";
import { HouseEntrypoint } from "./house-entrypoint";
import { serve } from "./service";

const refused: GrantAnswer = { ok: false, reason: "invalid" };
const noToken: TokenAnswer = { ok: false, reason: "invalid" };

/**
 * What other workers may ask (`IdentityRpc`). Who asks is the `props.client` of their binding: it is written in their
 * configuration and cannot be sent. What does not have the right shape is refused, never passed on.
 */
export class Identity extends HouseEntrypoint implements IdentityRpc {
  async exchangeCode(request: ExchangeCode) {
    const parsed = ExchangeCode.safeParse(request);
    return parsed.success ? this.#service().exchangeCode(parsed.data) : refused;
  }

  async refresh(request: PresentHandle) {
    const parsed = PresentHandle.safeParse(request);
    return parsed.success ? this.#service().refresh(parsed.data) : refused;
  }

  async endSession(request: PresentHandle) {
    const parsed = PresentHandle.safeParse(request);
    return parsed.success ? this.#service().endSession(parsed.data) : { ended: false };
  }

  async isFresh(request: AskFresh) {
    const parsed = AskFresh.safeParse(request);
    return parsed.success ? this.#service().isFresh(parsed.data) : { fresh: false };
  }

  async jwks() {
    return this.#service().jwks();
  }

  async exchangeApiKey(request: ExchangeApiKey) {
    const parsed = ExchangeApiKey.safeParse(request);
    return parsed.success ? this.#service().exchangeApiKey(parsed.data) : noToken;
  }

  async exchangeToken(request: ExchangeToken) {
    const parsed = ExchangeToken.safeParse(request);
    return parsed.success ? this.#service().exchangeToken(parsed.data) : noToken;
  }

  #service() {
    const { client } = this.ctx.props ?? {};
    if (client === undefined) {
      log("error", "binding-without-client");
      throw new Problem("not-allowed");
    }
    return serve(client, () => deskOf(this.env, { now: clock.now(), requestId: null }));
  }
}
