import { type Adapter, type Gateway, type HttpAnswer, refused } from "./gateway";
import { parseJson, readJsonPath } from "./json";
import { namesFrom, readLanding, readMac, readUrl } from "./read";

const short = (text: string | undefined) => (text ?? "").slice(0, 64);

/** TP-Link Omada: the phone says who it is, and we tell the controller (external portal API). */
export const omada: Adapter = {
  make: "omada",
  isOffline: () => false,
  names: (inbound) => [...namesFrom(inbound, ["apMac", "gatewayMac"]), ...siteOf(inbound.fields.get("site"))],

  async verify({ fields }) {
    const mac = readMac(fields.get("clientMac"));
    const ap = readMac(fields.get("apMac") ?? fields.get("gatewayMac"));
    if (mac === null || ap === null) return refused("malformed");
    const wired = fields.has("gatewayMac");
    const carry: Record<string, string> = wired
      ? { gatewayMac: dashed(ap), vid: short(fields.get("vid")), site: short(fields.get("site")) }
      : {
          apMac: dashed(ap),
          ssidName: short(fields.get("ssidName")),
          radioId: short(fields.get("radioId")),
          site: short(fields.get("site")),
        };
    return {
      ok: true,
      arrival: {
        mac,
        ip: null,
        landing: readLanding(fields.get("redirectUrl")),
        state: "blocked",
        lang: null,
        carry,
      },
    };
  },

  async grant({ mac, carry }, gateway, { limits }) {
    const base = controller(gateway);
    if (mac === null || base === undefined) return undefined;
    // The unit differs between the maker's own documents; `timeUnit` is set per controller by the self-test.
    const unit = gateway.settings.timeUnit === "us" ? 1_000_000 : 1000;
    const order = { clientMac: dashed(mac), ...carry, time: limits.seconds * unit, authType: 4 };
    const headers = { "content-type": "application/json", accept: "application/json" };
    const { name = "", password = "" } = gateway.settings;
    return {
      kind: "talk",
      talk: {
        next(answers) {
          const [login] = answers;
          if (!login)
            return { url: `${base}/login`, method: "POST", headers, body: JSON.stringify({ name, password }) };
          const token = readJsonPath(parseJson(login.body), ["result", "token"]);
          if (answers.length > 1 || typeof token !== "string" || !/^[\x21-\x7e]{1,256}$/.test(token)) return undefined;
          return {
            url: `${base}/extPortal/auth`,
            method: "POST",
            headers: { ...headers, "csrf-token": token, cookie: cookieIn(login) },
            body: JSON.stringify(order),
          };
        },
        worked: ([, done]) => done?.status === 200 && readJsonPath(parseJson(done.body), ["errorCode"]) === 0,
      },
    };
  },
};

const siteOf = (site: string | undefined) => (/^[\w-]{1,40}$/.test(site ?? "") ? [`site:${site}`] : []);
/** Omada writes addresses with dashes, in capitals. */
const dashed = (mac: string) => mac.replaceAll(":", "-").toUpperCase();
const cookieIn = ({ headers }: HttpAnswer) => (headers["set-cookie"] ?? "").split(";")[0] ?? "";

const controller = ({ settings }: Gateway) => {
  const url = readUrl(settings.controller);
  const id = settings.controllerId ?? "";
  return url?.protocol === "https:" && /^\w{8,64}$/.test(id) ? `${url.origin}/${id}/api/v2/hotspot` : undefined;
};
