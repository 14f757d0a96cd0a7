import { clock } from "./clock";
import { causeOf, log } from "./log";

/** What a job gets: its bindings, and one instant for all that it does (UTC ms). */
export interface Tick<Env> {
  env: Env;
  now: number;
}

/** Something that a service does by itself. `every` names the crons that it belongs to; without it, all of them. */
export interface Job<Env> {
  name: string;
  every?: string;
  /** Gives counts for the log. Doing it again must change nothing. */
  run(tick: Tick<Env>): Promise<Record<string, number>>;
}

/**
 * The `scheduled` handler of a service: its jobs one after the other, each with a line in the log. One that fails does
 * not keep the next from running; the platform learns at the end that something did.
 */
export function scheduled<Env extends object>(service: string, jobs: readonly Job<Env>[]) {
  return async (controller: Pick<ScheduledController, "cron">, env: Env) => {
    const failed: string[] = [];
    for (const job of jobs) {
      const { name, every } = job;
      if (every !== undefined && every !== controller.cron) continue;
      const now = clock.now();
      try {
        log("info", "job", { service, job: name, ...(await job.run({ env, now })), ms: clock.now() - now });
      } catch (err) {
        failed.push(name);
        log("error", "job-failed", { service, job: name, cause: causeOf(err) });
      }
    }
    if (failed.length) throw new Error(`jobs failed: ${failed.join(", ")}`);
  };
}
