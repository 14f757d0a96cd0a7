import type { BoardView } from "@ven/contracts/queue";
import type { Delta, Hello } from "@ven/contracts/queue-live";

import type { LiveState, Ticket } from "./live/model";
import { ownPlace } from "./live/position";

interface Opening {
  state: LiveState;
  since: number;
  /** The frames after a sequence number; undefined when they are too many or no longer kept. */
  gap: (since: number) => Delta[] | undefined;
  board: () => BoardView;
  ticket: Ticket | undefined;
  now: number;
}

/** Takes a socket in (hibernating: it costs nothing while nobody moves) and tells it where things stand. */
export function connect(ctx: DurableObjectState, { state, since, gap, board, ticket, now }: Opening) {
  const { 0: client, 1: server } = new WebSocketPair();
  ctx.acceptWebSocket(server);
  const deltas = gap(since);
  const hello: Hello = {
    type: "hello",
    seq: state.seq,
    at: now,
    mine: ticket ? { ...ownPlace(state, ticket), version: ticket.version } : null,
    ...(deltas ? { resumed: true, deltas } : { resumed: false, board: board() }),
  };
  server.send(JSON.stringify(hello));
  return new Response(null, { status: 101, webSocket: client });
}

/** Sends one frame to all. A socket that fails is gone already; it comes back and says where it was. */
export function sendAll(sockets: WebSocket[], frame: string) {
  for (const socket of sockets) {
    try {
      socket.send(frame);
    } catch {
      socket.close(1011);
    }
  }
}
