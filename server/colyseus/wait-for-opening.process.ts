/**
 * Before anything that imports Colyseus, which reads this once. While a request opens a place, others that want into it
 * wait; after that time they open it a second time, and its people are in two places. By default it is 0.5 s, which
 * restoring circles exceeds on a busy machine.
 */
const LONGEST_OPENING_SECONDS = 5;

process.env["COLYSEUS_MAX_CONCURRENT_CREATE_ROOM_WAIT_TIME"] ??= String(LONGEST_OPENING_SECONDS);
