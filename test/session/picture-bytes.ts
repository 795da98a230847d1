/** For tests: the beginnings of pictures of a size in pixels, which is all that is read of them. */
export function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

export function jpegOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64);
  // A segment of its own before the frame, as cameras write it.
  bytes.set([0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xc2, 0, 17, 8]);
  const view = new DataView(bytes.buffer);
  view.setUint16(15, height);
  view.setUint16(17, width);
  return bytes;
}

/** A PNG of 4 × 4 pixels that takes so many bytes. */
export function pngOfBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const head = pngOf(4, 4);
  bytes.set(head);
  bytes.set([0x49, 0x44, 0x41, 0x54], head.length + 4);
  // A chunk is its length, its type, its content and a checksum.
  new DataView(bytes.buffer).setUint32(head.length, length - head.length - 12);
  return bytes;
}
