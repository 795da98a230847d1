/** The circle or persona a person named, or a message why the name is not clear. */
import type { TFunction } from "i18next";
import type { AvatarSnapshot, CircleSnapshot } from "../net/place-snapshot.ts";
import { usePlace } from "../state/place-store.ts";
import { findTarget } from "./find-target.ts";

/** `message` is for people. */
export class NotUnderstood extends Error {}

export function circleNamed(wanted: string, t: TFunction): CircleSnapshot {
  return only(Object.values(usePlace.getState().circles), ({ topic }) => topic, wanted, t);
}

export function personaNamed(wanted: string, t: TFunction): AvatarSnapshot {
  const personas = Object.values(usePlace.getState().avatars).filter(({ kind }) => kind === "persona");
  return only(personas, ({ name }) => name, wanted, t);
}

/** Another person. */
export function personNamed(wanted: string, t: TFunction): AvatarSnapshot {
  const { avatars, myId } = usePlace.getState();
  const people = Object.values(avatars).filter(({ kind, id }) => kind === "person" && id !== myId);
  return only(people, ({ name }) => name, wanted, t);
}

/** A persona of the person's own circle. */
export function memberNamed(wanted: string, t: TFunction): AvatarSnapshot {
  const { avatars, myId } = usePlace.getState();
  const circleId = avatars[myId]?.circleId;
  const mates = Object.values(avatars).filter(
    (avatar) => avatar.kind === "persona" && circleId !== "" && avatar.circleId === circleId,
  );
  return only(mates, ({ name }) => name, wanted, t);
}

export function only<Thing>(things: Thing[], nameOf: (thing: Thing) => string, wanted: string, t: TFunction): Thing {
  const target = findTarget(things, nameOf, wanted);
  if (target.kind === "found") return target.thing;
  throw new NotUnderstood(
    target.kind === "none"
      ? t("text.notFound", { name: wanted })
      : t("text.several", { names: target.names.join(", ") }),
  );
}
