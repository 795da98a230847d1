import { findKeys } from "./find-keys.ts";
import { findToldSecrets } from "./find-told-secrets.ts";
import type { Span } from "./personal-data.ts";

export const findSecrets = (text: string): Span[] => [...findKeys(text), ...findToldSecrets(text)];
