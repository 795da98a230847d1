/** The place as it is seen: it is told who and what is there, draws it, and says what was clicked. It knows nothing of the network. */
import { NeutralToneMapping, PCFShadowMap, Raycaster, Scene, Vector2, Vector3, WebGLRenderer } from "three";
import type { Place } from "../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../schema/rules/ground.ts";
import { seatPosition } from "../../schema/rules/seating.ts";
import { CameraRig, type CameraSubjects } from "./camera/camera-rig.ts";
import { CircleFloor } from "./circles/circle-floor.ts";
import { WalkMarker } from "./circles/walk-marker.ts";
import type { Figure } from "./figures/figure.ts";
import { FigureCrowd } from "./figures/figure-crowd.ts";
import { buildGround } from "./ground/build-ground.ts";
import { LanternLight } from "./ground/lantern-light.ts";
import { LabelLayer } from "./labels/label-layer.ts";
import { buildMeadow } from "./props/build-meadow.ts";
import { buildProps } from "./props/build-props.ts";
import { buildShimmer } from "./props/build-shimmer.ts";
import { Quality } from "./quality.ts";
import { buildSky } from "./sky/build-sky.ts";
import { Daylight } from "./sky/daylight.ts";
import { createWorldUniforms } from "./world-uniforms.ts";
import type { CameraMode, Stance, WorldAvatar, WorldCircle, WorldLight, WorldOptions, WorldPick, WorldStats } from "./world-types.ts";

/** From golden hour to lantern light and back. */
const CYCLE_SECONDS = 900;
/** How long the light takes when it is switched. */
const DUSK_SECONDS = 2.5;
const PORTAL_PICK_M = 1.4;
const SEATED_WITHIN_M = 0.45;
const EYES_Y_M = 1.35;
const NAMES_WITHIN_M = 48;
const NAMES_EVERY_FRAMES = 8;

const spot = new Vector3();
const looked = new Vector3();

export class WorldView {
  readonly rig: CameraRig;
  /** The visitor's own avatar; "" for a spectator. */
  ownId = "";
  /** The circle that stage and speaker cameras watch. */
  watchedCircleId: string | null = null;
  /** Where a body is in this frame; null hides it. Set by whoever moves bodies. */
  stanceOf: (id: string) => Stance | null = () => null;
  /** Called before each frame is drawn: seconds since the last one, and the clock in milliseconds. */
  onFrame: (dt: number, now: number) => void = () => {};
  readonly #place: Place;
  readonly #ground: Ground;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #uniforms = createWorldUniforms();
  readonly #daylight: Daylight;
  readonly #crowd: FigureCrowd;
  readonly #floor: CircleFloor;
  readonly #labels: LabelLayer;
  readonly #marker = new WalkMarker();
  readonly #quality: Quality;
  readonly #circles = new Map<string, WorldCircle>();
  readonly #raycaster = new Raycaster();
  readonly #resizes: ResizeObserver;
  #light: WorldLight;
  #night: number;
  #reducedMotion: boolean;
  #seconds = 0;
  #last = 0;
  #pointedAt = "";
  #frames = 0;
  #covered = { right: 0, bottom: 0 };
  #near: Figure[] = [];

  /** Throws when the browser has no WebGL 2. */
  constructor(canvas: HTMLCanvasElement, place: Place, ground: Ground, options: WorldOptions) {
    this.#place = place;
    this.#ground = ground;
    this.#renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: "high-performance" });
    this.#renderer.toneMapping = NeutralToneMapping;
    this.#renderer.shadowMap.enabled = true;
    this.#renderer.shadowMap.type = PCFShadowMap;
    this.#quality = new Quality(options.quality);
    this.#light = options.light;
    this.#night = this.#wantedNight();
    this.#reducedMotion = options.reducedMotion;
    this.rig = new CameraRig(place, ground);
    this.#daylight = new Daylight(this.#scene, this.#uniforms);
    const lanterns = new LanternLight(place, ground);
    this.#crowd = new FigureCrowd(ground, lanterns, this.#uniforms);
    this.#floor = new CircleFloor(ground, lanterns, this.#uniforms);
    this.#labels = new LabelLayer(options.overlay);
    this.#scene.add(
      buildSky(this.#uniforms),
      buildGround(place, ground, lanterns, this.#uniforms),
      buildProps(place, ground, lanterns, this.#uniforms),
      ...[buildMeadow(place, ground, lanterns, this.#uniforms) ?? []].flat(),
      buildShimmer(place, ground, this.#uniforms),
      this.#floor.group,
      this.#crowd.group,
      this.#marker.mesh,
    );
    this.setReducedMotion(options.reducedMotion);
    this.#applyQuality();
    this.#resizes = new ResizeObserver(() => this.resize());
    this.#resizes.observe(canvas);
    this.resize();
    this.#renderer.setAnimationLoop((now) => this.#draw(now));
  }

  putAvatar(avatar: WorldAvatar): void {
    this.#crowd.put(avatar, this.#seconds);
  }

  removeAvatar(id: string): void {
    this.#crowd.remove(id);
  }

  putCircle(circle: WorldCircle): void {
    this.#circles.set(circle.id, circle);
    this.#floor.put(circle);
  }

  removeCircle(id: string): void {
    this.#circles.delete(id);
    this.#floor.remove(id);
  }

  beginTurn(circleId: string, turnId: string, speakerId: string, speakerName: string): void {
    this.#labels.beginTurn(circleId, turnId, speakerId, speakerName);
  }

  sayMore(turnId: string, text: string): void {
    this.#labels.say(turnId, text);
  }

  endTurn(turnId: string, text: string): void {
    this.#labels.endTurn(turnId, text);
  }

  setCameraMode(mode: CameraMode): void {
    this.rig.setMode(mode);
    if (this.#reducedMotion) this.rig.cut();
  }

  setLight(light: WorldLight): void {
    this.#light = light;
  }

  setReducedMotion(reduced: boolean): void {
    this.#reducedMotion = reduced;
    this.rig.reducedMotion = reduced;
    this.#uniforms.motion.value = reduced ? 0 : 1;
  }

  /** Pixels at the right and bottom that panels hide: the picture is centred in the rest. */
  setCovered(right: number, bottom: number): void {
    this.#covered = { right, bottom };
    this.resize();
  }

  /** A ring on the ground where one is walking to. */
  markGoal(x: number, z: number): void {
    this.#marker.show(x, heightAt(this.#ground, x, z), z);
  }

  /** What is under a pixel of the canvas; null for sky and sea. */
  pick(x: number, y: number): WorldPick | null {
    const { clientWidth, clientHeight } = this.#renderer.domElement;
    this.#raycaster.setFromCamera(new Vector2((x / clientWidth) * 2 - 1, 1 - (y / clientHeight) * 2), this.rig.camera);
    const { ray } = this.#raycaster;
    const figure = this.#crowd.pick(ray);
    const floor = this.#floorUnder(ray.origin, ray.direction);
    for (const { id, x: portalX, z: portalZ } of this.#place.portals) {
      spot.set(portalX, heightAt(this.#ground, portalX, portalZ) + PORTAL_PICK_M, portalZ);
      if (ray.distanceSqToPoint(spot) < PORTAL_PICK_M ** 2 && (!figure || spot.distanceTo(ray.origin) < figure.distance)) return { kind: "portal", id };
    }
    if (figure && figure.id !== this.ownId) return { kind: "avatar", id: figure.id };
    if (!floor) return null;
    const circleId = this.#floor.at(floor.x, floor.z);
    const ownCircleId = this.#crowd.figures.get(this.ownId)?.avatar.circleId;
    if (circleId && circleId !== ownCircleId) return { kind: "circle", id: circleId };
    return { kind: "ground", x: floor.x, z: floor.z };
  }

  /** The mouse rests on this pixel: names show, and the cursor says that a click does something. */
  pointAt(x: number, y: number): void {
    const pick = this.pick(x, y);
    this.#pointedAt = pick?.kind === "avatar" ? pick.id : "";
    this.#renderer.domElement.style.cursor = pick && pick.kind !== "ground" ? "pointer" : "";
  }

  figureAt(id: string): Figure | null {
    return this.#crowd.figures.get(id) ?? null;
  }

  circles(): Iterable<WorldCircle> {
    return this.#circles.values();
  }

  stats(): WorldStats {
    const { calls, triangles } = this.#renderer.info.render;
    return { drawCalls: calls, triangles, frameMs: this.#quality.frameMs, pixelRatio: this.#renderer.getPixelRatio() };
  }

  resize(): void {
    const canvas = this.#renderer.domElement;
    const width = Math.max(1, canvas.clientWidth);
    const height = Math.max(1, canvas.clientHeight);
    this.#renderer.setPixelRatio(Math.min(window.devicePixelRatio, this.#quality.level.pixelRatio));
    this.#renderer.setSize(width, height, false);
    const { right, bottom } = this.#covered;
    this.rig.camera.aspect = width / height;
    this.rig.seenAspect = Math.max(1, width - right) / Math.max(1, height - bottom);
    this.rig.camera.setViewOffset(width, height, right / 2, bottom / 2, width, height);
  }

  dispose(): void {
    this.#renderer.setAnimationLoop(null);
    this.#resizes.disconnect();
    this.#labels.dispose();
    this.#crowd.dispose();
    this.#floor.dispose();
    this.#renderer.dispose();
  }

  #wantedNight(): number {
    if (this.#light === "cycle") return 0.5 - 0.5 * Math.cos((this.#seconds / CYCLE_SECONDS) * Math.PI * 2);
    return this.#light === "lantern" ? 1 : 0;
  }

  #applyQuality(): void {
    const { shadowSize } = this.#quality.level;
    const { sun } = this.#daylight;
    sun.castShadow = shadowSize > 0;
    if (shadowSize > 0 && sun.shadow.mapSize.width !== shadowSize) {
      sun.shadow.mapSize.setScalar(shadowSize);
      sun.shadow.map?.dispose();
      sun.shadow.map = null;
    }
    this.resize();
  }

  #draw(now: number): void {
    const elapsed = this.#last === 0 ? 16 : now - this.#last;
    this.#last = now;
    if (this.#quality.measure(elapsed)) this.#applyQuality();
    const dt = Math.min(elapsed / 1000, 1);
    this.#seconds += dt;
    this.#uniforms.time.value = this.#seconds;
    this.onFrame(dt, now);
    const dusk = this.#wantedNight() - this.#night;
    const most = this.#reducedMotion ? 1 : dt / DUSK_SECONDS;
    this.#night += Math.max(-most, Math.min(most, dusk));
    this.#daylight.set(this.#night);
    this.#crowd.draw({
      seconds: this.#seconds,
      dt,
      eye: this.rig.camera.position,
      detail: this.#quality.level.detail,
      liveliness: this.#reducedMotion ? 0.25 : 1,
      stanceOf: this.stanceOf,
      lookTargetOf: (figure) => this.#lookTargetOf(figure),
      isSeated: (figure) => this.#isSeated(figure),
      glowOf: (figure) => this.#glowOf(figure),
    });
    this.#floor.draw(
      dt,
      (circle) => circle.members.map((id) => this.#crowd.figures.get(id)?.avatar.seat ?? -1).filter((seat) => seat >= 0),
      (circle, id) => this.#bearingOf(circle, id),
    );
    this.#marker.advance(dt);
    this.rig.advance(dt, this.#subjects());
    this.#daylight.follow(this.rig.target);
    this.#renderer.render(this.#scene, this.rig.camera);
    this.#drawLabels(dt);
  }

  /** Who sits in a circle that is awake sits in its light; who speaks, in more of it. */
  #glowOf({ id, avatar, sit }: Figure): number {
    const circle = this.#circles.get(avatar.circleId);
    if (!circle || circle.status === "asleep") return 0;
    return sit * (circle.speakerId === id ? 0.62 : 0.34);
  }

  #isSeated({ avatar, x, z }: Figure): boolean {
    const circle = this.#circles.get(avatar.circleId);
    if (!circle || avatar.seat < 0) return false;
    const seat = seatPosition(circle, avatar.seat);
    return Math.hypot(seat.x - x, seat.z - z) < SEATED_WITHIN_M;
  }

  #bearingOf(circle: WorldCircle, id: string): number | null {
    const avatar = id === "" ? null : this.#crowd.figures.get(id)?.avatar;
    if (!avatar || avatar.seat < 0) return null;
    const seat = seatPosition(circle, avatar.seat);
    return Math.atan2(seat.x - circle.x, seat.z - circle.z);
  }

  /** In a circle eyes go to the speaker; outside, a persona looks at the visitor who comes near. */
  #lookTargetOf({ id, avatar, x, z }: Figure): Vector3 | null {
    const circle = this.#circles.get(avatar.circleId);
    const towards = circle ? (circle.speakerId !== id ? circle.speakerId : (circle.members[Math.floor(this.#seconds / 2.6) % circle.members.length] ?? "")) : avatar.kind === "persona" ? this.ownId : "";
    const other = towards === id ? undefined : this.#crowd.figures.get(towards);
    if (!other) return circle ? looked.set(circle.x, heightAt(this.#ground, circle.x, circle.z) + 1, circle.z) : null;
    if (!circle && Math.hypot(other.x - x, other.z - z) > 6) return null;
    return looked.set(other.x, other.y + EYES_Y_M - 0.3 * other.sit, other.z);
  }

  #subjects(): CameraSubjects {
    const own = this.#crowd.figures.get(this.ownId);
    const circle = this.#circles.get(this.watchedCircleId ?? own?.avatar.circleId ?? "");
    const speaker = circle && this.#crowd.figures.get(circle.speakerId);
    return {
      own: own && this.stanceOf(own.id) ? own : null,
      circle: circle ? { x: circle.x, y: heightAt(this.#ground, circle.x, circle.z), z: circle.z, radius: circle.members.length > 8 ? 3.9 : 2.5 } : null,
      speaker: speaker ?? null,
      isSeated: own !== undefined && own.sit > 0.4,
    };
  }

  #floorUnder(origin: Vector3, direction: Vector3): { x: number; z: number } | null {
    if (direction.y >= -0.005) return null;
    let y = 0;
    for (let round = 0; round < 4; round++) {
      const along = (y - origin.y) / direction.y;
      spot.copy(origin).addScaledVector(direction, along);
      y = heightAt(this.#ground, spot.x, spot.z);
    }
    return Math.hypot(spot.x, spot.z) < Math.hypot(this.#ground.halfX, this.#ground.halfZ) ? { x: spot.x, z: spot.z } : null;
  }

  #drawLabels(dt: number): void {
    const { clientWidth, clientHeight } = this.#renderer.domElement;
    if (this.#frames++ % NAMES_EVERY_FRAMES === 0) this.#findNear();
    this.#labels.draw({
      camera: this.rig.camera,
      width: clientWidth,
      height: clientHeight,
      seenWidth: clientWidth - this.#covered.right,
      dt,
      ownId: this.ownId,
      pointedAtId: this.#pointedAt,
      figures: this.#near,
      circles: this.#circles.values(),
      topOf: (id, target) => this.#crowd.topOf(id, target),
      heightAt: (x, z) => heightAt(this.#ground, x, z),
    });
  }

  /** Who is near enough for a name, nearest first; seldom enough to cost nothing. */
  #findNear(): void {
    const { position } = this.rig.camera;
    const distance = ({ x, z }: Figure) => Math.hypot(x - position.x, z - position.z);
    this.#near = [...this.#crowd.figures.values()]
      .filter((figure) => distance(figure) < NAMES_WITHIN_M)
      .sort((one, other) => distance(one) - distance(other));
  }
}
