/** Links lead straight to a place, a circle or a persona (SPEC W7), including links opened while the page is open. */
import type { Refused } from "../net/to-refusal.ts";
import { expectTurn } from "./expect-turn.ts";
import { followCircle } from "./follow-circle.ts";
import { requestIntent } from "./intents.ts";
import { liveliestCircle } from "./liveliest-circle.ts";
import { showNotice, usePlace, type PlaceView } from "./place-store.ts";
import { HOME_PLACE_ID, linkToCircle, readLink } from "./read-link.ts";
import { closePage, openDialog, openPage, showTurn, useScreen } from "./screen.ts";
import { visitPlace } from "./visit.ts";

/** As the room refuses it: the circle has ended or never existed. */
const NO_CIRCLE: Refused = { code: "no-such-circle", reason: "" };

/** Follows the address from now on; returns a function that stops. */
export function followLinks(): () => void {
  const follow = () => void goToLinkedPlace();
  addEventListener("hashchange", follow);
  const stopWatching = useScreen.subscribe(({ page }, before) => {
    if (before.page !== null && page === null) leavePage();
  });
  return () => {
    removeEventListener("hashchange", follow);
    stopWatching();
  };
}

/** Joins the circle that the address names, at the turn it names, or opens its persona's card or its page. */
export async function openLinked(): Promise<void> {
  const link = readLink(location.hash);
  const replay = link.kind === "replay" ? { circleId: link.circleId, turnId: link.turnId } : null;
  useScreen.setState({ replay });
  if (replay !== null) return closePage();
  if (link.kind === "page") return openPage({ page: link.page, path: link.path });
  if (link.kind !== "place" || usePlace.getState().link.kind !== "connected") return;
  if (link.personaId !== null) openDialog({ kind: "persona", personaId: link.personaId });
  if (link.circleId === null) return;
  const { circleId, turnId } = link;
  if (turnId !== null) showTurn({ circleId, turnId, takesFocus: true });
  const isThere = await openLinkedCircle(circleId);
  if (isThere && turnId !== null) expectTurn(circleId, turnId, () => leadToCircle(circleId));
}

/** When the circle does not exist, the address becomes the place's. */
async function openLinkedCircle(circleId: string): Promise<boolean> {
  const { role, circles } = usePlace.getState();
  try {
    if (role === "visitor") await requestIntent("join-circle", { circleId });
    else if (circles[circleId]) followCircle(circleId);
    else throw NO_CIRCLE;
    return true;
  } catch (error) {
    const { reason, ...refused } = error as Refused;
    const notice = { level: "warning", text: reason } as const;
    const { place } = usePlace.getState();
    if (refused.code === NO_CIRCLE.code) {
      history.replaceState(null, "", `#/${place?.id ?? HOME_PLACE_ID}`);
      showNotice({ ...notice, code: "no-linked-circle", values: { place: place?.title ?? "" } });
    } else showNotice({ ...notice, ...refused });
    return false;
  }
}

/** The target of a link whose turn is not in the transcript (W7). */
function leadToCircle(circleId: string): void {
  showTurn(null);
  history.replaceState(null, "", linkToCircle(usePlace.getState().place?.id ?? HOME_PLACE_ID, circleId));
  showNotice({ code: "no-linked-turn", level: "warning", text: "" });
}

/**
 * A spectator who chose nothing to watch gets the liveliest circle; on an empty square the first that begins, such
 * as the personas' talk that begins because somebody is there.
 */
export function watchLiveliest(): void {
  if (isChosen(usePlace.getState())) return;
  const { visit } = usePlace.getState();
  const stop = usePlace.subscribe((view) => {
    if (view.visit !== visit || isChosen(view)) stop();
  });
}

/** Whether the person has chosen what to watch. */
function isChosen({
  role,
  followedCircleId,
  circles,
}: Pick<PlaceView, "role" | "followedCircleId" | "circles">): boolean {
  if (role !== "spectator" || followedCircleId !== null) return true;
  const liveliest = liveliestCircle(Object.values(circles));
  if (liveliest) followCircle(liveliest.id);
  return liveliest !== null;
}

/** The address becomes the place's again, so that a link to the same page leads to it. */
function leavePage(): void {
  if (readLink(location.hash).kind === "page")
    history.replaceState(null, "", `#/${usePlace.getState().place?.id ?? HOME_PLACE_ID}`);
}

/** Back from a replay to the place. */
export function closeReplay(): void {
  history.replaceState(null, "", `#/${usePlace.getState().place?.id ?? HOME_PLACE_ID}`);
  useScreen.setState({ replay: null });
}

async function goToLinkedPlace(): Promise<void> {
  const link = readLink(location.hash);
  // Its token is exchanged on arrival, or it is another page.
  if ("token" in link || link.kind === "shared") return location.reload();
  const { place, role } = usePlace.getState();
  // The browser's back button closes a page.
  if (link.kind === "place" && useScreen.getState().page !== null) closePage();
  if (link.kind === "place" && link.placeId !== place?.id) await visitPlace(link.placeId, role);
  if (useScreen.getState().hasSteppedIn) await openLinked();
}
