/**
 * Models differ in the parameters they accept, and refusals name them. Instead of a table of models that becomes outdated,
 * an adapter omits or renames what a model has refused, from then on. The effect is compensated elsewhere: stop
 * strings and token caps are also enforced in `guardStream`, and a system text goes into the first message.
 */

const OPTIONAL_PARAMETERS = [
  "temperature",
  "seed",
  "reasoning_effort",
  "reasoning_format",
  "thinkingConfig",
  "thinking",
  "prompt_cache_key",
  "cache_salt",
  "priority",
  "stream_options",
  "stop",
  "stop_sequences",
  "stopSequences",
  "max_tokens",
  "max_completion_tokens",
] as const;
const SYSTEM_ROLE = "system role";
export type OptionalParameter = (typeof OPTIONAL_PARAMETERS)[number] | typeof SYSTEM_ROLE;

const OTHER_NAME: Partial<Record<OptionalParameter, OptionalParameter>> = {
  max_tokens: "max_completion_tokens",
  max_completion_tokens: "max_tokens",
};

type Refusal = { status?: number; param?: string | null; code?: string | null; message?: string };

/** Not offered at all, as opposed to a value out of range. */
const NOT_OFFERED =
  /unsupported|not (?:be )?supported|(?:does|do) not support|deprecated|unknown|unexpected|unrecognized|not permitted|not allowed|not enabled|extra_forbidden|extra (?:inputs|fields)/i;
const ABOUT_SYSTEM =
  /\bsystem\b[^.]{0,20}\b(?:role|messages?|prompts?|instructions?)\b|\brole\b[^.]{0,20}\bsystem\b|developer instruction/i;

/**
 * The parameter a provider refused with HTTP 400 or 422, or null when something else was wrong.
 * @param body the request; without it, any parameter may have been sent
 */
export function refusedParameter(error: unknown, body?: object): OptionalParameter | null {
  const { status, param, code, message = "" } = (error ?? {}) as Refusal;
  if ((status !== 400 && status !== 422) || !NOT_OFFERED.test(`${code} ${message}`)) return null;
  const isNamed = (name: string) => param === name || (!param && new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(message));
  const named = OPTIONAL_PARAMETERS.find((name) => isNamed(name) && (!body || name in body));
  return named ?? (ABOUT_SYSTEM.test(message) ? SYSTEM_ROLE : null);
}

/**
 * Sends until no optional parameter is refused. `refused` belongs to one model and is remembered
 * by its adapter, so each is refused only once. Refused requests generate nothing.
 */
export async function negotiateParameters<Body extends object, Answer>(
  body: Body,
  refused: Set<OptionalParameter>,
  send: (body: Body) => PromiseLike<Answer>,
): Promise<Answer> {
  const sent = withoutParameters(body, refused);
  try {
    return await send(sent);
  } catch (error) {
    const parameter = refusedParameter(error, sent);
    if (!parameter || refused.has(parameter)) throw error;
    refused.add(parameter);
    return negotiateParameters(body, refused, send);
  }
}

export function withoutParameters<Body extends object>(body: Body, refused: ReadonlySet<OptionalParameter>): Body {
  if (refused.size === 0) return body;
  const entries = Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
    if (!refused.has(name as OptionalParameter)) return [[name, value]];
    const other = OTHER_NAME[name as OptionalParameter];
    return other && !refused.has(other) ? [[other, value]] : [];
  });
  const accepted = Object.fromEntries(entries) as Body & { messages?: Message[] };
  if (!refused.has(SYSTEM_ROLE) || !accepted.messages) return accepted;
  return { ...accepted, messages: foldSystem(accepted.messages) };
}

type Message = { role: string; content: unknown };

/** Moves the system text to the start of the first user message. */
function foldSystem(messages: readonly Message[]): Message[] {
  const system = messages.filter(({ role }) => role === "system");
  const [first, ...rest] = messages.filter(({ role }) => role !== "system");
  if (!first || system.length === 0) return [...messages];
  const texts = [...system, first].map(({ content }) => textOf(content));
  return [{ ...first, content: texts.join("\n\n") }, ...rest];
}

const textOf = (content: unknown): string =>
  Array.isArray(content) ? content.map((part: { text?: string }) => part.text ?? "").join("\n\n") : String(content);
