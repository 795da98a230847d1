import { dirname, join, posix, relative, sep } from "node:path";

const projectFolder = join(import.meta.dirname, "..", "..");

/** Path below the project's folder, with "/". */
export function pathOf(file: string): string {
  return relative(projectFolder, file).replaceAll(sep, "/");
}

/** The target of a relative import in `path`, as a path below the project's folder; null for a package. */
export function importedPath(path: string, specifier: string): string | null {
  return specifier.startsWith(".") ? posix.join(dirname(path), specifier) : null;
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$|(^|\/)test-/.test(path);
}
