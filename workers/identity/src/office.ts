import { readAccounts, readRoutes } from "./delivery/configuration";
import type { Office } from "./delivery/pump";
import type { Env } from "./env";

/** What messages are sent with. Throws when the configuration cannot be read. */
export const officeOf = ({ DELIVERY, PROVIDERS, EMAIL, SELF_ORIGIN }: Env): Office => ({
  routes: readRoutes(DELIVERY),
  accounts: readAccounts(PROVIDERS),
  mail: EMAIL,
  selfOrigin: SELF_ORIGIN,
});
