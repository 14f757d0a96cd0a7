export { bookPage, seriesPage, type BookForm, type RoomShown } from "./book";
export { bookingPage, type BookingShown } from "./booking";
export { copyPage } from "./copy";
export { gridPage, type Cell, type Grid } from "./grid";
export { landingPage, schoolsPage } from "./landing";
export { myWeekPage, type MyItem, type MyWeek } from "./my-week";
export { errorPage, type Frame, type StaffFrame, staffPage } from "./shell";
export { dateText, roomWords } from "./words/rooms";
