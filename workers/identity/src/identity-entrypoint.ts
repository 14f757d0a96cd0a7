import { deployment, isDeploymentId } from "@ven/city/deployment";
import {
  AskForCode,
  AskFresh,
  type CodeChecked,
  type CodeSent,
  ExchangeApiKey,
  ExchangeCode,
  ExchangeToken,
  type GrantAnswer,
  type IdentityRpc,
  PresentHandle,
  type TokenAnswer,
  TypedCode,
} from "@ven/contracts/identity";
import { clock, log, Problem } from "@ven/kit";

import { checkContactCode, sendContactCode } from "./contact-code";
import { sendsNothing } from "./delivery/configuration";
import { pump } from "./delivery/pump";
import { deskOf } from "./desk";
import { HouseEntrypoint } from "./house-entrypoint";
import { officeOf } from "./office";
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

  async sendCode(request: AskForCode): Promise<CodeSent> {
    const parsed = AskForCode.safeParse(request);
    if (!parsed.success) return { ok: false, reason: "contact-wrong" };
    const { CITY, SELF_ORIGIN: selfOrigin, CODES_PER_DAY = 8, DELIVERY } = this.env;
    if (!isDeploymentId(CITY)) throw new Problem("unavailable");
    const desk = await this.#desk();
    const sent = await sendContactCode(desk, parsed.data, {
      client: this.#client(),
      selfOrigin,
      timezone: deployment(CITY).timezone,
      perDay: Number(CODES_PER_DAY),
      hasDelivery: DELIVERY !== undefined,
    });
    const office = officeOf(this.env);
    if (sent.ok && !sendsNothing(office.routes)) this.ctx.waitUntil(pump(desk, office));
    return sent;
  }

  async checkCode(request: TypedCode): Promise<CodeChecked> {
    const parsed = TypedCode.safeParse(request);
    if (!parsed.success) return { ok: false, reason: "wrong" };
    return checkContactCode(await this.#desk(), parsed.data, this.#client());
  }

  #client() {
    const { client } = this.ctx.props ?? {};
    if (client === undefined) {
      log("error", "binding-without-client");
      throw new Problem("not-allowed");
    }
    return client;
  }

  #desk() {
    return deskOf(this.env, { now: clock.now(), requestId: null });
  }

  #service() {
    return serve(this.#client(), () => this.#desk());
  }
}
