/**
 * Where this page was opened, with a trailing slash: every address of the server is resolved against it, so that Dramatis
 * also runs under a path of another site. The only place that knows the path.
 */
export const baseAddress = (): string => new URL(".", document.baseURI).href;
