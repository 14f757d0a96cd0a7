declare namespace Cloudflare {
  interface Env extends QueueEnv {
    CITY_MIGRATIONS: import("cloudflare:test").D1Migration[];
    TEST_KEY: string;
  }
  interface GlobalProps {
    mainModule: typeof import("./whole-service");
    durableNamespaces: "FacilityObject";
  }
}
type QueueEnv = import("../src/development/faults").DevelopmentEnv;
