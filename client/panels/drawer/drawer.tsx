import { Tabs } from "@base-ui/react/tabs";
import X from "lucide-react/icons/x";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { closeDrawer, closeDrawerOnPhone, useScreen, type DrawerTab } from "../../state/screen.ts";
import { PageLinks } from "../money/page-links.tsx";
import { IconButton } from "../parts/button.tsx";
import parts from "../parts/parts.module.css";
import { useCoveredWorld } from "../parts/use-covered-world.ts";
import { CircleList } from "./circle-list.tsx";
import style from "./drawer.module.css";
import { PeopleList } from "./people-list.tsx";
import { PlaceList } from "./place-list.tsx";

const TABS: DrawerTab[] = ["people", "circles", "places"];

/** The drawer: people, circles and other places. On the left where two panels fit. */
export function Drawer() {
  const { t } = useTranslation();
  const drawer = useScreen((screen) => screen.drawer);
  const panel = useRef<HTMLElement>(null);
  useCoveredWorld(panel, drawer !== null);
  if (drawer === null) return null;
  return (
    <aside ref={panel} className={style.drawer} aria-label={t("drawer.label")}>
      <Tabs.Root
        className={style.tabs}
        value={drawer}
        onValueChange={(tab: DrawerTab) => useScreen.setState({ drawer: tab })}
      >
        <div className={style.head}>
          <Tabs.List className={parts.tabs}>
            {TABS.map((tab) => (
              <Tabs.Tab key={tab} className={parts.tab} value={tab}>
                {t(`${tab}.title`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <IconButton label={t("close")} onClick={closeDrawer}>
            <X />
          </IconButton>
        </div>
        <Tabs.Panel className={style.panel} value="people">
          <PeopleList />
        </Tabs.Panel>
        <Tabs.Panel className={style.panel} value="circles">
          <CircleList />
        </Tabs.Panel>
        <Tabs.Panel className={style.panel} value="places">
          <PlaceList />
        </Tabs.Panel>
      </Tabs.Root>
      <PageLinks onGo={closeDrawerOnPhone} />
    </aside>
  );
}
