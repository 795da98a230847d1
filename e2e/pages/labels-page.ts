/** Names, topics and speech of a full picture in which nothing moves, drawn as often as a test requests. */
import { PerspectiveCamera } from "three";
import "../../client/tokens.css";
import { LabelLayer } from "../../client/scene/labels/label-layer.ts";
import type { WorldCircle } from "../../client/scene/world-types.ts";

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
const circles = Array.from({ length: CIRCLES }, (_, index) => circle(index));
const boards = [
  {
    corners: [-2, 2].flatMap((x) => [1, 3].map((y) => ({ x, y, z: -16 }))),
    facing: { x: 0, y: 0, z: 1 },
  },
];
const labels = new LabelLayer(document.getElementById("overlay")!, {
  camera,
  circles: new Map(circles.map((one) => [one.id, one])),
  topicOf: ({ topic }) => topic,
  topOf(id, target) {
    const { x, z } = spotOf(id);
    return target.set(x, 1.9, z);
  },
  heightAt: () => 0,
  boards: () => boards,
});
Object.assign(labels.frame, { width: innerWidth, height: innerHeight, seenWidth: innerWidth, seenHeight: innerHeight });
labels.frame.figures = Array.from({ length: FIGURES }, (_, index) => ({
  id: String(index),
  avatar: { name: `Persona ${index}` },
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

Object.assign(globalThis, {
  drawLabels(frames: number) {
    for (let frame = 0; frame < frames; frame++) labels.draw();
  },
  ready: true,
});
