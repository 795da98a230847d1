import type { RequestHandler } from "express";

/** The path of the address that people open, without a slash at its end: "" or like "/dramatis". */
export const basePathOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/+$/, "");

/** A proxy may hand on the path that it serves us below, or take it off: from here on it is gone. */
export function takeOffBasePath(basePath: string): RequestHandler {
  return (request, response, next) => {
    if (basePath !== "" && request.path === basePath) return void response.redirect(308, `${basePath}/`);
    if (basePath !== "" && request.path.startsWith(`${basePath}/`)) request.url = request.url.slice(basePath.length);
    next();
  };
}
