import { html, problem } from "@ven/kit";

import { createFrontDoor } from "./app";
import { route } from "./route";
import { isAudience, marker, uiPage } from "./ui-page";

const app = createFrontDoor();
for (const path of ["/_ui", "/_ui/:audience"] as const)
  app.get(path, (c) => {
    const audience = c.req.param("audience") ?? "phone";
    c.header("x-robots-tag", "noindex");
    c.header("x-ven", marker);
    return isAudience(audience) ? html(c, uiPage(c.env, c.var.lang, audience)) : problem("not-found");
  });

export default route(app);
