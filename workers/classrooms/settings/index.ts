export { settingsRoutes as default } from "../src/routes/settings";
