/** A provider's remaining quota, from the response headers of OpenAI, Groq and compatible servers, and of Anthropic. */

export type Quota = {
  of: "requests" | "tokens";
  remaining: number;
  limit: number;
  /** ms since epoch; null when not reported. */
  resetsAt: number | null;
};

const KINDS: [of: Quota["of"], prefix: (part: string) => string][] = [
  ["requests", (part) => `x-ratelimit-${part}-requests`],
  ["tokens", (part) => `x-ratelimit-${part}-tokens`],
  ["requests", (part) => `anthropic-ratelimit-requests-${part}`],
  ["tokens", (part) => `anthropic-ratelimit-tokens-${part}`],
  ["tokens", (part) => `anthropic-ratelimit-input-tokens-${part}`],
  ["tokens", (part) => `anthropic-ratelimit-output-tokens-${part}`],
];

const DURATION = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/;
const UNIT_MS = [86_400_000, 3_600_000, 60_000, 1_000, 1];

/**
 * @param now ms since epoch
 * @returns the quota closest to running out; null when the headers report none
 */
export function readQuota(headers: { get(name: string): string | null }, now: number): Quota | null {
  const quotas = KINDS.flatMap(([of, header]): Quota[] => {
    const limit = readCount(headers.get(header("limit")));
    const remaining = readCount(headers.get(header("remaining")));
    if (!limit || remaining === null) return [];
    return [
      { of, limit, remaining: Math.min(remaining, limit), resetsAt: readReset(headers.get(header("reset")), now) },
    ];
  });
  return quotas.reduce<Quota | null>(
    (nearest, quota) =>
      !nearest || quota.remaining / quota.limit < nearest.remaining / nearest.limit ? quota : nearest,
    null,
  );
}

function readCount(text: string | null): number | null {
  if (!text || !/^\d{1,15}$/.test(text.trim())) return null;
  return Number(text);
}

/** `6m0s`, `7.66s`, `120ms` or seconds from now; or a moment. */
function readReset(text: string | null, now: number): number | null {
  if (!text) return null;
  const seconds = Number(text);
  if (!Number.isNaN(seconds)) return seconds >= 0 ? now + seconds * 1000 : null;
  const parts = DURATION.exec(text);
  if (parts) return now + UNIT_MS.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0);
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : moment;
}
