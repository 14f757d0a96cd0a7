import { type Deployment, deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import { fill } from "@ven/kit/fill";

import type { Env } from "./env";
import { messages } from "./messages";

export const cityOf = ({ CITY }: Pick<Env, "CITY">) => deployment(CITY);

export const brandOf = (city: Deployment, lang: Lang) => ({
  name: fill(messages(lang).brand, { city: city.name[lang] }),
  href: "/",
});
