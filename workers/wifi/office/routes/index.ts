export { officeRoutes as routes } from "../../src/routes/office";
