import type { Portal } from "../gateways/configuration";

/** A value that cannot stand in this file whatever is done to it: an operator has to change it. */
export class Unwritable extends Error {
  readonly value: string;
  constructor(value: string) {
    super("a value cannot stand in this file");
    this.name = "Unwritable";
    this.value = value;
  }
}

/** One word for files without quotes: openNDS's conf ends a value at the line, and its scripts hand some to a shell. */
export function word(text: string) {
  if (!/^[A-Za-z0-9._~:/@%+=,*-]{1,200}$/.test(text)) throw new Unwritable(text);
  return text;
}

const refuseControls = (text: string) => {
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text) || text.length > 500) throw new Unwritable(text);
  return text;
};

/** In single quotes for a shell (POSIX 2.2.2) and for UCI: nothing is special inside but the quote itself. */
export const quoted = (text: string) => `'${refuseControls(text).replaceAll("'", `'\\''`)}'`;

/** In double quotes for RouterOS's console, where `$` and `?` act too. */
export const routerOs = (text: string) => `"${refuseControls(text).replaceAll(/["\\$?]/g, (sign) => `\\${sign}`)}"`;

/** In an attribute of RouterOS's login page; `$(…)` is filled in there by the router. */
export const attribute = (text: string) =>
  refuseControls(text).replaceAll(/[&<>"'$]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** For people to read: stays on its line. */
export const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").slice(0, 500);

/** Where phones of a site are sent. */
export const portalUrl = ({ origin, group, site }: Pick<Portal, "origin" | "group" | "site">) =>
  `${origin}/p/${group}/${site}`;
export const hostOf = ({ origin }: Pick<Portal, "origin">) => new URL(origin).hostname;
/** RFC 8910, for DHCP option 114. */
export const captiveApi = ({ origin, site }: Pick<Portal, "origin" | "site">) => `${origin}/capport/${site}`;

/** A list of what to set, by hand, in a controller's own pages. */
export function steps(
  portal: Portal,
  make: string,
  rows: readonly (readonly [vi: string, en: string, value: string])[],
) {
  const { lang, site, group } = portal;
  const isVietnamese = lang === "vi";
  const both: typeof rows = [
    ...rows,
    ["Vùng mở (walled garden), cổng 443", "Walled garden (before login), port 443", hostOf(portal)],
    ["DHCP option 114 (nên có)", "DHCP option 114 (recommended)", captiveApi(portal)],
  ];
  const text = [
    isVietnamese ? `${make} – cổng đăng nhập bên ngoài` : `${make}: external captive portal`,
    isVietnamese ? `Điểm phát ${group}/${site}` : `Hotspot ${group}/${site}`,
    "",
    ...both.map(([vi, en, value], index) => `${index + 1}. ${isVietnamese ? vi : en}:\n   ${oneLine(value)}`),
    "",
  ].join("\n");
  return { file: `${make.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${site}.txt`, text };
}

/** Most makes let the phone log in with a name and a password that their RADIUS server then checks with the portal. */
export const byRadius: readonly (readonly [string, string, string])[] = [
  [
    "Xác thực và tính giờ RADIUS",
    "RADIUS authentication and accounting",
    "FreeRADIUS, 1812 / 1813, PAP, interim-update 60 s",
  ],
  ["RADIUS Called-Station-Id", "RADIUS Called-Station-Id", "AP-MAC:SSID"],
];
