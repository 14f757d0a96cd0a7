import { spawnSync } from "node:child_process";

/**
 * A release leaves an annotated git tag `<service>@<version>`; the version is the commit, twelve digits. A version
 * counts as released before this commit when its tag is an ancestor of it.
 */
export const isReleased = (root) => (version) =>
  /^[a-z-]+@[0-9a-f]{7,40}$/.test(version) &&
  spawnSync("git", ["merge-base", "--is-ancestor", `refs/tags/${version}`, "HEAD"], { cwd: root }).status === 0;
