/** What our own layer adds to a model call, and how much of a talk's prompts comes from providers' caches. */
import { measureCachedShare } from "./measure-cached-share.ts";
import { measureOverhead } from "./measure-overhead.ts";

export const measureModels = async (): Promise<object> => ({
  ...(await measureOverhead()),
  cachedTokenShareByProvider: await measureCachedShare(),
});
