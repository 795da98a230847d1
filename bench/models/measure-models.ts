/** The overhead of our own layer in a model call, and the share of a talk's prompts from providers' caches. */
import { measureCachedShare } from "./measure-cached-share.ts";
import { measureOverhead } from "./measure-overhead.ts";

export const measureModels = async (): Promise<object> => ({
  ...(await measureOverhead()),
  cachedTokenShareByProvider: await measureCachedShare(),
});
