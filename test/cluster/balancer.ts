import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Leads each new connection to the next of these servers, whoever it is from; one that does not answer is passed over. */
export async function startBalancer(urls: readonly string[]) {
  const ports = urls.map((url) => Number(new URL(url).port));
  const open = new Set<Socket>();
  let next = 0;

  function lead(client: Socket, triesLeft: number): void {
    const peer = connect(ports[next++ % ports.length]!, "127.0.0.1");
    open.add(peer).add(client);
    peer.once("connect", () => client.pipe(peer).pipe(client));
    peer.once("error", () =>
      peer.bytesWritten === 0 && triesLeft > 0 ? lead(client, triesLeft - 1) : client.destroy(),
    );
    peer.once("close", () => peer.bytesRead > 0 && client.destroy());
    client.once("close", () => peer.destroy());
    client.once("error", () => peer.destroy());
  }
  const server = createServer((client) => lead(client, ports.length)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
