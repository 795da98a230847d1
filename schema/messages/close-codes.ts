/** Why the room `place` ends a connection for good (WebSocket close codes), and refuses a join (matchmaking error codes). */
export const CLOSE_CODES = {
  /** The same person stepped in from another tab or machine, which has the body now (W6). */
  takenOver: 4100,
  /** Refused or removed; the close reason says why. */
  removed: 4101,
  /** The sign-in it was opened with has ended. */
  signedOut: 4102,
  /** It does not read what it is sent fast enough. */
  tooSlow: 4103,
  /** An admin blocked them. */
  blocked: 4104,
} as const;

/** All are HTTP statuses: matchmaking is HTTP, and the room client reads only the status. */
export const JOIN_ERROR_CODES = {
  /** The place is full of people (or spectators); the message says so and what to do (W5). */
  full: 409,
  /** The token is missing, wrong or expired. */
  notSignedIn: 401,
  badOptions: 400,
  /** No such place, or no such instance of it. */
  notFound: 404,
  /** Nobody can join now; retrying later works. */
  unavailable: 503,
} as const;
