import { useEffect, useLayoutEffect, useRef } from "react";

/**
 * What is added to a list stays in view, whatever scrolls it, for a reader at its end, and moves nothing for others.
 * @param length grows with it
 * @returns for an element after the list
 */
export function useFollowEnd<End extends HTMLElement>(length: number) {
  const end = useRef<End>(null);
  const isSeen = useRef(true);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => void (isSeen.current = entry!.isIntersecting));
    observer.observe(end.current!);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (isSeen.current) end.current?.scrollIntoView({ block: "nearest" });
  }, [length]);
  return end;
}
