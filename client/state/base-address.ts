/**
 * Where this page was opened, with a slash at its end: everything of the server is found from here, so that Dramatis also
 * lives below a path of somebody else's site. The one place that knows.
 */
export const baseAddress = (): string => new URL(".", document.baseURI).href;
