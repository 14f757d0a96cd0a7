import { shiftClock } from "@ven/kit/development";
import { costed } from "@ven/kit/development-cost";
import { env } from "cloudflare:workers";

import type { Env } from "./env";
import routes from "./index";

shiftClock(env);

/** The script, which says in a header what it asked of the database. */
export default { fetch: costed<Env>(routes.fetch) };
