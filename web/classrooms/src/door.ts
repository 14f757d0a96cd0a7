/** Pages of what hangs on walls, which a script of its own serves. */
export { doorPage, type DoorPage } from "./door-page";
export { findPage, type FindForm } from "./find";
export { floorsPage, type FloorRoom } from "./floors";
export { hallPage, type HallPage } from "./hall";
export { posterPage } from "./poster";
export { doorWords } from "./words/door";
export { roomWords } from "./words/rooms";
