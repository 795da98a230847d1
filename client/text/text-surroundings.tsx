import { useTranslation } from "react-i18next";
import { usePlace } from "../state/place-store.ts";
import { inPageLanguage } from "../words/page-language.ts";
import { Button } from "../panels/parts/button.tsx";
import style from "./text-view.module.css";

/** Who and what is here, as headings, lists and buttons that run the commands. */
export function TextSurroundings({ onCommand }: { onCommand: (line: string) => void }) {
  const { t } = useTranslation();
  const avatars = usePlace((view) => view.avatars);
  const circles = usePlace((view) => view.circles);
  const place = usePlace((view) => view.place);
  const myId = usePlace((view) => view.myId);
  const isVisitor = usePlace((view) => view.role === "visitor");
  const others = Object.values(avatars)
    .filter(({ id }) => id !== myId)
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const command = (verb: string, name: string) => () => onCommand(`${verb} ${name}`);
  return (
    <nav className={style.surroundings} aria-label={t("textView.surroundings")}>
      <section>
        <h2>{t("circles.title")}</h2>
        {Object.keys(circles).length === 0 && <p>{t("text.noCircles")}</p>}
        <ul>
          {Object.values(circles).map((circle) => (
            <li key={circle.id}>
              <span dir="auto">{circle.topic}</span>
              {isVisitor ? (
                circle.members.includes(myId) ? (
                  <Button onClick={() => onCommand("leave")}>{t("circle.leave")}</Button>
                ) : (
                  <Button onClick={command("join", circle.topic)}>{t("circle.join")}</Button>
                )
              ) : (
                <Button onClick={command("follow", circle.topic)}>{t("circle.follow")}</Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t("people.title")}</h2>
        <ul>
          {others.map((avatar) => (
            <li key={avatar.id}>
              <span dir="auto">{avatar.name}</span>
              {avatar.kind === "persona" && (
                <>
                  <Button onClick={command("card", avatar.name)}>{t("persona.card")}</Button>
                  {isVisitor && <Button onClick={command("talk", avatar.name)}>{t("persona.talk")}</Button>}
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
      {isVisitor && (
        <section>
          <h2>{t("map.ways")}</h2>
          <ul>
            {[...(place?.pointsOfInterest ?? []), ...(place?.portals ?? [])].map(({ id, title }) => (
              <li key={id}>
                <span>{inPageLanguage(title)}</span>
                <Button onClick={command("go", inPageLanguage(title))}>{t("textView.go")}</Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </nav>
  );
}
