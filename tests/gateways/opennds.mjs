// A real openNDS gateway with its DHCP server, phones and a portal, each in a network namespace of its own. Needs root
// and Debian's opennds, dnsmasq-base, nftables, udhcpc, iproute2, php-cli (levels 2 and 3) and openssl (level 3).
import { execFile, fork, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { processes } from "../../tools/lib/city.mjs";
import { openMiniBrowser } from "../browser/browser.mjs";
import { pause, until } from "../city/people.mjs";
import { certificatesOf } from "./certificates.mjs";
import { machineHas } from "./machine.mjs";

const run = promisify(execFile);

export const hasOpennds = machineHas(
  "a real openNDS gateway",
  ["opennds", "dnsmasq-base", "nftables", "udhcpc", "curl"],
  ["/usr/bin/opennds", "/usr/sbin/dnsmasq", "/usr/sbin/nft", "/usr/bin/unshare", "/usr/bin/curl"],
);

const suffix = "ven.test";
const port = 2080;
const tlsPort = 2443;
const faskey = "0123456789abcdef";
const gatewayName = "Ven-Test-AP";
const mac = "02:aa:bb:cc:dd:01";

/**
 * Brings everything up.
 *
 * @param {{ level: 1 | 2 | 3, phones?: number, config?: string[] }} options
 */
export async function openLab({ level, phones = 2, config = [] }) {
  const work = mkdtempSync(path.join(tmpdir(), "ven-opennds-"));
  const id = String(process.pid % 10_000);
  const net = { gateway: `vg${id}`, world: `vw${id}`, phone: (n) => `vp${id}x${n}` };
  const all = [net.gateway, net.world, ...Array.from({ length: phones }, (_, n) => net.phone(n))];
  const children = [];
  const complaints = [];
  const replies = [];
  const tls = level === 3 ? (await certificatesOf(work, [`wifi.${suffix}`]))[`wifi.${suffix}`] : undefined;
  const origin = tls ? `https://wifi.${suffix}:${tlsPort}` : `http://wifi.${suffix}:${port}`;

  let portal;
  let gatewayProcess;
  try {
    await buildNetwork(net, all, phones);
    portal = await startPortal();
    writeConfiguration();
    gatewayProcess = startGateway();
    await until(isUp, { what: "openNDS answers", ms: 60_000, every: 500 });
    for (let n = 0; n < phones; n++) await lease(n);
  } catch (err) {
    await close();
    throw err;
  }

  return { origin, complaints, replies, curl, browse, ndsctl, clients, restart, close, replan: portal.replan };

  async function isUp() {
    return (await ndsctl("status").catch(() => "")).includes("Current clients");
  }

  async function startPortal() {
    const options = { state: path.join(work, "state"), suffix, port, tls: tls && { ...tls, port: tlsPort } };
    mkdirSync(options.state);
    const script = path.join(import.meta.dirname, "portal.mjs");
    // `ip netns exec` becomes the program it starts, so the channel reaches Node.
    const child = fork(script, [JSON.stringify(options)], {
      execPath: "/usr/sbin/ip",
      execArgv: ["netns", "exec", net.world, process.execPath],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    children.push(child);
    const heard = [];
    child.on("message", (message) => {
      if (message.complaint) complaints.push(message.complaint);
      else if (message.reply) replies.push(message.reply);
      else heard.push(message);
    });
    await until(() => heard.some(({ ready }) => ready), { what: "the portal is up", ms: 120_000, every: 100 });
    const tell = async (put, what) => {
      heard.length = 0;
      child.send({ put, what });
      await until(() => heard.length > 0, { what: `the portal has its ${put}`, every: 100 });
      if (heard[0].status !== 200) throw new Error(`${put}: ${heard[0].status}`);
    };
    await tell("gateways", registered(level));
    return { replan: (what) => tell("plans", { group: "quang-ninh", ...what }) };
  }

  function writeConfiguration() {
    const lines = [
      ["GatewayInterface", "wlan0"],
      ["GatewayName", gatewayName],
      ["DebugLevel", "1"],
      ["login_option_enabled", "0"],
      ["fasport", tls ? tlsPort : port],
      ["faspath", "/p/quang-ninh"],
      ["fasremoteip", "203.0.113.10"],
      ["fasremotefqdn", `wifi.${suffix}`],
      ["fas_secure_enabled", level],
      ["faskey", faskey],
      ["checkinterval", "5"],
      // Read by a script that greps for it; openNDS itself knows no such option here and would not start.
      ["#nat_traversal_poll_interval", "2"],
      ["sessiontimeout", "60"],
      ...(level === 3 ? [["binauth", "/usr/lib/opennds/binauth_log.sh"]] : []),
      ["FirewallRuleSet", "authenticated-users {\n  FirewallRule allow all\n}"],
      [
        "FirewallRuleSet",
        "users-to-router {\n  FirewallRule allow udp port 53\n  FirewallRule allow tcp port 53\n  FirewallRule allow udp port 67\n}",
      ],
    ];
    writeFileSync(
      path.join(work, "opennds.conf"),
      `${[...lines.map((pair) => pair.join(" ")), ...config].join("\n")}\n`,
    );
    writeFileSync(
      path.join(work, "dnsmasq.conf"),
      [
        "interface=wlan0",
        "bind-interfaces",
        "no-resolv",
        "no-ping",
        "dhcp-range=10.9.0.50,10.9.0.250,255.255.255.0,12h",
        "dhcp-leasefile=/var/lib/misc/dnsmasq.leases",
        `address=/${suffix}/203.0.113.10`,
        "address=/apple.com/example.test/198.51.100.80",
        "",
      ].join("\n"),
    );
    // openNDS expects the machine to be a gateway and nothing else, so it gets a root of its own to write into.
    writeFileSync(
      path.join(work, "gateway.sh"),
      `set -e
mount --make-rprivate /
mount -t tmpfs none /run
mkdir -p /run/upper /run/work /run/scripts /run/stand-in /run/tmpfiles.d
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work /etc
mount -t tmpfs none /var/lib/misc
cp -a /usr/lib/opennds/. /run/scripts
# This kernel's nft takes the named priority only.
sed -i 's/priority -100/priority filter/g' /run/scripts/libopennds.sh
mount --bind /run/scripts /usr/lib/opennds
cp ${work}/opennds.conf /etc/opennds/opennds.conf
cp ${work}/dnsmasq.conf /etc/dnsmasq.conf
echo '203.0.113.10 wifi.${suffix}' >> /etc/hosts
${tls ? `cat ${tls.authority} >> /etc/ssl/certs/ca-certificates.crt` : ""}
# There is no init here: "restart dnsmasq" is all that openNDS ever asks of it.
cat > /run/stand-in/systemctl <<'END'
#!/bin/sh
kill "$(cat /run/dnsmasq.pid)"; sleep 0.3; dnsmasq -x /run/dnsmasq.pid
END
chmod +x /run/stand-in/systemctl
[ -e /usr/bin/systemctl ] && mount --bind /run/stand-in/systemctl /usr/bin/systemctl
export PATH=/run/stand-in:$PATH
dnsmasq -x /run/dnsmasq.pid
# On a busy machine it gives up when the routes are slow to read; a router's init would start it again.
while true; do opennds -f -c /etc/opennds/opennds.conf || true; sleep 1; done
`,
    );
  }

  function startGateway() {
    const inside = ["netns", "exec", net.gateway, "unshare", "-m", "-p", "--fork", "--mount-proc"];
    const child = spawn("ip", [...inside, "bash", path.join(work, "gateway.sh")], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let said = "";
    const keep = (text) => (said = (said + text).slice(-20_000));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    return { child, said: () => said };
  }

  async function restart() {
    await killIn(net.gateway);
    await pause(500);
    startGateway();
    await until(isUp, { what: "openNDS is back", ms: 60_000, every: 500 });
    // Its leases went with it, and openNDS refuses who has none.
    for (let n = 0; n < phones; n++) await lease(n);
  }

  /** `ndsctl json` and the like, as somebody on the gateway types it. */
  async function ndsctl(...words) {
    const { stdout } = await run("ip", ["netns", "pids", net.gateway]);
    const pid = stdout
      .split("\n")
      .find((one) => processes().some((it) => String(it.pid) === one && it.command === "opennds"));
    if (!pid) throw new Error(`openNDS does not run: ${gatewayProcess?.said?.() ?? ""}`);
    // One at a time may ask: while the gateway's own script does, others are turned away.
    for (let tries = 1; ; tries++) {
      try {
        return (await run("nsenter", ["-t", pid, "-m", "-n", "-p", "ndsctl", ...words])).stdout;
      } catch (err) {
        if (tries === 10) throw err;
        await pause(200 + 100 * tries);
      }
    }
  }

  /** What the gateway knows of its phones, by their place here. */
  async function clients() {
    const known = JSON.parse(await ndsctl("json")).clients ?? {};
    return Array.from({ length: phones }, (_, n) => known[phoneMac(n)]);
  }

  /** One request from a phone. Redirects are not followed: a test wants to see them. */
  async function curl(n, url, { data, headers = {}, seconds = 15 } = {}) {
    const words = [
      "netns",
      "exec",
      net.phone(n),
      "curl",
      "-s",
      "-i",
      "-m",
      String(seconds),
      "-A",
      "CaptiveNetworkSupport",
    ];
    for (const [name, value] of Object.entries(headers)) words.push("-H", `${name}: ${value}`);
    for (const [name, value] of Object.entries(data ?? {})) words.push("--data-urlencode", `${name}=${value}`);
    if (tls) words.push("--cacert", tls.authority);
    const { stdout } = await run("ip", [...words, url], { maxBuffer: 64 << 20, encoding: "latin1" });
    const [head = "", ...rest] = stdout.split("\r\n\r\n");
    const [line = "", ...given] = head.split("\r\n");
    const found = new Map(
      given.map((one) => [one.slice(0, one.indexOf(":")).toLowerCase(), one.slice(one.indexOf(":") + 1).trim()]),
    );
    const body = Buffer.from(rest.join("\r\n\r\n"), "latin1").toString();
    return { status: Number(line.split(" ")[1]), headers: found, location: found.get("location") ?? "", body };
  }

  /** Chromium on a phone, as the mini browsers that open by themselves are: no script runs, nothing is kept. */
  async function browse(n, options) {
    const program = path.join(work, `chromium-${n}.sh`);
    writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${net.phone(n)} /usr/bin/chromium "$@"\n`, { mode: 0o755 });
    return openMiniBrowser(path.join(work, `profile-${n}`), { executablePath: program, ...options });
  }

  async function lease(n) {
    const script = path.join(work, "lease.sh");
    writeFileSync(
      script,
      '#!/bin/sh\n[ "$1" = bound ] || exit 0\nip addr replace "$ip/24" dev "$interface"\nip route replace default via "$router"\n',
      { mode: 0o755 },
    );
    mkdirSync(`/etc/netns/${net.phone(n)}`, { recursive: true });
    writeFileSync(`/etc/netns/${net.phone(n)}/resolv.conf`, "nameserver 10.9.0.1\n");
    await run("ip", ["netns", "exec", net.phone(n), "udhcpc", "-i", "eth0", "-n", "-q", "-T", "1", "-s", script]);
  }

  async function close() {
    for (const one of all) await killIn(one);
    for (const child of children) child.kill("SIGKILL");
    for (const one of all) {
      spawnSync("ip", ["netns", "del", one]);
      rmSync(`/etc/netns/${one}`, { recursive: true, force: true });
    }
    rmSync(work, { recursive: true, force: true });
  }
}

/** The gateway as its operator registers it. */
const registered = (level) => ({
  id: "lab",
  site: "qn-001",
  make: "opennds",
  level,
  addresses: ["10.9.0.1:2050"],
  secrets: [faskey],
  settings: {},
  names: [mac],
  gatewayName,
});

export const phoneMac = (n) => `02:11:22:33:44:${(n + 1).toString(16).padStart(2, "0")}`;

/** A bridge on the gateway stands for its radio; the world is the portal and everything else on the internet. */
async function buildNetwork(net, all, phones) {
  const ip = (...words) => run("ip", words);
  for (const one of all) {
    await ip("netns", "add", one);
    await ip("-n", one, "link", "set", "lo", "up");
  }
  const { gateway, world } = net;
  await ip("-n", gateway, "link", "add", "wlan0", "address", mac, "type", "bridge");
  await ip("link", "add", "wan0", "netns", gateway, "type", "veth", "peer", "name", "eth0", "netns", world);
  for (let n = 0; n < phones; n++) {
    const one = net.phone(n);
    await ip(
      "link",
      "add",
      `ap${n}`,
      "netns",
      gateway,
      "type",
      "veth",
      "peer",
      "name",
      "eth0",
      "address",
      phoneMac(n),
      "netns",
      one,
    );
    await ip("-n", gateway, "link", "set", `ap${n}`, "master", "wlan0", "up");
    await ip("-n", one, "link", "set", "eth0", "up");
  }
  await ip("-n", gateway, "addr", "add", "10.9.0.1/24", "dev", "wlan0");
  await ip("-n", gateway, "addr", "add", "203.0.113.1/24", "dev", "wan0");
  await ip("-n", world, "addr", "add", "203.0.113.10/24", "dev", "eth0");
  await ip("-n", world, "addr", "add", "198.51.100.80/32", "dev", "lo");
  for (const [where, what] of [
    [gateway, "wlan0"],
    [gateway, "wan0"],
    [world, "eth0"],
  ])
    await ip("-n", where, "link", "set", what, "up");
  await ip("-n", gateway, "route", "add", "default", "via", "203.0.113.10");
  await ip("-n", world, "route", "add", "10.9.0.0/24", "via", "203.0.113.1");
  await ip("netns", "exec", gateway, "sysctl", "-qw", "net.ipv4.ip_forward=1");
}

/** Ends what runs in one namespace, by its ids. */
async function killIn(namespace) {
  const { stdout } = await run("ip", ["netns", "pids", namespace]).catch(() => ({ stdout: "" }));
  for (const pid of stdout.split("\n").filter(Boolean)) {
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch {
      // Gone with its parent.
    }
  }
}
