import { useId } from "react";
import type { Place, Solid, Terrace } from "../../../schema/messages/place.ts";
import { CIRCLE_RADIUS_M } from "../../../schema/rules/seating.ts";
import style from "./floor-plan.module.css";

const MARGIN_M = 1;
const PORTAL_WIDTH_M = 2.4;

/** A place seen from above, its entrance below: walls and furniture, where circles sit, boards, and portals. */
export function FloorPlan({ place }: { place: Place }) {
  const { bounds, terraces, solids, circleSpots, boards, portals } = place;
  const [halfX, halfZ] = bounds.shape === "disc" ? [bounds.radius, bounds.radius] : [bounds.halfX, bounds.halfZ];
  const groundId = useId();
  const ground =
    bounds.shape === "disc" ? (
      <circle r={bounds.radius} />
    ) : (
      <rect x={-halfX} y={-halfZ} width={2 * halfX} height={2 * halfZ} />
    );
  const [left, top] = [-halfX - MARGIN_M, -halfZ - MARGIN_M];
  return (
    <svg className={style.plan} viewBox={`${left} ${top} ${-2 * left} ${-2 * top}`} aria-hidden>
      <clipPath id={groundId}>{ground}</clipPath>
      <g className={style.ground}>{ground}</g>
      <g clipPath={`url(#${groundId})`}>
        {terraces.map((terrace, index) => (
          <path key={index} className={style.terrace} d={outline(terrace)} />
        ))}
      </g>
      {circleSpots.map(({ id, x, z }) => (
        <circle key={id} className={style.circle} cx={x} cy={z} r={CIRCLE_RADIUS_M} />
      ))}
      {solids.map((solid, index) => (
        <SolidShape key={index} solid={solid} />
      ))}
      {boards.map(({ x, z, yaw, width }, index) => (
        <line
          key={index}
          className={style.board}
          x1={-width / 2}
          x2={width / 2}
          transform={`translate(${x} ${z}) rotate(${degrees(yaw)})`}
        />
      ))}
      {portals.map(({ id, x, z, yaw }) => (
        <line
          key={id}
          className={style.portal}
          x1={-PORTAL_WIDTH_M / 2}
          x2={PORTAL_WIDTH_M / 2}
          transform={`translate(${x} ${z}) rotate(${degrees(yaw)})`}
        />
      ))}
    </svg>
  );
}

function SolidShape({ solid }: { solid: Solid }) {
  const { x, z } = solid;
  if (solid.shape === "circle") return <circle className={style.solid} cx={x} cy={z} r={solid.radius} />;
  const { halfX, halfZ, yaw } = solid;
  return (
    <rect
      className={style.solid}
      x={-halfX}
      y={-halfZ}
      width={2 * halfX}
      height={2 * halfZ}
      transform={`translate(${x} ${z}) rotate(${degrees(yaw)})`}
    />
  );
}

/** From above, with z downwards, a yaw turns the other way. */
const degrees = (yaw: number): number => (-yaw * 180) / Math.PI;

/** Of a step: a ring or a part of one. Angles are atan2(x, z). */
function outline({ x, z, fromRadius, toRadius, fromAngle = 0, toAngle = 2 * Math.PI }: Terrace): string {
  // An arc that ends where it begins is none.
  const end = Math.min(toAngle, fromAngle + 2 * Math.PI - 0.001);
  const at = (radius: number, angle: number) => `${x + radius * Math.sin(angle)} ${z + radius * Math.cos(angle)}`;
  const isLarge = end - fromAngle > Math.PI ? 1 : 0;
  return [
    `M ${at(toRadius, fromAngle)}`,
    `A ${toRadius} ${toRadius} 0 ${isLarge} 0 ${at(toRadius, end)}`,
    `L ${at(fromRadius, end)}`,
    `A ${fromRadius} ${fromRadius} 0 ${isLarge} 1 ${at(fromRadius, fromAngle)}`,
    "Z",
  ].join(" ");
}
