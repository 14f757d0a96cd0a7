import { DurableObject } from "cloudflare:workers";

export type { BaseEnv } from "./environment";

/**
 * Tells everybody who listens what has happened, and knows nothing itself: one object for each thing that pages show
 * live. Whoever changed the thing calls `tell` after its commit. Sockets hibernate, so waiting costs nothing.
 */
export class BroadcastObject extends DurableObject {
  /** Of the last frame, while the object is in memory: a listener who read the store a moment before it is not left behind. */
  #seq = 0;

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    // Answered by the runtime: a page that only says that it is there must not wake the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** A socket: `?seq=` is where the thing stood when the caller looked. The first frame is `{type: "hello", seq}`. */
  override async fetch(request: Request) {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    const seq = Math.max(this.#seq, Number(new URL(request.url).searchParams.get("seq") ?? 0));
    server.send(JSON.stringify({ type: "hello", seq }));
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Sends one frame to all; gives how many. `seq` is the frame's number. */
  async tell(seq: number, frame: string) {
    this.#seq = Math.max(this.#seq, seq);
    const sockets = this.ctx.getWebSockets();
    for (const socket of sockets) {
      try {
        socket.send(frame);
      } catch {
        // It is gone already; it comes back and reads where things stand.
        socket.close(1011);
      }
    }
    return sockets.length;
  }

  override webSocketClose(socket: WebSocket, code: number) {
    // 1005 and 1006 say that there was no code; they may not be sent back.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  override webSocketMessage(socket: WebSocket) {
    socket.close(1008, "this socket only speaks");
  }
}
