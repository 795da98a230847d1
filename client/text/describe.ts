/** The place in words. Pure: from the view, positions and the translation function to lines of text. */
import type { TFunction } from "i18next";
import type { AvatarSnapshot } from "../net/place-snapshot.ts";
import type { PlaceView } from "../state/place-store.ts";
import { inPageLanguage } from "../words/page-language.ts";
import { distance, compassDirectionTo } from "./bearing.ts";

export type Locate = (avatarId: string) => { x: number; z: number } | null;

type Seen = Pick<PlaceView, "place" | "avatars" | "circles" | "myId" | "spectatorCount">;
type Point = { x: number; z: number };

const NEAR_M = 12;
/** The nearest ones; the rest are in the list of ways beside it. */
const LANDMARKS_SHOWN = 5;

export function describeSurroundings(view: Seen, locate: Locate, t: TFunction): string[] {
  const here = locate(view.myId) ?? view.place?.spawn ?? { x: 0, z: 0 };
  const near = nearestFirst(otherAvatars(view), locate, here).filter(({ metres }) => metres <= NEAR_M);
  const places = (view.place?.pointsOfInterest ?? []).toSorted((a, b) => distance(here, a) - distance(here, b));
  const landmarks = [...places.slice(0, LANDMARKS_SHOWN), ...(view.place?.portals ?? [])];
  return [
    t("text.youAreIn", { place: view.place ? inPageLanguage(view.place.title) : "" }),
    ownCircleLine(view, t),
    near.length === 0
      ? t("text.nobodyNear")
      : t("text.near", { names: near.map(({ avatar, at }) => whereabouts(avatar.name, here, at, t)).join("; ") }),
    t("text.landmarks", {
      names: landmarks.map((point) => whereabouts(inPageLanguage(point.title), here, point, t)).join("; "),
    }),
    ...describeCircles(view, here, t),
  ];
}

export function describeCircles(
  { circles, avatars }: Pick<Seen, "circles" | "avatars">,
  here: Point,
  t: TFunction,
): string[] {
  const all = Object.values(circles);
  if (all.length === 0) return [t("text.noCircles")];
  return all.map((circle) =>
    t("text.circle", {
      topic: circle.topic,
      status: t(`circle.status.${circle.status}`),
      members: circle.members.map((id) => avatars[id]?.name ?? "").join(", "),
      where: whereTo(here, circle, t),
    }),
  );
}

export function describeWho(view: Seen, locate: Locate, t: TFunction): string[] {
  const here = locate(view.myId) ?? { x: 0, z: 0 };
  const lines = nearestFirst(otherAvatars(view), locate, here).map(({ avatar, at }) =>
    t(avatar.kind === "persona" ? "text.persona" : "text.person", { who: whereabouts(avatar.name, here, at, t) }),
  );
  const watching = view.spectatorCount > 0 ? [t("count.spectators", { count: view.spectatorCount })] : [];
  return lines.length === 0 ? [t("text.alone"), ...watching] : [...lines, ...watching];
}

function ownCircleLine({ circles, avatars, myId }: Seen, t: TFunction): string {
  const circle = circles[avatars[myId]?.circleId ?? ""];
  return circle ? t("text.youSitIn", { topic: circle.topic }) : t("text.youStandFree");
}

const otherAvatars = ({ avatars, myId }: Seen): AvatarSnapshot[] =>
  Object.values(avatars).filter(({ id }) => id !== myId);

function nearestFirst(avatars: AvatarSnapshot[], locate: Locate, here: Point) {
  return avatars
    .flatMap((avatar) => {
      const at = locate(avatar.id);
      return at === null ? [] : [{ avatar, at, metres: distance(here, at) }];
    })
    .toSorted((a, b) => a.metres - b.metres);
}

const whereabouts = (name: string, here: Point, at: Point, t: TFunction): string => `${name} (${whereTo(here, at, t)})`;

function whereTo(here: Point, at: Point, t: TFunction): string {
  const metres = Math.round(distance(here, at));
  return metres < 1 ? t("text.here") : t("text.away", { metres, wind: t(`winds.${compassDirectionTo(here, at)}`) });
}
