export { liveRoutes as routes } from "../../src/routes/live";
