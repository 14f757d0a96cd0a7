export { deskRoutes as default } from "../src/routes/desk";
