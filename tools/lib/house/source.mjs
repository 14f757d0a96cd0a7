import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { parseSync } from "vite";

/** Files of the working tree that git does not ignore, as `{ path, text }`; `text` is read when it is asked for. */
export function filesOf(root) {
  return execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && existsSync(path.join(root, file)))
    .map((file) => ({
      path: file,
      get text() {
        return readFileSync(path.join(root, file), "utf8");
      },
    }));
}

export const isScript = ({ path: file }) => /\.(ts|tsx|mts|mjs|js)$/.test(file);

/**
 * Every module that a script names, once: `{ specifier, names, typeOnly }`; `names` are values,
 * re-exports and `import("x")` count too.
 */
export function importsOf({ path: file, text }) {
  const { module, program } = parseSync(file, text);
  const found = [];
  for (const { moduleRequest, entries } of module.staticImports)
    found.push({
      specifier: moduleRequest.value,
      names: entries.filter(({ isType }) => !isType).map(({ importName }) => importName.name ?? "*"),
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    });
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, importName, isType } of entries)
      if (moduleRequest)
        found.push({ specifier: moduleRequest.value, names: isType ? [] : [importName.name ?? "*"], typeOnly: isType });
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal) found.push({ specifier: literal[1], names: ["*"], typeOnly: false });
  }
  found.push(...typeImports(program));
  return [...Map.groupBy(found, ({ specifier }) => specifier)].map(([specifier, each]) => ({
    specifier,
    names: each.flatMap(({ names }) => names),
    typeOnly: each.every(({ typeOnly }) => typeOnly),
  }));
}

/** `import("x").Y` in a type is no import to the module record, yet it is a dependency. */
function typeImports(node, found = []) {
  if (Array.isArray(node)) for (const each of node) typeImports(each, found);
  else if (node && typeof node === "object") {
    if (node.type === "TSImportType" && typeof node.source?.value === "string")
      found.push({ specifier: node.source.value, names: [], typeOnly: true });
    for (const value of Object.values(node)) if (value && typeof value === "object") typeImports(value, found);
  }
  return found;
}

/** "@ven/kit/openapi" → "@ven/kit"; "preact/hooks" → "preact". */
export const packageOf = (specifier) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

export const isRelative = (specifier) => specifier.startsWith(".");
/** Modules that the platform brings: Node's, the worker's, and virtual ones of the build and test tools. */
export const isPlatform = (specifier) => /^(node:|cloudflare:|virtual:|ven:)/.test(specifier);

/** Workspace packages as `{ folder, manifest }` from the files of the tree. */
export const packagesOf = (files) =>
  files
    .filter(({ path: file }) => /^(packages|web|workers)\/[^/]+\/package\.json$|^tests\/package\.json$/.test(file))
    .map(({ path: file, text }) => ({ folder: path.dirname(file), manifest: JSON.parse(text) }));

export const inside = (folder) => (file) => file.path.startsWith(`${folder}/`);
