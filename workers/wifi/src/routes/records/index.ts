import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-wifi/records";

import type { Env } from "../../../records/env";
import { files } from "./files";
import { rules } from "./rules";
import { vouchers } from "./vouchers";

/** What operators decide and hand out. */
export const recordRoutes = createApp<Env>({ service: "wifi", errorPage, maxBody: 2 * 1024 * 1024 })
  .use(authenticate({ service: "wifi" }))
  .route("/", vouchers)
  .route("/", rules)
  .route("/", files);
