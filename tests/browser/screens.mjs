// Makes the pictures of the README: `node tests/browser/screens.mjs`, with `apt-get install chromium
// fonts-roboto-unhinted fonts-noto-cjk` so that phones look like phones.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { localFetch } from "../../tools/lib/http.mjs";
import { desk, openBrowser, phone, television } from "./browser.mjs";
import { openHospital } from "./hospital.mjs";
import { signIn } from "./nurse.mjs";
import { pause } from "./story.mjs";

const out = path.join(import.meta.dirname, "../../docs/screens");
const minute = 60_000;
const scratch = mkdtempSync(path.join(tmpdir(), "ven-screens-"));
const fonts = path.join(scratch, "fonts.conf");
writeFileSync(
  fonts,
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  ${["system-ui", "sans-serif"].map((name) => `<match target="pattern"><test name="family"><string>${name}</string></test><edit name="family" mode="prepend" binding="strong"><string>Roboto</string></edit></match>`).join("")}
  </fontconfig>`,
);

const hospital = await openHospital();
const browser = await openBrowser({ env: { FONTCONFIG_FILE: fonts } });
try {
  mkdirSync(out, { recursive: true });
  await makeAll();
} finally {
  await browser.close();
  await hospital.close();
  rmSync(scratch, { recursive: true });
}

async function makeAll() {
  const nurse = await (await browser.person(desk)).newPage();
  await signIn(nurse, { hospital, to: "/desk", contact: "0900000001" });
  const supervisor = await (await browser.person(desk)).newPage();
  await signIn(supervisor, { hospital, to: "/supervise", contact: "0900000003" });

  /** A command of the signed-in nurse, as the desk's script sends it. */
  const act = (counter, name, body) =>
    nurse.evaluate(
      async ([address, sent]) => {
        const key = crypto.randomUUID();
        const headers = { "idempotency-key": key, ...(sent && { "content-type": "application/json" }) };
        const answer = await fetch(address, { method: "POST", headers, body: sent && JSON.stringify(sent) });
        return answer.status === 200 ? answer.json() : undefined;
      },
      [`/api/counters/baichay.${counter}/${name}`, body],
    );
  /** Calls the next person and begins with them; gives the ticket. */
  const see = async (counter) => {
    const called = await act(counter, "call-next");
    if (called) await act(counter, "start", { ticket: called.id, version: called.version });
    return called;
  };

  // A morning: people come in every few minutes, three rooms call them, each takes about eight minutes.
  await people("noi", 9);
  await people("nhi", 4);
  const rooms = ["p103", "p104", "p105"];
  for (let round = 0; round < 5; round++) {
    for (const room of [...rooms, "p106", "p107", "p108"]) await see(room);
    await people("noi", 4);
    await people("nhi", 2);
    if (round % 2 === 0) await people("mat", 1);
    await people("xetnghiem", 3);
    await later((7 + (round % 3)) * minute);
  }
  await people("noi", 1, { class: "priority", reason: "age" });
  await people("vienphi", 7);
  await supervisor.goto(`${hospital.queue}/supervise/baichay`);
  await supervisor.getByRole("button", { name: "Đóng ngay việc Tai Mũi Họng" }).click();

  const handset = await browser.person({ ...phone, deviceScaleFactor: 2 });
  const patient = await handset.newPage();
  await patient.goto(hospital.origin);
  await take(patient, "home");
  await patient.goto(`${hospital.queue}/j/baichay2`);
  await patient.locator("label.pick", { hasText: "Khám Nội" }).tap();
  await take(patient, "join");
  await patient.getByRole("button", { name: "Lấy số" }).tap();
  await patient.waitForURL("**/t/**");
  await patient.getByText("Trang tự cập nhật").waitFor();
  await take(patient, "ticket-waiting");

  // Everybody before them is seen, and they are called to room 105.
  const mine = await patient.locator(".ticket .no").innerText();
  for (let label, turn = 0; label !== before(mine); turn++) {
    label = (await see(rooms[turn % 2])).label;
    if (turn % 4 === 3) await later(4 * minute);
  }
  const called = await act("p105", "call-next");
  await patient.reload();
  await patient.locator(".ticket.called").waitFor();
  await take(patient, "ticket-called");
  await act("p105", "start", { ticket: called.id, version: called.version });

  for (const count of [4, 5, 3]) {
    await people("noi", count);
    await later(5 * minute);
  }
  await people("noi", 3);
  for (const room of ["p104", "p106", "p107", "p108"]) await see(room);
  await act("p104", "call-next");
  await later(2 * minute);
  await act("p104", "call-next");
  await act("p103", "call-next");
  await later(minute);
  const board = await (await browser.person({ ...television, deviceScaleFactor: 2 / 3 })).newPage();
  await board.goto(`${hospital.queue}/b/baichay2`);
  await nurse.goto(`${hospital.queue}/desk/baichay.p105`);
  await nurse.keyboard.press("Space");
  await nurse.getByText("Đã gọi").waitFor();
  await people("noi", 1, { class: "priority", reason: "child" });
  const { waiting } = await nurse.evaluate(() => fetch("/api/counters/baichay.p105").then((answer) => answer.json()));
  for (const { id, version } of waiting.filter(({ claimed }) => claimed))
    await act("p105", "reclassify", { ticket: id, version, class: "priority" });
  await nurse.getByRole("cell", { name: "Ưu tiên" }).waitFor();
  await take(nurse, "desk");
  // The gold of a new call fades after some seconds.
  await pause(3_000);
  await take(board, "board");
  await supervisor.goto(`${hospital.queue}/supervise/baichay`);
  await take(supervisor, "supervise");
}

/** "A030" for "A031". */
function before(label) {
  return label[0] + String(Number(label.slice(1)) - 1).padStart(3, "0");
}

async function people(service, count, request = { class: "normal" }) {
  const fetch = localFetch();
  for (let i = 0; i < count; i++) {
    const answer = await fetch(`${hospital.queue}/api/services/baichay.${service}/tickets`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify(request),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
    await answer.arrayBuffer();
  }
  await fetch.close();
}

async function later(ms) {
  await hospital.goAway();
  await hospital.comeBack(ms);
}

/** WebP, which Playwright itself does not write. */
async function take(page, name) {
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => document.fonts.ready);
  await pause(500);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 88 });
  const file = path.join(out, `${name}.webp`);
  writeFileSync(file, Buffer.from(data, "base64"));
  console.log(`${name}.webp ${Math.round(statSync(file).size / 1024)} kB`);
}
