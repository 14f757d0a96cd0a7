export { recordRoutes as default } from "../src/routes/records";
