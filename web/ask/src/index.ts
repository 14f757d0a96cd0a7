export { homePage } from "./home";
export { errorPage, type Frame } from "./shell";
