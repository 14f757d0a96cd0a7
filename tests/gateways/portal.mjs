// Runs inside the "internet" of a gateway test: the whole city, TLS in front of it where a level wants that, and a web
// server that phones try to reach. Started by opennds.mjs; talks to it over its IPC channel.
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createTlsServer } from "node:https";

import { startCity } from "../../tools/lib/city.mjs";
import { seed } from "../../tools/lib/seed.mjs";

const { state, suffix, port, tls } = JSON.parse(process.argv[2]);

const outside = tls ? tls.port : port;
const scheme = tls ? "https" : "http";
const city = await startCity({
  state,
  port,
  host: "0.0.0.0",
  hostSuffix: suffix,
  onLog: ({ level, message }) => void (level === "error" && process.send({ complaint: message })),
});
await seed(city);

if (tls) {
  // Seeded under its local address; from now on it is who the phones know it as.
  await city.dispose();
  await startCity({
    state,
    port,
    host: "0.0.0.0",
    hostSuffix: suffix,
    variables: {
      ven: { HOST_SUFFIX: `${suffix}:${outside}` },
      "ven-wifi": { SELF_ORIGIN: `${scheme}://wifi.${suffix}:${outside}` },
    },
    onLog: ({ level, message }) => void (level === "error" && process.send({ complaint: message })),
  });
  createTlsServer({ key: readFileSync(tls.key), cert: readFileSync(tls.certificate) }, forward).listen(
    outside,
    "0.0.0.0",
  );
}

const filler = Buffer.alloc(64 * 1024, "x");
createServer((asked, answer) => {
  const kb = Number(new URL(asked.url ?? "/", "http://x").searchParams.get("kb") ?? 0);
  if (kb === 0) return void answer.end("the internet");
  let left = kb * 1000;
  const more = () => {
    while (left > 0) {
      left -= filler.length;
      if (!answer.write(filler)) return void answer.once("drain", more);
    }
    answer.end();
  };
  more();
}).listen(80, "198.51.100.80", () => process.send({ ready: true }));

process.on("message", ({ put, what }) => {
  const options = { host: "127.0.0.1", port, method: "PUT", path: `/dev/${put}` };
  const asked = request({ ...options, headers: { host: `wifi.${suffix}:${outside}` } }, (given) => {
    given.resume();
    process.send({ put, status: given.statusCode });
  });
  asked.end(JSON.stringify(what));
});

function forward(asked, answer) {
  const onward = request(
    { host: "127.0.0.1", port, method: asked.method, path: asked.url, headers: asked.headers },
    (given) => {
      // Whether a connection stays is between its two ends: the gateway reads until it is closed.
      const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...headers } = given.headers;
      answer.writeHead(given.statusCode ?? 502, headers);
      if (asked.headers["user-agent"]?.includes("authmon")) weigh(given);
      given.pipe(answer);
    },
  );
  onward.on("error", () => answer.destroy());
  asked.pipe(onward);
}

/** Tells the test what openNDS's own script is about to read: its bytes, and how many phones it lets in. */
function weigh(given) {
  const parts = [];
  given.on("data", (part) => parts.push(part));
  given.on("end", () => {
    const body = Buffer.concat(parts);
    const text = body.toString();
    process.send({ reply: { bytes: body.length, entries: text.startsWith("*") ? text.split(" ").length - 1 : 0 } });
  });
}
