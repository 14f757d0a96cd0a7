import { createFrontDoor } from "./app";
import { route } from "./route";

export default route(createFrontDoor());
