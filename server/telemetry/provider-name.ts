/** The GenAI conventions' name of a provider; other names are used as they are. */
export const providerName = (provider: string): string => (provider === "gemini" ? "gcp.gemini" : provider);
