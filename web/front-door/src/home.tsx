import type { Lang } from "@ven/contracts";
import { fill, type Page } from "@ven/kit";
import { Icon, LinkButton, renderPage, Tag } from "@ven/ui";

import assets from "../../dist/front-door.json";
import { Bay } from "./bay";
import { brandOf, cityOf } from "./city";
import type { Env } from "./env";
import { originOf } from "./hosts";
import { messages } from "./messages";

const listed = ["queue", "wifi", "ask", "classrooms"] as const;
const emergency = [
  { number: "112", who: "rescue" },
  { number: "113", who: "police" },
  { number: "114", who: "fire" },
  { number: "115", who: "ambulance" },
] as const;

/** The city's first page: what there is, what is coming, and whom to call when it cannot wait. */
export function homePage(env: Env, lang: Lang): Page {
  const city = cityOf(env);
  const t = messages(lang);
  const links = listed.toSorted(
    (a, b) => Number(city.features[a] === "planned") - Number(city.features[b] === "planned"),
  );
  return renderPage({
    lang,
    title: fill(t.title, { city: city.name[lang] }),
    audience: "phone",
    assets,
    city,
    brand: brandOf(city, lang),
    home: "",
    bodyClass: "door",
    mainClass: "",
    aside: (
      <LinkButton kind="line" href={originOf("identity", env.SELF_ORIGIN)}>
        {t.signIn}
      </LinkButton>
    ),
    body: (
      <>
        <div class="hero">
          <div class="wrap">
            <h1>{t.question}</h1>
          </div>
          {city.id === "quang-ninh" ? <Bay /> : null}
        </div>
        <div class="wrap stack">
          <h2 class="vh">{t.services}</h2>
          <ul class="grid">
            {links.map((service) => (
              <li key={service}>
                {city.features[service] === "on" ? (
                  <a href={originOf(service, env.SELF_ORIGIN)}>
                    <span>
                      <b>{t[service]}</b>
                      <br />
                      {t[`${service}Text`]}
                    </span>
                    <Icon name="next" />
                  </a>
                ) : (
                  <div>
                    <span>
                      <b>{t[service]}</b>
                      <br />
                      {t[`${service}Text`]}
                    </span>
                    <Tag>{t.soon}</Tag>
                  </div>
                )}
              </li>
            ))}
          </ul>
          <section class="sos" aria-labelledby="sos">
            <h2 id="sos">{t.emergency}</h2>
            <ul>
              {emergency.map(({ number, who }) => (
                <li key={number}>
                  <a href={`tel:${number}`}>
                    <b>{number}</b> {t[who]}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </>
    ),
  });
}
