export { deskRoutes as routes } from "../../src/routes/desk";
