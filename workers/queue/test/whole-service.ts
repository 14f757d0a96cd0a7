// Both scripts of the service in one isolate, so that a test can evict an object and shift its clock.
export { FacilityObject } from "../live/development";
export { default } from "../src/development";
