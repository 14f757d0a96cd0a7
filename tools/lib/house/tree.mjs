const drawn = [
  "workers",
  "packages",
  "migrations",
  "web",
  "tests",
  "tools",
  "docs",
  "wrangler.toml",
  "pnpm-workspace.yaml",
  "package.json",
  "README.md",
];
/** Tools look for these at the top and nowhere else: pnpm for its lock, editors and tsc for theirs, vitest for its projects. */
const demanded = ["pnpm-lock.yaml", "tsconfig.json", "tsconfig.base.json", "vitest.config.ts"];

/** The top level is what the house's plan draws, what tools demand, and dot files. */
export function checkTopLevel(files) {
  const top = [...new Set(files.map(({ path }) => path.split("/")[0]))];
  return [
    ...top
      .filter((name) => !name.startsWith(".") && ![...drawn, ...demanded].includes(name))
      .map((name) => `${name}: does not belong at the top`),
    ...[...drawn, ...demanded].filter((name) => !top.includes(name)).map((name) => `${name}: is missing at the top`),
  ];
}

const machinePath = /(?<![\w/.:@*-])\/(home|Users|root|work|workspace|mnt|private)\/[\w.-]+/;

/** What only exists on somebody's machine does not belong in the repository. */
export const checkPaths = (files) =>
  files
    .filter(({ path }) => /\.(ts|tsx|mjs|js|json|jsonc|toml|ya?ml|sql|md|css|sh|txt)$|^\.ci\/|^\.[a-z]+rc/.test(path))
    .filter(({ path }) => path !== "pnpm-lock.yaml" && !path.endsWith(".topo.json"))
    .flatMap(({ path, text }) => {
      const found = machinePath.exec(text);
      return found ? [`${path}: names a path of one machine, ${found[0]}`] : [];
    });

/** The lock file works with any registry: it holds integrity, no addresses. */
export const checkLock = (text) =>
  [...text.matchAll(/https?:\/\/[^\s'"}]+/g)].map(([address]) => `pnpm-lock.yaml: names a host, ${address}`);
