import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { defineConfig, type EnvironmentOptions, type Plugin } from "vite";

/** What `web/<service>/build.json` says. `development` audiences go into `<service>.development.json` only. */
interface Wanted {
  audiences: string[];
  development?: string[];
}
interface Assets {
  styles: Record<string, { css: string; hash: string }>;
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
    .map((file) => ({ name: basename(file, extname(file)), path: join(folder, file), hydrated: file.endsWith(".tsx") }));
}

/** Vite allows no dash in an environment's name. */
const environmentName = (service: string) => service.replaceAll("-", "_");

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

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
      handler(_, bundle) {
        const [service, want] = [...wanted].find(([name]) => environmentName(name) === this.environment.name) ?? [];
        if (!service || !want) return;
        const assets: Assets = { styles: {}, scripts: {}, preload: {} };
        const later: Assets["styles"] = {};
        for (const [file, output] of Object.entries(bundle)) {
          if (output.type === "asset" && file.endsWith(".css")) {
            const audience = basename(file).replace(/^style-([a-z]+).*/, "$1");
            const css = String(output.source).trim();
            (want.audiences.includes(audience) ? assets.styles : later)[audience] = { css, hash: sha256(css) };
            delete bundle[file];
          }
          if (output.type !== "chunk") continue;
          if (output.name.startsWith("style-")) delete bundle[file];
          else if (output.isEntry) {
            assets.scripts[output.name] = `/${file}`;
            assets.preload[output.name] = output.imports.map((chunk) => `/${chunk}`);
          }
        }
        const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
        emit("_headers", "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n");
        emit("favicon.svg", readFileSync(join(web, "ui/src/mark.svg"), "utf8"));
        mkdirSync(join(web, "dist"), { recursive: true });
        const write = (name: string, value: Assets) => {
          for (const key of ["styles", "scripts", "preload"] as const)
            value = { ...value, [key]: Object.fromEntries(Object.entries(value[key]).toSorted()) };
          writeFileSync(join(web, "dist", `${name}.json`), `${JSON.stringify(value, null, 1)}\n`);
        };
        write(service, assets);
        if (want.development)
          write(`${service}.development`, { ...assets, styles: { ...assets.styles, ...later } });
      },
    },
  };
}

function environment(service: string, want: Wanted): EnvironmentOptions {
  const input: Record<string, string> = {};
  for (const audience of [...want.audiences, ...(want.development ?? [])])
    input[`style-${audience}`] = `${style}${service}/${audience}`;
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
  environments: Object.fromEntries([...wanted].map(([service, want]) => [environmentName(service), environment(service, want)])),
  builder: {
    async buildApp(builder) {
      for (const service of wanted.keys()) {
        const one = builder.environments[environmentName(service)];
        if (one) await builder.build(one);
      }
    },
  },
});
