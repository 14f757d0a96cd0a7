export { officeRoutes as default } from "../src/routes/office";
