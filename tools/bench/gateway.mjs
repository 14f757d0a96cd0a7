import { median } from "./measure.mjs";
import { countRow, skippedRow } from "./table.mjs";

const english = { "accept-language": "en", accept: "text/html" };

/**
 * From a phone's own question whether it is online to the first answer of the internet, at a real openNDS gateway whose
 * phone carries the grant (level 1) and at one that fetches it (level 3, asked every 2 s by the gateway's own script).
 *
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function gatewayRows({ phones = 5 } = {}) {
  const { hasOpennds, openLab } = await import("../../tests/gateways/opennds.mjs");
  if (!hasOpennds) return [skippedRow("Wi-Fi: from the probe to online", "not installed: apt-get install opennds")];
  const { bundle } = await import("../lib/bundle.mjs");
  await bundle("development");
  const rows = [];
  for (const level of [1, 3]) {
    const lab = await openLab({ level, phones });
    try {
      const times = [];
      for (let phone = 0; phone < phones; phone++) times.push(await goOnline(lab, phone));
      rows.push(
        countRow(`Wi-Fi: from the probe to online, openNDS level ${level}`, Math.round(median(times)), {
          unit: "ms",
          note: `${phones} phones one after the other, slowest ${Math.round(Math.max(...times))} ms`,
        }),
      );
    } finally {
      await lab.close();
    }
  }
  return rows;
}

async function goOnline(lab, phone) {
  const started = performance.now();
  const blocked = await lab.curl(phone, "http://captive.apple.com/hotspot-detect.html");
  const page = await lab.curl(phone, blocked.location, { headers: english });
  const pass = /name="pass" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
  const headers = { ...english, origin: lab.origin };
  const entered = await lab.curl(phone, `${lab.origin}/enter?lang=en`, { data: { pass }, headers });
  if (entered.location.includes("/opennds_auth/")) await lab.curl(phone, entered.location);
  const isOnline = async () => (await lab.curl(phone, "http://example.test/")).body === "the internet";
  await lab.until(isOnline, "the phone is online", 60_000, 100);
  return performance.now() - started;
}
