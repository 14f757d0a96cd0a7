export { FacilityObject } from "./facility-object";
export { routes as default } from "./routes";
