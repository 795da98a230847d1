import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import express, { Router, type RequestHandler } from "express";
import { Problem } from "./problem.ts";

/** The built client, opened below `basePath`. Files under assets/ have a hash in their name and are immutable; everything else is revalidated. */
export function serveClient(folder: string, basePath: string): RequestHandler {
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
  router.get("/place/*rest", (request, response) => {
    // A relative redirect, because the path that proxies prepend is unknown here.
    const up = "../".repeat(request.path.split("/").length - 2);
    response.redirect(`${up}#/${request.params.rest.map(encodeURIComponent).join("/")}`);
  });
  router.get("/", async (_request, response) => {
    if (!existsSync(index))
      throw new Problem(
        503,
        "The screens are not built yet. Start with npm start, which builds them; the API is described at /api/docs.",
        { code: "screens-not-built" },
      );
    const page = await readFile(index, "utf8");
    response.setHeader("Cache-Control", "no-cache");
    // Relative addresses also resolve when the page's address has no trailing slash.
    response.type("html").send(basePath ? page.replace("<head>", `<head><base href="${basePath}/" />`) : page);
  });
  return router;
}
