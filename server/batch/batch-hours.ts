/** By when providers promise the results of a batch. */
export const BATCH_HOURS = 24;
