/** Messages between `measure-sockets` and the process that holds unread sockets. */
export type ToHolder = { type: "hold"; url: string; count: number; circleId: string } | { type: "count" };
export type FromHolder = { type: "holding" } | { type: "counted"; open: number; disconnected: number };
