import type { Room } from "@colyseus/sdk";
import { Callbacks } from "@colyseus/sdk";
import type { Avatar, Circle, PlaceState } from "../../schema/state/place-state.ts";

export type StateWatcher = {
  avatarAdded(id: string, avatar: Avatar): void;
  /** Position or anything else; `traits` is a separate map, so its changes are reported separately. */
  avatarChanged(id: string, avatar: Avatar, traitsChanged: boolean): void;
  avatarRemoved(id: string): void;
  circleAdded(id: string, circle: Circle): void;
  circleChanged(id: string, circle: Circle): void;
  circleRemoved(id: string): void;
  /** voice or spectatorCount */
  placeChanged(state: PlaceState): void;
};

/**
 * Follows the room's state. Changes are reported once per patch and entity, after the whole patch is
 * decoded, so that a listener never sees half of one.
 */
export function watchState(room: Room<unknown, PlaceState>, watcher: StateWatcher): void {
  const callbacks = Callbacks.get(room);
  const changedAvatars = new Set<string>();
  const changedTraits = new Set<string>();
  const changedCircles = new Set<string>();
  let placeChanged = true;

  callbacks.onAdd("avatars", (avatar, id) => {
    const touch = () => changedAvatars.add(id);
    watcher.avatarAdded(id, avatar);
    callbacks.onChange(avatar, touch);
    callbacks.onChange(avatar, "traits", () => {
      changedAvatars.add(id);
      changedTraits.add(id);
    });
  });
  callbacks.onRemove("avatars", (_, id) => {
    changedAvatars.delete(id);
    watcher.avatarRemoved(id);
  });
  callbacks.onAdd("circles", (circle, id) => {
    const touch = () => changedCircles.add(id);
    watcher.circleAdded(id, circle);
    callbacks.onChange(circle, touch);
    callbacks.onAdd(circle, "members", touch, false);
    callbacks.onRemove(circle, "members", touch);
    callbacks.onChange(circle, "members", touch);
  });
  callbacks.onRemove("circles", (_, id) => {
    changedCircles.delete(id);
    watcher.circleRemoved(id);
  });
  const touchPlace = () => (placeChanged = true);
  callbacks.listen("voice", touchPlace);
  callbacks.listen("spectatorCount", touchPlace);

  room.onStateChange((state) => {
    for (const id of changedAvatars) {
      const avatar = state.avatars.get(id);
      if (avatar) watcher.avatarChanged(id, avatar, changedTraits.has(id));
    }
    for (const id of changedCircles) {
      const circle = state.circles.get(id);
      if (circle) watcher.circleChanged(id, circle);
    }
    if (placeChanged) watcher.placeChanged(state);
    changedAvatars.clear();
    changedTraits.clear();
    changedCircles.clear();
    placeChanged = false;
  });
}
