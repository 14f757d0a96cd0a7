import { shiftClock } from "@ven/kit/development";
import { costed } from "@ven/kit/development-cost";
import { env } from "cloudflare:workers";

import production from "./index";

shiftClock(env);

export default { ...production, fetch: costed(production.fetch) };
