import { useEffect, useRef, useState } from "react";

/** How far from the end still counts as reading along. */
const AT_END_PX = 48;

/**
 * Keeps a growing list at its end while one reads there. Only scrolling back lets go: growth alone
 * also fires scroll events, and must not be taken for a wish to stay behind.
 */
export function useStickToEnd() {
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEndNow = useRef(true);
  const lastTop = useRef(0);
  const [isAtEnd, setAtEnd] = useState(true);

  const goToEnd = () => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  };
  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const isNearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX;
    if (isNearEnd) isAtEndNow.current = true;
    else if (box.scrollTop < lastTop.current) isAtEndNow.current = false;
    lastTop.current = box.scrollTop;
    setAtEnd(isAtEndNow.current);
  };

  useEffect(() => {
    const box = scroller.current;
    if (!box?.firstElementChild) return;
    const observer = new ResizeObserver(() => {
      if (isAtEndNow.current) goToEnd();
    });
    observer.observe(box);
    observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, []);

  return { scroller, isAtEnd, goToEnd, onScroll };
}
