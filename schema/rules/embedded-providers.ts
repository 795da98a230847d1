/** Each model that runs in the embedded models' process is a provider's. */
export const EMBEDDED_VOICE = "embedded";
export const EMBEDDED_BASE = "embedded-base";

export const isEmbedded = (provider: string | undefined): boolean =>
  provider === EMBEDDED_VOICE || provider === EMBEDDED_BASE;
