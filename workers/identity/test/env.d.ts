declare namespace Cloudflare {
  interface Env extends IdentityEnv {
    /** The same worker as other workers see it. */
    AS_QUEUE: import("@ven/contracts/identity").IdentityRpc & import("@ven/contracts/house").HouseRpc;
    AS_NOBODY: import("@ven/contracts/identity").IdentityRpc;
    AS_CONSOLE: import("@ven/contracts/identity-admin").IdentityAdminRpc;
    AS_QUEUE_AT_ADMIN: import("@ven/contracts/identity-admin").IdentityAdminRpc;
    AS_NOBODY_AT_ADMIN: import("@ven/contracts/identity-admin").IdentityAdminRpc;
    MIGRATIONS: import("cloudflare:test").D1Migration[];
    VAULT_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../src/index");
  }
}
type IdentityEnv = import("../src/env").Env;
