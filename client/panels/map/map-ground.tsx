import type { Place } from "../../../schema/messages/place.ts";
import style from "./map.module.css";

/** As in the world: a round place is paved up to this share of its radius, and crossed by four paths. */
const PAVED_SHARE = 0.54;
const PATH_HALF_WIDTH_M = 3.4;
const ORCHESTRA_M = 8;
const STAR_POINTS = 8;

/** Grass, stone, steps and the star of the orchestra. */
export function MapGround({ place: { bounds, terraces } }: { place: Place }) {
  if (bounds.shape === "box")
    return (
      <rect
        className={style.stone}
        x={-bounds.halfX}
        y={-bounds.halfZ}
        width={bounds.halfX * 2}
        height={bounds.halfZ * 2}
      />
    );
  const orchestra = Math.min(ORCHESTRA_M, bounds.radius / 4);
  return (
    <>
      <circle className={style.grass} r={bounds.radius} />
      <path
        className={style.path}
        strokeWidth={PATH_HALF_WIDTH_M * 2}
        d={`M0 ${-bounds.radius}V${bounds.radius}M${-bounds.radius} 0H${bounds.radius}`}
      />
      <circle className={style.stone} r={bounds.radius * PAVED_SHARE} />
      {terraces.map(({ x, z, fromRadius, toRadius }) =>
        toRadius < bounds.radius ? (
          <circle key={`${x} ${z} ${fromRadius}`} className={style.step} cx={x} cy={z} r={toRadius} />
        ) : null,
      )}
      <circle className={style.orchestra} r={orchestra} />
      <path className={style.star} d={starPath(orchestra * 0.72)} />
    </>
  );
}

function starPath(radius: number): string {
  const points = Array.from({ length: STAR_POINTS * 2 }, (_, index) => {
    const angle = (index / STAR_POINTS) * Math.PI;
    const reach = index % 2 === 0 ? radius : radius * 0.32;
    return `${(Math.sin(angle) * reach).toFixed(2)} ${(-Math.cos(angle) * reach).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}
