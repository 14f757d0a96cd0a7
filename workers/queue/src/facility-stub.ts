import { callObject } from "@ven/kit";

import type { Env } from "./env";
import type { LiveQueue } from "./live-queue";

/** `baichay.noi` and `baichay-…token` start with the facility they belong to: no look-up is needed to find its object. */
export function facilityOf(id: string) {
  return /^[a-z]+/.exec(id)?.[0] ?? "";
}

/** The live queue of a facility. Keyed commands and reads are tried again when the object restarts; others never. */
export function liveQueue(env: Pick<Env, "FACILITY">, facility: string): LiveQueue {
  const stub = () => env.FACILITY.getByName(facility);
  return {
    execute: (order) => callObject(stub, (object) => object.execute(order), { attempts: order.key ? 3 : 1 }),
    facility: () => callObject(stub, (object) => object.facility()),
    ticket: (token) => callObject(stub, (object) => object.ticket(token)),
    joining: (device) => callObject(stub, (object) => object.joining(device)),
    hold: (order) => callObject(stub, (object) => object.hold(order), { attempts: 1 }),
    desk: (counter, organisations) => callObject(stub, (object) => object.desk(counter, organisations)),
    board: (area) => callObject(stub, (object) => object.board(area)),
    configure: () => callObject(stub, (object) => object.configure()),
  };
}
