import { type Message } from "../../../schema/messages/message.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { CallWatch, LanguageModel } from "../../../engine/model/language-model.ts";
import { createRehearsalVoice } from "../../../engine/model/rehearsal/rehearsal-voice.ts";
import { withLedger, type LedgerPorts } from "../../../engine/model/wrappers/with-ledger.ts";

/** About 14 words a second: quick to read, slow enough to interrupt. */
const WORD_MS = 70;

/**
 * @param wordMs pause before each word; 0 for load and tests
 * @returns opens it, as part of a watched call if there is one: the script makes no request of its own to watch
 */
export function openRehearsal(
  ports: LedgerPorts,
  wordMs = WORD_MS,
): (why: Message, call?: CallWatch | null) => LanguageModel {
  // An abort ends the pause; the voice then checks the signal itself.
  const voice = createRehearsalVoice(async (signal) => {
    if (wordMs > 0) await sleep(wordMs, undefined, { signal }).catch(() => undefined);
  });
  return (why, call) =>
    withLedger(voice, why, {
      ...ports,
      recordCall(record) {
        ports.recordCall(record);
        call?.price(record);
      },
    });
}
