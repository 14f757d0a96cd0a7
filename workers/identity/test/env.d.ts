declare namespace Cloudflare {
  interface Env extends IdentityEnv {
    /** The same worker as other workers see it. */
    AS_QUEUE: import("@ven/contracts/identity").IdentityRpc & import("@ven/contracts/house").HouseRpc;
    AS_NOBODY: import("@ven/contracts/identity").IdentityRpc;
    MIGRATIONS: import("cloudflare:test").D1Migration[];
    VAULT_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../src/index");
  }
}
type IdentityEnv = import("../src/env").Env;
