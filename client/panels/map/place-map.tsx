import { useEffect, useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../schema/messages/place.ts";
import { positionOf } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { MapGround } from "./map-ground.tsx";
import { MapProps } from "./map-props.tsx";
import style from "./map.module.css";
import { placeLabels } from "./place-labels.ts";

const REFRESH_MS = 500;
const MARGIN_M = 2;
const CIRCLE_RADIUS_M = 4.2;
/** Letter height as a share of half the map's width. */
const LETTER_SHARE = 0.052;

type PlaceMapProps = {
  place: Place;
  /** Null for a view without actions. */
  onGo: ((x: number, z: number) => void) | null;
};

/** North (−z) is up; one unit is one metre. */
export function PlaceMap({ place, onGo }: PlaceMapProps) {
  const { t } = useTranslation();
  const { bounds } = place;
  const halfX = (bounds.shape === "disc" ? bounds.radius : bounds.halfX) + MARGIN_M;
  const halfZ = (bounds.shape === "disc" ? bounds.radius : bounds.halfZ) + MARGIN_M;

  const go = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(box.getScreenCTM()?.inverse());
    onGo?.(point.x, point.y);
  };

  return (
    <svg
      className={style.map}
      style={{ fontSize: halfX * LETTER_SHARE }}
      viewBox={`${-halfX} ${-halfZ} ${halfX * 2} ${halfZ * 2}`}
      role="img"
      aria-label={t("map.describe", { title: inPageLanguage(place.title) })}
      data-can-go={onGo !== null || undefined}
      onClick={go}
    >
      <MapGround place={place} />
      <MapProps place={place} />
      {place.portals.map(({ id, x, z }) => (
        <circle key={id} className={style.portal} cx={x} cy={z} r={1.5} />
      ))}
      <Circles />
      <Bodies />
      <Names place={place} half={halfX} />
    </svg>
  );
}

function Circles() {
  const circles = usePlace((view) => view.circles);
  return Object.values(circles).map((circle) => (
    <circle
      key={circle.id}
      className={style.circle}
      data-status={circle.status}
      cx={circle.x}
      cy={circle.z}
      r={CIRCLE_RADIUS_M}
    />
  ));
}

function Names({ place, half }: { place: Place; half: number }) {
  const circles = usePlace((view) => view.circles);
  const spots = [
    ...place.portals.map(({ id, title, x, z }) => ({ id, text: inPageLanguage(title), x, z, radius: 1.5 })),
    ...Object.values(circles).map(({ id, topic, x, z }) => ({ id, text: topic, x, z, radius: CIRCLE_RADIUS_M })),
  ];
  return placeLabels(spots, half * LETTER_SHARE, half).map(({ id, text, x, y }) => (
    <text key={id} x={x} y={y}>
      {text}
    </text>
  ));
}

/** Bodies move without React; the map polls them twice a second. */
function Bodies() {
  const avatars = usePlace((view) => view.avatars);
  const myId = usePlace((view) => view.myId);
  const [, setLook] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setLook((look) => look + 1), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return Object.values(avatars).map((avatar) => {
    const at = positionOf(avatar.id);
    if (at === null) return null;
    const isMe = avatar.id === myId;
    return (
      <circle
        key={avatar.id}
        className={style.body}
        data-me={isMe || undefined}
        cx={at.x}
        cy={at.z}
        r={isMe ? 1.3 : 1}
        fill={avatar.look.mask?.colour ?? avatar.look.palette[0]}
      >
        <title>{avatar.name}</title>
      </circle>
    );
  });
}
