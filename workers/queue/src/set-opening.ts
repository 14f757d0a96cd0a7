import type { FacilityView } from "@ven/contracts/queue";

import { type Caller, type LiveQueue, valueOf } from "./live-queue";

const commands = { open: "openService", closed: "closeService", windows: "followWindows" } as const;
export type Opening = keyof typeof commands;

/** A supervisor's word for today: open, closed, or as the windows say. */
export async function setOpening(
  { queue, caller }: { queue: LiveQueue; caller: Caller },
  { service, opening }: { service: string; opening: Opening },
): Promise<FacilityView> {
  valueOf(await queue.execute({ command: { type: commands[opening], service }, caller }));
  return valueOf(await queue.facility());
}
