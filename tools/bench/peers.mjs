import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";

import { freePort } from "../lib/city.mjs";
import { bin, run } from "../lib/workspace.mjs";
import { services } from "./baseline/hall.mjs";
import { contender, store } from "./machine.mjs";
import { tree } from "./measure.mjs";

const here = (file) => path.join(import.meta.dirname, "baseline", file);
const folders = [...process.env.PATH.split(":"), "/usr/sbin", "/usr/lib/postgresql/*/bin"];
const find = (name) => folders.flatMap((folder) => globSync(`${folder}/${name}`)).at(-1);
const isRoot = process.getuid() === 0;

/** Fastify and SQLite: needs nothing but Node. Every peer's store may be on a slow disk. */
export async function fastifySqlite(folder, { isSlow }) {
  const port = await freePort();
  const script = ["--disable-warning=ExperimentalWarning", here("fastify-sqlite.mjs")];
  const server = start(...store(isSlow, bin("node"), [...script, path.join(folder, "queue.sqlite"), port]));
  await answers(port, server);
  return peer(port, [server]);
}

/** Fastify and PostgreSQL on a socket in the folder; undefined where PostgreSQL is not installed. */
export async function fastifyPostgres(folder, { isSlow }) {
  const [initdb, postgres] = [find("initdb"), find("postgres")];
  if (!initdb || !postgres) return undefined;
  const data = path.join(folder, "postgres");
  mkdirSync(data);
  // PostgreSQL refuses to run as root.
  const as = isRoot ? account("postgres") : {};
  if (isRoot) for (const one of [folder, data]) give(one, as);
  execFileSync(initdb, ["-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], {
    ...as,
    stdio: "ignore",
    cwd: folder,
  });
  const settings = [
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "listen_addresses=",
    `unix_socket_directories=${folder}`,
  ];
  const arguments_ = ["-D", data, ...settings.flatMap((one) => ["-c", one])];
  const database = start(...store(isSlow, postgres, arguments_), { ...as, cwd: folder });
  await answers(path.join(folder, ".s.PGSQL.5432"), database);
  const port = await freePort();
  const server = start(...contender(bin("node"), [here("fastify-postgres.mjs"), folder, port]));
  await answers(port, server);
  return peer(port, [server, database]);
}

/** nginx, PHP-FPM with one worker for each of 32 callers, MariaDB; undefined where one of them is not installed. */
export async function phpMariadb(folder, { isSlow }) {
  const [nginx, fpm, mariadb, install] = ["nginx", "php-fpm*", "mariadbd", "mariadb-install-db"].map(find);
  if (!nginx || !fpm || !mariadb || !install) return undefined;
  const file = (name, text = "") => {
    const written = path.join(folder, name);
    writeFileSync(written, text);
    return written;
  };
  const data = path.join(folder, "mariadb");
  const socket = path.join(folder, "mariadb.sock");
  const as = isRoot ? account("mysql") : {};
  mkdirSync(data);
  if (isRoot) for (const one of [folder, data]) give(one, as);
  await run(install, [
    "--no-defaults",
    `--datadir=${data}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
    ...(isRoot ? ["--user=mysql"] : []),
  ]);
  const schema = file("schema.sql", mariadbSchema());
  const database = start(
    ...store(isSlow, mariadb, [
      "--no-defaults",
      `--datadir=${data}`,
      `--socket=${socket}`,
      "--skip-networking",
      `--pid-file=${path.join(folder, "mariadb.pid")}`,
      `--init-file=${schema}`,
      "--innodb-flush-log-at-trx-commit=1",
      "--innodb-buffer-pool-size=256M",
      "--innodb-log-file-size=256M",
      "--transaction-isolation=READ-COMMITTED",
      "--skip-log-bin",
    ]),
    as,
  );
  await answers(socket, database);
  const fcgi = path.join(folder, "fpm.sock");
  const pool = [
    "[global]",
    `error_log = ${path.join(folder, "fpm.log")}`,
    "[www]",
    ...(isRoot ? ["user = root", "group = root"] : []),
    `listen = ${fcgi}`,
    "listen.mode = 0666",
    "pm = static",
    "pm.max_children = 32",
  ];
  const php = start(
    ...contender(fpm, [
      "--nodaemonize",
      ...(isRoot ? ["--allow-to-run-as-root"] : []),
      "--fpm-config",
      file("fpm.conf", `${pool.join("\n")}\n`),
    ]),
  );
  await answers(fcgi, php);
  const port = await freePort();
  const configuration = file("nginx.conf", nginxConfiguration({ folder, fcgi, socket, port }));
  const server = start(...contender(nginx, ["-p", folder, "-c", configuration, "-e", path.join(folder, "nginx.err")]));
  await answers(port, server);
  return peer(port, [server, php, database]);
}

const mariadbSchema = () => `
CREATE DATABASE bench;
CREATE TABLE bench.service (id varchar(40) PRIMARY KEY, last int NOT NULL) ENGINE=InnoDB;
CREATE TABLE bench.ticket (\`key\` varchar(64) PRIMARY KEY, service varchar(40) NOT NULL, number int NOT NULL, state varchar(12) NOT NULL, counter varchar(40), at bigint NOT NULL, UNIQUE KEY waiting (service, state, number), KEY held (counter, state)) ENGINE=InnoDB;
CREATE TABLE bench.answer (\`key\` varchar(64) PRIMARY KEY, number int) ENGINE=InnoDB;
${services.map((id) => `INSERT INTO bench.service VALUES ('${id}', 0);`).join("\n")}
`;

const nginxConfiguration = ({ folder, fcgi, socket, port }) => `
daemon off; worker_processes 1; pid ${folder}/nginx.pid; ${isRoot ? "user root;" : ""}
events { worker_connections 512; }
http {
  access_log off;
  ${["client_body", "fastcgi", "proxy", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
  upstream fpm { server unix:${fcgi}; keepalive 32; }
  server {
    listen 127.0.0.1:${port};
    keepalive_requests 1000000;
    location / {
      fastcgi_pass fpm;
      fastcgi_keep_conn on;
      fastcgi_param SCRIPT_FILENAME ${here("queue.php")};
      fastcgi_param DOCUMENT_URI $document_uri;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param DATABASE ${socket};
      fastcgi_param DATABASE_USER root;
    }
  }
}
`;

function peer(port, processes) {
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    pids: () => processes.flatMap(({ pid }) => tree(pid)),
    effects: async () => (await fetch(`${origin}/effects`)).json(),
    // The listener first and the database last, each by its own id.
    async stop() {
      for (const child of processes) {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        if (child.exitCode === null && child.kill("SIGTERM")) await ended;
      }
    },
  };
}

const started = new Set();

/** Ends, by its id, whatever a peer started; also when it failed half way. */
export function endAll() {
  for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
}

function start(command, args, options = {}) {
  const child = spawn(command, args.map(String), { stdio: ["ignore", "ignore", "pipe"], ...options });
  started.add(child);
  child.said = "";
  child.stderr.on("data", (chunk) => (child.said = `${child.said}${chunk}`.slice(-2000)));
  return child;
}

/** Waits until somebody listens on a port or a socket. */
async function answers(where, child) {
  for (let tries = 0; tries < 400; tries++) {
    if (child.exitCode !== null) break;
    const open = await new Promise((resolve) => {
      const socket = connect(typeof where === "number" ? { port: where, host: "127.0.0.1" } : { path: where });
      socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on ${where}: ${child.said}`);
}

function account(name) {
  const id = (flag) => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function give(folder, { uid, gid }) {
  chownSync(folder, uid, gid);
  chmodSync(folder, 0o711);
}
