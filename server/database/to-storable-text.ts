/** Removes NUL and replaces unpaired surrogates, which Postgres cannot store. */
export const toStorableText = (text: string): string => text.toWellFormed().replaceAll("\0", "");
