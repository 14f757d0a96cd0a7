import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";

import { defineConfig, type EnvironmentOptions, type Plugin } from "vite";

import { deployment, deploymentIds } from "../packages/city/src/deployment.ts";

/** What `web/<service>/build.json` says. `development` audiences go into `<service>.development.json` only. */
interface Wanted {
  audiences: string[];
  development?: string[];
}
type Texts = Record<string, Record<string, string>>;
interface Assets {
  styles: Record<string, string>;
  brands: Record<string, string>;
  scripts: Record<string, string>;
  preload: Record<string, string[]>;
}

const web = import.meta.dirname;
const styles = join(web, "ui/src/styles");
const island = "ven:island/";
const style = "ven:style/";

const wanted = new Map(
  readdirSync(web)
    .filter((name) => existsSync(join(web, name, "build.json")))
    .toSorted()
    .map((name) => [name, JSON.parse(readFileSync(join(web, name, "build.json"), "utf8")) as Wanted] as const),
);

/** `src/islands/x.tsx` is a component, hydrated wherever a page has `<Island name="x">`; `x.ts` is a script of its own. */
function islands(service: string) {
  const folder = join(web, service, "src/islands");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^[a-z0-9-]+\.tsx?$/.test(file))
    .toSorted()
    .map((file) => ({
      name: basename(file, extname(file)),
      path: join(folder, file),
      hydrated: file.endsWith(".tsx"),
    }));
}

/** Vite allows no dash in an environment's name. */
const environmentName = (service: string) => service.replaceAll("-", "_");

const sorted = <Value>(record: Record<string, Value>) =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const sha256 = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Files are served before their worker runs, so they carry the headers that kit gives every other answer. */
const headersOfFiles = `/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: same-origin
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(self), geolocation=(), microphone=()
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
/assets/*
  Cache-Control: public, max-age=31536000, immutable
`;

/** The colours that a city sets otherwise than the house, as one rule; empty where it sets none. */
function brandCss(id: (typeof deploymentIds)[number]) {
  const { light, dark } = deployment(id).brand;
  const names = Object.keys(light).filter((name): name is keyof typeof light => name in light);
  const rules = names.map((name) => `${name}:light-dark(${light[name]},${dark[name] ?? light[name]})`);
  return rules.length > 0 ? `:root,.light,.dark,.now{${rules.join(";")}}` : "";
}

/** The languages that no worker carries in its code. */
const besides = ["zh", "ko", "ja", "fr"];

/** Everything that a service can say in one of them: kit's refusals, the shell's words and its own. */
async function textsOf(service: string, lang: string) {
  const all: Texts = {};
  for (const folder of ["../packages/kit", "ui", service]) {
    const { default: texts }: { default: Texts } = await import(join(web, folder, `src/texts/${lang}.ts`));
    Object.assign(all, texts);
  }
  return all;
}

/** A style is inlined in the page, so that the first view is one request; the hash lets the page's policy name it. */
function pages(): Plugin {
  return {
    name: "ven:pages",
    enforce: "pre",
    resolveId: (id) => {
      if (id.startsWith(style)) return `${join(web, "ui/src")}/${id.slice(style.length).replace("/", "-")}.virtual.css`;
      return id.startsWith(island) ? `\0${id}.js` : null;
    },
    load(id) {
      const virtual = /\/([^/]+)-([a-z]+)\.virtual\.css$/.exec(id);
      const brand = deploymentIds.find((one) => id.endsWith(`/brand-${one}.virtual.css`));
      if (brand) return brandCss(brand);
      if (virtual) {
        const own = join(web, virtual[1] ?? "", "src/styles", `${virtual[2]}.css`);
        return [join(styles, `${virtual[2]}.css`), ...(existsSync(own) ? [own] : [])]
          .map((file) => `@import ${JSON.stringify(file)};`)
          .join("\n");
      }
      if (!id.startsWith(`\0${island}`)) return null;
      const [service = "", name = ""] = id.slice(island.length + 1, -3).split("/");
      const path = islands(service).find((one) => one.name === name)?.path;
      const hydrate = join(web, "ui/src/hydrate.ts");
      return `import { hydrateIsland } from ${JSON.stringify(hydrate)};\nimport Component from ${JSON.stringify(path)};\nhydrateIsland(${JSON.stringify(name)}, Component);\n`;
    },
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const found = [...wanted].find(([name]) => environmentName(name) === this.environment.name);
        if (!found) return;
        const [service, want] = found;
        const assets: Assets = { styles: {}, brands: {}, scripts: {}, preload: {} };
        const later: Assets["styles"] = {};
        const inline: Record<string, { css: string; hash: string }> = {};
        for (const [file, output] of Object.entries(bundle)) {
          if (output.type === "asset" && file.endsWith(".css")) {
            const css = String(output.source).trim();
            const address = `/${file}`;
            const brand = deploymentIds.find((one) => basename(file).startsWith(`brand-${one}-`));
            const audience = basename(file).replace(/^style-([a-z]+).*/, "$1");
            if (brand) assets.brands[brand] = address;
            else (want.audiences.includes(audience) ? assets.styles : later)[audience] = address;
            if (brand || want.audiences.includes(audience)) inline[address] = { css, hash: sha256(css) };
          }
          if (output.type !== "chunk") continue;
          if (/^(style|brand)-/.test(output.name)) delete bundle[file];
          else if (output.isEntry) {
            assets.scripts[output.name] = `/${file}`;
            assets.preload[output.name] = output.imports.map((chunk) => `/${chunk}`);
          }
        }
        const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
        emit("_headers", headersOfFiles);
        emit("favicon.svg", readFileSync(join(web, "ui/src/mark.svg"), "utf8"));
        emit("styles.json", JSON.stringify(sorted(inline)));
        for (const lang of besides) emit(`texts/${lang}.json`, JSON.stringify(await textsOf(service, lang)));
        mkdirSync(join(web, "dist"), { recursive: true });
        const write = (name: string, value: Assets) => {
          for (const key of ["styles", "brands", "scripts", "preload"] as const)
            value = { ...value, [key]: sorted<unknown>(value[key]) };
          writeFileSync(join(web, "dist", `${name}.json`), `${JSON.stringify(value, null, 1)}\n`);
        };
        write(service, assets);
        if (want.development) write(`${service}.development`, { ...assets, styles: { ...assets.styles, ...later } });
      },
    },
  };
}

function environment(service: string, want: Wanted): EnvironmentOptions {
  const input: Record<string, string> = {};
  for (const audience of [...want.audiences, ...(want.development ?? [])])
    input[`style-${audience}`] = `${style}${service}/${audience}`;
  for (const id of deploymentIds) if (brandCss(id)) input[`brand-${id}`] = `${style}brand/${id}`;
  for (const one of islands(service)) input[one.name] = one.hydrated ? `${island}${service}/${one.name}` : one.path;
  return {
    consumer: "client",
    build: { outDir: join(web, "dist", service), emptyOutDir: true, rollupOptions: { input } },
  };
}

export default defineConfig({
  root: web,
  base: "/",
  publicDir: false,
  appType: "custom",
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Browsers of 2021 on: light-dark(), nesting and logical properties are lowered for them.
  build: {
    target: "es2021",
    cssTarget: ["chrome90", "firefox90", "safari14"],
    cssMinify: "lightningcss",
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
  plugins: [pages()],
  environments: Object.fromEntries(
    [...wanted].map(([service, want]) => [environmentName(service), environment(service, want)]),
  ),
  builder: {
    async buildApp(builder) {
      for (const service of wanted.keys()) {
        const one = builder.environments[environmentName(service)];
        if (one) await builder.build(one);
      }
    },
  },
});
