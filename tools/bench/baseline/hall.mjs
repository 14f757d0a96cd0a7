/** Which service each counter serves, as in the sample hospital: what every contender of the bench is asked for. */
export const counters = {
  "baichay.p103": "baichay.noi",
  "baichay.p104": "baichay.noi",
  "baichay.p106": "baichay.nhi",
  "baichay.p107": "baichay.nhi",
  "baichay.p201": "baichay.xetnghiem",
  "baichay.p202": "baichay.xetnghiem",
  "baichay.p205": "baichay.cdha",
  "baichay.p206": "baichay.cdha",
};
export const services = [...new Set(Object.values(counters))];

export const ticketPaths = services.map((id) => `/api/services/${id}/tickets`);
export const callPaths = Object.keys(counters).map((id) => `/api/counters/${id}/call-next`);
