import { Protocol } from "@colyseus/core";

/** First byte of a frame: FIN and opcode "binary" (RFC 6455, 5.2). */
const WHOLE_BINARY = 0x82;
const LONGEST_SHORT_LENGTH = 125;
const LENGTH_IN_2_BYTES = 126;
const LONGEST_MEDIUM_LENGTH = 65535;
const LENGTH_IN_8_BYTES = 127;

/**
 * A state patch as a finished WebSocket frame, the same for all recipients.
 * It has its own buffer, because sockets may write it later.
 */
export const framePatch = (structure: Uint8Array, motion: Uint8Array): Uint8Array => {
  const length = 1 + structure.length + motion.length;
  const headerLength = length <= LONGEST_SHORT_LENGTH ? 2 : length <= LONGEST_MEDIUM_LENGTH ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = WHOLE_BINARY;
  if (headerLength === 2) {
    frame[1] = length;
  } else if (headerLength === 4) {
    frame[1] = LENGTH_IN_2_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_IN_8_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame[headerLength] = Protocol.ROOM_STATE_PATCH;
  frame.set(structure, headerLength + 1);
  frame.set(motion, headerLength + 1 + structure.length);
  return frame;
};
