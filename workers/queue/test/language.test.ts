import { describe, test } from "vitest";

import { openHospital, send } from "./hospital";

const page = { headers: { accept: "text/html" } };

describe("a guest who reads Korean", () => {
  test("joins on a page in Korean that carries its style", async ({ expect }) => {
    const { code } = await openHospital();
    const answer = await send(`/j/${code}?lang=ko`, page);
    const html = await answer.text();
    expect(html).toContain('<html lang="ko">');
    expect(html).toContain("무엇이 필요하세요?");
    expect(html).toContain("본문으로 건너뛰기");
    expect(html).not.toContain('rel="stylesheet"');
    const hash = /style-src 'self' '(sha256-[^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1];
    const style = new TextEncoder().encode(/<style>(.*?)<\/style>/s.exec(html)?.[1]);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", style));
    expect(hash).toBe(`sha256-${btoa(String.fromCharCode(...digest))}`);
  });

  test("is refused in Korean, by page and by API", async ({ expect }) => {
    const missing = await send("/nothing?lang=ko", page);
    expect(await missing.text()).toContain("찾을 수 없습니다");
    const answer = await send("/api/facilities/nowhere", { headers: { "accept-language": "ko-KR" } });
    expect(await answer.json()).toMatchObject({ code: "not-found", title: "찾을 수 없습니다" });
  });
});
