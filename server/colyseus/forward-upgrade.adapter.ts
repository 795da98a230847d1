/**
 * A seat is reserved in one process, and a balancer may lead its socket to another one: that one passes it on, byte for
 * byte. So any balancer will do, and no address of a process is known to browsers.
 */
import type { IncomingMessage, Server as HttpServer } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { matchMaker } from "@colyseus/core";
import type { Redis } from "ioredis";
import { STORE_AGAIN_MS } from "./shared-matchmaking.adapter.ts";

const addressKey = (processId: string): string => `address:${processId}`;
/** A process that died is forgotten after so long. */
const ADDRESS_SECONDS = 30;
const UNREACHABLE = "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

export type UpgradeForwarding = {
  /** Whether this process holds the room of the socket. */
  isOurs(request: IncomingMessage): boolean;
  /** Passes on what is not ours. */
  forwardFrom(server: HttpServer): void;
  close(): Promise<void>;
};

/** @param ownUrl where other processes reach this one */
export async function openUpgradeForwarding(
  ownUrl: string,
  redis: Redis,
  report: (error: unknown) => void,
): Promise<UpgradeForwarding> {
  const { processId } = matchMaker;
  const store = () => redis.set(addressKey(processId), ownUrl, "EX", ADDRESS_SECONDS);
  await store();
  // While Redis is unavailable there is nothing to renew: it is stored again once Redis is back.
  const storing = setInterval(() => void store().catch(() => undefined), STORE_AGAIN_MS);
  const isOurs = ({ url = "" }: IncomingMessage): boolean => processOf(url) === processId;

  async function forward(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = await redis.get(addressKey(processOf(request.url ?? "")));
    if (!address) return void socket.end(UNREACHABLE);
    const { hostname, port } = new URL(address);
    const peer = connect({ host: hostname, port: Number(port), noDelay: true });
    let isConnected = false;
    peer.once("connect", () => {
      isConnected = true;
      peer.write(describeRequest(request));
      peer.write(head);
      socket.pipe(peer).pipe(socket);
    });
    peer.once("error", () => (isConnected ? socket.destroy() : socket.end(UNREACHABLE)));
    peer.once("close", () => socket.destroy());
    socket.once("error", () => peer.destroy());
    socket.once("close", () => peer.destroy());
  }

  return {
    isOurs,
    forwardFrom: (server) =>
      void server.on("upgrade", (request, socket, head) => {
        if (isOurs(request)) return;
        forward(request, socket, head).catch((error: unknown) => {
          report(error);
          socket.end(UNREACHABLE);
        });
      }),
    async close() {
      clearInterval(storing);
      await redis.del(addressKey(processId)).catch(() => undefined); // it expires
    },
  };
}

/** Sockets are opened at `…/process/room`. */
const processOf = (url: string): string => url.split("?")[0]!.split("/").at(-2) ?? "";

function describeRequest({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
