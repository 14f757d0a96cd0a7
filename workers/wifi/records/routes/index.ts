export { recordRoutes as routes } from "../../src/routes/records";
