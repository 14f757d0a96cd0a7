// A real Kea with the configuration that the portal writes for it, and phones that ask it for an address, each in a
// network namespace of its own. Needs root and Debian's kea-dhcp4-server, udhcpc and iproute2.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { keaConfiguration } from "../../workers/wifi/src/configurations/kea";
import { machineHas } from "./machine.mjs";

const run = promisify(execFile);
const ip = (...words) => run("ip", words);

export const hasKea = machineHas(
  "a real Kea",
  ["kea-dhcp4-server", "udhcpc", "iproute2"],
  ["/usr/sbin/kea-dhcp4", "/sbin/udhcpc", "/sbin/ip"],
);

/** Kea's hooks lie beside the machine's other libraries. */
const hooks = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/kea/hooks`;

/** A hotspot whose DHCP server is Kea; `options` are those of the portal's own configuration. */
export async function openKea(options) {
  const work = mkdtempSync(path.join(tmpdir(), "ven-kea-"));
  const id = String(process.pid % 10_000);
  const [hotspot, phone] = [`vk${id}`, `vl${id}`];
  let child;
  let said = "";
  try {
    for (const one of [hotspot, phone]) {
      await ip("netns", "add", one);
      await ip("-n", one, "link", "set", "lo", "up");
    }
    await ip("link", "add", "wlan0", "netns", hotspot, "type", "veth", "peer", "name", "eth0", "netns", phone);
    await ip("-n", hotspot, "addr", "add", "10.9.0.1/24", "dev", "wlan0");
    await ip("-n", hotspot, "link", "set", "wlan0", "up");
    // Two ends of one line: neither runs before both are up.
    await ip("-n", phone, "link", "set", "eth0", "up");
    const { file, text } = keaConfiguration({
      interface: "wlan0",
      subnet: "10.9.0.0/24",
      pool: "10.9.0.50-10.9.0.99",
      router: "10.9.0.1",
      nameservers: ["10.9.0.1"],
      hooks,
      leases: path.join(work, "leases.csv"),
      ...options,
    });
    const config = path.join(work, file);
    writeFileSync(config, text);
    const own = { ...process.env, KEA_LOCKFILE_DIR: "none", KEA_PIDFILE_DIR: work };
    child = spawn("ip", ["netns", "exec", hotspot, "kea-dhcp4", "-c", config], { env: own });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said = (said + part).slice(-9000)));
  } catch (err) {
    await close();
    throw err;
  }

  /** A phone with this address joins: what it is given, `{ address, router, api }`. */
  async function join(mac) {
    await ip("-n", phone, "link", "set", "eth0", "address", mac);
    const given = path.join(work, "given");
    const script = path.join(work, "lease.sh");
    rmSync(given, { force: true });
    writeFileSync(script, `#!/bin/sh\n[ "$1" = bound ] && env > ${given}\nexit 0\n`, { mode: 0o755 });
    // Kea needs a moment to open its sockets; a phone asks until somebody answers.
    const words = ["-i", "eth0", "-n", "-q", "-t", "30", "-T", "1", "-O", "114", "-s", script];
    await run("ip", ["netns", "exec", phone, "udhcpc", ...words]).catch((err) => {
      throw new Error(`no lease: ${err.stderr} ${said}`);
    });
    const { stdout } = await run("cat", [given]);
    const value = (name) => new RegExp(`^${name}=(.*)$`, "m").exec(stdout)?.[1];
    const option = value("opt114");
    return { address: value("ip"), router: value("router"), api: option && Buffer.from(option, "hex").toString() };
  }

  async function close() {
    if (child && child.exitCode === null) {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    }
    for (const one of [hotspot, phone]) await ip("netns", "del", one).catch(() => {});
    rmSync(work, { recursive: true, force: true });
  }

  return { join, close };
}
