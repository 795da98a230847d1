/** Visiting a place: joining, watching, reclaiming the body. One connection at a time. */
import i18next from "i18next";
import type { JoinOptions } from "../../schema/messages/room-messages.ts";
import type { Place } from "../../schema/messages/place.ts";
import { JoinFailed } from "../net/join-failed.ts";
import { PlaceConnection, type ConnectOptions } from "../net/place-connection.ts";
import { currentToken, forgetAccount, useAccount, type Account } from "./account.ts";
import { baseAddress } from "./base-address.ts";
import { callApi } from "./call-api.ts";
import { followConnection } from "./follow-connection.ts";
import { positionOf } from "./intents.ts";
import { EMPTY_PLACE, showNotice, usePlace, type LinkStatus } from "./place-store.ts";
import { HOME_PLACE_ID } from "./read-link.ts";
import { ApiProblem } from "./send-request.ts";
import { sitDownAgain } from "./sit-down-again.ts";
import { renewAccount } from "./sign-in.ts";
import { untilCircle } from "./until-circle.ts";
import { waitBeforeTry } from "./wait-before-try.ts";

type Role = JoinOptions["role"];
/** "another": a further instance of a place that is full (W5). */
type Instance = JoinOptions["instance"];
type Goal = Pick<ConnectOptions, "placeId" | "role" | "instance" | "stood">;

let unfollow: () => void = () => {};
const NOWHERE = { placeId: "", shown: Promise.resolve() };
let wanted = NOWHERE;

/** Leaves the current place and goes there. Failures are in `link` of the store. */
export async function visitPlace(placeId: string, role: Role, instance: Instance = 1): Promise<void> {
  leavePlace();
  const goal = { placeId, role, instance };
  const visit = usePlace.getState().visit + 1;
  // A slow join is dropped once another visit has begun.
  const isOvertaken = () => usePlace.getState().visit !== visit;
  const going = (attempt: number): LinkStatus => ({ kind: "connecting", attempt });
  usePlace.setState({ visit, role, link: going(1) });
  const enter = async (connection: PlaceConnection | null) => {
    if (connection === null || isOvertaken()) return void connection?.leave();
    // At once: what arrives while the place is still loading would be lost.
    follow(connection, goal, isOvertaken);
    const isShown = await shown.then(
      () => true,
      () => false,
    );
    if (!isShown || isOvertaken()) return void connection.leave();
    show(connection);
  };
  const shown = patiently(() => showPlace(placeId), going, isOvertaken);
  try {
    await Promise.all([shown, patiently(() => joinRenewing(goal), going, isOvertaken).then(enter)]);
  } catch (error) {
    if (isOvertaken()) return;
    if (isNoPlace(error) && placeId !== HOME_PLACE_ID) return leadHome(placeId, role);
    usePlace.setState({ link: describeFailure(error) });
  }
}

const isNoPlace = (error: unknown) =>
  (error instanceof ApiProblem && error.code === "no-such-place") ||
  (error instanceof JoinFailed && error.kind === "no-such-place");

/** The target of a link to a place that does not exist (W7). */
async function leadHome(wanted: string, role: Role): Promise<void> {
  showNotice({ code: "no-linked-place", level: "warning", text: "", values: { wanted } });
  history.replaceState(null, "", `#/${HOME_PLACE_ID}`);
  await visitPlace(HOME_PLACE_ID, role);
}

function follow(connection: PlaceConnection, goal: Goal, isOvertaken: () => boolean, seated?: Promise<void>): void {
  unfollow();
  unfollow = followConnection(connection, seated);
  connection.on("status", ({ kind }) => kind === "cut-off" && void comeBack(goal, isOvertaken));
}

/** One that was cut off meanwhile comes back by itself. */
function show(connection: PlaceConnection): void {
  usePlace.setState({ connection, myId: connection.userId });
  if (connection.status.kind === "connected") usePlace.setState({ link: { kind: "connected" } });
}

/**
 * The server went away with the seat: retries with growing delays, then rejoins the circle, or follows it, as
 * before. What is shown stays meanwhile, and messages can still be written.
 */
async function comeBack(goal: Goal, isOvertaken: () => boolean): Promise<void> {
  const { avatars, myId, followedCircleId } = usePlace.getState();
  const circleId = avatars[myId]?.circleId ?? "";
  const stood = positionOf(myId);
  usePlace.setState({ link: reconnecting(1) });
  await pauseBefore(1);
  try {
    await takePlaceAgain(goal, isOvertaken, { circleId, followedCircleId, stood });
  } catch (error) {
    if (!isOvertaken()) usePlace.setState({ link: describeFailure(error) });
  }
}

const reconnecting = (attempt: number): LinkStatus => ({ kind: "reconnecting", attempt });

type Before = { circleId: string; followedCircleId: string | null; stood: { x: number; z: number } | null };

async function takePlaceAgain(goal: Goal, isOvertaken: () => boolean, before: Before): Promise<void> {
  const { stood } = before;
  // After a restart the circles are in the first instance.
  const again = { ...goal, instance: 1, ...(stood && { stood }) };
  const connection = await patiently(() => joinRenewing(again), reconnecting, isOvertaken);
  if (connection === null || isOvertaken()) return void connection?.leave();
  const seated = before.circleId === "" ? undefined : sitDownAgain(connection, before.circleId);
  follow(connection, goal, isOvertaken, seated);
  await seated;
  if (isOvertaken()) return void connection.leave();
  if (connection.status.kind === "cut-off") return;
  show(connection);
  const { followedCircleId } = before;
  if (followedCircleId === null) return;
  await untilCircle(connection, followedCircleId);
  if (!isOvertaken()) connection.send("follow", { circleId: followedCircleId });
}

export function leavePlace(): void {
  unfollow();
  unfollow = () => {};
  const { connection, visit, place, world, voice, notices } = usePlace.getState();
  void connection?.leave();
  usePlace.setState({ ...EMPTY_PLACE, visit, place, world, voice, notices });
}

/**
 * The ground and what stands on it: not secret, so it is drawn before the person has joined. The object stays the same
 * across joins and departures: another one would be rebuilt.
 */
export function showPlace(placeId: string): Promise<void> {
  if (wanted.placeId !== placeId) wanted = { placeId, shown: loadPlace(placeId) };
  return wanted.shown;
}

async function loadPlace(placeId: string): Promise<void> {
  const isShown = () => usePlace.getState().place?.id === placeId;
  if (isShown()) return;
  try {
    const place = await callApi(`places/${placeId}`, { read: (answer) => answer as Place });
    if (wanted.placeId === placeId && !isShown()) usePlace.setState({ place });
  } catch (error) {
    // Allows another request for it.
    if (wanted.placeId === placeId) wanted = NOWHERE;
    throw error;
  }
}

/**
 * Tries until it works, or fails for good: an answer that is missing or late, as of a busy server, is asked for again, with
 * growing delays, and what happens is shown. Null once another visit has begun.
 */
async function patiently<Answer>(
  tryOnce: () => Promise<Answer>,
  trying: (attempt: number) => LinkStatus,
  isOvertaken: () => boolean,
): Promise<Answer | null> {
  for (let attempt = 1; !isOvertaken(); attempt += 1) {
    try {
      return await tryOnce();
    } catch (error) {
      const isClosed = error instanceof JoinFailed && error.kind === "unavailable";
      if (!isClosed && !isTemporary(error)) throw error;
      if (isOvertaken()) break;
      usePlace.setState({ link: isClosed ? { kind: "waiting", ...saidBy(error) } : trying(attempt + 1) });
    }
    await pauseBefore(attempt);
  }
  return null;
}

const isTemporary = (error: unknown): boolean =>
  error instanceof JoinFailed
    ? error.kind === "failed"
    : error instanceof ApiProblem && (error.status === 0 || error.status >= 500);

const pauseBefore = (attempt: number): Promise<void> =>
  new Promise((later) => setTimeout(later, waitBeforeTry(attempt, Math.random())));

/** Joins; a token that expired while the page was away is renewed once. */
async function joinRenewing(goal: Goal): Promise<PlaceConnection> {
  try {
    return await join(goal);
  } catch (error) {
    const canRenew = error instanceof JoinFailed && error.kind === "not-signed-in" && (await renewAccount());
    if (!canRenew) throw error;
    return join(goal);
  }
}

function join(goal: Goal): Promise<PlaceConnection> {
  const account: Account | null = useAccount.getState().account;
  return PlaceConnection.join({
    serverUrl: baseAddress(),
    token: account?.token ?? "",
    renewToken: async () => ((await renewAccount()) ? currentToken() : null),
    userId: account?.user.id ?? "",
    language: i18next.language,
    ...goal,
  });
}

function describeFailure(error: unknown): LinkStatus {
  const kind = error instanceof JoinFailed ? error.kind : "failed";
  if (kind === "not-signed-in") forgetAccount();
  return { kind: kind === "full" ? "full" : "lost", ...saidBy(error) };
}

function saidBy(error: unknown) {
  const { message: reason = "", code = "", values } = Object(error) as Partial<JoinFailed>;
  return { reason, code, values };
}
