import type { Configuration } from "./configuration";

export interface DhcpServer {
  /** Where the portal answers: `https://wifi.quangninh.example`. */
  origin: string;
  site: string;
  /** Where phones are, as the server names it: `wlan0`. */
  interface: string;
  /** `10.20.0.0/22`, and the part of it that is leased: `10.20.0.50-10.20.3.250`. */
  subnet: string;
  pool: string;
  router: string;
  nameservers: readonly string[];
  /** Seconds. */
  lease?: number;
  /** Where leases are kept; the default is Kea's own place. */
  leases?: string;
  /** Where Kea's hooks lie on that machine; the default is Debian's on x86-64. */
  hooks?: string;
}

/**
 * Kea 2.2: an address for each phone, and with it option 114 (RFC 8910), the captive portal API's address for this very
 * phone, so that the portal knows who asks although the whole site has one public address.
 */
export function keaConfiguration(server: DhcpServer): Configuration {
  const { origin, site, subnet, pool, router, nameservers, lease = 3600, leases } = server;
  const { hooks = "/usr/lib/x86_64-linux-gnu/kea/hooks" } = server;
  const api = `${origin}/capport/${site}`;
  // It becomes a text in quotes inside an expression.
  if (!/^https?:\/\/[\w.:/-]{1,200}$/.test(api)) throw new Error("not an address of the portal");
  const option = { name: "v4-captive-portal", data: api, "always-send": true };
  const Dhcp4 = {
    // A radio may come up after its server.
    "interfaces-config": {
      interfaces: [server.interface],
      "service-sockets-max-retries": 100_000,
      "service-sockets-retry-wait-time": 2000,
    },
    "lease-database": { type: "memfile", persist: true, "lfc-interval": 3600, ...(leases && { name: leases }) },
    "valid-lifetime": lease,
    "hooks-libraries": [
      {
        library: `${hooks}/libdhcp_flex_option.so`,
        parameters: { options: [{ name: option.name, supersede: `concat('${api}/', hexstring(pkt4.mac, ''))` }] },
      },
    ],
    subnet4: [
      {
        id: 1,
        subnet,
        pools: [{ pool }],
        "option-data": [
          { name: "routers", data: router },
          { name: "domain-name-servers", data: nameservers.join(", ") },
          option,
        ],
      },
    ],
    loggers: [{ name: "kea-dhcp4", output_options: [{ output: "syslog" }], severity: "WARN" }],
  };
  return { file: "kea-dhcp4.conf", text: `${JSON.stringify({ Dhcp4 }, null, 2)}\n` };
}
