import type { Configuration } from "./configuration";

/** A server certificate of the machine on which FreeRADIUS runs: paths there, PEM. */
export interface CertificateFiles {
  authority: string;
  certificate: string;
  key: string;
}

export interface RadiusServer {
  /** Where the portal answers: `https://wifi.quangninh.example`. */
  origin: string;
  /** The group's key, sent as `X-Portal-Key`; a certificate may stand in its place. */
  key?: string | undefined;
  /** Who may ask: addresses of gateways and access points (CIDR), and the secret they share with this server. */
  clients: readonly { name: string; network: string; secret: string }[];
  /** Shown to the portal, where TLS ends that verifies certificates of clients. */
  certificate?: Omit<CertificateFiles, "authority"> | undefined;
  /** Who signed the portal's own certificate; the default is everybody whom Debian trusts. */
  trust?: string;
  /** For EAP-TTLS: what phones on the secure network see. Without it there is no secure network. */
  secure?: CertificateFiles | undefined;
  address?: string;
  ports?: { authentication: number; accounting: number };
}

/** Where we say that certificates lie on that machine: `portal` is shown to the portal, `secure` to phones. */
export const placesOf = (name: "portal" | "secure"): CertificateFiles => ({
  authority: `${certificates}/${name}-ca.pem`,
  certificate: `${certificates}/${name}.pem`,
  key: `${certificates}/${name}.key`,
});
const certificates = "/etc/freeradius/3.0/certs";

/** Seconds until a request to the portal is given up; a gateway asks again after three to five. */
const patience = "2.5";

/**
 * The whole configuration of FreeRADIUS 3.2 beside the gateways, in the place of `radiusd.conf` and `dictionary`. The portal
 * decides; when it is away people are refused soon, and accounting is not acknowledged, so that gateways send it again.
 * Source: FreeRADIUS's own raddb of 3.2.1 (rlm_rest, rlm_eap).
 */
export function freeradiusConfiguration(server: RadiusServer): Configuration[] {
  return [
    { file: "radiusd.conf", text: `${textOf(server)}\n` },
    { file: "dictionary", text: `${dictionary.join("\n")}\n` },
  ];
}

/** What FreeRADIUS's own dictionary of CoovaChilli lacks: limits above 4 GiB. Source: CoovaChilli's dictionary. */
const dictionary = [
  "VENDOR\t\tChilliSpot\t\t14559",
  "BEGIN-VENDOR\tChilliSpot",
  "ATTRIBUTE\tChilliSpot-Max-Input-Gigawords\t21\tinteger",
  "ATTRIBUTE\tChilliSpot-Max-Output-Gigawords\t22\tinteger",
  "ATTRIBUTE\tChilliSpot-Max-Total-Gigawords\t23\tinteger",
  "END-VENDOR\tChilliSpot",
];

function textOf(server: RadiusServer) {
  const { address = "*", ports = { authentication: 1812, accounting: 1813 } } = server;
  const { secure, key, certificate } = server;
  if (key === undefined && certificate === undefined) throw new Error("neither a key nor a certificate");
  // The module takes the header away after each call.
  const header = key === undefined ? [] : [`&REST-HTTP-Header := ${quoted(`X-Portal-Key: ${key}`)}`];
  const ask = [...(header.length > 0 ? block("update control", header) : []), "rest"];
  const methods = [
    ...block("Auth-Type PAP", ["pap"]),
    ...block("Auth-Type CHAP", ["chap"]),
    ...block("Auth-Type REST", ask),
  ];
  const listen = (type: string, port: number) =>
    block("listen", [`type = ${type}`, `ipaddr = ${address}`, `port = ${port}`, "clients = hotspots"]);
  return [
    "# Ven Wi-Fi portal: FreeRADIUS 3.2 beside the gateways. Put this and `dictionary` in the place of those in",
    "# /etc/freeradius/3.0; packages freeradius and freeradius-rest. It holds secrets: chown root:freerad, chmod 640.",
    "name = freeradius",
    "prefix = /usr",
    "libdir = /usr/lib/freeradius",
    "logdir = /var/log/freeradius",
    "run_dir = /run/freeradius",
    "pidfile = ${run_dir}/freeradius.pid",
    "max_request_time = 10",
    "max_requests = 16384",
    "hostname_lookups = no",
    "proxy_requests = no",
    // Names and passwords of people are in no log.
    ...block("log", ["destination = files", "file = ${logdir}/radius.log", "auth = no"]),
    ...block("security", ["user = freerad", "group = freerad", "max_attributes = 200", "reject_delay = 1"]),
    ...block("thread pool", [
      "start_servers = 5",
      "max_servers = 32",
      "min_spare_servers = 3",
      "max_spare_servers = 10",
    ]),
    ...block("clients hotspots", server.clients.flatMap(clientOf)),
    ...block("modules", [
      ...restModule(server),
      ...(secure ? eapModule(secure) : []),
      "expr {",
      "}",
      "pap {",
      "}",
      "chap {",
      "}",
    ]),
    ...block("server portal", [
      ...listen("auth", ports.authentication),
      ...listen("acct", ports.accounting),
      ...block("authorize", [...(secure ? outside : []), ...ask, "chap", "pap"]),
      ...block("authenticate", [...methods, ...(secure ? block("Auth-Type eap", ["eap"]) : [])]),
      ...block("preacct", sessionName),
      ...block("accounting", ask),
      ...block("post-auth", [
        ...(secure ? block("update", ["&reply: += &session-state:"]) : []),
        // Worth telling is a wrong password; that the portal is away, it would only hear late.
        ...block("Post-Auth-Type REJECT", block('if ("%{Module-Failure-Message}" =~ /^(pap|chap):/)', ask)),
      ]),
    ]),
    ...(secure
      ? block("server tunnel", [
          ...block("authorize", [...ask, "pap"]),
          ...block("authenticate", methods),
          ...block("post-auth", block("update", ["&outer.session-state: += &reply:"])),
        ])
      : []),
  ].join("\n");
}

/** What is inside the tunnel is asked about; what is outside only carries it. */
const outside = [...block("eap", ["ok = return", "updated = return"]), ...block("if (&EAP-Message)", ["reject"])];

/** Gateways number their sessions anew after a restart: only with its place is a number one session's. */
const sessionName = block("update request", [
  '&Acct-Unique-Session-Id := "%{md5:%{Acct-Session-Id},%{User-Name},%{NAS-Identifier},%{%{NAS-IPv6-Address}:-%{NAS-IP-Address}}}"',
]);

const clientOf = ({ name, network, secret }: RadiusServer["clients"][number]) =>
  block(`client ${word(name)}`, [`ipaddr = ${word(network)}`, `secret = ${quoted(secret)}`]);

function restModule({ origin, certificate, trust = "/etc/ssl/certs/ca-certificates.crt" }: RadiusServer) {
  const section = (name: string) =>
    block(name, [
      `uri = ${quoted(`${origin}/radius/${name}`)}`,
      "method = 'post'",
      "body = 'json'",
      `timeout = ${patience}`,
      "tls = ${..tls}",
    ]);
  const shown = certificate
    ? [`certificate_file = ${quoted(certificate.certificate)}`, `private_key_file = ${quoted(certificate.key)}`]
    : [];
  return block("rest", [
    ...block("tls", [`ca_info_file = ${quoted(trust)}`, ...shown, "check_cert = yes", "check_cert_cn = yes"]),
    `connect_uri = ${quoted(`${origin}/`)}`,
    "connect_timeout = 2.0",
    ...["authorize", "authenticate", "accounting", "post-auth"].flatMap(section),
    // Starts without the portal, and tries again a second after it was away.
    ...block("pool", [
      "start = 0",
      "min = 0",
      "max = 32",
      "spare = 5",
      "uses = 0",
      "retry_delay = 1",
      "lifetime = 600",
      "idle_timeout = 30",
    ]),
  ]);
}

const eapModule = ({ authority, certificate, key }: CertificateFiles) => [
  ...block("always reject", ["rcode = reject"]),
  ...block("eap", [
    "default_eap_type = ttls",
    "timer_expire = 60",
    "max_sessions = ${max_requests}",
    ...block("tls-config portal", [
      `ca_file = ${quoted(authority)}`,
      `certificate_file = ${quoted(certificate)}`,
      `private_key_file = ${quoted(key)}`,
      'cipher_list = "DEFAULT"',
      'tls_min_version = "1.2"',
      'tls_max_version = "1.2"',
      // A resumed session would be let in without asking whether it was revoked.
      ...block("cache", ["enable = no"]),
    ]),
    ...block("ttls", [
      "tls = portal",
      "copy_request_to_tunnel = yes",
      "use_tunneled_reply = no",
      'virtual_server = "tunnel"',
    ]),
  ]),
];

function block(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...lines.map((line) => `\t${line}`), "}"];
}

/** FreeRADIUS runs what stands in `%{…}` of its own file, and a quote would end the text. */
function quoted(text: string) {
  if (!/^[\w.:/@ !#&()*+,;<=>?[\]^|~-]{1,300}$/.test(text)) throw new Error("not for a configuration of FreeRADIUS");
  return `"${text}"`;
}

function word(text: string) {
  if (!/^[\w.:/*-]{1,80}$/.test(text)) throw new Error("not a name or a network");
  return text;
}
