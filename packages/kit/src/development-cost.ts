import { developmentMarker } from "./development";

/** What a request asks of the database: trips, statements, rows as D1 counts them. */
export interface Cost {
  trips: number;
  statements: number;
  read: number;
  written: number;
}

const nothing = { trips: 0, statements: 0, read: 0, written: 0, marker: developmentMarker };
/** What has been asked since the last request began. */
export const cost: Cost = { ...nothing };
export const forgetCost = () => void Object.assign(cost, nothing);

const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

function add(results: readonly D1Result[]) {
  cost.trips += 1;
  for (const { meta } of results) {
    cost.statements += 1;
    cost.read += meta.rows_read;
    cost.written += meta.rows_written;
  }
}

function countedStatement(statement: D1PreparedStatement): D1PreparedStatement {
  const all = async () => {
    const result = await statement.all<Record<string, unknown>>();
    add([result]);
    return result;
  };
  const counted: D1PreparedStatement = new Proxy(statement, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => countedStatement(target.bind(...values));
      if (name === "all" || name === "run") return all;
      // `first` does not say what it read, so it is asked as `all`.
      if (name === "first")
        return async (column?: string) => {
          const [row] = (await all()).results;
          return row === undefined ? null : column === undefined ? row : row[column];
        };
      return Reflect.get(target, name) as unknown;
    },
  });
  originals.set(counted, statement);
  return counted;
}

const databases = new WeakMap<D1Database, D1Database>();

/** The database, adding what it is asked to `cost`; one for each binding, because what is kept is kept by it. */
export function countedD1(d1: D1Database): D1Database {
  const known = databases.get(d1);
  if (known) return known;
  const counted: D1Database = new Proxy(d1, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => countedStatement(target.prepare(sql));
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements.map((one) => originals.get(one) ?? one));
          add(results);
          return results;
        };
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  databases.set(d1, counted);
  return counted;
}

/** A handler that says in a header what it asked of the database: `{"trips":2,"statements":7,"read":80,"written":9}`. */
export const costed =
  <Env extends { DB: D1Database }>(
    fetch: (
      request: Request<unknown, IncomingRequestCfProperties>,
      env: Env,
      ctx: ExecutionContext,
    ) => Response | Promise<Response>,
  ) =>
  async (request: Request<unknown, IncomingRequestCfProperties>, env: Env, ctx: ExecutionContext) => {
    forgetCost();
    const answer = await fetch(request, { ...env, DB: countedD1(env.DB) }, ctx);
    const headers = new Headers(answer.headers);
    headers.set("x-cost", JSON.stringify(cost));
    return new Response(answer.body, { status: answer.status, headers });
  };
