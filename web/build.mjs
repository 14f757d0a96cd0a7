// Builds every service's styles, scripts and fonts into web/dist: `node web/build.mjs`.
import path from "node:path";

import { createBuilder } from "vite";

const builder = await createBuilder({ configFile: path.join(import.meta.dirname, "vite.config.ts") }, null);
await builder.buildApp();
