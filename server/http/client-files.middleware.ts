import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import express, { Router, type RequestHandler } from "express";
import { Problem } from "./problem.ts";

/** The built client. Files under assets/ carry a hash in their name and never change; all else is asked for each time. */
export function serveClient(folder: string): RequestHandler {
  const index = join(folder, "index.html");
  const router = Router();
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) =>
        response.setHeader(
          "Cache-Control",
          path.startsWith(join(folder, "assets") + sep) ? "public, max-age=31536000, immutable" : "no-cache",
        ),
    }),
  );
  // Links without a hash work too; the page itself reads #/plaza/circle/….
  router.get("/place/*rest", (request, response) =>
    response.redirect(`/#/${request.params.rest.map(encodeURIComponent).join("/")}`),
  );
  router.get("/", (_request, response) => {
    if (!existsSync(index))
      throw new Problem(
        503,
        "The screens are not built yet. Start with npm start, which builds them; the API is described at /api/docs.",
      );
    response.sendFile(index, { headers: { "Cache-Control": "no-cache" }, cacheControl: false, lastModified: true });
  });
  return router;
}
