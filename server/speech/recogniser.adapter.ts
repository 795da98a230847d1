/** Turns recordings into text on a Whisper-compatible server (`POST /audio/transcriptions`). */
import OpenAI, { toFile } from "openai";
import type { Recording } from "../../schema/messages/speech.ts";

export type Recogniser = {
  /** Host and port, for the consent. */
  host: string;
  /** Rejects when the server does not answer within 30 s. */
  recognise(recording: Recording, signal: AbortSignal): Promise<string>;
};

const TIMEOUT_MS = 30_000;
/** The name that OpenAI's own API takes; whisper.cpp and its kind ignore it. */
const MODEL = "whisper-1";

/** @param url null without one: no recordings are taken */
export function openRecogniser(url: string | undefined): Recogniser | null {
  if (url === undefined) return null;
  const client = new OpenAI({ baseURL: url, apiKey: "none", maxRetries: 0, timeout: TIMEOUT_MS });
  return {
    host: new URL(url).host,
    async recognise({ audio, contentType, language }, signal) {
      const file = await toFile(Buffer.from(audio, "base64"), `speech.${contentType.split("/")[1]}`, {
        type: contentType,
      });
      const { text } = await client.audio.transcriptions.create({ file, model: MODEL, language }, { signal });
      return text.trim();
    },
  };
}
