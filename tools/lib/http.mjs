import { Agent, fetch as undiciFetch } from "undici";

/**
 * A fetch that finds `*.localhost` on the loopback, as browsers and curl do; Node's own resolver may not.
 * Redirects are not followed and cookies are not kept: tests want to see them.
 */
export function localFetch({ connections = 256 } = {}) {
  const dispatcher = new Agent({
    connections,
    pipelining: 1,
    connect: {
      lookup: (_host, options, callback) =>
        options.all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4),
    },
  });
  const fetch = (url, init = {}) => undiciFetch(url, { redirect: "manual", dispatcher, ...init });
  return Object.assign(fetch, { dispatcher, close: () => dispatcher.close() });
}
