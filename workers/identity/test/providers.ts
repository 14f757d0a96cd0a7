import { createHash } from "node:crypto";
import { createServer } from "node:http";

import type { TestProject } from "vitest/node";

type Mode = "accepted" | "rejected" | "slow" | "busy" | "garbled" | "token-expired";

declare module "vitest" {
  interface ProvidedContext {
    providers: string;
  }
}

/** Local servers that speak eSMS's and Zalo's formats. `PUT /control` says how they behave; `GET` what they were sent. */
export default async function start(project: TestProject) {
  let mode: Record<string, Mode> = {};
  let seen: { provider: string; body: Record<string, unknown> }[] = [];
  let tokens = 0;
  const requestIds = new Set<string>();

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(request.url ?? "/", Buffer.concat(chunks).toString()));
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    function answer(url: string, text: string) {
      if (url === "/control" && request.method === "PUT") {
        mode = JSON.parse(text) as typeof mode;
        seen = [];
        tokens = 0;
        requestIds.clear();
        return json({});
      }
      if (url === "/control") return json({ seen, tokens });
      if (url === "/v4/oa/access_token") {
        const form = new URLSearchParams(text);
        const expected = tokens === 0 ? "first-refresh" : `refresh-${tokens}`;
        // Good once, as Zalo's are.
        if (request.headers.secret_key !== "app-secret" || form.get("refresh_token") !== expected)
          return json({ error_name: "Invalid refresh token.", error: -14014 });
        tokens++;
        return json({ access_token: `access-${tokens}`, refresh_token: `refresh-${tokens}`, expires_in: "90000" });
      }
      const provider = url.startsWith("/MainService") ? "esms" : url === "/message/template" ? "zalo" : "";
      if (!provider) return json({}, 404);
      const body = JSON.parse(text) as Record<string, unknown>;
      seen.push({ provider, body });
      const how = mode[provider] ?? "accepted";
      if (how === "busy") return json({}, 503);
      if (how === "garbled") return void response.writeHead(200).end("<html>");
      if (provider === "zalo") {
        if (how === "token-expired" && request.headers.access_token === "access-1")
          return json({ error: -124, message: "Access token invalid" });
        if (how === "rejected") return json({ error: -118, message: "Zalo account not existed" });
        const say = () =>
          json({ error: 0, message: "Success", data: { msg_id: reference(String(body.tracking_id)), sent_time: "1" } });
        return how === "slow" ? void setTimeout(say, 6000).unref() : say();
      }
      const id = String(body.RequestId);
      // The provider takes a message even when its answer comes too late, and refuses to take it twice.
      if (requestIds.has(id)) return json({ CodeResult: "124", ErrorMessage: "RequestId exists" });
      if (how === "rejected") return json({ CodeResult: "104", ErrorMessage: "Brandname not exists" });
      requestIds.add(id);
      const say = () => json({ CodeResult: "100", CountRegenerate: 0, SMSID: reference(id) });
      return how === "slow" ? void setTimeout(say, 6000).unref() : say();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  project.provide("providers", `http://127.0.0.1:${address.port}`);
  return () => {
    server.closeAllConnections();
    server.close();
  };
}

const reference = (id: string) => createHash("sha256").update(id).digest("hex").slice(0, 24);
