import { spawnSync } from "node:child_process";

import { Refused } from "./refused.mjs";

const git = (root, ...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" });

/** The version is the commit, twelve digits; a tree with changes has none. */
export function versionOf(root) {
  const changed = git(root, "status", "--porcelain").stdout;
  if (changed !== "") throw new Refused("usage", `The working tree has changes; commit them first:\n${changed}`);
  const { status, stdout } = git(root, "rev-parse", "--short=12", "HEAD");
  if (status !== 0) throw new Refused("usage", "There is no commit to release.");
  return stdout.trim();
}

/** A version counts as released before this commit when its tag `<service>@<version>` is an ancestor of it. */
export const isReleased = (root) => (version) =>
  /^[a-z-]+@[0-9a-f]{7,40}$/.test(version) &&
  git(root, "merge-base", "--is-ancestor", `refs/tags/${version}`, "HEAD").status === 0;

/** Leaves an annotated tag: who released what and when, and what later migrations may contract after. */
export function markReleased(root, service, version) {
  const tag = `${service}@${version}`;
  if (git(root, "rev-parse", "--verify", "--quiet", `refs/tags/${tag}`).status === 0) return `tag ${tag} was there`;
  const { status, stderr } = git(root, "tag", "--annotate", tag, "--message", `Release ${service}`);
  return status === 0 ? `tag ${tag}` : `released, but not tagged; run: git tag -a ${tag}\n${stderr}`;
}
