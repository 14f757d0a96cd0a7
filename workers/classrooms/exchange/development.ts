import { shiftClock } from "@ven/kit/development";
import { env } from "cloudflare:workers";

import { costed } from "../src/development/costed";
import production from "./index";

shiftClock(env);

export default { ...production, fetch: costed(production.fetch) };
