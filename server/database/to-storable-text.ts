/** Postgres keeps no zero characters and no halves of a character. */
export const toStorableText = (text: string): string => text.toWellFormed().replaceAll("\0", "");
