/** Whose page an address opens; an address that is none stays as it is. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? url;
