/** People whose words this browser does not show (SPEC A6). What they said comes back when they are no longer muted. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

type Mutes = { mutedIds: string[] };

export const useMutes = create<Mutes>()(persist((): Mutes => ({ mutedIds: [] }), { name: "dramatis.mutes" }));

export const isMuted = (userId: string): boolean => useMutes.getState().mutedIds.includes(userId);

export const useIsMuted = (userId: string | undefined): boolean =>
  useMutes(({ mutedIds }) => userId !== undefined && mutedIds.includes(userId));

export function setMuted(userId: string, wanted: boolean): void {
  useMutes.setState(({ mutedIds }) => {
    const others = mutedIds.filter((id) => id !== userId);
    return { mutedIds: wanted ? [...others, userId] : others };
  });
}
