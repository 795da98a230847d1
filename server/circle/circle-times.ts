/** All delays of a circle, in ms. */

/** SPEC C4: typing delays the next persona turn this long after the last key … */
export const HOLD_AFTER_KEY_MS = 8_000;
/** … and this long in total. */
export const HOLD_AT_MOST_MS = 30_000;
/** A person who was asked by name, or asked for a moment, gets this long before a persona continues. */
export const AWAITED_PERSON_MS = 10_000;
/** Small talk of personas calls no mind until nobody has waited for the voice for this long, as another turn may follow. */
export const VOICE_FREE_MS = 10_000;
/** SPEC C6 */
export const SLEEP_AFTER_MS = 20_000;
/** SPEC C3: at most 20 deltas a second. */
export const DELTA_INTERVAL_MS = 50;
/** How often a turn being spoken is saved: a crash loses at most this much of it. */
export const PARTIAL_SAVE_INTERVAL_MS = 1_000;
/** A circle without members, or with a single persona, stays open this long for people to come (back). */
export const EMPTY_END_MS = 60_000;
/** Personas whose people have gone stay together this long unwatched, then go back to wandering. */
export const PEOPLE_GONE_END_MS = 600_000;
/** With people present, silence ends a circle only after they had time to say something. */
export const SILENT_END_MS = 120_000;
/** How long an ended circle is still shown. */
export const ENDED_SHOWN_MS = 5_000;
/** First wait after a failed turn; doubles with every further failure in a row. */
export const RETRY_AFTER_FAILURE_MS = 1_000;
/** After this many consecutive failures the circle pauses instead of spending more. */
export const FAILURES_UNTIL_PAUSE = 3;
/** A voice that does not stop on its own is cut off here … */
export const TURN_MAX_CHARACTERS = 8_000;
/** … and a slow one after this time: a small model on a slow machine needs a minute at most. */
export const TURN_MAX_MS = 90_000;
/** On shutdown, the longest wait for a voice that does not stop when asked to. */
export const STOP_WAIT_MS = 5_000;

const SLOWEST_GAP_MS = 30_000;

/**
 * Time between the end of a persona's turn and the next one in auto mode (SPEC C5): 30 s at speed 1,
 * at once at 10, falling with the square so that the fast half of the scale is the lively one
 * (5: 9.3 s, 7: 3.3 s, 9: 0.4 s). An answer to a person does not wait.
 */
export const gapAfterTurn = (speed: number): number => Math.round(SLOWEST_GAP_MS * ((10 - speed) / 9) ** 2);
