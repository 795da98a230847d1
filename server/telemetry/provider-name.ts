/** What the GenAI conventions call a provider of ours; other names stand for themselves. */
export const providerName = (provider: string): string => (provider === "gemini" ? "gcp.gemini" : provider);
