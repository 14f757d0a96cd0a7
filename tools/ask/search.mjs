import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { build } from "vite";

import { serve } from "../lib/city.mjs";
import { migrate } from "../lib/migrate.mjs";
import { root } from "../lib/workspace.mjs";
import { concepts } from "./corpora.mjs";

const fromAsk = path.join(root, "workers/ask/src/index.ts");

/** The service's search in workerd with an empty index, and a database for what it is held against. */
export async function openSearch() {
  const out = mkdtempSync(path.join(tmpdir(), "ven-ask-"));
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      outDir: out,
      target: "es2024",
      lib: { entry: path.join(root, "tools/ask/worker.ts"), formats: ["es"], fileName: "worker" },
      rolldownOptions: { external: /^cloudflare:/ },
    },
    plugins: [
      {
        name: "house",
        resolveId(id, importer) {
          if (/^[./\0]/.test(id) || !importer?.startsWith(path.join(root, "tools"))) return undefined;
          return this.resolve(id, fromAsk, { skipSelf: true });
        },
      },
    ],
  });
  const { mf, dispose } = await serve(
    [
      {
        name: "evaluation",
        modules: true,
        modulesRoot: out,
        scriptPath: path.join(out, "worker.js"),
        compatibilityDate: "2026-10-01",
        d1Databases: { SEARCH: "search", NAIVE: "naive" },
      },
    ],
    { quiet: true },
  );
  await migrate(await mf.getD1Database("SEARCH", "evaluation"), "search");
  const call = async (message) => {
    const worker = await mf.getWorker("evaluation");
    const answer = await worker.fetch("http://evaluation/", { method: "POST", body: JSON.stringify(message) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  return {
    naive: await mf.getD1Database("NAIVE", "evaluation"),
    /** Fills the index anew, or adds to it. */
    async load(entries, { fresh = true, calibrate = true } = {}) {
      const lexicon = concepts();
      for (let at = 0; at < entries.length; at += 100)
        await call({
          do: "load",
          entries: entries.slice(at, at + 100),
          concepts: lexicon,
          fresh: fresh && at === 0,
          last: calibrate && at + 100 >= entries.length,
        });
    },
    async ask(questions) {
      const answers = [];
      for (let at = 0; at < questions.length; at += 50)
        answers.push(
          ...(await call({
            do: "ask",
            questions: questions.slice(at, at + 50).map(({ q, lang }) => ({ q, session: lang })),
          })),
        );
      return answers;
    },
    async dispose() {
      await dispose();
      rmSync(out, { recursive: true, force: true });
    },
  };
}
