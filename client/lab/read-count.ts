/** Null unless it is a whole number in this range. */
export const readCount = (text: string, least: number, most: number): number | null =>
  /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most ? Number(text) : null;
