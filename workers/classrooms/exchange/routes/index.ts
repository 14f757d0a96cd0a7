export { exchangeRoutes as routes } from "../../src/routes/exchange";
