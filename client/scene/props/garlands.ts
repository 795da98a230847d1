import { CylinderGeometry, Quaternion, SphereGeometry, Vector3, Euler } from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import type { Part } from "../merge-parts.ts";

const HUNG_AT_M = 2.5;
const LONGEST_M = 9;
/** Nearer than this to where people arrive, one across their view hides what they came to see. */
const VIEW_M = 8;
const SAG_SHARE = 0.045;
const PIECES = 8;
const GLASS = ["#ffd08a", "#ff9d6b", "#ffe6b0"];

type Spot = { x: number; z: number };
const along = new Vector3();
const upright = new Vector3(0, 1, 0);

/** Strings of small lights between neighbouring lanterns; none across the view of somebody who has just arrived. */
export function garlands(place: Place, ground: Ground): Part[] {
  const lanterns = place.props.filter(({ kind }) => kind === "lantern");
  const hung = new Set<string>();
  const parts: Part[] = [];
  lanterns.forEach((from, index) => {
    const near = lanterns
      .map((to, other) => ({ to, other, length: Math.hypot(to.x - from.x, to.z - from.z) }))
      .filter(({ other, length }) => other !== index && length < LONGEST_M)
      .sort((one, other) => one.length - other.length)
      .slice(0, 2);
    for (const { to, other, length } of near) {
      const name = index < other ? `${index}-${other}` : `${other}-${index}`;
      if (hung.has(name) || crossesView(place.spawn, from, to)) continue;
      hung.add(name);
      parts.push(...hang(from, to, length, ground));
    }
  });
  return parts;
}

function crossesView({ x, z, yaw }: Place["spawn"], from: Spot, to: Spot): boolean {
  const [sin, cos] = [Math.sin(yaw), Math.cos(yaw)];
  const aside = (spot: Spot) => (spot.x - x) * cos - (spot.z - z) * sin;
  const ahead = ((from.x + to.x) / 2 - x) * sin + ((from.z + to.z) / 2 - z) * cos;
  return aside(from) * aside(to) < 0 && ahead > 0 && ahead < VIEW_M;
}

function hang(from: Spot, to: Spot, length: number, ground: Ground): Part[] {
  const fromY = heightAt(ground, from.x, from.z) + HUNG_AT_M;
  const toY = heightAt(ground, to.x, to.z) + HUNG_AT_M;
  const at = (share: number) =>
    new Vector3(
      from.x + (to.x - from.x) * share,
      fromY + (toY - fromY) * share - 4 * share * (1 - share) * length * SAG_SHARE,
      from.z + (to.z - from.z) * share,
    );
  return Array.from({ length: PIECES }, (_, piece) => {
    const start = at(piece / PIECES);
    const end = at((piece + 1) / PIECES);
    along.subVectors(end, start);
    const turn = new Euler().setFromQuaternion(new Quaternion().setFromUnitVectors(upright, along.clone().normalize()));
    const middle = start.clone().add(end).multiplyScalar(0.5);
    const string: Part = {
      shape: new CylinderGeometry(0.011, 0.011, along.length(), 3),
      colour: "#3a2a20",
      at: middle.toArray(),
      turn: [turn.x, turn.y, turn.z],
    };
    const bulb: Part = {
      shape: new SphereGeometry(0.055, 8, 6),
      colour: GLASS[piece % GLASS.length]!,
      at: [end.x, end.y - 0.06, end.z],
      scale: [1, 1.25, 1],
      light: 0.55,
    };
    return piece === PIECES - 1 ? [string] : [string, bulb];
  }).flat();
}
