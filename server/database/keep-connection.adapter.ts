import pg from "pg";

const RECONNECT_MS = 250;
const CONNECT_TIMEOUT_MS = 5_000;
/** A connection that is dead without having been closed, like one behind a cut cable, is noticed after both of these. */
const PING_MS = 5_000;
const ANSWER_MS = 5_000;

export type KeptConnection = { close(): Promise<void> };

type Listeners = {
  /** Called when it is back after a break. */
  onReturn?: () => void;
  /** Called with null on a break, and with the error of each failed reconnection attempt. */
  onAway?: (error: unknown) => void;
};

/**
 * A dedicated connection for things with its lifetime: a lock, or a subscription. It reconnects when it breaks.
 *
 * @param prepare sets it up, again after each reconnection
 * @returns resolves once it is set up; rejects when the first connection fails
 */
export async function keepConnection(
  databaseUrl: string,
  prepare: (client: pg.Client) => Promise<unknown>,
  { onReturn, onAway }: Listeners = {},
): Promise<KeptConnection> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    next.on("error", () => undefined); // reported by "end", which follows
    client = next;
    try {
      await next.connect();
      await prepare(next);
    } catch (error) {
      client = null;
      next.end().catch(() => undefined);
      throw error;
    }
    const pinging = setInterval(() => ping(next), PING_MS);
    next.once("end", () => {
      clearInterval(pinging);
      client = null;
      if (isClosed) return;
      onAway?.(null);
      reconnectLater();
    });
  }
  function reconnectLater(): void {
    timer = setTimeout(() => {
      connect().then(onReturn, (error: unknown) => {
        if (isClosed) return;
        onAway?.(error);
        reconnectLater();
      });
    }, RECONNECT_MS);
  }
  async function close(): Promise<void> {
    isClosed = true;
    if (timer) clearTimeout(timer);
    await client?.end();
  }

  await connect();
  return { close };
}

/** Closes the connection when no answer arrives. */
function ping(client: pg.Client): void {
  const silent = setTimeout(() => client.connection.stream.destroy(), ANSWER_MS);
  client.query("select").then(
    () => clearTimeout(silent),
    () => clearTimeout(silent), // "end" follows
  );
}
