import { useEffect, useRef } from "react";
import style from "../studio.module.css";

/** A report that the server has written, with its own styles, which stay inside. */
export function ReportView({ html }: { html: string }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = root.current!;
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const { head, body } = new DOMParser().parseFromString(html, "text/html");
    shadow.replaceChildren(...head.querySelectorAll("style"), body);
    const follow = (event: Event) => followLink(shadow, event);
    shadow.addEventListener("click", follow);
    return () => shadow.removeEventListener("click", follow);
  }, [html]);
  return <div ref={root} className={style.report} />;
}

/** Its links lead to turns below: the address of the page keeps leading to the page. */
function followLink(shadow: ShadowRoot, event: Event): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
  const target = link && shadow.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}
