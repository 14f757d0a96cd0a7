/** Everything without the page around it: what islands import. */
export { Button, LinkButton } from "./button";
export { type Choice, Choices, EqualPair, ErrorSummary, Field, type FormError, Select } from "./form";
export { Icon, type IconName, iconNames, Mark } from "./icon";
export { Island } from "./island";
export {
  type Column,
  DataTable,
  type Fact,
  Notification,
  type State,
  stateNames,
  StateTag,
  SummaryList,
  Tag,
  Toast,
  Wide,
} from "./show";
export { type Step, Steps, Ticket, type TicketProps, WaitBand, type WaitBandProps } from "./ticket";
