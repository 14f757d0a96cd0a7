declare namespace Cloudflare {
  interface Env extends OwnEnv {
    CITY_MIGRATIONS: import("cloudflare:test").D1Migration[];
    SEARCH_MIGRATIONS: import("cloudflare:test").D1Migration[];
    TEST_KEY: string;
  }
  interface GlobalProps {
    mainModule: typeof import("../src/development");
  }
}
type OwnEnv = import("../src/env").Env;
