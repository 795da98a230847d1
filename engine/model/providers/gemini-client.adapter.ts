/** Gemini's API through its SDK, with what the SDK lacks: an error's response headers, and closing the connection when the reader leaves. */
import { GoogleGenAI } from "@google/genai";
import { z } from "zod";

export const GEMINI_BASE_URL = "https://generativelanguage.googleapis.com";

export type GeminiEndpoint = { baseUrl: string; apiKey: string; fetch: typeof globalThis.fetch };

export const createGeminiClient = ({ baseUrl, apiKey }: GeminiEndpoint): GoogleGenAI =>
  new GoogleGenAI({ apiKey, vertexai: false, apiVersion: "v1beta", httpOptions: { baseUrl } });

/** Google's error body; the string `status` and the reasons in `details` are more specific than the HTTP status. */
const ErrorBody = z.object({
  error: z.object({
    message: z.string().default(""),
    details: z.array(z.object({ reason: z.string().optional(), retryDelay: z.string().optional() })).default([]),
  }),
});

/** A `fetch` for one call of the SDK: a refusal is thrown in the form that `toModelError` and `negotiateParameters` read. */
export function checkedFetch(
  fetch: typeof globalThis.fetch,
  onAnswer: (response: Response) => void = () => undefined,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok) throw await toRefusal(response);
    onAnswer(response);
    return response;
  };
}

async function toRefusal(response: Response): Promise<Error> {
  const body = ErrorBody.safeParse(await response.json().catch(() => null));
  const { message, details } = body.data?.error ?? { message: "", details: [] };
  const headers = new Headers([...response.headers]);
  const retrySeconds = details.map(({ retryDelay }) => /^([\d.]+)s$/.exec(retryDelay ?? "")?.[1]).find(Boolean);
  if (retrySeconds && !headers.has("retry-after")) headers.set("retry-after", retrySeconds);
  // Gemini answers 400 to a wrong key.
  const isKeyWrong = details.some(({ reason }) => reason === "API_KEY_INVALID");
  const refusesThinking = response.status === 400 && /thinking/i.test(message);
  return Object.assign(new Error(message), {
    status: isKeyWrong ? 401 : response.status,
    headers,
    error: { message },
    ...(refusesThinking && { param: "thinkingConfig", code: "unsupported_parameter" }),
  });
}
