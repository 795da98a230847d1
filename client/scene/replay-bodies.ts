/** The bodies, the circle and the speech of a replay, brought up to each frame. */
import type { Stance, WorldAvatar, WorldCircle } from "./world-types.ts";
import type { WorldView } from "./world-view.ts";

/** `text`: what has been said so far. */
export type SceneSpeech = { turnId: string; speakerId: string; speakerName: string; text: string; isOver: boolean };

export type Scene = {
  bodies: readonly { avatar: WorldAvatar; stance: Stance }[];
  circle: WorldCircle;
  speech: SceneSpeech | null;
  /** Another number after every jump in time. */
  jump: number;
};

export class ReplayBodies {
  #view: WorldView;
  #stances = new Map<string, Stance>();
  /** What was last shown of each body, and of the circle. */
  #shown = new Map<string, string>();
  #speech: SceneSpeech | null = null;
  #jump = 0;

  constructor(view: WorldView) {
    this.#view = view;
  }

  stanceOf(id: string): Stance | null {
    return this.#stances.get(id) ?? null;
  }

  show({ bodies, circle, speech, jump }: Scene): void {
    for (const id of this.#stances.keys()) if (!bodies.some(({ avatar }) => avatar.id === id)) this.#remove(id);
    for (const { avatar, stance } of bodies) {
      this.#stances.set(avatar.id, stance);
      const { gesture, activity, seat } = avatar;
      if (this.#isNew(avatar.id, `${gesture} ${activity} ${seat}`)) this.#view.putAvatar(avatar);
    }
    const { speakerId, members } = circle;
    if (this.#isNew(circle.id, `${speakerId} ${members.join()}`)) this.#view.putCircle(circle);
    this.#view.watchedCircleId = circle.id;
    this.#say(circle.id, speech, jump);
  }

  #remove(id: string): void {
    this.#stances.delete(id);
    this.#shown.delete(id);
    this.#view.removeAvatar(id);
  }

  #isNew(id: string, text: string): boolean {
    if (this.#shown.get(id) === text) return false;
    this.#shown.set(id, text);
    return true;
  }

  /** A bubble grows while its turn goes on; after a jump there is only that of the turn that was jumped to. */
  #say(circleId: string, speech: SceneSpeech | null, jump: number): void {
    const isJump = jump !== this.#jump;
    const before = isJump ? null : this.#speech;
    this.#jump = jump;
    this.#speech = speech;
    if (isJump) this.#view.hush();
    if (speech === null) return;
    if (before?.turnId !== speech.turnId) {
      if (before && !before.isOver) this.#view.endTurn(before.turnId, before.text);
      this.#begin(circleId, speech);
    } else if (speech.text.length > before.text.length)
      this.#view.sayMore(speech.turnId, speech.text.slice(before.text.length));
    const wasOver = before?.turnId === speech.turnId && before.isOver;
    if (speech.isOver && !wasOver) this.#view.endTurn(speech.turnId, speech.text);
  }

  #begin(circleId: string, { turnId, speakerId, speakerName, text }: SceneSpeech): void {
    this.#view.beginTurn(circleId, turnId, speakerId, speakerName);
    this.#view.sayMore(turnId, text);
  }
}
