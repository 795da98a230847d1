/** A reverse proxy that serves a service below a path of its site. */
import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

export type PathProxy = {
  /** With a trailing slash. */
  url: string;
  /** The server it forwards to, http://host:port. */
  target: string;
  /** Requests outside the path. */
  strayed: string[];
  close(): void;
};

/** @param handsPathOn whether the server behind gets /path/x, or /x */
export async function startPathProxy(path: string, handsPathOn: boolean): Promise<PathProxy> {
  const sockets = new Set<Duplex>();
  const strayed: string[] = [];
  const isBelow = (url: string) => url === path || url.startsWith(`${path}/`);
  const forward = ({ url = "", method, headers }: IncomingMessage) => {
    const { hostname, port } = new URL(proxy.target);
    return request({ hostname, port, method, headers, path: handsPathOn ? url : url.slice(path.length) || "/" });
  };
  const server = createServer((incoming, response) => {
    if (!isBelow(incoming.url ?? "")) {
      strayed.push(incoming.url ?? "");
      return void response.writeHead(404).end();
    }
    const outgoing = forward(incoming);
    outgoing.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on("connection", (socket) => sockets.add(socket));
  server.on("upgrade", (incoming, near: Duplex) => {
    if (!isBelow(incoming.url ?? "")) {
      strayed.push(incoming.url ?? "");
      return near.destroy();
    }
    const outgoing = forward(incoming);
    outgoing.on("upgrade", ({ rawHeaders }, far, head: Buffer) => {
      const lines = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? `${name}: ${rawHeaders[index + 1]}` : []));
      near.write(["HTTP/1.1 101 Switching Protocols", ...lines, "", ""].join("\r\n"));
      near.write(head); // what the server sent in the same packet
      far.pipe(near).pipe(far);
      far.on("error", () => near.destroy());
      near.on("error", () => far.destroy());
    });
    outgoing.on("error", () => near.destroy());
    outgoing.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: PathProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}/`,
    target: "",
    strayed,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
