/** Pages of what a school sets up, which a script of its own serves. */
export { bellsPage, type BellsShown } from "./settings/bells-page";
export { boardsPage, type BoardsShown } from "./settings/boards-page";
export { peoplePage, type PeopleShown } from "./settings/people-page";
export { rulesPage, type RulesShown } from "./settings/rules-page";
export { thingsPage, type ThingsShown } from "./settings/things-page";
export { settingsWords } from "./words/settings";
