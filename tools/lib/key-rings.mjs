// How a ring of keys moves on. A key is published before it is used and used no more before it is taken away, because
// isolates with the ring before go on for a while after each release.

const minute = 60_000;

/** For each kind: how long a key is published before it is used, and kept after it was, ms. */
export const waits = {
  // Services read new keys within minutes; tokens live 15 minutes, and 10 more while identity is away.
  signing: { beforeUse: 60 * minute, afterUse: 60 * minute },
  peppers: { beforeUse: 10 * minute, afterUse: 10 * minute },
  masterKeys: { beforeUse: 10 * minute, afterUse: 10 * minute },
  // Handles, challenges and messages that it sealed live a day.
  secrets: { beforeUse: 10 * minute, afterUse: 25 * 60 * minute },
};

const namesOf = ({ keys }) => (Array.isArray(keys) ? keys.map(({ kid }) => kid) : Object.keys(keys));
const without = ({ keys }, name) =>
  Array.isArray(keys)
    ? keys.filter(({ kid }) => kid !== name)
    : Object.fromEntries(Object.entries(keys).filter(([one]) => one !== name));

/**
 * The next step of a rotation. `since` in the ring remembers when each key was published and when it was first used, UTC
 * ms; a ring that knows nothing of it was there for ever.
 *
 * @param {"signing" | "peppers" | "masterKeys" | "secrets"} kind
 * @param {{ active: string, keys: object, since?: object, goal?: string }} ring `goal` is the key that this rotation leads to
 * @param {{ now: number, rows?: Record<string, number>, newKey: () => { name: string, key: unknown } }} world `rows`: how
 *   many each key still holds
 * @returns {{ step: "publish" | "use" | "retire" | "move" | "wait" | "done", ring: object, until?: number, name?: string }}
 */
export function nextStep(kind, ring, { now, rows = {}, newKey }) {
  const { beforeUse, afterUse } = waits[kind];
  const since = { ...ring.since };
  const names = namesOf(ring);
  const { goal } = ring;
  if (goal === undefined) {
    // A signing ring always holds the next key already, published long ago.
    const waiting = kind === "signing" ? names.find((name) => name !== ring.active && !since[name]?.used) : undefined;
    if (waiting !== undefined) return nextStep(kind, { ...ring, goal: waiting }, { now, rows, newKey });
    const { name, key } = newKey();
    const keys = Array.isArray(ring.keys) ? [...ring.keys, key] : { ...ring.keys, [name]: key };
    return {
      step: "publish",
      name,
      ring: { ...ring, keys, goal: name, since: { ...since, [name]: { published: now } } },
    };
  }
  if (ring.active !== goal) {
    const until = (since[goal]?.published ?? 0) + beforeUse;
    if (now < until) return { step: "wait", until, name: goal, ring };
    const next = { ...ring, active: goal, since: { ...since, [goal]: { ...since[goal], used: now } } };
    return { step: "use", name: goal, ring: next };
  }
  const old = names.find(
    (name) => name !== goal && (kind !== "signing" || (since[name]?.published ?? 0) < since[goal].used),
  );
  if (old === undefined) return { step: "done", ring: { ...ring, goal: undefined } };
  if (rows[old]) return { step: "move", name: old, ring };
  const until = since[goal].used + afterUse;
  if (now < until) return { step: "wait", until, name: old, ring };
  const { [old]: _, ...rest } = since;
  const retired = { ...ring, keys: without(ring, old), since: rest };
  if (kind !== "signing" || namesOf(retired).length > 1) return { step: "retire", name: old, ring: retired };
  // Two at least: the one after the next is published as the old one goes.
  const { name, key } = newKey();
  return {
    step: "retire",
    name: old,
    ring: { ...retired, keys: [...retired.keys, key], since: { ...rest, [name]: { published: now } } },
  };
}
