import type { Lang } from "@ven/contracts/language";

import type { ProvinceCode } from "./units";

export const deploymentIds = ["quang-ninh", "hue"] as const;
export type DeploymentId = (typeof deploymentIds)[number];

/** Services of a city, the planned ones too: the front door shows those as coming. */
export const services = ["front-door", "identity", "queue", "wifi", "ask", "classrooms"] as const;
export type ServiceName = (typeof services)[number];

/** Custom properties of the page's colours that a city sets otherwise than the house. */
export type BrandTokens = Readonly<
  Partial<Record<"--red" | "--gold" | "--sea" | "--deep" | "--on" | "--sea-w", string>>
>;

/** What makes one installation a city: data, never secrets. */
export type Deployment = {
  id: DeploymentId;
  name: Readonly<Record<Lang, string>>;
  /** The authority that runs it, named on every page and in every notice. */
  authority: Readonly<Record<Lang, string>>;
  province: ProvinceCode;
  languages: readonly Lang[];
  timezone: "Asia/Ho_Chi_Minh";
  /** Where the city lives: an example until the authority names its own. */
  hosts: { local: string; production: string };
  brand: { light: BrandTokens; dark: BrandTokens };
  features: Readonly<Record<ServiceName, "on" | "planned">>;
};

const features = {
  "front-door": "on",
  identity: "on",
  queue: "on",
  wifi: "on",
  ask: "on",
  classrooms: "on",
} as const;

const deployments: Readonly<Record<DeploymentId, Deployment>> = {
  "quang-ninh": {
    id: "quang-ninh",
    name: { vi: "Quảng Ninh", en: "Quảng Ninh", zh: "广宁", ko: "꽝닌", ja: "クアンニン", fr: "Quảng Ninh" },
    authority: {
      vi: "Sở Khoa học và Công nghệ tỉnh Quảng Ninh",
      en: "Quảng Ninh Department of Science and Technology",
      zh: "广宁省科学技术厅",
      ko: "꽝닌성 과학기술국",
      ja: "クアンニン省科学技術局",
      fr: "Département des Sciences et Technologies de la province de Quảng Ninh",
    },
    province: "22",
    languages: ["vi", "en", "zh", "ko", "ja", "fr"],
    timezone: "Asia/Ho_Chi_Minh",
    hosts: { local: "localhost", production: "quangninh.example" },
    brand: { light: {}, dark: {} },
    features,
  },
  hue: {
    id: "hue",
    name: { vi: "Huế", en: "Huế", zh: "顺化", ko: "후에", ja: "フエ", fr: "Huế" },
    authority: {
      vi: "Sở Khoa học và Công nghệ thành phố Huế",
      en: "Huế Department of Science and Technology",
      zh: "顺化市科学技术厅",
      ko: "후에시 과학기술국",
      ja: "フエ市科学技術局",
      fr: "Département des Sciences et Technologies de la ville de Huế",
    },
    province: "46",
    languages: ["vi", "en", "zh", "ko", "ja", "fr"],
    timezone: "Asia/Ho_Chi_Minh",
    hosts: { local: "localhost", production: "hue.example" },
    brand: {
      light: { "--sea": "#5d2f7d", "--deep": "#43205c", "--on": "#ffffff", "--sea-w": "#f0e9f4" },
      dark: { "--sea": "#d6b4ec", "--deep": "#e9d6f6", "--on": "#2a0f3d", "--sea-w": "#372347" },
    },
    features,
  },
};

export const isDeploymentId = (text: string): text is DeploymentId => Object.hasOwn(deployments, text);

/** The city that a binding names; a service of no city must not start to answer as another one. */
export function deployment(id: string): Deployment {
  if (!isDeploymentId(id)) throw new Error(`no city is called ${id}`);
  return deployments[id];
}

const labels: Record<ServiceName, string> = {
  "front-door": "",
  identity: "id",
  queue: "queue",
  wifi: "wifi",
  ask: "ask",
  classrooms: "classrooms",
};

/** The host of a service under a city's suffix: `hostOf("queue", "localhost:8787")` is "queue.localhost:8787". */
export const hostOf = (service: ServiceName, suffix: string): string =>
  labels[service] === "" ? suffix : `${labels[service]}.${suffix}`;

/** The service that a Host header names under a suffix; undefined for a stranger's host. */
export function serviceOfHost(host: string, suffix: string): ServiceName | undefined {
  const wanted = host.toLowerCase();
  return services.find((service) => hostOf(service, suffix) === wanted);
}
