import type { Furniture, Place, Prop } from "../../../schema/messages/place.ts";
import style from "./map.module.css";

/** Radius in metres, seen from above; kinds not listed are too thin to see. */
const RADII: Partial<Record<(Prop | Furniture)["kind"], number>> = {
  cypress: 1,
  olive: 1.9,
  lantern: 0.45,
  brazier: 0.7,
  column: 0.6,
  statue: 1,
  rock: 0.9,
  urn: 0.5,
  "round-table": 1.15,
  "plan-table": 1.15,
};
const SIZES: Partial<Record<(Prop | Furniture)["kind"], [number, number]>> = {
  bench: [2.2, 0.7],
  stall: [3.2, 1.9],
  hedge: [4.4, 1],
};

export function MapProps({ place }: { place: Place }) {
  return (
    <>
      {walls(place).map(({ x, z, halfX, halfZ, yaw }, index) => (
        <rect
          key={index}
          className={style.wall}
          x={-halfX}
          y={-halfZ}
          width={halfX * 2}
          height={halfZ * 2}
          transform={turned(x, z, yaw)}
        />
      ))}
      {[...place.props, ...place.furniture].map(({ kind, x, z, yaw, scale }, index) => {
        const size = SIZES[kind];
        if (size)
          return (
            <rect
              key={index}
              className={style.prop}
              data-kind={kind}
              x={-size[0] / 2}
              y={-size[1] / 2}
              width={size[0]}
              height={size[1]}
              transform={turned(x, z, yaw)}
            />
          );
        const radius = RADII[kind];
        return radius === undefined ? null : (
          <circle key={index} className={style.prop} data-kind={kind} cx={x} cy={z} r={radius * scale} />
        );
      })}
    </>
  );
}

const turned = (x: number, z: number, yaw: number) => `translate(${x} ${z}) rotate(${(-yaw * 180) / Math.PI})`;

/** Solids that are not props: walls, desks and shelves. */
function walls({ solids, props }: Place) {
  return solids.filter(
    (solid) => solid.shape === "box" && !props.some(({ x, z }) => Math.hypot(x - solid.x, z - solid.z) < 0.3),
  ) as Extract<Place["solids"][number], { shape: "box" }>[];
}
