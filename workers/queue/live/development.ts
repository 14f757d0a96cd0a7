import { shiftClock } from "@ven/kit/development";
import { env } from "cloudflare:workers";

export { FaultyFacilityObject as FacilityObject } from "../src/development/faulty-object";
export { default } from "./index";

shiftClock(env);
