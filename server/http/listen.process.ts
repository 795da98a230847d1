import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartProblem } from "../database/start-problem.ts";

export type Listening = {
  /** One per address: both loopbacks share a port, so that `localhost` works whatever it resolves to. */
  servers: Server[];
  port: number;
};

/** Listens on `host`; the default 127.0.0.1 includes ::1 where the machine has it. Throws StartProblem. */
export async function listen(listener: RequestListener, host: string, port: number): Promise<Listening> {
  const first = await open(listener, host, port);
  const actualPort = (first.address() as AddressInfo).port;
  if (host !== "127.0.0.1") return { servers: [first], port: actualPort };
  const second = await open(listener, "::1", actualPort).catch((error: StartProblem) => {
    const hasNoIpv6 = /EADDRNOTAVAIL|EAFNOSUPPORT|EINVAL/.test(
      String((error.cause as NodeJS.ErrnoException | undefined)?.code),
    );
    if (hasNoIpv6) return null;
    first.close();
    throw error;
  });
  return { servers: second ? [first, second] : [first], port: actualPort };
}

function open(listener: RequestListener, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new StartProblem(describeListenProblem(error, host, port), { cause: error })),
    );
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve(server);
    });
  });
}

function describeListenProblem(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} is taken by another program. Stop that program, or choose another port: PORT=${port + 1} npm start`;
  if (error.code === "EACCES")
    return `Port ${port} may not be opened by this user. Choose one above 1023: PORT=2567 npm start`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return `HOST=${host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.`;
  return `The server cannot listen on ${host}:${port}: ${error.message}.`;
}
