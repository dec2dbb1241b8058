// Wide tables and drawings of the pages.
import { watchWidth } from "./wide";

for (const box of document.querySelectorAll<HTMLElement>(".scroll[data-hint]")) watchWidth(box);
