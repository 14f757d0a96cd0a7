import {
  AcknowledgeEvent,
  AskConsents,
  type Consent,
  type ConsentAnswer,
  type HouseRpc,
  RecordConsent,
  SealAudit,
  type SealAnswer,
  WithdrawConsent,
} from "@ven/contracts/house";
import { clock, loadOwnFiles, log, Problem } from "@ven/kit";
import { WorkerEntrypoint } from "cloudflare:workers";

import { deskOf } from "./desk";
import type { Env } from "./env";
import { keepFor } from "./house-service";

const unknown: ConsentAnswer = { ok: false, reason: "unknown" };
const conflict: SealAnswer = { ok: false, reason: "conflict" };

/** What identity keeps for the services of the house (`HouseRpc`). Who asks is the `props.client` of their binding. */
export class HouseEntrypoint extends WorkerEntrypoint<Env, { client?: string }> implements HouseRpc {
  async acknowledgeEvent(request: AcknowledgeEvent) {
    const parsed = AcknowledgeEvent.safeParse(request);
    return parsed.success ? this.#keeper().acknowledgeEvent(parsed.data) : { ok: false };
  }

  async recordConsent(request: RecordConsent) {
    const parsed = RecordConsent.safeParse(request);
    if (parsed.success) await loadOwnFiles(this.env, { lang: parsed.data.lang, styles: false });
    return parsed.success ? this.#keeper().recordConsent(parsed.data) : unknown;
  }

  async withdrawConsent(request: WithdrawConsent) {
    const parsed = WithdrawConsent.safeParse(request);
    return parsed.success ? this.#keeper().withdrawConsent(parsed.data) : unknown;
  }

  async consentsOf(request: AskConsents): Promise<Consent[]> {
    const parsed = AskConsents.safeParse(request);
    return parsed.success ? this.#keeper().consentsOf(parsed.data) : [];
  }

  async sealAudit(request: SealAudit) {
    const parsed = SealAudit.safeParse(request);
    return parsed.success ? this.#keeper().sealAudit(parsed.data) : conflict;
  }

  #keeper() {
    const { client } = this.ctx.props ?? {};
    if (client === undefined) {
      log("error", "binding-without-client");
      throw new Problem("not-allowed");
    }
    return keepFor(client, () => deskOf(this.env, { now: clock.now(), requestId: null }));
  }
}
