/** Places found, joined and counted by all server processes together, over Redis (SPEC O4). */
import type { MatchMakerDriver, Presence } from "@colyseus/core";
import { RedisDriver } from "@colyseus/redis-driver";
import { RedisPresence } from "@colyseus/redis-presence";
import { KEY_PREFIX } from "../redis/open-redis.adapter.ts";

export type SharedMatchmaking = { presence: Presence; driver: MatchMakerDriver };

/** Commands fail fast while Redis is unavailable: joins are then refused, and clients retry. */
const MAX_RETRIES = 2;

export function openSharedMatchmaking(redisUrl: string): SharedMatchmaking {
  const { protocol, hostname, port, username, password, pathname } = new URL(redisUrl);
  const options = {
    host: hostname,
    port: Number(port || 6379),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    db: Number(pathname.slice(1) || 0),
    ...(protocol === "rediss:" && { tls: {} }),
    keyPrefix: KEY_PREFIX,
    maxRetriesPerRequest: MAX_RETRIES,
  };
  return { presence: new RedisPresence(options), driver: new RedisDriver(options) };
}
