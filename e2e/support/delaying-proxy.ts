/**
 * A proxy that behaves like a distant and jittery network (SPEC W2): every message is delayed by
 * `delayMs`, and a share of them by another `holdMs`. Order is kept, as in TCP, so
 * a delayed message delays those behind it.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer, type RawData } from "ws";

export type DelayingProxy = {
  url: string;
  /** Drops every room connection without a close frame and lets none through until `mend`. */
  cut(): { mend(): void };
  close(): Promise<void>;
};

type Network = { delayMs: number; heldShare: number; holdMs: number; random: () => number };

/** Delivers in order, each item no earlier than its own delay allows. */
const createDelayedLine = (network: Network, deliver: (data: RawData, isBinary: boolean) => void) => {
  const queue: { data: RawData; isBinary: boolean; dueMs: number }[] = [];
  const deliverDue = () => {
    while (queue.length > 0 && queue[0]!.dueMs <= performance.now()) {
      const { data, isBinary } = queue.shift()!;
      deliver(data, isBinary);
    }
    if (queue.length > 0) setTimeout(deliverDue, Math.max(1, queue[0]!.dueMs - performance.now()));
  };
  return (data: RawData, isBinary: boolean) => {
    const heldMs = network.random() < network.heldShare ? network.holdMs : 0;
    queue.push({ data, isBinary, dueMs: performance.now() + network.delayMs + heldMs });
    if (queue.length === 1) setTimeout(deliverDue, network.delayMs + heldMs);
  };
};

/** 1005 and 1006 only mean that no code was received. */
const isSendable = (code: number) => code !== 1005 && code !== 1006;

const forwardRequest = (target: URL, delayMs: number, incoming: IncomingMessage, response: ServerResponse) => {
  const outgoing = request(
    {
      host: target.hostname,
      port: target.port,
      path: incoming.url,
      method: incoming.method,
      headers: incoming.headers,
    },
    (answer) => {
      setTimeout(() => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }, delayMs);
    },
  );
  outgoing.on("error", () => response.writeHead(502).end());
  setTimeout(() => incoming.pipe(outgoing), delayMs);
};

/** Listens on a free loopback port and forwards to `targetUrl` (http://host:port). */
export const startDelayingProxy = async (targetUrl: string, network: Network): Promise<DelayingProxy> => {
  const target = new URL(targetUrl);
  const server = createServer((incoming, response) => forwardRequest(target, network.delayMs, incoming, response));
  const sockets = new WebSocketServer({ server });
  let isCut = false;

  sockets.on("connection", (near, incoming) => {
    if (isCut) return near.terminate();
    const far = new WebSocket(`ws://${target.host}${incoming.url}`);
    const waiting: [RawData, boolean][] = [];
    const upstream = createDelayedLine(network, (data, isBinary) => {
      if (far.readyState === WebSocket.OPEN) far.send(data, { binary: isBinary });
      else waiting.push([data, isBinary]);
    });
    const downstream = createDelayedLine(network, (data, isBinary) => near.send(data, { binary: isBinary }));
    far.on("open", () => {
      for (const [data, isBinary] of waiting) far.send(data, { binary: isBinary });
    });
    near.on("message", upstream);
    far.on("message", downstream);
    near.on("close", () => far.close());
    far.on("close", (code, reason) => near.close(isSendable(code) ? code : 1000, reason));
    far.on("error", () => near.close());
    near.on("error", () => far.close());
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true;
      for (const socket of sockets.clients) socket.terminate();
      return {
        mend: () => {
          isCut = false;
        },
      };
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
