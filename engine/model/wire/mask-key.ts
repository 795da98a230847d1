/**
 * Masks our key in everything from a provider, before it can be read, quoted, stored or logged (SPEC A5): refusals, stream
 * events, headers, lists and files alike, even when the network splits it.
 */
import { withBytes, type Chunks } from "./wire-answer.ts";

const HIDDEN = "(key)";
/** Shorter ones are words, or placeholders for no key. */
const SHORTEST_KEY = 8;

export function maskKey(answer: Response, apiKey: string): Response {
  if (apiKey.length < SHORTEST_KEY) return answer;
  const forms = [...new Set([apiKey, encodeURIComponent(apiKey), JSON.stringify(apiKey).slice(1, -1)])];
  const hide = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
  const headers = new Headers([...answer.headers].map(([name, value]) => [name, hide(value)] as [string, string]));
  const bytes = forms.map((form) => Buffer.from(form));
  return withBytes(answer, (chunks) => maskBytes(chunks, bytes), headers);
}

function maskBytes(chunks: Chunks, forms: Buffer[]): Chunks {
  let held: Buffer | null = null;
  return {
    async next() {
      for (;;) {
        const read = await chunks.next();
        if (read.done) {
          const value = held;
          held = null;
          return value ? { value, done: false } : read;
        }
        const bytes: Buffer = held ? Buffer.concat([held, read.value]) : asBuffer(read.value);
        const clean = forms.reduce(hideIn, bytes);
        const open = Math.max(...forms.map((form) => openEnd(clean, form)));
        held = open > 0 ? clean.subarray(clean.length - open) : null;
        const value = clean.subarray(0, clean.length - open);
        if (value.length > 0) return { value, done: false };
      }
    },
    return: async (value) => (await chunks.return?.()) ?? { value, done: true },
    close: () => chunks.close?.(),
  };
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

function hideIn(bytes: Buffer, form: Buffer): Buffer {
  const at = bytes.indexOf(form);
  if (at < 0) return bytes;
  const rest = hideIn(bytes.subarray(at + form.length), form);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(HIDDEN), rest]);
}

/** Number of bytes at the end that could begin `form`. */
function openEnd(bytes: Buffer, form: Buffer): number {
  for (let length = Math.min(form.length - 1, bytes.length); length > 0; length -= 1)
    if (
      bytes[bytes.length - length] === form[0] &&
      bytes.subarray(bytes.length - length).equals(form.subarray(0, length))
    )
      return length;
  return 0;
}
