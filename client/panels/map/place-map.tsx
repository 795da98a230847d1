import { useEffect, useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../schema/messages/place.ts";
import { positionOf } from "../../session/intents.ts";
import { usePlace } from "../../session/place-store.ts";
import style from "./map.module.css";

const REFRESH_MS = 500;
const MARGIN_M = 2;
const CIRCLE_RADIUS_M = 4.2;
/** Letters as a share of half the map's width. */
const LETTER_SHARE = 0.05;

type PlaceMapProps = { place: Place; /** Null: looking only. */ onGo: ((x: number, z: number) => void) | null };

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
      aria-label={t("map.describe", { title: place.title })}
      data-can-go={onGo !== null || undefined}
      onClick={go}
    >
      {bounds.shape === "disc" ? (
        <circle className={style.ground} r={bounds.radius} />
      ) : (
        <rect
          className={style.ground}
          x={-bounds.halfX}
          y={-bounds.halfZ}
          width={bounds.halfX * 2}
          height={bounds.halfZ * 2}
        />
      )}
      {place.solids.map((solid, index) =>
        solid.shape === "circle" ? (
          <circle key={index} className={style.solid} cx={solid.x} cy={solid.z} r={solid.radius} />
        ) : (
          <rect
            key={index}
            className={style.solid}
            x={-solid.halfX}
            y={-solid.halfZ}
            width={solid.halfX * 2}
            height={solid.halfZ * 2}
            transform={`translate(${solid.x} ${solid.z}) rotate(${(-solid.yaw * 180) / Math.PI})`}
          />
        ),
      )}
      {place.portals.map((portal, index) => (
        <g key={portal.id} className={style.portal}>
          <circle cx={portal.x} cy={portal.z} r={1.4} />
          {/* Neighbours are named above and below by turns. */}
          <text x={portal.x} y={portal.z} dy={index % 2 === 0 ? "-1em" : "1.7em"}>
            {portal.title}
          </text>
        </g>
      ))}
      <Circles />
      <Bodies />
    </svg>
  );
}

function Circles() {
  const circles = usePlace((view) => view.circles);
  return Object.values(circles).map((circle) => (
    <g key={circle.id} className={style.circle}>
      <circle cx={circle.x} cy={circle.z} r={CIRCLE_RADIUS_M} />
      <text x={circle.x} y={circle.z}>
        {circle.topic}
      </text>
    </g>
  ));
}

/** Bodies move without React; the map looks twice a second. */
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
        r={isMe ? 0.9 : 0.6}
        fill={avatar.look.palette[0]}
      >
        <title>{avatar.name}</title>
      </circle>
    );
  });
}
