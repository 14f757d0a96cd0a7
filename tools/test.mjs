// `npm test`: types, lint, format, then every test there is: rules, workers in workerd, the whole city, the browser.
// `npm test -- queue` runs the projects whose name begins with queue, and nothing else: the everyday loop.
import "./lib/pinned-node.mjs";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const { bin, quietEnv, root, run } = await import("./lib/workspace.mjs");
const { buildPages } = await import("./lib/bundle.mjs");

const [project] = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };

announceMissing();
await buildPages();
if (!project) {
  await step("types", bin("tsc"), ["-b"]);
  await step("lint", bin("oxlint"), ["--type-aware", "--deny-warnings"]);
  await step("format", bin("oxfmt"), ["--check"]);
}
await vitest();

const { passed, failed, skipped } = totals;
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed ? 1 : 0;

/** A check that either holds or does not: one passed or one failed. */
async function step(name, command, args) {
  const started = Date.now();
  try {
    await run(command, args);
    totals.passed++;
    console.log(`✓ ${name} (${seconds(started)})`);
  } catch (err) {
    totals.failed++;
    console.log(`✗ ${name} (${seconds(started)})\n${err.message}`);
  }
}

async function vitest() {
  const folder = mkdtempSync(path.join(tmpdir(), "ven-test-"));
  const report = path.join(folder, "report.json");
  const unsteady = path.join(import.meta.dirname, "lib/unsteady-reporter.mjs");
  const reporters = ["default", "json", unsteady].map((name) => `--reporter=${name}`);
  const args = ["run", ...reporters, `--outputFile.json=${report}`, "--silent=passed-only"];
  if (project) args.push("--project", `${project}*`);
  const code = await new Promise((resolve) =>
    spawn(bin("vitest"), args, { cwd: root, env: quietEnv, stdio: ["ignore", "inherit", "inherit"] }).on(
      "exit",
      resolve,
    ),
  );
  // Counted from what the runner wrote down, never from its exit code alone.
  const written = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
  rmSync(folder, { recursive: true });
  totals.passed += written?.numPassedTests ?? 0;
  totals.failed += written?.numFailedTests ?? 0;
  totals.skipped += (written?.numPendingTests ?? 0) + (written?.numTodoTests ?? 0);
  for (const { suite, ms } of durations(written)) console.log(`  ${suite.padEnd(48)} ${(ms / 1000).toFixed(1)} s`);
  // A file that does not load, or an error outside of any test, has no failed test of its own.
  if (code !== 0 && !written?.numFailedTests) totals.failed++;
}

function durations(written) {
  return (written?.testResults ?? [])
    .map(({ name, startTime, endTime }) => ({ suite: path.relative(root, name), ms: endTime - startTime }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 15);
}

/** What a machine without root may lack. CI has all of it and says so with VEN_REQUIRE. */
function announceMissing() {
  const required = (process.env.VEN_REQUIRE ?? "").split(",").filter(Boolean);
  // Packages are known by a file that Debian puts somewhere.
  const places = {
    chromium: "/usr/bin/chromium",
    strace: "/usr/bin/strace",
    opennds: "/usr/bin/opennds",
    freeradius: "/usr/sbin/freeradius",
    "kea-dhcp4-server": "/usr/sbin/kea-dhcp4",
    "python3-icalendar": "/usr/lib/python3/dist-packages/icalendar",
    "python3-openpyxl": "/usr/lib/python3/dist-packages/openpyxl",
  };
  const missing = Object.keys(places).filter((name) => !existsSync(places[name]));
  const refused = missing.filter((name) => required.includes(name));
  if (refused.length) {
    console.error(`required and not installed: ${refused.join(", ")}`);
    process.exit(1);
  }
  for (const name of missing)
    console.warn(`\n!!! ${name} is not installed: the tests that need it are SKIPPED (apt-get install ${name})\n`);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
