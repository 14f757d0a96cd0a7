import { deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { Page, Refusal } from "@ven/kit";

import { LinkButton } from "./button";
import { messages } from "./messages";
import { type Frame, type PageOptions, renderPage } from "./page";

/** As much of a request's context as its error page needs. */
export interface RefusedRequest {
  env: { CITY: string; SELF_ORIGIN: string };
  var: { lang: Lang };
}

export const frameOf = ({ env, var: { lang } }: RefusedRequest): Frame => ({
  lang,
  city: deployment(env.CITY),
  selfOrigin: env.SELF_ORIGIN,
});

type NextStep = "nextSignIn" | "nextForbidden" | "nextMissing" | "nextFix" | "nextChanged" | "nextSlower" | "nextOurs";

const next: Partial<Record<number, NextStep>> = {
  401: "nextSignIn",
  403: "nextForbidden",
  404: "nextMissing",
  409: "nextChanged",
  429: "nextSlower",
};

/** Their titles say what to do already. */
const complete = new Set(["expired-code", "sign-in-expired"]);

type ErrorPageOptions = Omit<PageOptions, "title" | "body" | "audience"> & {
  refusal: Refusal;
  /** The way on beside "go to the start page", such as signing in. */
  way?: { href: string; text: string };
};

/** What happened, then what to do; the code and the request are for whoever is asked for help. */
export function errorPage({ refusal, way: wayOn, ...options }: ErrorPageOptions): Page {
  const t = messages(options.lang);
  const way = refusal.stepUp === undefined ? wayOn : { href: refusal.stepUp, text: t.confirmYou };
  const step = next[refusal.status] ?? (refusal.status >= 500 ? "nextOurs" : "nextFix");
  return renderPage({
    ...options,
    audience: "phone",
    noindex: true,
    title: refusal.title,
    body: (
      <>
        <h1>{refusal.title}</h1>
        {refusal.detail ? <p>{refusal.detail}</p> : null}
        {complete.has(refusal.code) ? null : <p>{refusal.stepUp === undefined ? t[step] : t.nextConfirm}</p>}
        <p class="row">
          {way ? <LinkButton href={way.href}>{way.text}</LinkButton> : null}
          <LinkButton kind={way ? "line" : "solid"} href={options.brand.href}>
            {t.home}
          </LinkButton>
        </p>
        <p class="soft">
          {t.code}: <code>{refusal.code}</code>
          <br />
          {t.request}: <code>{refusal.requestId}</code>
        </p>
      </>
    ),
  });
}
