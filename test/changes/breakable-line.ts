import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A connection to a database that a test breaks, while other connections to it work. */
export type BreakableLine = {
  /** The database's, through this line. */
  url: string;
  /** Ends what is connected, and accepts nothing until `work` is done. */
  breakWhile(work: () => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
};

export async function breakableLine(databaseUrl: string): Promise<BreakableLine> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isBroken = false;
  const keep = (socket: Socket, onEnd: () => void) => {
    sockets.add(socket);
    // The end of a connection is what is tested: it is no error here.
    socket.on("error", () => undefined).on("close", () => (sockets.delete(socket), onEnd()));
  };
  const endAll = () => sockets.forEach((socket) => socket.destroy());
  const server = createServer((incoming) => {
    if (isBroken) return void incoming.destroy();
    const outgoing = connect(Number(port), hostname);
    keep(incoming, () => outgoing.destroy());
    keep(outgoing, () => incoming.destroy());
    incoming.pipe(outgoing).pipe(incoming);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: url.href,
    async breakWhile(work) {
      isBroken = true;
      endAll();
      try {
        await work();
      } finally {
        isBroken = false;
      }
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      endAll();
      await closed;
    },
  };
}
