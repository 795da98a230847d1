import pg from "pg";

const RECONNECT_MS = 1_000;

export type KeptConnection = { close(): Promise<void> };

/**
 * A connection of its own, for what lives as long as it does: a lock, or news that are listened for. It is taken up
 * again when it breaks.
 *
 * @param prepare makes it what it is for, each time anew
 * @param onReturn told when it is there again after a break
 * @returns resolves once it is prepared; rejects when it cannot be had at first
 */
export async function keepConnection(
  databaseUrl: string,
  prepare: (client: pg.Client) => Promise<unknown>,
  onReturn: () => void = () => undefined,
): Promise<KeptConnection> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    next.on("error", () => undefined); // told by "end", which follows
    next.once("end", reconnectLater);
    client = next;
    await next.connect();
    await prepare(next);
  }
  function reconnectLater(): void {
    client = null;
    if (isClosed || timer) return;
    timer = setTimeout(() => {
      timer = null;
      connect().then(onReturn, () => void client?.end());
    }, RECONNECT_MS);
  }
  async function close(): Promise<void> {
    isClosed = true;
    if (timer) clearTimeout(timer);
    await client?.end();
  }

  try {
    await connect();
  } catch (error) {
    isClosed = true;
    throw error;
  }
  return { close };
}
