import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-wifi/records";

import type { Env } from "../../../records/env";
import { disclosures } from "./disclosures";
import { files } from "./files";
import { reports } from "./reports";
import { rules } from "./rules";
import { secureNetwork } from "./secure";
import { servers } from "./servers";
import { vouchers } from "./vouchers";

/** What operators decide and hand out. */
export const recordRoutes = createApp<Env>({ service: "wifi", errorPage, maxBody: 2 * 1024 * 1024 })
  .use(authenticate({ service: "wifi" }))
  .route("/", vouchers)
  .route("/", rules)
  .route("/", files)
  .route("/", reports)
  .route("/", disclosures)
  .route("/", servers)
  .route("/", secureNetwork);
