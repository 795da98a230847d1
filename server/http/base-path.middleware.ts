import type { RequestHandler } from "express";

/** The path of the address that people open, without a trailing slash: "" or like "/dramatis". */
export const basePathOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/+$/, "");

/** Removes the base path, which a proxy may or may not have stripped. */
export function takeOffBasePath(basePath: string): RequestHandler {
  return (request, response, next) => {
    if (basePath !== "" && request.path === basePath) return void response.redirect(308, `${basePath}/`);
    if (basePath !== "" && request.path.startsWith(`${basePath}/`)) request.url = request.url.slice(basePath.length);
    next();
  };
}
