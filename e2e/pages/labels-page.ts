/** Names, topics and speech of a full picture in which nothing moves, drawn as often as a test requests. */
import { PerspectiveCamera, Vector3 } from "three";
import "../../client/tokens.css";
import { hungBoards, rehangBoards } from "../../client/scene/boards/shown-boards.ts";
import { hangGroup } from "../../client/scene/furniture/shown-notes.ts";
import { hangNotes } from "../../client/scene/furniture/wall-notes.ts";
import type { Box } from "../../client/scene/labels/box-list.ts";
import { noBox } from "../../client/scene/labels/find-label-spot.ts";
import { projectBoard, type LabelFrame } from "../../client/scene/labels/label-frame.ts";
import { LabelLayer } from "../../client/scene/labels/label-layer.ts";
import type { WorldCircle } from "../../client/scene/world-types.ts";
import { createWorldUniforms } from "../../client/scene/world-uniforms.ts";
import type { Furniture } from "../../schema/messages/place.ts";
import { prepareGround } from "../../schema/rules/ground.ts";

const FIGURES = 40;
const CIRCLES = 5;
const SPEAKERS = 4;

const spotOf = (id: string) => {
  const index = Number(id);
  return { x: (index % 8) * 1.4 - 5, z: -6 - Math.floor(index / 8) * 1.6 };
};
const circle = (index: number): WorldCircle => ({
  id: `c${index}`,
  topic: `Topic ${index}`,
  language: "en",
  status: "talking",
  x: index * 3 - 6,
  z: -12,
  members: [],
  speakerId: "",
  nextSpeakerId: "",
});

const camera = new PerspectiveCamera(46, innerWidth / innerHeight, 0.1, 100);
camera.position.set(0, 4, 4);
camera.lookAt(0, 1, -8);
camera.updateMatrixWorld(true);
const circles = new Map(Array.from({ length: CIRCLES }, (_, index) => [`c${index}`, circle(index)]));
const board = {
  corners: [-2, 2].flatMap((x) => [1, 3].map((y) => ({ x, y, z: -16 }))),
  facing: { x: 0, y: 0, z: 1 },
};
rehangBoards([], [board]);
const wall: Furniture = { kind: "notes-wall", x: 5, z: -16, yaw: 0, scale: 0.5 };
const ground = prepareGround({ bounds: { shape: "disc", radius: 30 }, solids: [], terraces: [] });
hangNotes({ furniture: [wall] }, ground, createWorldUniforms());
const notes = Array.from({ length: 3 }, (_, index) => ({ id: `${index}`, kind: "idea" as const, text: "Ask drivers" }));
hangGroup({ circleId: "c0", topic: "", isOwn: true, notes });
const labels = new LabelLayer(document.getElementById("overlay")!, {
  camera,
  circles,
  topicOf: ({ topic }) => topic,
  topOf(id, target) {
    const { x, z } = spotOf(id);
    return target.set(x, 1.9, z);
  },
  heightAt: () => 0,
  boards: () => hungBoards.getState().boards,
});
Object.assign(labels.frame, { width: innerWidth, height: innerHeight, seenWidth: innerWidth, seenHeight: innerHeight });
labels.frame.figures = Array.from({ length: FIGURES }, (_, index) => ({
  id: String(index),
  avatar: { name: `Persona ${index}` },
  hidden: 0,
}));
for (let speaker = 0; speaker < SPEAKERS; speaker++) {
  const speakerId = String(speaker * 7);
  labels.bubbles.beginTurn({ circleId: `c${speaker}`, turnId: speakerId, speakerId, speakerName: "", language: "en" });
  labels.bubbles.say(speakerId, "What is said here stays, and so does everything else. ");
}
// Until everything is shown and every bubble is at its target.
labels.frame.dt = 1;
for (let second = 0; second < 10; second++) labels.draw();
labels.frame.dt = 1 / 60;

function lookFrom(x: number, y: number): void {
  camera.position.set(x, y, 4);
  camera.lookAt(x, 1, -8);
  camera.updateMatrixWorld(true);
}

/** As the camera sees it from where `speakBefore` puts it. */
function boardAt({ left, right, top, bottom }: Box, depth = 0.99) {
  lookFrom(-3.6, 1);
  const corners = [left, right].flatMap((x) =>
    [top, bottom].map((y) => new Vector3((x / innerWidth) * 2 - 1, 1 - (y / innerHeight) * 2, depth).unproject(camera)),
  );
  return { corners, facing: { x: 0, y: 0, z: 1 } };
}

const boxesOf = (selector: string) =>
  [...document.querySelectorAll<HTMLElement>(`#overlay > div > ${selector}`)]
    .filter(({ style }) => style.opacity !== "0")
    .map((element) => ({
      text: element.textContent,
      isOver: element.hasAttribute("data-over"),
      ...element.getBoundingClientRect().toJSON(),
    }));

/** Once every label is where it stays. */
function seenFrom(x: number, y: number) {
  lookFrom(x, y);
  for (let frame = 0; frame < 300; frame++) labels.draw();
  const boards = labels.frame.boards().map((hung) => {
    const box = noBox();
    projectBoard(labels.frame, hung, box);
    return box;
  });
  return { labels: boxesOf("[dir]"), speech: boxesOf(":not([dir])"), boards };
}

/** One board that covers this box of the picture; `depth` as in clip space. */
const hangBoard = (box: Box | null, depth?: number) =>
  rehangBoards(labels.frame.boards(), box ? [boardAt(box, depth)] : []);

/** With no speech, and no circles. */
function showOnly(figures: LabelFrame["figures"], ownId: string): void {
  labels.bubbles.clear();
  circles.clear();
  Object.assign(labels.frame, { figures, ownId });
}

Object.assign(globalThis, {
  drawLabels(frames: number) {
    for (let frame = 0; frame < frames; frame++) labels.draw();
  },
  seenFrom,
  showOnly,
  hangBoard,
  float: (boxes: Box[]) => Object.assign(labels.frame, { floating: boxes }),
  /** Somebody alone speaks before one board, which covers this box of the picture: the box of what is said. */
  speakBefore(box: Box | null) {
    hangBoard(box);
    showOnly(labels.frame.figures.slice(0, 1), "");
    labels.bubbles.beginTurn({ circleId: "c0", turnId: "t", speakerId: "0", speakerName: "Persona", language: "en" });
    labels.bubbles.say("t", "What is said here stays. ");
    return seenFrom(-3.6, 1).speech[0];
  },
  ready: true,
});
