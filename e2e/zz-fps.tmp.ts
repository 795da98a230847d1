import { startWorld } from "./support/start-world.ts";
import { openBrowser, openVisitorPage } from "./support/visitor-page.ts";
const [world, browser] = await Promise.all([startWorld(), openBrowser()]);
const t0 = Date.now(); const lap = (s: string) => console.log(s, Date.now() - t0);
const v = await openVisitorPage(browser, world.url); lap("open");
await v.page.getByRole("textbox", { name: "Your name" }).fill("Nadia"); lap("fill");
const b = v.button("Step in");
for (let i = 0; i < 5; i++) { console.log(JSON.stringify(await b.boundingBox())); lap("box"); }
await b.click({ timeout: 30000 }).then(() => lap("click"), (e) => lap(e.message));
await v.actions.waitFor().then(() => lap("actions"), (e) => lap(e.message));
await v.page.screenshot({ path: "/tmp/fps.png", timeout: 60000 }).catch((e) => console.log(e.message)); lap("shot");
await browser.close(); await world.close();
