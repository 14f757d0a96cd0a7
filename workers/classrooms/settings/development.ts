import { shiftClock } from "@ven/kit/development";
import { env } from "cloudflare:workers";

export { default } from "./index";

shiftClock(env);
