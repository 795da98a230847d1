/** The notes on a wall for notes: one mesh with one picture, which is drawn again when the notes change (SPEC W7). */
import { CanvasTexture, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace, Vector3 } from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import { rehangBoards, type HungBoard } from "../boards/shown-boards.ts";
import { drawText } from "../draw-text.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { cellOf, layOutWall, type HungNote, type WallPart } from "./lay-out-notes.ts";
import { shownNotes, type NoteKind } from "./shown-notes.ts";

/** The linen of `notesWall`, metres; the notes hang before the papers that are always there. */
const [WIDTH_M, HEIGHT_M, MIDDLE_M, BEFORE_M] = [9.9, 2.24, 2.1, 0.075];
const [WIDTH_PX, HEIGHT_PX] = [2048, 464];
const COLOURS: Record<NoteKind, string> = { idea: "#f0d58a", cluster: "#e9b49a", task: "#b7cfd0", risk: "#d98b78" };
const INK = "#3b2f28";
/** How much darker at night. */
const NIGHT_DIMS = 0.55;

/** @returns null where there is no such wall */
export function hangNotes(
  { furniture }: Pick<Place, "furniture">,
  ground: Ground,
  uniforms: WorldUniforms,
): Mesh | null {
  const wall = furniture.find(({ kind }) => kind === "notes-wall");
  if (!wall) return null;
  const material = new MeshBasicMaterial();
  const mesh = new Mesh(new PlaneGeometry(WIDTH_M, HEIGHT_M), material);
  mesh.position.set(
    wall.x + Math.sin(wall.yaw) * BEFORE_M,
    heightAt(ground, wall.x, wall.z) + MIDDLE_M * wall.scale,
    wall.z + Math.cos(wall.yaw) * BEFORE_M,
  );
  mesh.rotation.y = wall.yaw;
  mesh.scale.setScalar(wall.scale);
  mesh.onBeforeRender = () => material.color.setScalar(1 - NIGHT_DIMS * uniforms.night.value);
  let inPicture: readonly HungBoard[] = [];
  const show = () => {
    const parts = layOutWall(shownNotes.getState().groups);
    mesh.visible = parts.length > 0;
    if (mesh.visible) paint(material, parts);
    inPicture = rehangBoards(
      inPicture,
      parts.map((part) => toHung(part, mesh)),
    );
  };
  show();
  const stop = shownNotes.subscribe(show);
  material.addEventListener("dispose", () => {
    stop();
    rehangBoards(inPicture, []);
    material.map?.dispose();
  });
  return mesh;
}

/** What of the wall has notes of one conversation, and its topic. */
function toHung(part: WallPart, wall: Mesh): HungBoard {
  const heading = HEIGHT_M * part.heading;
  const cell = cellOf(WIDTH_M, HEIGHT_M - heading);
  const rows = part.notes.at(-1)!.row + 1;
  const left = part.from * cell.width - WIDTH_M / 2;
  const top = HEIGHT_M / 2;
  const corners = [left, left + part.columns * cell.width].flatMap((x) =>
    [top, top - heading - rows * cell.height].map((y) => wall.localToWorld(new Vector3(x, y, 0))),
  );
  return { corners, facing: wall.getWorldDirection(new Vector3()) };
}

function paint(material: MeshBasicMaterial, parts: readonly WallPart[]): void {
  if (!material.map) {
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH_PX, height: HEIGHT_PX });
    material.map = Object.assign(new CanvasTexture(canvas), { colorSpace: SRGBColorSpace, anisotropy: 4 });
    material.needsUpdate = true;
  }
  const pen = (material.map.image as HTMLCanvasElement).getContext("2d")!;
  pen.fillStyle = "#e4d8bf";
  pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  for (const part of parts) {
    const { from, columns } = part;
    const top = HEIGHT_PX * part.heading;
    const cell = cellOf(WIDTH_PX, HEIGHT_PX - top);
    drawTopic(pen, part, { x: from * cell.width, width: columns * cell.width, height: top });
    for (const note of part.notes) {
      pen.save();
      pen.translate((from + note.column + 0.5) * cell.width, top + (note.row + 0.5) * cell.height);
      pen.rotate(note.tilt);
      drawNote(pen, note, cell.width * 0.84, cell.height * 0.86);
      pen.restore();
    }
  }
  material.map.needsUpdate = true;
}

/** One line, with a rule below it. */
function drawTopic(
  pen: CanvasRenderingContext2D,
  { topic }: WallPart,
  { x, width, height }: { x: number; width: number; height: number },
): void {
  if (topic === "") return;
  pen.fillStyle = INK;
  const [sizePx, share] = [height * 0.6, 0.94];
  const box = { x: x + width / 2, y: height / 2, width: width * share, height };
  drawText(pen, topic, box, { largestPx: sizePx, smallestPx: sizePx });
  pen.fillRect(x + (width * (1 - share)) / 2, height * share, width * share, 2);
}

/** Smaller is not readable from where one stands. */
const SIZES = { largestPx: 32, smallestPx: 20 };
const MARGIN_PX = 6;

function drawNote(pen: CanvasRenderingContext2D, { kind, text }: HungNote, width: number, height: number): void {
  pen.shadowColor = "#0005";
  pen.shadowBlur = 8;
  pen.fillStyle = COLOURS[kind];
  pen.fillRect(-width / 2, -height / 2, width, height);
  pen.shadowBlur = 0;
  pen.fillStyle = INK;
  drawText(pen, text, { x: 0, y: 0, width: width - 2 * MARGIN_PX, height: height - MARGIN_PX }, SIZES);
}
