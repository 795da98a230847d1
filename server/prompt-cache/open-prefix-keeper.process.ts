/** A keeper of prompt prefixes that settles ended ones in the background, including those a crash left (SPEC L5, O5). */
import { LEASE_MS } from "../../engine/model/prompt-cache/kept-prefix.ts";
import {
  createPrefixKeeper,
  type PrefixKeeper,
  type PrefixKeeperPorts,
} from "../../engine/model/prompt-cache/keep-prefixes.ts";

export function openPrefixKeeper(ports: PrefixKeeperPorts): PrefixKeeper {
  const keeper = createPrefixKeeper(ports);
  const settle = () =>
    keeper
      .settle()
      .catch((error: Error) => ports.say(`What providers keep of prompts is recorded later: ${error.message}`));
  let settling = settle();
  const timer = setInterval(() => void (settling = settle()), LEASE_MS).unref();
  return {
    ...keeper,
    async close() {
      clearInterval(timer);
      await settling;
      await keeper.close();
    },
  };
}
