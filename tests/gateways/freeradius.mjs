import { execFile, spawn } from "node:child_process";
// A real FreeRADIUS with the configuration that the portal writes for it, the programs that ask it, and a listener between
// it and the city that can go away, keep silent, and want a certificate. Needs root and Debian's freeradius,
// freeradius-rest, freeradius-utils, eapoltest and openssl.
import { createHash, X509Certificate } from "node:crypto";
import { createSocket } from "node:dgram";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { freeradiusConfiguration } from "../../workers/wifi/src/configurations/freeradius";
import { certificatesOf } from "./certificates.mjs";
import { machineHas } from "./machine.mjs";

const run = promisify(execFile);

export const hasFreeradius = machineHas(
  "a real FreeRADIUS",
  ["freeradius", "freeradius-rest", "freeradius-utils", "eapoltest"],
  [
    "/usr/sbin/freeradius",
    "/usr/lib/freeradius/rlm_rest.so",
    "/usr/bin/radclient",
    "/usr/bin/eapol_test",
    "/usr/bin/openssl",
  ],
);

const secret = "testing123";

/** A folder that the server's own user may read, with an authority and what it signed. */
export async function openAuthority(names) {
  const folder = mkdtempSync(path.join(tmpdir(), "ven-radius-"));
  chmodSync(folder, 0o755);
  const files = await certificatesOf(folder, names);
  return { folder, files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** SHA-256 of a certificate, hex. */
export const fingerprintOf = (file) =>
  createHash("sha256")
    .update(new X509Certificate(readFileSync(file)).raw)
    .digest("hex");

/**
 * Stands between FreeRADIUS and the city: keeps what was asked, and goes away or keeps silent when a test wants it. With
 * `tls` it wants a certificate that the authority signed, and says in `header` which one it saw, as a real one would.
 */
export async function openListener({ host, port, tls, header }) {
  const asked = [];
  const sockets = new Set();
  let silent = false;
  const forward = (given, answer) => {
    const parts = [];
    given.on("data", (part) => parts.push(part));
    given.on("end", () => {
      const body = Buffer.concat(parts);
      asked.push({ section: given.url?.split("/").at(-1), headers: given.headers, text: body.toString() });
      if (silent) return;
      const headers = { ...given.headers, host };
      if (header) headers[header] = fingerprintOfPeer(given.socket);
      const onward = request({ host: "127.0.0.1", port, method: given.method, path: given.url, headers }, (back) => {
        answer.writeHead(back.statusCode ?? 502, { "content-type": back.headers["content-type"] ?? "text/plain" });
        back.pipe(answer);
      });
      onward.on("error", () => answer.destroy());
      onward.end(body);
    });
  };
  const make = () =>
    tls
      ? createTlsServer(
          {
            key: readFileSync(tls.key),
            cert: readFileSync(tls.certificate),
            ca: readFileSync(tls.authority),
            requestCert: true,
            rejectUnauthorized: true,
          },
          forward,
        )
      : createServer(forward);
  let server;
  let own = 0;
  async function come() {
    server = make();
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    await new Promise((resolve, reject) => server.once("error", reject).listen(own, "127.0.0.1", resolve));
    own = server.address().port;
  }
  async function go() {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  }
  await come();
  return { asked, port: own, come, go, close: go, keepSilent: (value) => void (silent = value) };
}

const fingerprintOfPeer = (socket) => createHash("sha256").update(socket.getPeerCertificate().raw).digest("hex");

/** Starts the server and waits until it is ready. `options` are those of the portal's own configuration. */
export async function openRadius({ folder, ...options }) {
  const ports = { authentication: await freeUdpPort(), accounting: await freeUdpPort() };
  const raddb = mkdtempSync(path.join(folder, "raddb-"));
  chmodSync(raddb, 0o755);
  const files = freeradiusConfiguration({
    ...options,
    address: "127.0.0.1",
    ports,
    clients: [{ name: "lab", network: "127.0.0.1/32", secret }],
  });
  // Packages make the folder for its own user; where there is no init it is made here.
  mkdirSync("/run/freeradius", { recursive: true });
  for (const { file, text } of files) writeFileSync(path.join(raddb, file), text);
  const child = spawn("/usr/sbin/freeradius", ["-f", "-l", "stdout", "-d", raddb], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said = (said + part).slice(-20_000)));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  let over = false;
  void ended.then(() => (over = true));
  for (const end = Date.now() + 60_000; !said.includes("Ready to process requests");) {
    if (over || Date.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`FreeRADIUS is not ready: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  let joins = 0;

  /** What a gateway asks; `{ code, reply, ms }`, every attribute of the reply as radclient prints it. */
  async function ask(attributes, { accounting = false, tries = 1, seconds = 20 } = {}) {
    const lines = Object.entries(attributes).map(([name, value]) => `${name} = ${quoted(value)}`);
    const [port, what] = accounting ? [ports.accounting, "acct"] : [ports.authentication, "auth"];
    const words = ["-x", "-d", raddb, "-r", String(tries), "-t", String(seconds), `127.0.0.1:${port}`, what, secret];
    const started = performance.now();
    const asked = run("/usr/bin/radclient", words);
    asked.child.stdin?.end(`${lines.join("\n")}\n`);
    // It ends with an error for every refusal, and for silence.
    const { stdout } = await asked.catch((err) => err);
    const [, answer] = stdout.split(/^Received /m);
    const reply = {};
    for (const [, name, value] of (answer ?? "").matchAll(/^\t([\w-]+) = (.*)$/gm))
      reply[name] = value.replaceAll(/^"|"$/g, "");
    return { code: /^[\w-]+/.exec(answer ?? "")?.[0], reply, ms: performance.now() - started };
  }

  /** What a phone does on the secure network: true when it is let in and both ends hold the same keys. */
  async function join({ name, password, anonymous = "anonymous", authority, server, mac = "02:11:22:33:47:01" }) {
    const file = path.join(raddb, `phone-${joins++}.conf`);
    const lines = [
      'ssid="secure"',
      "key_mgmt=WPA-EAP",
      "eap=TTLS",
      `identity="${name}"`,
      `anonymous_identity="${anonymous}"`,
      `password="${password}"`,
      'phase2="auth=PAP"',
      `ca_cert="${authority}"`,
      `domain_match="${server}"`,
    ];
    writeFileSync(file, `network={\n${lines.join("\n")}\n}\n`);
    const words = [
      "-c",
      file,
      "-a",
      "127.0.0.1",
      "-p",
      String(ports.authentication),
      "-s",
      secret,
      "-M",
      mac,
      "-t",
      "30",
    ];
    const { stdout } = await run("/usr/bin/eapol_test", words, { maxBuffer: 16 << 20 }).catch((err) => err);
    return stdout.trim().endsWith("SUCCESS") && stdout.includes("MPPE keys OK: 1  mismatch: 0");
  }

  return {
    ask,
    join,
    account: (attributes, options) => ask(attributes, { accounting: true, ...options }),
    said: () => said,
    async close() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** As radclient reads it: a number or a name as it is, everything else in quotes, nothing in them special. */
const quoted = (value) =>
  typeof value === "number" || /^0x|^(Start|Stop|Interim-Update|User-Request|Lost-Carrier)$/.test(value)
    ? String(value)
    : `"${String(value).replaceAll(/[\\"]/g, "\\$&")}"`;

async function freeUdpPort() {
  const socket = createSocket("udp4");
  await new Promise((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise((resolve) => socket.close(resolve));
  return port;
}
