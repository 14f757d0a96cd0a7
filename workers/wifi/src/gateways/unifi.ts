import { type Adapter, type Gateway, type Limits, refused, type Talk } from "./gateway";
import { parseJson, readJsonPath } from "./json";
import { namesFrom, readLanding, readMac, readUrl } from "./read";

/** A redirect is not signed; it is believed for so long, ms. */
const freshFor = 15 * 60_000;

/** UniFi: the phone says who it is, and we tell the controller (Network Integration API). */
export const unifi: Adapter = {
  make: "unifi",
  isOffline: () => false,
  names: (inbound) => [...namesFrom(inbound, ["ap"]), ...siteIn(inbound.path)],

  async verify({ fields, now }) {
    const mac = readMac(fields.get("id"));
    const at = Number(fields.get("t") ?? Number.NaN) * 1000;
    if (mac === null || !Number.isFinite(at)) return refused("malformed");
    if (Math.abs(now - at) > freshFor) return refused("stale");
    const landing = readLanding(fields.get("url"));
    return {
      ok: true,
      arrival: { mac, ip: null, landing, state: "blocked", lang: null, carry: { ap: readMac(fields.get("ap")) ?? "" } },
    };
  },

  async grant({ mac }, gateway, { limits }) {
    return mac === null || !controller(gateway) ? undefined : { kind: "talk", talk: talk(mac, gateway, order(limits)) };
  },

  revoke: ({ mac }, gateway) =>
    mac === null || !controller(gateway) ? undefined : talk(mac, gateway, { action: "UNAUTHORIZE_GUEST_ACCESS" }),
};

const siteIn = (path: string) => {
  const site = /^\/guest\/s\/([\w-]{1,40})\/?$/.exec(path)?.[1];
  return site === undefined ? [] : [`site:${site}`];
};

const controller = ({ settings }: Gateway) => {
  const url = readUrl(settings.controller);
  return url?.protocol === "https:" && settings.site && settings.apiKey ? url.href.replace(/\/$/, "") : undefined;
};

/** Megabytes and minutes are rounded up: a person gets what was promised. */
function order({ seconds, upKbps, downKbps, upKB, downKB }: Limits) {
  const data = upKB === null && downKB === null ? null : Math.ceil(((upKB ?? 0) + (downKB ?? 0)) / 1000);
  return {
    action: "AUTHORIZE_GUEST_ACCESS",
    timeLimitMinutes: Math.max(1, Math.ceil(seconds / 60)),
    ...(data !== null && { dataUsageLimitMBytes: Math.max(1, data) }),
    ...(downKbps !== null && { rxRateLimitKbps: downKbps }),
    ...(upKbps !== null && { txRateLimitKbps: upKbps }),
  };
}

/** First the client's id by its address, then the act. */
function talk(mac: string, gateway: Gateway, act: { action: string }): Talk {
  const clients = `${controller(gateway) ?? ""}/v1/sites/${encodeURIComponent(gateway.settings.site ?? "")}/clients`;
  const headers = { "x-api-key": gateway.settings.apiKey ?? "", accept: "application/json" };
  return {
    next(answers) {
      if (answers.length === 0)
        return { url: `${clients}?filter=${encodeURIComponent(`macAddress.eq('${mac}')`)}`, method: "GET", headers };
      const id = answers.length === 1 ? readJsonPath(parseJson(answers[0]?.body), ["data", 0, "id"]) : undefined;
      if (typeof id !== "string" || !/^[\w-]{1,64}$/.test(id)) return undefined;
      return {
        url: `${clients}/${id}/actions`,
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(act),
      };
    },
    worked: ([, done]) => done?.status === 200 && readJsonPath(parseJson(done.body), ["action"]) === act.action,
  };
}
