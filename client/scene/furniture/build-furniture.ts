/** Fetched only for places that have furniture. */
import type { Group } from "three";
import type { FurnitureKind, Place } from "../../../schema/messages/place.ts";
import type { Ground } from "../../../schema/rules/ground.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import { standProps, type Draw } from "../props/stand-props.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { blackboard, globe, schoolDesk, teacherDesk, windowWall } from "./classroom-furniture.ts";
import { contactShadows } from "./contact-shadows.ts";
import { cushions, lectern, moderatorDesk, tierEnd } from "./debate-furniture.ts";
import { INDIGO, TERRACOTTA } from "./joinery.ts";
import { pavilion } from "./pavilion.ts";
import { scaena } from "./stage-house.ts";
import { guideBoard, lattice, lowChair, rotunda, roundTable } from "./round-room.ts";
import { hangNotes } from "./wall-notes.ts";
import { easel, notesWall, planTable, shelf, stool, workbench } from "./workshop-furniture.ts";

const DRAW: Record<FurnitureKind, Draw> = {
  "round-table": roundTable,
  "low-chair": lowChair,
  rotunda,
  lattice,
  "guide-board": guideBoard,
  "lectern-red": () => lectern(TERRACOTTA),
  "lectern-blue": () => lectern(INDIGO),
  "moderator-desk": moderatorDesk,
  scaena,
  cushions,
  "tier-end": tierEnd,
  "notes-wall": notesWall,
  "plan-table": planTable,
  shelf,
  stool,
  easel,
  pavilion,
  workbench,
  blackboard,
  "school-desk": schoolDesk,
  "teacher-desk": teacherDesk,
  "window-wall": windowWall,
  globe,
};

/** The furniture of a place, and a soft shadow where anything stands on the ground. */
export function buildFurniture(place: Place, ground: Ground, light: LanternLight, uniforms: WorldUniforms): Group {
  const group = standProps(place.furniture, ({ kind }) => ({ name: kind, draw: DRAW[kind] }), {
    ground,
    light,
    uniforms,
  });
  group.add(contactShadows(place, ground));
  const notes = hangNotes(place, ground, uniforms);
  if (notes) group.add(notes);
  return group;
}
