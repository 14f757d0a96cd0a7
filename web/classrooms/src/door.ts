/** Pages of what hangs on walls, which a script of its own serves. */
export { doorPage, type DoorPage } from "./door-page";
export { posterPage } from "./poster";
export { doorWords } from "./words/door";
export { roomWords } from "./words/rooms";
