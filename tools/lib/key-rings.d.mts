export type RingKind = "signing" | "peppers" | "masterKeys" | "secrets";
export interface TimedRing {
  active: string;
  keys: object;
  since?: object;
  goal?: string;
}
export function nextStep(
  kind: RingKind,
  ring: TimedRing,
  world: { now: number; rows?: Record<string, number>; newKey: () => { name: string; key: unknown } },
): { step: "publish" | "use" | "retire" | "move" | "wait" | "done"; ring: TimedRing; until?: number; name?: string };
