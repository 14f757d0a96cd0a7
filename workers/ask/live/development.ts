import { shiftClock } from "@ven/kit/development";
import { env } from "cloudflare:workers";

export { default, ThreadFeed } from "./index";

shiftClock(env);
