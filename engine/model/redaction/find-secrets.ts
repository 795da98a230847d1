import { findKeys } from "./find-keys.ts";
import { findAnnouncedSecrets } from "./find-announced-secrets.ts";
import type { Span } from "./personal-data.ts";

export const findSecrets = (text: string): Span[] => [...findKeys(text), ...findAnnouncedSecrets(text)];
