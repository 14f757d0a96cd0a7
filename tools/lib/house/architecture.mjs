import path from "node:path";

import { importsOf, inside, isPlatform, isRelative, isScript, packageOf } from "./source.mjs";

const order = [
  ["packages/contracts"],
  ["packages/db"],
  ["packages/kit"],
  ["packages/identity", "packages/city"],
  ["web/ui"],
  ["web/*"],
  ["workers/*"],
  ["tests"],
];
const rankOf = (folder) => {
  const exact = order.findIndex((folders) => folders.includes(folder));
  return exact >= 0 ? exact : order.findIndex((folders) => folders.includes(`${path.dirname(folder)}/*`));
};

/** contracts ← db ← kit ← identity, city ← web/ui ← web/<service> ← workers/<service>, and nothing sideways. */
export function checkDirection(files, packages) {
  const folderOf = new Map(packages.map(({ folder, manifest }) => [manifest.name, folder]));
  const problems = [];
  for (const { folder } of packages) {
    if (rankOf(folder) < 0) problems.push(`${folder}: no place in the order of dependency`);
    for (const file of files.filter(inside(folder)).filter(isScript))
      for (const { specifier } of importsOf(file)) {
        const wrong = isRelative(specifier)
          ? leaves(file, specifier, folder)
          : refused(folder, folderOf.get(packageOf(specifier)));
        if (wrong) problems.push(`${file.path}: imports ${specifier}, ${wrong}`);
      }
  }
  return problems;
}

function refused(from, to) {
  if (to === undefined || to === from) return undefined;
  if (rankOf(to) >= rankOf(from)) return `but ${from} may only know what lies below it`;
  const foreign = from.startsWith("workers/") && rankOf(to) === 5 && path.basename(to) !== path.basename(from);
  return foreign ? "the pages of another service" : undefined;
}

/**
 * Packages are entered by name. The ways out of a folder are to what the build wrote for this very service, and, for
 * tests and configuration, to the tools.
 */
function leaves(file, specifier, folder) {
  const target = path.join(path.dirname(file.path), specifier);
  if (target.startsWith(`${folder}/`) || folder === "tests") return undefined;
  if (target.startsWith("tools/") && !file.path.startsWith(`${folder}/src/`)) return undefined;
  const built = new RegExp(`^web/dist/${path.basename(folder)}(\\.development)?\\.json$`);
  return built.test(target) ? undefined : "a file outside its package";
}

/** Each manifest declares what its sources import, and nothing more. Tests may also use the root's tools. */
export function checkManifests(files, packages, root) {
  const problems = [];
  const tools = Object.keys(root.devDependencies ?? {});
  for (const { folder, manifest } of packages) {
    const own = files.filter(inside(folder));
    const declared = Object.keys(manifest.dependencies ?? {});
    const development = Object.keys(manifest.devDependencies ?? {});
    const used = { src: new Set(), else: new Set() };
    for (const file of own) {
      const source = file.path.startsWith(`${folder}/src/`) ? used.src : used.else;
      for (const name of namesIn(file, [...declared, ...development])) source.add(name);
    }
    used.src.delete(manifest.name);
    used.else.delete(manifest.name);
    for (const name of used.src)
      if (!declared.includes(name)) problems.push(`${folder}: src imports ${name} undeclared`);
    for (const name of used.else)
      if (![...declared, ...development, ...tools].includes(name))
        problems.push(`${folder}: tests or scripts import ${name} undeclared`);
    for (const name of declared)
      if (!used.src.has(name)) problems.push(`${folder}: declares ${name}, src imports it not`);
    for (const name of development)
      if (!used.else.has(name) && !used.src.has(name))
        problems.push(`${folder}: declares ${name} for development, unused`);
  }
  return problems;
}

function namesIn(file, declared) {
  if (file.path.endsWith(".css")) return declared.filter((name) => file.text.includes(`${name}/`));
  // Types of Node and of the platform are used by naming them in tsconfig.json.
  if (file.path.endsWith("tsconfig.json")) {
    const types = [...file.text.matchAll(/"(node|@[^"/]+\/[^"/]+)(?:\/[^"]*)?"/g)].map(([, name]) => name);
    return declared.filter((name) => types.includes(name) || types.includes(name.replace("@types/", "")));
  }
  if (!isScript(file)) return [];
  const names = importsOf(file)
    .map(({ specifier }) => specifier)
    .filter((specifier) => !isRelative(specifier) && !isPlatform(specifier))
    .map(packageOf);
  if (file.path.endsWith(".tsx")) names.push("preact");
  // Some packages are found by name at run time: require.resolve("axe-core"), import.meta.resolve("pg").
  return [...names, ...declared.filter((name) => /resolve\(/.test(file.text) && file.text.includes(`"${name}`))];
}

const isSource = ({ path: file }) => /^(packages|web|workers)\/[^/]+\/src\//.test(file);
const isRepository = (file) => file.endsWith("-repository.ts");

/** Only repositories, packages/db that declares the tables and kit that runs batches may see tables. */
export function checkTables(files) {
  const problems = [];
  for (const file of files.filter(isScript).filter(isSource)) {
    if (isRepository(file.path) || /^packages\/(db|kit)\//.test(file.path)) continue;
    for (const { specifier, names, typeOnly } of importsOf(file)) {
      const sees =
        packageOf(specifier) === "drizzle-orm" ||
        specifier.startsWith("@ven/db/") ||
        (specifier === "@ven/db" && !typeOnly && names.some((name) => name !== "openDb"));
      if (sees) problems.push(`${file.path}: imports ${specifier}; only *-repository.ts sees tables`);
    }
  }
  return problems;
}

/** Files of a worker in which the platform may appear; every other one is a verb or a rule. */
const shell =
  /^workers\/[^/]+\/src\/(routes\/|development\/|(.*\/)?([a-z0-9-]+-(repository|object|entrypoint)|index|development|env)\.tsx?$)/;

/** Verbs decide: they know neither Hono nor SQL nor the platform, so that they can be tested as functions. */
export function checkVerbs(files) {
  const problems = [];
  for (const file of files.filter(isScript)) {
    if (!/^workers\/[^/]+\/src\//.test(file.path) || shell.test(file.path)) continue;
    for (const { specifier } of importsOf(file))
      if (/^(hono|drizzle-orm)(\/|$)|^cloudflare:/.test(specifier))
        problems.push(`${file.path}: a verb imports ${specifier}`);
  }
  return problems;
}

/** `z` comes from zod/mini alone: the classic build costs every worker 25 KiB gz. */
export function checkZod(files) {
  return files
    .filter(isScript)
    .flatMap((file) => importsOf(file).map(({ specifier }) => ({ file, specifier })))
    .filter(({ specifier }) => packageOf(specifier) === "zod" && specifier !== "zod/mini")
    .map(({ file, specifier }) => `${file.path}: imports ${specifier} instead of zod/mini`);
}

const isDevelopment = (file) => /\/development(\.tsx?$|[/-])/.test(file);

/** What is for development only is entered from development files; the bundle check looks for what slips through. */
export function checkDevelopment(files) {
  return files
    .filter(isScript)
    .filter(isSource)
    .filter(({ path: file }) => !isDevelopment(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier, typeOnly }) => !typeOnly && /(^|\/)development(-[a-z-]+)?(\/|$)/.test(specifier))
        .map(({ specifier }) => `${file.path}: imports ${specifier}, which is for development only`),
    );
}
