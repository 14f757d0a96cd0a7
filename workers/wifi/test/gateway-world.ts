import type { Gateway, Make } from "../src/gateways/gateway";
import redirects from "./opennds-redirects.json";

export const faskey = "0123456789abcdef";
export const now = Date.UTC(2026, 10, 22, 2);
const t = now / 1000;

/** A registered gateway of each make. */
export function gatewayOf(make: Make, more: Partial<Gateway> = {}): Gateway {
  return { id: `g-${make}`, make, level: null, addresses: [], secrets: [], settings: {}, ...registered[make], ...more };
}

const registered: Record<Make, Partial<Gateway>> = {
  opennds: { level: 1, addresses: ["10.9.0.1:2050"], secrets: [faskey] },
  uam: { addresses: ["10.9.0.1:3990"], secrets: ["uamS3cret"] },
  mikrotik: { addresses: ["10.5.50.1", "hotspot.lan"] },
  unifi: { settings: { controller: "https://console.test/proxy/network/integration", site: "s-1", apiKey: "key" } },
  meraki: { addresses: ["*.network-auth.com"] },
  omada: {
    settings: { controller: "https://ctl.test:8043", controllerId: "abcdef12345678", name: "portal", password: "pw" },
  },
  aruba: { addresses: ["securelogin.arubanetworks.com", "10.1.1.2"] },
  ruckus: { addresses: ["10.2.0.2:9997"] },
  smartzone: { addresses: ["10.3.0.2:9443"], secrets: ["nbi"] },
  cisco: { addresses: ["1.1.1.1"] },
  fortigate: { addresses: ["10.4.0.1:1000"] },
  cambium: { addresses: ["10.6.0.1:880"] },
};

const at = (query: string, path = "/p/quang-ninh") => `http://203.0.113.10:2080${path}?${query}`;

/** A genuine redirect of each make. */
export const genuine: Record<Make, string> = {
  opennds: redirects.level1[0]?.address ?? "",
  uam: at(
    "res=notyet&uamip=10.9.0.1&uamport=3990&challenge=feda9ea596129963340897ff367ae32f&called=02-AA-BB-CC-DD-01&mac=02-11-22-33-44-01&ip=10.9.0.2&nasid=hl-017&sessionid=179530149500000001&userurl=http%3a%2f%2fcaptive.apple.com%2fhotspot-detect.html%3fx%3d1%26y%3d2&md=CA50C6DB9E9021247DE355762021D893",
    "/portal/coova",
  ),
  mikrotik: at(
    `mac=02%3A11%3A22%3A33%3A44%3A01&ip=10.5.50.9&identity=hl-018&link-login-only=${encodeURIComponent("http://hotspot.lan/login")}&link-orig=${encodeURIComponent("http://example.test/a")}&chap-id=${encodeURIComponent("\\371")}&chap-challenge=${encodeURIComponent("\\357\\015\\330\\013\\021\\234\\145\\245\\303\\253\\142\\246\\133\\175\\375\\316")}`,
  ),
  unifi: at(
    `ap=02aabbccdd02&id=02%3a11%3a22%3a33%3a44%3a02&t=${t}&url=http%3A%2F%2Fexample.test%2F&ssid=QN`,
    "/guest/s/default/",
  ),
  meraki:
    "http://203.0.113.10:2080/p/quang-ninh?base_grant_url=https%3A%2F%2Fn143.network-auth.com%2Fsplash%2Fgrant&user_continue_url=http%3A%2F%2Fspeedof.me%2F&node_id=149624922840090&node_mac=88:15:44:60:1c:1a&gateway_id=149624922840090&client_ip=10.255.60.208&client_mac=f4:5c:89:9b:17:67",
  omada: at(
    `clientMac=02-11-22-33-44-03&apMac=02-AA-BB-CC-DD-03&ssidName=QN&t=${t}&radioId=1&site=Default&redirectUrl=http%3A%2F%2Fexample.test%2F`,
  ),
  aruba: at(
    "cmd=login&mac=02:11:22:33:44:04&ip=10.1.1.9&essid=QN&apname=ap4&apmac=02:aa:bb:cc:dd:04&switchip=10.1.1.2&url=http%3A%2F%2Fexample.test%2F",
  ),
  ruckus: at("sip=10.2.0.2&client_mac=021122334405&uip=10.2.0.9&ssid=QN&url=http%3A%2F%2Fexample.test%2F"),
  smartzone: at(
    "nbiIP=10.3.0.2&client_mac=02:11:22:33:44:06&uip=10.3.0.9&ssid=QN&zoneId=z-1&url=http%3A%2F%2Fexample.test%2F",
  ),
  cisco: at(
    "switch_url=https%3A%2F%2F1.1.1.1%2Flogin.html&ap_mac=02:aa:bb:cc:dd:07&client_mac=02:11:22:33:44:07&wlan=QN&redirect=example.test%2F",
  ),
  fortigate: at(
    "apip=10.4.0.1&usermac=02:11:22:33:44:08&userip=10.4.0.9&post=http%3A%2F%2F10.4.0.1%3A1000%2Ffgtauth&magic=0a1b2c3d",
  ),
  cambium: at(
    "ga_ssid=QN&ga_ap_mac=02-AA-BB-CC-DD-09&ga_nas_id=hl-019&ga_srvr=10.6.0.1&ga_cmac=02-11-22-33-44-09&ga_cip=10.6.0.9&ga_Qv=abc&ga_orig_url=http%3A%2F%2Fexample.test%2F",
  ),
};

export const terms = {
  limits: { seconds: 1800, upKbps: 512, downKbps: 1024, upKB: 5000, downKB: 8000 },
  credential: { username: "v-1", password: "pw" },
  landing: "https://wifi.test/s/abc",
  grant: "vn:citizen-42",
};
