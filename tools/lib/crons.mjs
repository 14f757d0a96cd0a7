/** Whether a cron is due in a minute (UTC): numbers, stars, lists and steps, as our wrangler.toml files use them. */
export function isDue(cron, at) {
  const fields = cron.split(/\s+/);
  const values = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()];
  return (
    fields.length === 5 && fields.every((field, index) => field.split(",").some((part) => fits(part, values[index])))
  );
}

function fits(part, value) {
  const [, from, step] = /^(\*|\d+)(?:\/(\d+))?$/.exec(part) ?? [];
  if (from === undefined) throw new Error(`${part}: not a form of cron that this machine knows`);
  if (from !== "*") return Number(from) === value;
  return value % Number(step ?? 1) === 0;
}

/**
 * Does what the platform does by itself: calls `scheduled` of every worker whose crons are due at a time, or of all of
 * them. One that fails does not keep the others from running; gives a line for each.
 */
export async function runCrons(mf, workers, at) {
  const failed = [];
  for (const { name, toml } of workers)
    for (const cron of toml.triggers?.crons ?? []) {
      if (at && !isDue(cron, at)) continue;
      const worker = await mf.getWorker(name);
      const { outcome } = await worker.scheduled({ cron, scheduledTime: at ?? new Date() });
      if (outcome !== "ok") failed.push(`${name} ${cron}: ${outcome}`);
    }
  return failed;
}
