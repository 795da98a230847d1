import { followFreedCircles } from "./follow-freed-circles.ts";
import { followSessions } from "./follow-sessions.ts";

type Ports = Parameters<typeof followFreedCircles>[1] & Parameters<typeof followSessions>[1];

/** What the first instance of a place does for circles from elsewhere: sessions, and circles of dead servers. Returns functions that unsubscribe. */
export const followCirclesFromElsewhere = async (
  listing: { placeId: string; workspaceId: string },
  ports: Ports,
): Promise<(() => void)[]> => [followSessions(listing, ports), await followFreedCircles(listing, ports)];
