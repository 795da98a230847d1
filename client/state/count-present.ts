import type { AvatarSnapshot } from "../net/place-snapshot.ts";

export function countPresent(avatars: Record<string, AvatarSnapshot>, kind: AvatarSnapshot["kind"]): number {
  return Object.values(avatars).filter((avatar) => avatar.kind === kind).length;
}
