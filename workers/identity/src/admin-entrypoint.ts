import { Appoint, Dismiss, type IdentityAdminRpc } from "@ven/contracts/identity-admin";
import { clock, log, Problem, uuidv7 } from "@ven/kit";
import { WorkerEntrypoint } from "cloudflare:workers";

import { appoint, dismiss } from "./administration/appoint";
import { listOfficers, readClocks } from "./administration/officer-repository";
import { type Desk, deskOf } from "./desk";
import type { Env } from "./env";
import { replayErasures } from "./erase-subject";
import { purgeIdentity, sealIdentity } from "./jobs";
import { keysInUse, reindex, rewrapKeys } from "./rotate";
import { isAudited, verifyAudit } from "./verify-audit";

/** The only client that may administer: the operators' console. */
const consoleClient = "console";

/**
 * What the operators' console may ask (`IdentityAdminRpc`), the same verbs as its commands. Who asks is the
 * `props.client` of the binding, and nobody but the console is let in.
 */
export class IdentityAdmin extends WorkerEntrypoint<Env, { client?: string }> implements IdentityAdminRpc {
  async keysInUse() {
    return keysInUse(await this.#desk());
  }

  async rewrapKeys({ after }: { after: string }) {
    return rewrapKeys(await this.#desk(), String(after));
  }

  async reindex({ after }: { after: string }) {
    return reindex(await this.#desk(), String(after));
  }

  async sealAudit() {
    const { now } = await this.#desk();
    return sealIdentity(this.env, now);
  }

  async verifyAudit({ service }: { service: string }) {
    if (!isAudited(service)) throw new Problem("not-found");
    return verifyAudit(await this.#desk(), this.env.DB, service);
  }

  async replayErasures({ cursor }: { cursor?: string }) {
    return replayErasures(await this.#desk(), cursor === undefined ? {} : { cursor });
  }

  async purge() {
    const { now } = await this.#desk();
    return purgeIdentity(this.env, now);
  }

  async clocks() {
    return readClocks((await this.#desk()).db);
  }

  async officers({ organisation }: { organisation: string }) {
    const { db, now } = await this.#desk();
    return listOfficers(db, organisation, now);
  }

  async appoint(request: Appoint) {
    const desk = await this.#desk();
    const parsed = Appoint.safeParse(request);
    if (!parsed.success) throw new Problem("validation-failed");
    return appoint(desk, parsed.data);
  }

  async dismiss(request: Dismiss) {
    const desk = await this.#desk();
    const parsed = Dismiss.safeParse(request);
    if (!parsed.success) throw new Problem("validation-failed");
    return dismiss(desk, parsed.data);
  }

  /** Nothing is looked at before it is known who asks. */
  async #desk(): Promise<Desk> {
    if (this.ctx.props?.client !== consoleClient) {
      log("error", "administration-refused", { client: this.ctx.props?.client ?? "none" });
      throw new Problem("not-allowed");
    }
    const now = clock.now();
    return deskOf(this.env, { now, requestId: uuidv7(now) });
  }
}
