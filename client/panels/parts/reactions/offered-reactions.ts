import type { DrawnReaction } from "./reaction-shapes.tsx";

/** To what somebody said. */
export const OFFERED_REACTIONS: readonly DrawnReaction[] = ["👍", "👏", "💡", "😄", "🤔", "❤️"];
