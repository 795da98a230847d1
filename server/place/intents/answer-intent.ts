import { message } from "../../../schema/messages/message.ts";
import type { Intent, IntentAnswers, IntentType } from "../../../schema/messages/room-messages.ts";
import { clampToBounds } from "../../../schema/rules/ground.ts";
import { distanceBetween } from "../../../schema/rules/point.ts";
import { IntentRefused, type CircleHost } from "../../circle/circle-stage.ts";
import type { Attendee } from "../presence/attendee.ts";
import type { Audience } from "../presence/audience.ts";
import type { Floor } from "../ground/floor.ts";
import type { Mover } from "../bodies/mover.ts";
import type { WalkPlan } from "../bodies/simulation.ts";

export const PORTAL_REACH_M = 4;
const GESTURE_MS = 2500;

/** The context that intents act on. */
export type IntentContext = {
  readonly floor: Floor;
  readonly host: CircleHost;
  readonly audience: Audience;
  /** Runs `action` after `delayMs`. */
  later(delayMs: number, action: () => void): void;
};

type Answer<Type extends IntentType> = Type extends keyof IntentAnswers
  ? IntentAnswers[Type] | Promise<IntentAnswers[Type]>
  : void;
type Handler<Type extends IntentType> = (
  context: IntentContext,
  attendee: Attendee,
  intent: Intent<Type>,
) => Answer<Type>;

const bodyOf = (attendee: Attendee): Mover => {
  if (attendee.mover !== null) return attendee.mover;
  throw new IntentRefused(message("spectators-watch"));
};

const actorWithBody = (attendee: Attendee): Attendee["actor"] => {
  bodyOf(attendee);
  return attendee.actor;
};

/** The circle that a spectator follows. */
const followedBy = ({ viewer, hears }: Attendee): string => {
  if (viewer.kind !== "spectator") throw new IntentRefused(message("audience-only"));
  if (!hears.has(viewer.circleId)) throw new IntentRefused(message("follow-first"));
  return viewer.circleId;
};

const setGesture = (context: IntentContext, attendee: Attendee, gesture: string): void => {
  const avatar = context.floor.state.avatars.get(bodyOf(attendee).id);
  if (avatar !== undefined) avatar.gesture = gesture;
};

const handlers: { [Type in IntentType]: Handler<Type> } = {
  input: ({ floor }, attendee, input) => floor.simulation.pushInput(bodyOf(attendee), input),

  "move-to": ({ floor }, attendee, { x, z }) => {
    const mover = bodyOf(attendee);
    return new Promise((resolve, reject) => {
      const onPlanned = (plan: WalkPlan): void => {
        if (plan === "no-way") reject(new IntentRefused(message("no-way")));
        else if (plan === "replaced") reject(new IntentRefused(message("replaced")));
        else resolve({ arrivesInSeconds: plan });
      };
      floor.simulation.walkTo(mover, { target: clampToBounds(floor.simulation.ground, x, z), face: null, onPlanned });
    });
  },

  gesture: (context, attendee, { gesture }) => {
    setGesture(context, attendee, gesture);
    context.later(GESTURE_MS, () => {
      const avatar = context.floor.state.avatars.get(attendee.actor.userId);
      if (avatar?.gesture === gesture) avatar.gesture = "";
    });
    return { gesture };
  },

  "raise-hand": (context, attendee, { raised }) => {
    setGesture(context, attendee, raised ? "raise-hand" : "");
    return { raised };
  },

  "enter-portal": ({ floor }, attendee, { portalId }) => {
    const portal = floor.place.portals.find(({ id }) => id === portalId);
    if (portal === undefined) throw new IntentRefused(message("no-such-portal"));
    if (distanceBetween(bodyOf(attendee).body, portal) > PORTAL_REACH_M)
      throw new IntentRefused(message("too-far", { title: portal.title }));
    return { placeId: portal.toPlaceId };
  },

  follow: async ({ audience }, attendee, { circleId }) => {
    if (attendee.viewer.kind !== "spectator") throw new IntentRefused(message("visitors-walk"));
    if (!(await audience.follow(attendee, circleId))) throw new IntentRefused(message("not-open"));
    attendee.viewer.circleId = circleId ?? "";
    return { circleId };
  },

  ask: ({ audience }, attendee, { text }) => audience.gallery.ask(attendee.actor, followedBy(attendee), text),
  "vote-question": ({ audience }, attendee, intent) =>
    audience.gallery.voteFor(attendee.actor, followedBy(attendee), intent),
  cheer: ({ audience }, attendee, { cheer }) => audience.gallery.cheer(attendee.actor, followedBy(attendee), cheer),
  "cast-ballot": ({ audience }, attendee, intent) =>
    audience.gallery.cast(attendee.actor, followedBy(attendee), intent),
  "settle-question": ({ audience }, attendee, intent) => audience.gallery.settle(attendee.actor, intent),
  "hold-vote": ({ audience }, attendee, intent) => audience.gallery.holdVote(attendee.actor, intent),

  "open-circle": ({ host }, attendee, intent) => host.openCircle(actorWithBody(attendee), intent),
  branch: ({ host }, attendee, intent) => host.branch(actorWithBody(attendee), intent),
  "join-circle": ({ host }, attendee, intent) => host.joinCircle(actorWithBody(attendee), intent),
  "leave-circle": ({ host }, attendee) => host.leaveCircle(actorWithBody(attendee)),
  "talk-to": ({ host }, attendee, intent) => host.talkTo(actorWithBody(attendee), intent),
  invite: ({ host }, attendee, intent) => host.invite(actorWithBody(attendee), intent),
  dismiss: ({ host }, attendee, intent) => host.dismiss(actorWithBody(attendee), intent),
  say: ({ host }, attendee, intent) => host.say(actorWithBody(attendee), intent),
  "set-typing": ({ host }, attendee, intent) => host.setTyping(actorWithBody(attendee), intent),
  steer: ({ host }, attendee, intent) => host.steer(actorWithBody(attendee), intent),
  react: ({ host }, attendee, intent) => host.react(attendee.actor, intent),
};

/** Carries out an attendee's intent. Throws or rejects with IntentRefused when it is not allowed or not possible. */
export const answerIntent = <Type extends IntentType>(
  context: IntentContext,
  attendee: Attendee,
  type: Type,
  intent: Intent<Type>,
): Answer<Type> => handlers[type](context, attendee, intent);
