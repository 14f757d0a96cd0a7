export { settingsRoutes as routes } from "../../src/routes/settings";
